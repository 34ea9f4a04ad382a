// Requests that cannot even be read: answered in a line, and nothing of them is written down.
import type { Socket } from "node:net";

/** Node's reasons for giving up on a request, and the status that says so. */
const STATUS: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
};

/**
 * Answers a broken request and hangs up. Fastify's own handler would log the bytes that came, with the URL and whatever a
 * person typed in them; this logs nothing.
 */
export function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  if (socket.writable) {
    const status = STATUS[error.code ?? ""] ?? "400 Bad Request";
    socket.write(
      `HTTP/1.1 ${status}\r\ncontent-length: 0\r\ncache-control: no-store\r\nx-content-type-options: nosniff\r\nconnection: close\r\n\r\n`,
    );
  }
  socket.destroy();
}
