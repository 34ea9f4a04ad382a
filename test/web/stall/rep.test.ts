// The rep's other pages: the box, the hand-out, the sign-up sheet, the devices and the end of the day.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../../../src/storage/database.ts";
import { readStallTally } from "../../../src/tallies/stall-tally.ts";
import { buildApp } from "../../support/app.ts";
import {
  type AtStallClient,
  buildHostedStall,
  buildLocalStall,
  type HostedStall,
} from "../../support/at-stall.ts";
import { readPdf } from "../../support/pdf.ts";
import { addBlank, addCards } from "../../support/stall-cards.ts";

let test: HostedStall;
let rep: AtStallClient;
beforeEach(async () => {
  test = await buildHostedStall();
  rep = await test.pair("rep", "Ruth’s tablet");
});
afterEach(() => test.app.close());

const said = (payload: string): string =>
  payload
    .replace(/<[^>]+>/g, " ")
    .replace(/&#x27;/g, "'")
    .replace(/\s+/g, " ");

const textOf = async (pdf: Buffer): Promise<string> =>
  (await readPdf(new Uint8Array(pdf))).pages.flatMap(({ lines }) => lines.map(({ text }) => text)).join(" ");

const LEEDS = "E14001341";

describe("cards by the box", () => {
  it("are found a seat for by search, kept while another is sought, and taken out again", async () => {
    const found = await rep.get("/stall/box?blank=40&find=leeds");
    expect(found.payload).toContain("Leeds South");
    const code = /name="add" value="([^"]+)">[^<]*Leeds South/.exec(found.payload)?.[1] ?? "";
    const chosen = await rep.get(`/stall/box?blank=5&add=${code}&find=cardiff`);
    expect(chosen.payload).toContain(`<input type="hidden" name="seat" value="${code}">`);
    expect(chosen.payload).toContain('value="5"');
    expect(chosen.payload).toContain("Cardiff South and Penarth");
    const out = await rep.get(`/stall/box?blank=5&seat=${code}&copies=10&remove=${code}`);
    expect(out.payload).not.toContain('name="seat"');
  });

  it("are a PDF for the browser to print: so many without a name, so many for an MP", async () => {
    const seats = (await test.parts.seats()).search("Leeds South");
    const code = seats[0]?.code ?? LEEDS;
    const pdf = await rep.get(`/stall/box.pdf?blank=4&seat=${code}&copies=8&covers=1`);
    expect(pdf.headers["content-disposition"]).toContain("inline");
    const text = await textOf(pdf.rawPayload);
    expect(text.match(/House of Commons/g)?.length).toBeGreaterThanOrEqual(12);
    expect(text).toContain("8 cards for Rt Hon Hilary Benn MP");
  });

  it.each([
    "blank=0",
    "blank=1001",
    "blank=-3",
    "blank=forty",
    "blank=",
    "blank=900&seat=E14001272&copies=200",
  ])("are not made of %s, and the page says why with what was chosen", async (query) => {
    const answer = await rep.get(`/stall/box.pdf?${query}`);
    expect(answer.statusCode).toBe(303);
    const page = await rep.get(String(answer.headers.location));
    expect(said(page.payload)).toContain("Give whole numbers, one card at least and 1,000 together at most.");
  });
});

describe("the hand-out", () => {
  it("leads to the public page, in large print too, or has lines for an address where there is none", async () => {
    const without = await rep.get("/stall/hand-out.pdf");
    expect(without.headers["content-disposition"]).toContain("hand-out.pdf");
    expect(await textOf(without.rawPayload)).toContain("The page’s address (ask at the stall):");
    const large = await readPdf(new Uint8Array((await rep.get("/stall/hand-out.pdf?look=large")).rawPayload));
    for (const { size, text } of large.pages.flatMap(({ lines }) => lines))
      expect(size, text).toBeGreaterThanOrEqual(18);
  });

  it("is offered with the poster where the site has a public address", async () => {
    const publicly = await buildApp({ PUBLIC_URL: "https://postbag.example.org" });
    const stalls = await publicly.parts.stalls();
    const stall = await stalls.resume({ id: "safe-workloads", title: "Safe workloads" }, {});
    const hosted = await stalls.create({ ...stall, kind: "hosted" });
    const invitation = await stalls.pairing.invite(hosted, "rep");
    const { token } = await stalls.pairing.accept(hosted, invitation, "Rep");
    const headers = { cookie: `postbag-stall=${token}` };
    const page = await publicly.app.inject({ url: "/stall/box", headers });
    expect(page.payload).toContain("/campaigns/safe-workloads/poster.pdf");
    const pdf = await publicly.app.inject({ url: "/stall/hand-out.pdf", headers });
    expect(await textOf(pdf.rawPayload)).toContain("postbag.example.org/campaigns/ safe-workloads");
    await publicly.app.close();
  });
});

const SHEET = [
  "Name,Postcode,Own words,Address",
  "Ada Quill,LS1 4AP,Three of us did the work of seven.,1 Mill Lane",
  "Ben Reed,QQ1 1AA,I like the work.,2 Mill Lane",
  ",CF10 1EP,Nobody has time.,",
  "Ed Poole,M1 1AE,More of us are needed.,",
].join("\n");

/** The rows to mend of a page, as its form would post them. */
function rowsOf(payload: string): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  const form = payload.slice(
    payload.indexOf('action="/stall/sheet/rows"'),
    payload.indexOf('id="import-title"'),
  );
  for (const [, name = "", value = ""] of form.matchAll(/<input[^>]* name="(\w+)" value="([^"]*)"/g))
    fields[name] = [...(fields[name] ?? []), value];
  for (const [, name = "", value = ""] of form.matchAll(/<textarea[^>]* name="(\w+)"[^>]*>([^<]*)</g))
    fields[name] = [...(fields[name] ?? []), value];
  return fields;
}

describe("a sign-up sheet", () => {
  it("is brought in as text: good rows are cards, and the others can be mended on the spot", async () => {
    const page = await rep.post("/stall/sheet", { text: SHEET });
    expect(said(page.payload)).toContain("2 cards were added to the queue.");
    expect(said(page.payload)).toContain("2 rows to mend");
    expect(said(page.payload)).toContain("Line 3 of the file");
    const rows = rowsOf(page.payload);
    expect(rows.name).toEqual(["Ben Reed", ""]);
    expect(rows.ownWords).toEqual(["I like the work.", "Nobody has time."]);
    // One is mended, the other left as it is: the one is added, and the other stays with its reason.
    const mended = await rep.post("/stall/sheet/rows", { ...rows, postcode: ["LS6 3HN", "CF10 1EP"] });
    expect(said(mended.payload)).toContain("One card was added to the queue.");
    expect(said(mended.payload)).toContain("One row to mend");
    expect(rowsOf(mended.payload).postcode).toEqual(["CF10 1EP"]);
    // The same form a second time adds the same card once.
    await rep.post("/stall/sheet/rows", { ...rows, postcode: ["LS6 3HN", "CF10 1EP"] });
    const stalls = await test.parts.stalls();
    const names = (await stalls.queue.view(test.stall.id)).cards.map(({ about }) => about?.name);
    expect(names).toEqual(["Ada Quill", "Ed Poole", "Ben Reed"]);
  });

  it("adds one mended row alone, and leaves one out", async () => {
    const rows = rowsOf((await rep.post("/stall/sheet", { text: SHEET })).payload);
    const [first = "", second = ""] = rows.key ?? [];
    const one = await rep.post("/stall/sheet/rows", { ...rows, name: ["Ben Reed", "Cy"], only: second });
    expect(rowsOf(one.payload).key).toEqual([first]);
    expect(rows.reason?.[0]).toMatch(/\w/);
    expect(rowsOf(one.payload).reason).toEqual([rows.reason?.[0]]);
    const left = await rep.post("/stall/sheet/rows", { ...rowsOf(one.payload), leave: first });
    expect(left.payload).not.toContain("/stall/sheet/rows");
  });

  it("does not take a row that was changed after it was added for the card that is in the queue", async () => {
    const rows = rowsOf((await rep.post("/stall/sheet", { text: SHEET })).payload);
    const mended = { ...rows, postcode: ["LS6 3HN", "CF10 1EP"], name: ["Ben Reed", "Cy Poe"] };
    await rep.post("/stall/sheet/rows", mended);
    const again = await rep.post("/stall/sheet/rows", { ...mended, name: ["Bea Reed", "Cy Poe"] });
    expect(said(again.payload)).toContain("was added from this form before");
    const left = rowsOf(again.payload);
    expect(left.name).toEqual(["Bea Reed"]);
    expect(left.key).not.toEqual([rows.key?.[0]]);
    expect(said((await rep.post("/stall/sheet/rows", left)).payload)).toContain("One card was added");
  });

  it("keeps on the page what could not be added when the store fails in the midst of it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "postbag-sheet-"));
    const url = `sqlite:${join(folder, "store.sqlite")}`;
    const failing = await buildHostedStall({}, {}, { DATABASE_URL: url });
    const own = await failing.pair("rep");
    const rows = rowsOf((await own.post("/stall/sheet", { text: SHEET })).payload);
    const mended = { ...rows, postcode: ["LS6 3HN", "CF10 1EP"], name: ["Ben Reed", "Cy Poe"] };
    const beside = await openDatabase(url);
    await sql`create trigger full before insert on stall_cards when new.number > 3 begin select raise(abort, 'full'); end`.execute(
      beside,
    );
    const half = await own.post("/stall/sheet/rows", mended);
    expect(half.statusCode).toBe(503);
    expect(said(half.payload)).toContain("The store cannot be used");
    expect(said(half.payload)).toContain("One card was added to the queue.");
    const left = rowsOf(half.payload);
    expect([left.name, left.key]).toEqual([["Cy Poe"], [rows.key?.[1]]]);
    const pasted = await own.post("/stall/sheet", { text: "Name,Postcode\nDi Moss,LS1 4AP" });
    expect(pasted.payload).toContain("Di Moss,LS1 4AP");
    await sql`drop trigger full`.execute(beside);
    expect(said((await own.post("/stall/sheet/rows", left)).payload)).toContain("One card was added");
    await beside.destroy();
    await failing.app.close();
  });

  it("adds nothing when it comes again", async () => {
    await rep.post("/stall/sheet", { text: SHEET });
    const page = said((await rep.post("/stall/sheet", { text: SHEET })).payload);
    expect(page).toContain("0 cards were added to the queue.");
    expect(page).toContain("2 rows had been added before.");
  });

  it("comes as the bytes of a file, in its spreadsheet's encoding, with progress line by line", async () => {
    const bytes = Buffer.from(SHEET.replace("Ada Quill", "Zoë Quill"), "utf16le");
    const answer = await test.app.inject({
      method: "POST",
      url: "/stall/sheet/file?showOnCard=address",
      headers: {
        cookie: rep.cookie,
        accept: "application/json",
        "content-type": "application/octet-stream",
        "sec-fetch-site": "same-origin",
      },
      payload: Buffer.concat([Buffer.from([0xff, 0xfe]), bytes]),
    });
    const lines = answer.payload
      .trim()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(lines[0]).toHaveProperty("done");
    const last = lines.at(-1);
    if (typeof last !== "object" || last === null || !("html" in last)) throw new Error("no page at the end");
    expect(said(String(last.html))).toContain("card");
    const stalls = await test.parts.stalls();
    const names = (await stalls.queue.view(test.stall.id)).cards.map(({ about }) => about?.name);
    expect(names).toContain("Zoë Quill");
  });

  it.each([
    ["", "There is nothing below the first line"],
    ["Colour,Size\nred,5", "column"],
    ['Name,Postcode\n"Ada,LS1 4AP', "quotation mark"],
  ])("says what is wrong with %j, with the text still there", async (text, reason) => {
    const page = await rep.post("/stall/sheet", { text });
    expect(page.statusCode).toBe(422);
    expect(said(page.payload).toLowerCase()).toContain(reason.toLowerCase());
  });

  it("shows what somebody put into a cell as text and never as a page's own", async () => {
    const evil = '"<script>alert(1)</script>",QQ1 1AA,"</textarea><b>bold</b>",';
    const page = await rep.post("/stall/sheet", { text: `Name,Postcode,Own words,Address\n${evil}` });
    expect(page.payload).not.toContain("<script>alert");
    expect(page.payload).not.toContain("<b>bold");
  });
});

describe("the devices of a stall", () => {
  it("show the code, which lets a table in, and a rep's invitation as a link and a picture", async () => {
    const page = await rep.get("/stall/devices");
    const stalls = await test.parts.stalls();
    const { code } = await stalls.pairing.code(test.stall);
    expect(page.payload).toContain(`${code.slice(0, 3)} ${code.slice(3)}`);
    const now = await rep.get("/stall/devices/code");
    expect(now.json()).toMatchObject({ code: `${code.slice(0, 3)} ${code.slice(3)}` });
    const invited = await rep.post("/stall/devices/invite", { role: "rep" });
    const token = /#join(?:=|&#x3D;)[\w-]+\.([\w-]{43})/.exec(invited.payload)?.[1] ?? "";
    expect(invited.payload).toContain("<svg");
    const { device } = await stalls.pairing.accept(test.stall, token, "Second rep");
    expect(device.role).toBe("rep");
  });

  it("are made a rep's, and ended, one or all", async () => {
    const table = await test.pair("table", "Door");
    const stalls = await test.parts.stalls();
    const door = (await stalls.pairing.devices(test.stall)).find(({ name }) => name === "Door");
    await rep.post(`/stall/devices/${door?.id}/role`, { role: "rep" });
    expect((await table.get("/stall/queue")).statusCode).toBe(200);
    await rep.post(`/stall/devices/${door?.id}/end`);
    expect((await table.get("/stall/queue")).statusCode).toBe(303);
    const all = await rep.post("/stall/devices/end-all");
    expect(all.headers.location).toBe("/stall");
    expect((await rep.get("/stall/queue")).statusCode).toBe(303);
  });

  it("are none on a laptop's own stall", async () => {
    const local = await buildLocalStall();
    expect((await local.rep.get("/stall/devices")).statusCode).toBe(404);
    await local.app.close();
  });
});

describe("the end of the day", () => {
  it("counts by constituency, and lists an envelope for each MP", async () => {
    await addCards(test.parts, test.stall.id, [
      { name: "Ada" },
      { name: "Ben" },
      { name: "Cy", postcode: "CF10 1EP" },
    ]);
    await addBlank(test.parts, test.stall.id);
    const stalls = await test.parts.stalls();
    const job = (await stalls.queue.take(test.stall.id, "all")) ?? "";
    await stalls.queue.confirm(test.stall.id, job);
    const text = said((await rep.get("/stall/close")).payload);
    expect(text).toContain("Nothing is left to print.");
    expect(text).toContain("Rt Hon Hilary Benn MP (Leeds South): 2 cards");
    expect(text).toContain("(Cardiff South and Penarth): one card");
    expect(text).toMatch(/All 4 4 0 0/);
  });

  it("asks with what would be lost, asks again where a card has come in since, and then wipes with its proof", async () => {
    const { queue } = await test.parts.stalls();
    await addCards(test.parts, test.stall.id, [{ name: "Ada" }, { name: "Ben" }]);
    const ask = await rep.get("/stall/close/wipe");
    expect(said(ask.payload)).toContain("2 cards have not been printed.");
    await addCards(test.parts, test.stall.id, [{ name: "Cy" }]);
    const again = await rep.post("/stall/close/wipe", { seen: "2" });
    expect(again.statusCode).toBe(409);
    expect(said(again.payload)).toContain("3 cards have not been printed.");
    expect(said(again.payload)).toContain("A card has come in since you were asked.");
    expect((await rep.post("/stall/close/wipe")).statusCode).toBe(409);
    // One was withdrawn and another has come: as many, but not the same.
    const [, , third = 0] = (await queue.view(test.stall.id)).cards.map(({ number }) => number);
    const [swapped = ""] = await addCards(test.parts, test.stall.id, [{ name: "Di" }]);
    await queue.withdraw(test.stall.id, swapped);
    await addCards(test.parts, test.stall.id, [{ name: "Ed" }]);
    const [gone = ""] = (await queue.view(test.stall.id)).cards.map(({ id }) => id);
    await queue.withdraw(test.stall.id, gone);
    const other = await rep.post("/stall/close/wipe", { seen: "3", newest: String(third) });
    expect(other.statusCode).toBe(409);
    const newest = /name="newest" value="(\d+)"/.exec(other.payload)?.[1] ?? "";
    expect(newest).toBe(String(third + 2));
    const wiped = await rep.post("/stall/close/wipe", { seen: "3", newest });
    expect(wiped.statusCode).toBe(200);
    const text = said(wiped.payload);
    expect(text).toContain("The stall is wiped");
    expect(text).toMatch(/The cards in the queue \(table stall_cards\) 0 rows left/);
    expect(text).toContain("Switch the printer off");
    expect(String(wiped.headers["set-cookie"])).toContain("Max-Age=0");
    expect(wiped.payload).not.toContain("/stall/queue");
    expect((await rep.get("/stall/queue")).statusCode).toBe(303);
  });

  it("gives a laptop's tally as a file that the desk reads, before the wipe and after it", async () => {
    const local = await buildLocalStall();
    await addCards(local.parts, local.stall.id, [{ name: "Ada" }, { name: "Ben" }]);
    const stalls = await local.parts.stalls();
    const job = (await stalls.queue.take(local.stall.id, "all")) ?? "";
    await stalls.queue.confirm(local.stall.id, job);
    const before = await local.rep.get("/stall/tally.csv");
    const seats = await local.parts.seats();
    const given = { isSeat: (code: string) => seats.byCode(code) !== undefined, latest: "2030-01-01" };
    expect(readStallTally(before.payload, given).seats).toMatchObject([{ way: "card", made: 2 }]);
    await local.rep.post("/stall/close/wipe", { seen: "0" });
    expect((await local.rep.get("/stall/tally.csv")).payload).toBe(before.payload);
    const page = said((await local.rep.get("/stall/close")).payload);
    expect(page).toContain("This stall was wiped on");
    expect(page).toContain("Now the laptop");
    const gone = await local.rep.get("/stall/queue");
    expect(gone.statusCode).toBe(410);
    expect(said(gone.payload)).toContain("The stall has been wiped");
    await local.app.close();
  });
});
