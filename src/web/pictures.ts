// Pictures of fronts that are not on members' pages: of drafts, older versions and archived campaigns, each where its page may be seen.
import type { FastifyReply } from "fastify";
import { type FrontImage, frontImageUrl } from "../campaigns/front-image.ts";
import { Problem } from "../errors.ts";

/** The last step of the address under which the picture is asked for. */
const fileOf = (image: FrontImage): string => frontImageUrl(image).split("/").at(-1) ?? "";

/** A drawing whose picture, if it has one, is fetched from below `place` instead of from the public address, which has live ones only. */
export function pictureFrom(place: string, svg: string, image: FrontImage | null): string {
  return image === null ? svg : svg.replaceAll(frontImageUrl(image), `${place}/${fileOf(image)}`);
}

/** Sends a picture that was asked for by that name. Throws `not-found` where it is another, or there is none. */
export function sendPicture(reply: FastifyReply, image: FrontImage | null, file: string): FastifyReply {
  if (image === null || file !== fileOf(image)) throw new Problem("not-found");
  const { buffer, byteOffset, byteLength } = image.bytes;
  return reply.type(`image/${image.type}`).send(Buffer.from(buffer, byteOffset, byteLength));
}
