// What changed between two versions of a campaign, or since the live one: word by word, and never by colour alone.
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { compareSources, type FieldChange } from "../../../campaigns/compare-sources.ts";
import type { CampaignSource } from "../../../campaigns/versions.ts";
import { Problem } from "../../../errors.ts";
import { placeWords } from "../../../proofs/finding-words.ts";
import type { WebParts } from "../../parts.ts";
import { deskCampaign, deskTitle, type IdParams } from "./desk-campaign.ts";

/** A version by its number, or what is being worked on. */
const side = z.union([z.literal("draft"), z.coerce.number().int().min(1).max(999_999_999)]);
const querySchema = z.object({ from: side, to: side });

type Side = z.infer<typeof side>;

/** Registers `GET /desk/campaigns/:id/compare?from=&to=`. */
export function registerCompare(desk: FastifyInstance, parts: WebParts): void {
  const { versions, words } = parts;

  desk.get<IdParams>("/desk/campaigns/:id/compare", async ({ params: { id }, query }, reply) => {
    const campaign = await deskCampaign(parts, id);
    const asked = querySchema.safeParse(query);
    if (!asked.success) return reply.redirect(`/desk/campaigns/${id}/versions`, 303);
    const { from, to } = asked.data;
    const { changes, image, onlyWriting } = compareSources(await sourceOf(id, from), await sourceOf(id, to));
    const title = await deskTitle(parts, campaign);
    return reply.desk("compare", {
      title: words("desk.compare.title", { title }),
      name: title,
      id,
      between: words("desk.compare.between", { from: sideWords(from), to: sideWords(to) }),
      changes: changes.map(show),
      image: image === "same" ? null : words(`desk.compare.image.${image}`),
      onlyWriting,
      same: changes.length === 0 && image === "same" && !onlyWriting,
    });
  });

  async function sourceOf(id: string, side: Side): Promise<CampaignSource> {
    if (side === "draft") {
      const draft = await versions.draft(id);
      if (draft === null)
        throw new Problem("version-unknown", { campaign: id, number: words("desk.compare.draft") });
      return draft.source;
    }
    const version = await versions.version(id, side);
    if (version === null) throw new Problem("version-unknown", { campaign: id, number: String(side) });
    return version.source;
  }

  function sideWords(side: Side): string {
    return side === "draft" ? words("desk.compare.draft") : words("desk.compare.number", { number: side });
  }

  function show({ path, kind, item, before, after, pieces }: FieldChange) {
    const place = placeWords(words, path);
    return {
      heading: item === null ? place : words("desk.compare.item", { place, item }),
      order: kind === "order",
      pieces: pieces?.map(({ change, text }) => ({
        text,
        gone: change === "removed",
        new: change === "added",
      })),
      before: pieces === null ? before : null,
      after: pieces === null ? after : null,
    };
  }
}
