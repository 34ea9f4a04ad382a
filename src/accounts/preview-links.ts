// Links with which colleagues without an account look at a campaign that is being worked on, until they expire or are ended.
import { randomUUID } from "node:crypto";
import type { Change } from "../campaigns/versions.ts";
import { Problem } from "../errors.ts";
import { hashOfToken, TOKEN } from "./tokens.ts";

/** How long a link works unless it is ended, in days. */
export const PREVIEW_DAYS = 7;
/** How many links of one campaign work at a time. */
const MOST_LINKS = 20;

/** A link as it is kept: without its token, which only whoever has the link knows. Instants are ISO 8601 in UTC. */
export type PreviewLink = {
  readonly id: string;
  readonly campaign: string;
  /** The email address of the desk's account. */
  readonly madeBy: string;
  readonly madeAt: string;
  readonly expiresAt: string;
};

/** Every change is whole or has not happened, and is in the audit log with it. What has expired at the instant given is as good as gone. */
export type PreviewLinkStore = {
  /** Where there is a link of that token, nothing changes. */
  add(link: PreviewLink, tokenHash: string): Promise<void>;
  /** Those of a campaign that still work, newest first. */
  links(campaign: string, at: string): Promise<readonly PreviewLink[]>;
  byToken(tokenHash: string, at: string): Promise<PreviewLink | null>;
  /** Ends a campaign's link; one that is not there is no fault. */
  end(campaign: string, id: string, change: Change): Promise<void>;
};

export type PreviewLinks = {
  /**
   * Makes the link of a token, which is in no store and so is shown now or never; or gives the one that there is.
   * Throws `preview-links-many`.
   */
  make(campaign: string, by: string, token: string): Promise<PreviewLink>;
  links(campaign: string): Promise<readonly PreviewLink[]>;
  /** The link of a token; null where there is none (any more). */
  open(token: string): Promise<PreviewLink | null>;
  end(campaign: string, id: string, by: string): Promise<void>;
};

/** Puts the links together. `now` gives the instant that it is. */
export function createPreviewLinks({
  store,
  now,
}: {
  readonly store: PreviewLinkStore;
  readonly now: () => Temporal.Instant;
}): PreviewLinks {
  const at = (days = 0): string =>
    now()
      .add({ hours: 24 * days })
      .toString({ smallestUnit: "millisecond" });
  return {
    async make(campaign, by, token) {
      const made = at();
      const tokenHash = hashOfToken(token);
      const known = await store.byToken(tokenHash, made);
      if (known !== null) return known;
      if ((await store.links(campaign, made)).length >= MOST_LINKS)
        throw new Problem("preview-links-many", { count: MOST_LINKS });
      const expiresAt = at(PREVIEW_DAYS);
      const link = { id: randomUUID(), campaign, madeBy: by, madeAt: made, expiresAt };
      await store.add(link, tokenHash);
      return (await store.byToken(tokenHash, made)) ?? link;
    },
    links: (campaign) => store.links(campaign, at()),
    open: async (token) => (TOKEN.test(token) ? store.byToken(hashOfToken(token), at()) : null),
    end: (campaign, id, by) => store.end(campaign, id, { by, at: at() }),
  };
}
