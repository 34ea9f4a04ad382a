// A PDF as a download: for this person only, under a name that says nothing about them.
import type { FastifyReply } from "fastify";

/** Sends the bytes as a download under `fileName`, not to be kept by anything in between. */
export function sendPdf(reply: FastifyReply, fileName: string, bytes: Uint8Array): FastifyReply {
  return reply
    .type("application/pdf")
    .header("content-disposition", `attachment; filename="${fileName}"`)
    .header("cache-control", "no-store")
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
