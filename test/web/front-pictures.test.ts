import { rm } from "node:fs/promises";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { frontImageUrl } from "../../src/campaigns/front-image.ts";
import { buildApp } from "../support/app.ts";
import { picturedCampaigns } from "../support/pictured-campaigns.ts";
import { frontImage, makeTestCard } from "../support/pictures.ts";

let folder = "";
let app: FastifyInstance;
const file = makeTestCard(320, 230);
const image = frontImage(file);
const url = frontImageUrl(image);
beforeAll(async () => {
  folder = await picturedCampaigns(file);
  ({ app } = await buildApp({}, { campaignsFolder: folder }));
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

describe("the picture on a campaign's front", () => {
  it("is on the campaign's pages, from this server and under a name that says its content", async () => {
    for (const page of ["/", "/campaigns/safe-workloads"]) {
      const { payload, headers } = await app.inject(page);
      expect(payload, page).toContain(`href="${url}"`);
      expect(headers["content-security-policy"]).toContain("img-src 'self'");
    }
  });

  it("is served with its type, to be kept for good and to be taken for nothing else", async () => {
    const { statusCode, headers, rawPayload } = await app.inject(url);
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "image/png",
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      etag: `"${image.hash}"`,
    });
    expect(rawPayload.equals(image.bytes)).toBe(true);
  });

  it("is not sent again to whoever has it", async () => {
    const again = await app.inject({ url, headers: { "if-none-match": `W/"${image.hash}"` } });
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
  });

  it("has no other names", async () => {
    for (const other of [
      "/fronts/",
      "/fronts/front.png",
      url.replace(".png", ".jpeg"),
      `${url}/x`,
      "/fronts/..%2f..%2fpackage.json",
    ])
      expect((await app.inject(other)).statusCode, other).toBe(404);
  });
});
