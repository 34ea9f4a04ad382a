// How a campaign stands: what members see, what is being worked on, and what comes next.
import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { VersionSummary } from "../../../campaigns/versions.ts";
import type { Words } from "../../../words.ts";
import type { WebParts } from "../../parts.ts";
import { londonTime } from "../london-time.ts";
import {
  compiled,
  deskCampaign,
  deskTitle,
  type IdParams,
  scheduleWords,
  stateWords,
  tagWords,
  workingOn,
} from "./desk-campaign.ts";

/** How many versions the page shows before it leads to all of them. */
const LATEST = 5;

/** Registers `GET /desk/campaigns/:id`. */
export function registerOverview(desk: FastifyInstance, parts: WebParts): void {
  desk.get<IdParams>("/desk/campaigns/:id", async ({ params, query }, reply) =>
    showOverview(reply, parts, params.id, doneOf(query)),
  );

  function doneOf(query: unknown): { done?: string } {
    const said = typeof query === "object" && query !== null && "done" in query ? query.done : null;
    const known = (["published", "restored", "archived", "unarchived", "ended", "discarded"] as const).find(
      (each) => each === said,
    );
    return known === undefined ? {} : { done: parts.words(`desk.done.${known}`) };
  }
}

/** Sends the page. `more` is what has just been done, or could not be: a sentence, or a link that is shown this once. */
export async function showOverview(
  reply: FastifyReply,
  parts: WebParts,
  id: string,
  more: {
    readonly done?: string;
    readonly errors?: readonly { readonly id: string; readonly text: string }[];
    readonly newLink?: { url: string; until: string };
  },
): Promise<FastifyReply> {
  const { versions, words } = parts;
  const campaign = await deskCampaign(parts, id);
  const { live, draft, archivedAt } = campaign;
  const shown = parts.campaigns.get(id)?.campaign ?? null;
  const working = compiled(parts, id, (await workingOn(parts, campaign)).source)?.campaign ?? null;
  const history = await versions.versions(id);
  const links = await parts.previewLinks.links(id);
  return reply.desk("overview", {
    title: await deskTitle(parts, campaign),
    id,
    tag: tagWords(words, shown, campaign, parts.now()),
    archived: archivedAt !== null && words("desk.overview.archived", { when: londonTime(archivedAt) }),
    lines: archivedAt === null ? stateWords(words, campaign) : [],
    live,
    draft,
    // What cannot be read yet has something to be filled in: the editor comes first.
    next: draft === null || working === null ? "edit" : "proof",
    compare: draft !== null && live !== null && `from=${live.number}&to=draft`,
    schedule:
      archivedAt !== null
        ? []
        : working === null
          ? [words("desk.schedule.unreadable")]
          : scheduleWords(words, working),
    history: history.slice(0, LATEST).map((version) => versionLine(words, version)),
    more: history.length > LATEST,
    links: links.map(({ id, madeBy, expiresAt }) => ({
      id,
      text: words("desk.link.made", { by: madeBy, until: londonTime(expiresAt) }),
    })),
    ...more,
    // So that the form for a link, sent a second time, makes no second link.
    once: randomUUID(),
    scripts: ["/public/desk-proof.js", ...(more.newLink === undefined ? [] : ["/public/desk-copy.js"])],
  });
}

/** A version as lists show it. */
export function versionLine(words: Words, version: VersionSummary) {
  const { number, publishedAt, publishedBy, note, restored } = version;
  const by = publishedBy === "files" ? words("desk.versions.files") : publishedBy;
  return {
    number,
    note,
    text: words("desk.versions.line", { number, when: londonTime(publishedAt), by }),
    restored: restored === null ? null : words("desk.versions.restored", { number: restored }),
  };
}
