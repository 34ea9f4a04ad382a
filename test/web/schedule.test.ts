// A campaign that opens and closes at a time, as members and machines see it.
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp, form, type TestApp } from "../support/app.ts";

const shipped = join(import.meta.dirname, "../../templates/campaigns/safe-workloads");
let folder = "";
let server: TestApp;
let time = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "postbag-schedule-"));
  await cp(shipped, join(folder, "timed"), { recursive: true });
  const yaml = await readFile(join(shipped, "campaign.yaml"), "utf8");
  await writeFile(
    join(folder, "timed/campaign.yaml"),
    `opens: 2027-03-03T09:00\ncloses: 2027-03-31T17:30\n${yaml}`,
  );
  const now = () => Temporal.Instant.from(time);
  time = "2027-03-03T08:59:59Z";
  server = await buildApp({}, { now, today: () => time.slice(0, 10), campaignsFolder: folder });
});
afterAll(async () => {
  await server.app.close();
  await rm(folder, { recursive: true });
});

const get = async (url: string) => (await server.app.inject(url)).body;
const card = {
  postcode: "TR1 2HE",
  seat: "E14001554",
  name: "Ada Example",
  ownWords: "There is too much of it.",
};
const send = () => server.app.inject({ url: "/campaigns/timed/postcard.pdf", ...form(card) });
const api = async () => (await server.app.inject("/api/v1/campaigns")).json().campaigns[0];

describe("a campaign with times", () => {
  it("says when it opens, to the hour, and takes nothing before", async () => {
    time = "2027-03-03T08:59:59Z";
    expect(await get("/")).toContain("Opens on 3 March 2027 at 9 am");
    expect(await get("/campaigns/timed")).toContain("This campaign opens on 3 March 2027 at 9 am.");
    expect((await send()).statusCode).toBe(422);
    expect(await api()).toMatchObject({
      opens: "2027-03-03T09:00:00+00:00",
      closes: "2027-03-31T17:30:00+01:00",
      open: false,
    });
  });

  it("is open from that second on, and says until when", async () => {
    time = "2027-03-03T09:00:00Z";
    expect(await get("/")).toContain("Open until 31 March 2027 at 5:30 pm");
    expect((await send()).headers["content-type"]).toBe("application/pdf");
    expect(await api()).toMatchObject({ open: true });
  });

  it("refuses from the second on at which it closes, and loses nothing that was written", async () => {
    time = "2027-03-31T16:29:59.999Z";
    expect((await send()).statusCode).toBe(200);
    time = "2027-03-31T16:30:00Z";
    const refused = await send();
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain("This campaign closed on 31 March 2027 at 5:30 pm.");
    expect(refused.body).toContain(card.ownWords);
    const answer = await server.app.inject({
      method: "POST",
      url: "/api/v1/postcard.pdf",
      payload: { campaign: "timed", postcode: card.postcode, sender: { name: card.name }, ownWords: "" },
    });
    expect(answer.json()).toMatchObject({
      code: "campaign-closed",
      detail: expect.stringContaining("closed on 31 March 2027 at 5:30 pm"),
    });
    expect(await api()).toMatchObject({ open: false });
  });
});
