// How it is going: what ways out are counted, what of it the desk shows, and a stall's tally that is added once.
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { printStallTally, type StallTally } from "../../../src/tallies/stall-tally.ts";
import type { Tally } from "../../../src/tallies/tally.ts";
import { form, TODAY } from "../../support/app.ts";
import { buildDesk, type Desk, type DeskApp } from "../../support/desk.ts";

const CAMPAIGN = "safe-workloads";
const CARDIFF = "W07000081";
const MEMBER = {
  postcode: "M1 1AE",
  name: "Quentin Featherstonehaugh",
  address: "12 Marmalade Terrace",
  email: "quentin@marmalade.example",
  ownWords: "I had ten minutes for somebody with nowhere to sleep.",
};
const REQUEST = {
  campaign: CAMPAIGN,
  postcode: MEMBER.postcode,
  sender: { name: MEMBER.name, address: [MEMBER.address] },
  ownWords: MEMBER.ownWords,
};

let file: string;
let test: DeskApp;
let desk: Desk;
beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), "postbag-tallies-")), "store.sqlite");
  test = await buildDesk({ DATABASE_URL: `sqlite:${file}` });
  desk = await test.signIn("editor");
});
afterEach(() => test.app.close());

const leave = (way: string, fields: Record<string, string> = {}, campaign = CAMPAIGN) =>
  test.app.inject({ url: `/campaigns/${campaign}/${way}`, ...form({ ...MEMBER, ...fields }) });

/** What the store holds of a campaign once the server has closed. */
async function afterClosing(campaign = CAMPAIGN): Promise<Record<string, number>> {
  await test.app.close();
  test = await buildDesk({ DATABASE_URL: `sqlite:${file.replace("store", "other")}` });
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(file);
  const rows = database.prepare("select seat, way, made from tally_seats where campaign = ?").all(campaign);
  const days = database.prepare("select day, way, made from tally_days where campaign = ?").all(campaign);
  database.close();
  return Object.fromEntries(
    [...rows, ...days].map(({ seat, day, way, made }) => [`${seat ?? day} ${way}`, Number(made)]),
  );
}

describe("a letter is counted", () => {
  it("by each way out, for its constituency and for its day, and kept when the server closes", async () => {
    const seat = (
      await test.app.inject({ method: "POST", url: "/api/v1/mp", payload: { postcode: MEMBER.postcode } })
    ).json().seat.code;
    for (const way of ["postcard.pdf", "letter.pdf", "send", "draft.eml", "postcard.pdf"])
      expect((await leave(way)).statusCode).toBe(200);
    expect(await afterClosing()).toEqual({
      [`${seat} card`]: 2,
      [`${seat} letter`]: 1,
      [`${seat} email`]: 2,
      [`${TODAY} card`]: 2,
      [`${TODAY} letter`]: 1,
      [`${TODAY} email`]: 2,
    });
  });

  it("by the API's ways out too", async () => {
    for (const way of ["postcard.pdf", "letter.pdf", "email"])
      expect(
        (await test.app.inject({ method: "POST", url: `/api/v1/${way}`, payload: REQUEST })).statusCode,
      ).toBe(200);
    const counts = await afterClosing();
    expect(Object.values(counts)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it("not while it is written, nor where it did not leave, nor again for a copy or a draft file of the same", async () => {
    expect((await leave("preview")).statusCode).toBe(200);
    expect((await leave("letter.pdf", { address: "" })).statusCode).toBe(422);
    expect((await leave("postcard.pdf", { ownWords: "word ".repeat(900) })).statusCode).toBe(422);
    const page = await leave("send");
    expect(page.payload).toContain('name="counted" value="1"');
    expect((await leave("draft.eml", { counted: "1" })).statusCode).toBe(200);
    expect((await leave("letter.pdf", { counted: "1" })).statusCode).toBe(200);
    const counts = await afterClosing();
    expect(Object.keys(counts).map((key) => key.split(" ")[1])).toEqual(["email", "email"]);
    expect(Object.values(counts)).toEqual([1, 1]);
  });

  it("without anything of who made it: the store's file holds none of it", async () => {
    for (const way of ["postcard.pdf", "letter.pdf", "send", "draft.eml"]) await leave(way);
    await test.app.close();
    const bytes = (await readFile(file, "latin1")).toLowerCase();
    expect(bytes).toContain(CAMPAIGN);
    for (const typed of [
      ...Object.values(MEMBER),
      "M11AE",
      "Featherstonehaugh",
      "Marmalade",
      "nowhere to sleep",
    ])
      expect(bytes).not.toContain(typed.toLowerCase());
    test = await buildDesk();
  });

  it("also while the store fails, which a member does not notice and the log says by code", async () => {
    const database = await test.parts.database();
    await database.destroy();
    expect((await leave("postcard.pdf")).statusCode).toBe(200);
    await test.app.close();
    expect(test.log()).toContain("tallies were not written");
    for (const typed of Object.values(MEMBER)) expect(test.log()).not.toContain(typed);
    test = await buildDesk();
  });
});

const some = (seats: readonly (readonly [string, number])[]): Tally => ({
  seats: seats.map(([seat, made]) => ({ campaign: CAMPAIGN, seat, way: "card", made })),
  days: [
    { campaign: CAMPAIGN, day: TODAY, way: "card", made: seats.reduce((sum, [, made]) => sum + made, 0) },
  ],
});

describe("the desk's pages of how it is going", () => {
  beforeEach(async () => {
    const tallies = await test.parts.tallies();
    await tallies.add(
      some([
        [CARDIFF, 23],
        ["W07000082", 4],
        ["E14001063", 9],
      ]),
    );
  });

  it("are for whoever is signed in", async () => {
    for (const url of [
      "/desk/tallies",
      `/desk/campaigns/${CAMPAIGN}/tallies`,
      `/desk/campaigns/${CAMPAIGN}/tallies.csv`,
    ])
      expect((await test.app.inject(url)).statusCode).toBe(303);
  });

  it("show every campaign rounded, and keep samples out of the sum", async () => {
    const tallies = await test.parts.tallies();
    const sample = { campaign: "drop-in", way: "email", made: 300 } as const;
    await tallies.add({ seats: [{ ...sample, seat: CARDIFF }], days: [{ ...sample, day: TODAY }] });
    const { payload } = await desk.get("/desk/tallies");
    expect(cellsOfRow(payload, `/desk/campaigns/${CAMPAIGN}/tallies`)).toEqual([
      "35",
      "not shown",
      "not shown",
      "35",
    ]);
    expect(cellsOfRow(payload, "/desk/campaigns/drop-in/tallies").at(-1)).toBe("300");
    expect(cellsOfRow(payload, "All campaigns, without samples").at(-1)).toBe("35");
  });

  it("keep an archived sample out of the sum, too, and call it by its title", async () => {
    const tallies = await test.parts.tallies();
    const sample = { campaign: "drop-in", way: "email", made: 300 } as const;
    await tallies.add({ seats: [{ ...sample, seat: CARDIFF }], days: [{ ...sample, day: TODAY }] });
    const publisher = await test.signIn("publisher");
    await publisher.post("/desk/campaigns/drop-in/archive", { archived: "1" });
    const { payload } = await desk.get("/desk/tallies");
    expect(payload).toContain('<a href="/desk/campaigns/drop-in/tallies">Come to the drop-in</a>');
    expect(cellsOfRow(payload, "All campaigns, without samples").at(-1)).toBe("35");
  });

  it("show a campaign by day and by constituency, and say nothing of what is below five", async () => {
    const { payload } = await desk.get(`/desk/campaigns/${CAMPAIGN}/tallies`);
    expect(cellsOfRow(payload, "Aberafan Maesteg")).toEqual(["20", "fewer than 5", "fewer than 5", "20"]);
    expect(payload).not.toContain("Alyn and Deeside");
    expect(payload).toContain("The other 648 constituencies have fewer than 5 each.");
    expect(cellsOfRow(payload, ">22 November 2026</th>")).toEqual([
      "35",
      "fewer than 5",
      "fewer than 5",
      "35",
    ]);
    expect(payload).toContain("The tallest is 22 November 2026, with 35.");
  });

  it("sort and narrow the constituencies by links and a form, and take no notice of anything else", async () => {
    const names = async (query: string) =>
      [
        ...(await desk.get(`/desk/campaigns/${CAMPAIGN}/tallies?${query}`)).payload.matchAll(
          /<th scope="row">(\D+?)<\/th>/g,
        ),
      ].map(([, name]) => name);
    const [first, second] = await names("sort=card");
    expect(first).toBe("Aberafan Maesteg");
    expect(await names("sort=seat")).toEqual([first, second].sort());
    expect(await names("where=wales")).toEqual(["Aberafan Maesteg"]);
    expect(await names("where=London&sort=email")).toEqual([]);
    expect(await names("sort=__proto__&where=%3Cscript%3E")).toEqual([first, second]);
  });

  it("do not call many letters few because they are spread thinly", async () => {
    const seats = (await test.parts.seats()).all.slice(0, 100);
    const many = { campaign: "drop-in", way: "card" } as const;
    await (await test.parts.tallies()).add({
      seats: seats.map(({ code }) => ({ ...many, seat: code, made: 1 })),
      days: Array.from({ length: 50 }, (_, at) => ({
        ...many,
        day: new Date(Date.UTC(2026, 8, at)).toISOString().slice(0, 10),
        made: 2,
      })),
    });
    const { payload } = await desk.get("/desk/tallies");
    const cells = cellsOfRow(payload, "/desk/campaigns/drop-in/tallies");
    expect(cells).toEqual(["not shown", "not shown", "not shown", "100"]);
    expect((await desk.get("/desk/campaigns/drop-in/tallies")).payload).toContain(">not shown</dd>");
  });

  it("come as CSV with the same numbers and no others", async () => {
    const seats = await desk.get(`/desk/campaigns/${CAMPAIGN}/tallies.csv`);
    expect(seats.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(seats.headers["content-disposition"]).toBe('attachment; filename="tally-by-seat.csv"');
    expect(seats.payload.split("\r\n")).toEqual([
      '\uFEFF"Code","Constituency","Cards","Letters","Emails","All"',
      '"W07000081","Aberafan Maesteg","20","fewer than 5","fewer than 5","20"',
      expect.stringMatching(/^"E14001063",".+","5","fewer than 5","fewer than 5","5"$/),
      "",
    ]);
    const days = await desk.get(`/desk/campaigns/${CAMPAIGN}/tallies.csv?by=day`);
    expect(days.payload.split("\r\n")[1]).toBe('"2026-11-22","35","fewer than 5","fewer than 5","35"');
  });

  it("are there for a campaign without a letter, and for none that does not exist", async () => {
    const { payload } = await desk.get("/desk/campaigns/drop-in/tallies");
    expect(payload).toContain("No day has had 5 or more yet.");
    await desk.post("/desk/campaigns", { title: "Only begun", from: "" });
    const begun = await desk.get("/desk/campaigns/only-begun/tallies");
    expect([begun.statusCode, begun.payload.includes("How it is going: Only begun")]).toEqual([200, true]);
    expect((await desk.get("/desk/campaigns/no-such/tallies")).statusCode).toBe(404);
    expect((await desk.get("/desk/campaigns/no-such/tallies.csv")).statusCode).toBe(404);
  });
});

describe("a stall's tally at the desk", () => {
  const stall: StallTally = {
    stall: "0123456789abcdef0123456789abcdef",
    campaign: CAMPAIGN,
    madeOn: TODAY,
    seats: [{ seat: CARDIFF, way: "card", made: 60 }],
    days: [{ day: TODAY, way: "card", made: 60 }],
  };
  const add = (tally: string, by: Desk = desk) => by.post("/desk/tallies", { tally });
  const total = async () =>
    cellsOfRow((await desk.get("/desk/tallies")).payload, `/desk/campaigns/${CAMPAIGN}/tallies`).at(-1);

  it("is added once, by editors and publishers, and the audit log says by whom", async () => {
    const added = await add(printStallTally(stall));
    expect(added.headers.location).toBe(`/desk/tallies?stall=added&campaign=${CAMPAIGN}`);
    expect((await desk.get(String(added.headers.location))).payload).toContain(
      "The stall’s numbers were added",
    );
    const again = await add(printStallTally(stall), await test.signIn("publisher"));
    expect(again.headers.location).toContain("stall=again");
    expect((await desk.get(String(again.headers.location))).payload).toContain("were in already");
    expect(await total()).toBe("60");
    const { entries } = await (await test.parts.audit()).entries({ limit: 50 });
    expect(entries.filter(({ what }) => what === "tallies-imported")).toMatchObject([
      { by: "edith@union.example", campaign: CAMPAIGN },
    ]);
  });

  it("is added after the campaign was archived, for the stall was before", async () => {
    const publisher = await test.signIn("publisher");
    await publisher.post(`/desk/campaigns/${CAMPAIGN}/archive`, { archived: "1" });
    expect((await add(printStallTally(stall))).headers.location).toContain("stall=added");
    expect(await total()).toBe("60");
  });

  it("is refused where it was changed, and what was pasted is still there", async () => {
    await add(printStallTally(stall));
    const changed = printStallTally(stall).replaceAll(",60", ",61");
    const { statusCode, payload } = await add(changed);
    expect(statusCode).toBe(422);
    expect(payload).toContain("was added before, with other numbers");
    expect(payload).toContain("W07000081,card,61");
    expect(await total()).toBe("60");
  });

  it.each([
    ["nothing", "", "begins with “Postbag stall tally”"],
    [
      "a line of it that is wrong",
      printStallTally(stall).replace(CARDIFF, "W07009999"),
      "Line 6 is not as a stall writes it",
    ],
    ["a script", "<script>alert(1)</script>", "begins with “Postbag stall tally”"],
    ["another campaign", printStallTally({ ...stall, campaign: "no-such" }), "no-such"],
    ["tomorrow's tomorrow", printStallTally({ ...stall, madeOn: "2026-11-24" }), "Line 4"],
  ])("is refused for %s, with what to do", async (_, text, said) => {
    const { statusCode, payload } = await add(text);
    expect(statusCode).toBe(422);
    expect(payload).toContain(said);
    expect(payload).not.toContain("<script>alert");
    expect(await total()).toBe("fewer than 5");
  });

  it("needs the page's form token", async () => {
    const { statusCode } = await desk.post("/desk/tallies", {
      tally: printStallTally(stall),
      formToken: "x",
    });
    expect(statusCode).toBe(403);
    expect(await total()).toBe("fewer than 5");
  });
});

/** The cells of the first table row that holds a text, after its heading. */
function cellsOfRow(html: string, text: string): string[] {
  const row = html.split("<tr>").find((part) => part.includes(text)) ?? "";
  return [...row.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, cell]) => cell ?? "");
}
