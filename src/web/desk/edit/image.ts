// The picture on a card's front: sent by the editor's page as it is, checked to the last byte, and shown in the preview.
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { imageNameOf, withImage } from "../../../campaigns/edit-image.ts";
import { checkFrontImage } from "../../../campaigns/front-image/check-front-image.ts";
import { LARGEST_BYTES } from "../../../campaigns/front-image.ts";
import type { CampaignSource } from "../../../campaigns/versions.ts";
import { Problem } from "../../../errors.ts";
import type { Words } from "../../../words.ts";
import type { WebParts } from "../../parts.ts";
import { sendPicture } from "../../pictures.ts";
import type { SaveDraft } from "./save.ts";
import { readStored } from "./stored.ts";

type OfCampaign = { Params: { id: string } };

const count = z.coerce.number().int().min(0).max(1e9);
const seenSchema = z.object({ revision: count, version: count });

/** Registers `POST /desk/campaigns/:id/image` and the pictures of drafts, which nobody but the desk sees. */
export function registerEditImage(
  desk: FastifyInstance,
  { versions, words, checkPicture }: Pick<WebParts, "versions" | "words" | "checkPicture">,
  save: SaveDraft,
): void {
  desk.register(async (images) => {
    images.addContentTypeParser(
      ["image/png", "image/jpeg", "application/octet-stream"],
      { parseAs: "buffer", bodyLimit: LARGEST_BYTES },
      (_request, body, done) => done(null, body),
    );
    const large = { bodyLimit: LARGEST_BYTES };
    images.post<OfCampaign>("/desk/campaigns/:id/image", large, async (request, reply) => {
      const stored = await readStored(versions, request.params.id);
      const seen = seenSchema.safeParse(request.query);
      if (!seen.success || !(request.body instanceof Uint8Array)) throw new Problem("request-unreadable");
      const bytes = request.body;
      const checked = await checkPicture(bytes);
      if (!checked.ok) {
        reply.code(422);
        return { saved: false, message: words("edit.image.refused", { reason: checked.reason }) };
      }
      const name = checked.type === "png" ? "front.png" : "front.jpg";
      const source = withImage(stored.source, { name, bytes });
      const saved = await save(request, stored, seen.data, source);
      if (saved === null) {
        reply.code(409);
        return { saved: false, message: words("edit.image.behind") };
      }
      const { revision, version } = saved;
      return { saved: true, revision, version, message: imageLine(source, words) };
    });
  });

  desk.get<{ Params: { id: string; file: string } }>(
    "/desk/campaigns/:id/image/:file",
    async (request, reply) => {
      const { source } = await readStored(versions, request.params.id);
      const checked = source.image === null ? null : checkFrontImage(source.image);
      return sendPicture(reply, checked?.ok ? checked.image : null, request.params.file);
    },
  );
}

/** What a page says of the picture that the front has: its name and size, and whether it prints well; "" where it has none. */
export function imageLine(source: CampaignSource, words: Words): string {
  const name = imageNameOf(source);
  if (name === "" || source.image === null) return "";
  const checked = checkFrontImage(source.image);
  if (!checked.ok) return words("edit.image.refused", { reason: checked.reason });
  const { width, height, dpi, warnings } = checked;
  const size = words("edit.image.has", { name, width, height, dpi });
  const low = warnings.map(({ least }) => words("edit.image.low", { least }));
  return [size, ...low].join(" ");
}
