import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../support/app.ts";
import { readPdf } from "../support/pdf.ts";

let app: FastifyInstance;
let unnamed: FastifyInstance;
beforeAll(async () => {
  ({ app } = await buildApp({ PUBLIC_URL: "https://postbag.example.org" }));
  ({ app: unnamed } = await buildApp());
});
afterAll(async () => {
  await app.close();
  await unnamed.close();
});

const POSTER = "/campaigns/eight-reasons/poster.pdf";

describe("a campaign's poster on the web", () => {
  it("is a PDF to keep, with the public address of the campaign's page", async () => {
    const response = await app.inject(POSTER);
    expect(response.statusCode).toBe(200);
    expect(response.headers["content-type"]).toBe("application/pdf");
    expect(response.headers["content-disposition"]).toContain("poster.pdf");
    const { pages } = await readPdf(new Uint8Array(response.rawPayload));
    const said = pages[0]?.lines.map(({ text }) => text).join(" ");
    expect(said).toContain("postbag.example.org/campaigns/eight-reasons");
    expect(said).toContain("Sample text");
  });

  it("is refused with what to do where the site does not know its public address", async () => {
    const response = await unnamed.inject({ url: POSTER, headers: { accept: "text/html" } });
    expect(response.statusCode).toBe(503);
    expect(response.payload).toContain("There is no poster yet");
    expect(response.payload).toContain("PUBLIC_URL");
  });

  it("is a 404 for a campaign that does not exist", async () => {
    expect((await app.inject("/campaigns/no-such/poster.pdf")).statusCode).toBe(404);
  });
});
