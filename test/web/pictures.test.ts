// The pictures on fronts that members do not see: each is on the page that draws it, and nowhere for anybody else.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withImage } from "../../src/campaigns/edit-image.ts";
import { frontImageUrl } from "../../src/campaigns/front-image.ts";
import { buildDesk, type Desk, type DeskApp, EMAIL } from "../support/desk.ts";
import { CAMPAIGN, firstSource } from "../support/desk-drafts.ts";
import { frontImage, makeTestCard } from "../support/pictures.ts";

const HERE = `/desk/campaigns/${CAMPAIGN}`;
const CHANGE = { by: EMAIL.editor, at: "2026-11-22T12:00:00.000Z" };

let test: DeskApp;
let desk: Desk;
beforeAll(async () => {
  test = await buildDesk();
  desk = await test.signIn("publisher");
});
afterAll(() => test.app.close());

/** The first version with a picture of that width on its front. */
async function pictured(width: number) {
  const bytes = makeTestCard(width, 230);
  const source = withImage(await firstSource(test), { name: "front.png", bytes });
  return { source, image: frontImage(bytes), name: frontImageUrl(frontImage(bytes)).split("/").at(-1) };
}

/** The addresses of the pictures that a page draws, each once. */
const picturesOn = (payload: string) => [
  ...new Set([...payload.matchAll(/<image href="([^"]+)"/g)].map(([, href]) => href ?? "")),
];

describe("the picture on a front", () => {
  it("of a draft is on the page that its preview link leads to, for as long as the link works", async () => {
    const { source, image, name } = await pictured(320);
    const versions = await test.parts.versions();
    await versions.saveDraft(CAMPAIGN, { revision: 0, source }, CHANGE);
    const made = await desk.post(`${HERE}/preview-link`);
    const path = /\/preview\/[\w-]{43}/.exec(made.payload)?.[0] ?? "";
    const [url = "", ...others] = picturesOn((await test.app.inject(path)).payload);
    expect([url, others]).toEqual([`${path}/${name}`, []]);
    const { statusCode, headers, rawPayload } = await test.app.inject(url);
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({ "content-type": "image/png", "cache-control": "no-store" });
    expect(rawPayload.equals(image.bytes)).toBe(true);

    for (const other of [`${path}/front.png`, `/fronts/${name}`, `/preview/${"x".repeat(43)}/${name}`])
      expect((await test.app.inject(other)).statusCode, other).toBe(404);
    const link = /name="link" value="([^"]+)"/.exec((await desk.get(HERE)).payload)?.[1] ?? "";
    await desk.post(`${HERE}/preview-link/end`, { link });
    expect((await test.app.inject(url)).statusCode).toBe(404);
  });

  it("of an older version is on the version's page, for whoever is signed in", async () => {
    const { source, name } = await pictured(330);
    const versions = await test.parts.versions();
    const version = await versions.importVersion(CAMPAIGN, { source, note: "" }, CHANGE);
    await versions.restore(CAMPAIGN, { number: 1, note: "" }, CHANGE);
    const path = `${HERE}/versions/${version?.number}`;
    expect(picturesOn((await desk.get(path)).payload)).toEqual([`${path}/${name}`]);
    const { statusCode, headers } = await desk.get(`${path}/${name}`);
    expect([statusCode, headers["content-type"]]).toEqual([200, "image/png"]);
    expect((await desk.get(`${HERE}/versions/1/${name}`)).statusCode).toBe(404);
    expect((await test.app.inject(`${path}/${name}`)).statusCode).toBe(303);
    expect((await test.app.inject(`/fronts/${name}`)).statusCode).toBe(404);
  });

  it("of an archived campaign is on its page, which says that it has ended", async () => {
    const { source, name } = await pictured(340);
    const versions = await test.parts.versions();
    await versions.importVersion(CAMPAIGN, { source, note: "" }, CHANGE);
    await desk.post(`${HERE}/archive`, { archived: "1" });
    const { payload } = await test.app.inject(`/campaigns/${CAMPAIGN}`);
    const url = `/campaigns/${CAMPAIGN}/front/${name}`;
    expect(picturesOn(payload)).toEqual([url]);
    const { statusCode, headers } = await test.app.inject(url);
    expect([statusCode, headers["content-type"]]).toEqual([200, "image/png"]);
    for (const other of [`/campaigns/${CAMPAIGN}/front/x.png`, `/campaigns/drop-in/front/${name}`])
      expect((await test.app.inject(other)).statusCode, other).toBe(404);
    await desk.post(`${HERE}/archive`, { archived: "0" });
  });
});
