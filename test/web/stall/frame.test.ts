import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildHostedStall, buildLocalStall, type HostedStall } from "../../support/at-stall.ts";

describe("the frame of a hosted stall", () => {
  let test: HostedStall;
  beforeAll(async () => {
    test = await buildHostedStall();
  });
  afterAll(() => test.app.close());

  it("gives a rep the navigation and a table none", async () => {
    const [rep, table] = [await test.pair("rep"), await test.pair("table")];
    expect((await rep.get("/stall")).payload).toContain('href="/stall/queue"');
    const { payload } = await table.get("/stall");
    expect(payload).toContain("AGM in Leeds");
    expect(payload).not.toContain("/stall/queue");
  });

  it("shows a device without a stall the pairing page, and nothing of any stall's frame", async () => {
    const { statusCode, payload } = await test.app.inject("/stall");
    expect(statusCode).toBe(200);
    expect(payload).toContain("Take part in a stall");
    expect(payload).not.toContain("/stall/queue");
  });

  it("is served over a private line only", async () => {
    const far = { host: "stall.example", accept: "text/html" };
    const open = await test.app.inject({ url: "/stall", headers: far });
    expect(open.statusCode).toBe(403);
    expect(open.payload).toContain("This connection is not private");
    const proxied = await test.app.inject({ url: "/stall", headers: { "x-forwarded-for": "10.0.0.7" } });
    expect(proxied.statusCode).toBe(403);
  });

  it("keeps nothing of a page in any cache", async () => {
    const rep = await test.pair("rep");
    expect((await rep.get("/stall")).headers["cache-control"]).toBe("no-store");
  });

  it("leads a device back to the stall from what it may not see, and never away from it", async () => {
    const table = await test.pair("table");
    const { statusCode, payload } = await table.get("/stall/queue");
    expect(statusCode).toBe(403);
    expect(payload).toContain('<a class="button" href="/stall">Back to the stall</a>');
  });

  it("does not lead its front page to the stall", async () => {
    expect((await test.app.inject("/")).statusCode).toBe(200);
  });
});

describe("the frame of a laptop's own stall", () => {
  it("needs no session, leads / to the stall, and makes whoever is there the rep", async () => {
    const { app, rep } = await buildLocalStall();
    const front = await rep.get("/");
    expect([front.statusCode, front.headers.location]).toEqual([303, "/stall"]);
    const { payload } = await rep.get("/stall");
    expect(payload).toContain('href="/stall/queue"');
    expect(payload).not.toContain('href="/stall/devices"');
    await app.close();
  });

  it("says after the wipe how it goes on, and leads to the numbers that are left", async () => {
    const { app, rep } = await buildLocalStall();
    await rep.post("/stall/close/wipe", { seen: "0" });
    const { statusCode, payload } = await rep.get("/stall");
    expect(statusCode).toBe(410);
    expect(payload).toContain("start it again with the same command");
    expect(payload).toContain('<a class="button" href="/stall/close">');
    const again = (await rep.get("/stall/close/wipe")).payload;
    expect(again).toContain("The stall is wiped already.");
    expect(again).not.toContain("Nothing would be lost");
    const sheet = [await rep.get("/stall/sheet"), await rep.post("/stall/sheet", { text: "Name,Postcode" })];
    expect(sheet.map((answer) => answer.statusCode)).toEqual([410, 410]);
    await app.close();
  });
});
