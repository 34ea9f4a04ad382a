// Stalls at the desk: begun, given a rep, ended, counted, wiped and forgotten, and nothing that was written seen on the way.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildDesk, type Desk, type DeskApp } from "../../support/desk.ts";
import { addCards } from "../../support/stall-cards.ts";

let test: DeskApp;
let desk: Desk;
beforeEach(async () => {
  test = await buildDesk();
  desk = await test.signIn("editor");
});
afterEach(() => test.app.close());

const said = (payload: string): string => payload.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

const FORM = {
  name: "AGM in Leeds",
  campaign: "safe-workloads",
  sheet: "a4",
  opens: "",
  closes: "2126-11-22T18:00",
};

/** Begins a stall and answers its page's address. */
async function begin(changes: Partial<typeof FORM> = {}): Promise<string> {
  const { statusCode, headers } = await desk.post("/desk/stalls", { ...FORM, ...changes });
  expect(statusCode).toBe(303);
  return String(headers.location);
}

const idIn = (page: string): string => page.slice("/desk/stalls/".length);

describe("stalls at the desk", () => {
  it("are begun with a name, a campaign, a sheet and times by London's clocks, and noted in the audit log", async () => {
    const page = await begin({ opens: "2126-07-01T09:00", closes: "2126-07-01T17:00" });
    const stall = await (await test.parts.stalls()).get(idIn(page));
    expect(stall).toMatchObject({
      kind: "hosted",
      name: "AGM in Leeds",
      sheet: "a4",
      opens: "2126-07-01T08:00:00.000Z",
      closes: "2126-07-01T16:00:00.000Z",
    });
    expect(said((await desk.get("/desk/stalls")).payload)).toContain("AGM in Leeds");
    expect(said((await desk.get("/desk/audit")).payload)).toContain("Began a stall");
  });

  it.each([
    ["no name", { name: " " }, "Give the stall a name"],
    ["a campaign that is not there", { campaign: "none" }, "Choose a campaign"],
    ["no end", { closes: "" }, "Give a day and a time"],
    ["an end before its beginning", { opens: "2126-11-22T19:00" }, "Give a day and a time"],
    ["an end in the past", { closes: "2020-01-01T10:00" }, "Give a day and a time"],
    ["a time that is none", { closes: "soon" }, "Give a day and a time"],
  ])("are not begun with %s, and what was typed stays", async (_, changes, reason) => {
    const { statusCode, payload } = await desk.post("/desk/stalls", { ...FORM, ...changes });
    expect(statusCode).toBe(422);
    expect(said(payload)).toContain(reason);
    expect(await (await test.parts.stalls()).all()).toEqual([]);
  });

  it("invite a rep by a link that is good once", async () => {
    const page = await begin();
    const { payload } = await desk.post(`${page}/invite`);
    const token = /#join(?:=|&#x3D;)[\w-]+\.([\w-]{43})/.exec(payload)?.[1] ?? "";
    const stalls = await test.parts.stalls();
    const stall = await stalls.get(idIn(page));
    expect((await stalls.pairing.accept(stall, token, "Rep")).device.role).toBe("rep");
    await expect(stalls.pairing.accept(stall, token, "Rep")).rejects.toMatchObject({
      code: "pairing-invitation-used",
    });
    await desk.post(`${page}/devices`);
    expect(await stalls.pairing.devices(stall)).toEqual([]);
    const log = said((await desk.get("/desk/audit")).payload);
    expect(log).toContain("Invited a rep to a stall");
    expect(log).toContain("Ended all devices of a stall");
  });

  it("are ended, wiped after a question, and forgotten, with their numbers taken along once and rounded", async () => {
    const page = await begin();
    await addCards(test.parts, idIn(page), [{ name: "Ada Quill" }, { name: "Ben Reed" }]);
    const stalls = await test.parts.stalls();
    const job = (await stalls.queue.take(idIn(page), "all")) ?? "";
    await stalls.queue.confirm(idIn(page), job);
    await addCards(test.parts, idIn(page), [{ name: "Cy Stone" }]);
    const shown = said((await desk.get(page)).payload);
    expect(shown).toContain("Printed fewer than 5");
    expect(shown).not.toMatch(/Ada|Ben|Cy Stone|Leeds South/);
    expect(said((await desk.post(`${page}/numbers`)).payload)).toContain("were added");
    expect(said((await desk.post(`${page}/numbers`)).payload)).toContain("were in already");

    await desk.post(`${page}/end`);
    expect(said((await desk.get(page)).payload)).toContain("Closed since");
    expect((await desk.post(`${page}/wipe`, { seen: "0" })).statusCode).toBe(409);
    // What is not wiped cannot be forgotten.
    await desk.post(`${page}/forget`);
    expect(await stalls.all()).toHaveLength(1);
    const newest = /name="newest" value="(\d+)"/.exec((await desk.get(page)).payload)?.[1] ?? "";
    const wiped = await desk.post(`${page}/wipe`, { seen: "1", newest });
    expect(said(wiped.payload)).toContain("(table stall_cards) 0 rows left");
    const log = said((await desk.get("/desk/audit")).payload);
    expect(log).toContain("Ended a stall");
    expect(log).toContain("Wiped a stall");
    await desk.post(`${page}/forget`);
    expect((await desk.get(page)).statusCode).toBe(404);
    expect(said((await desk.get("/desk/audit")).payload)).toContain("Took a wiped stall from the list");
  });

  it("have their times changed, and nonsense refused", async () => {
    const page = await begin();
    await desk.post(`${page}/times`, { opens: "", closes: "2126-11-23T10:00" });
    const stall = await (await test.parts.stalls()).get(idIn(page));
    expect(stall.closes).toBe("2126-11-23T10:00:00.000Z");
    expect(said((await desk.get("/desk/audit")).payload)).toContain("Changed when a stall opens and closes");
    expect((await desk.post(`${page}/times`, { closes: "2020-01-01T10:00" })).statusCode).toBe(422);
  });

  it("are nobody's who is not signed in, and a laptop's own is none of them", async () => {
    const page = await begin();
    expect((await test.app.inject(page)).statusCode).toBe(303);
    const stalls = await test.parts.stalls();
    const local = await stalls.resume({ id: "safe-workloads", title: "Laptop" }, {});
    expect((await desk.get(`/desk/stalls/${local.id}`)).statusCode).toBe(404);
    expect((await desk.get("/desk/stalls")).payload).not.toContain(local.id);
  });
});
