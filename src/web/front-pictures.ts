// The pictures on the campaigns' fronts, for the pages that draw a card: each under a name that says its content.
import type { FastifyInstance, FastifyRequest } from "fastify";
import { frontImageUrl } from "../campaigns/front-image.ts";
import { Problem } from "../errors.ts";
import type { WebParts } from "./parts.ts";
import { sendPicture } from "./pictures.ts";

/** Registers `GET /fronts/:file`, which browsers may keep for good. Throws `not-found`. */
export function registerFrontPictures(
  app: FastifyInstance,
  { campaigns }: Pick<WebParts, "campaigns">,
): void {
  app.get(
    "/fronts/:file",
    async ({ params, headers }: FastifyRequest<{ Params: { file: string } }>, reply) => {
      const images = campaigns.list().map(({ campaign }) => campaign.card.image);
      const image = images.find((each) => each !== null && frontImageUrl(each) === `/fronts/${params.file}`);
      if (!image) throw new Problem("not-found");
      const etag = `"${image.hash}"`;
      reply.header("cache-control", "public, max-age=31536000, immutable").header("etag", etag);
      // Contained, because a proxy that compresses marks it as weak.
      if (headers["if-none-match"]?.includes(etag)) return reply.code(304).send();
      return sendPicture(reply, image, params.file);
    },
  );
}
