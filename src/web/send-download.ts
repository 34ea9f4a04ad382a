// A file as a download: for this person only, under a name that says nothing about them.
import type { FastifyReply } from "fastify";

/** Sends bytes, or text as UTF-8, as a download of a media type, not to be kept by anything in between. */
export function sendDownload(
  reply: FastifyReply,
  type: string,
  fileName: string,
  content: Uint8Array | string,
): FastifyReply {
  return reply
    .type(type)
    .header("content-disposition", `attachment; filename="${fileName}"`)
    .header("cache-control", "no-store")
    .send(
      typeof content === "string"
        ? content
        : Buffer.from(content.buffer, content.byteOffset, content.byteLength),
    );
}
