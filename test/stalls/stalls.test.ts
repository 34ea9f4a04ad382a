// A stall as it is assembled for real, with real campaigns, seats and paper, over a database and a key file in a folder of its own.
import { mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Assembled, assemble } from "../../src/assemble.ts";
import { readConfig } from "../../src/config.ts";
import { parseLetterRequest } from "../../src/letters/request.ts";
import { parseHandwritingRequest } from "../../src/stalls/compose-card.ts";
import { SHEET_ROWS_MAX } from "../../src/stalls/import-sheet.ts";
import type { ReadyJob } from "../../src/stalls/printing.ts";
import type { Stall } from "../../src/stalls/stall.ts";
import type { Stalls } from "../../src/stalls/stalls.ts";
import { printStallTally, readStallTally } from "../../src/tallies/stall-tally.ts";
import { TODAY } from "../support/app.ts";
import { opening } from "../support/batch.ts";
import { readPdf } from "../support/pdf.ts";
import { clockWithHands, HOUR, keyOf } from "../support/stall.ts";

const CAMPAIGN = "safe-workloads";
const CARDIFF = "CF10 1EP";
const MANCHESTER = "M1 1AE";

type Made = {
  stalls: Stalls;
  stall: Stall;
  folder: string;
  assembled: Assembled;
  pass: (ms: number) => void;
};

async function newStalls(changes: Partial<Stall> = {}): Promise<Made> {
  const folder = mkdtempSync(join(tmpdir(), "postbag-stalls-"));
  const { clock, pass } = clockWithHands();
  const config = readConfig({ POSTCODES_IO_URL: "off", SEATS_REFRESH: "off", VAR_DIR: folder });
  const assembled = assemble(config, { today: () => TODAY, stallClock: clock });
  const stalls = await assembled.stalls();
  const stall = await stalls.resume(
    { id: CAMPAIGN, title: "A safe workload" },
    { sheet: "card", ...changes },
  );
  return { stalls, stall, folder, assembled, pass };
}

const typed = (
  { stalls }: Made,
  name: string,
  ownWords = "Three of us did the work of seven.",
  postcode = CARDIFF,
) => stalls.compose.typed(parseLetterRequest({ campaign: CAMPAIGN, postcode, sender: { name }, ownWords }));

const byHand = ({ stalls }: Made, request: object = {}) =>
  stalls.compose.handwriting(parseHandwritingRequest({ campaign: CAMPAIGN, ...request }));

async function pagesOf(pdf: AsyncGenerator<Uint8Array>): Promise<string[]> {
  const { pages } = await readPdf(new Uint8Array(Buffer.concat(await Array.fromAsync(pdf))));
  return pages.map(({ lines }) => lines.map(({ text }) => text).join(" "));
}

function ready(job: Awaited<ReturnType<Stalls["printing"]["print"]>>): ReadyJob {
  if (job.job === null) throw new Error("nothing was printed");
  return job;
}

/** Everything in the folder, whole, byte for byte. */
function everything(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = names.map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
  return files.map((path) => readFileSync(path, "latin1")).join("\n");
}

describe("a laptop's stall", () => {
  it("is found again by its campaign after the program ended, with what was in it, and begun anew once it is wiped", async () => {
    const made = await newStalls({ name: "AGM" });
    const { stalls, stall, folder, assembled } = made;
    expect(stall).toMatchObject({ kind: "local", name: "AGM", campaign: CAMPAIGN, sheet: "card" });
    await stalls.queue.add(stall.id, await typed(made, "Sam Carter"), keyOf(1));
    await (await assembled.database()).destroy();
    const again = assemble(assembled.config, { today: () => TODAY, stallClock: clockWithHands().clock });
    const later = await again.stalls();
    const resumed = await later.resume({ id: CAMPAIGN, title: "Other" }, { sheet: "a4" });
    expect(resumed).toEqual({ ...stall, sheet: "a4" });
    expect((await later.queue.view(stall.id)).cards[0]?.about?.name).toBe("Sam Carter");
    await later.closing.wipe(resumed);
    expect((await later.resume({ id: CAMPAIGN, title: "Other" }, {})).id).not.toBe(stall.id);
    await expect(later.get("none")).rejects.toMatchObject({ code: "stall-unknown" });
    expect(readdirSync(folder)).toContain("keys");
  });
});

describe("printing a stall's queue", () => {
  it("puts each MP's cards together behind a cover, typed ones and those to write by hand, and those without an MP first", async () => {
    const made = await newStalls();
    const { stalls, stall } = made;
    const cards = [
      await typed(made, "Ann Taylor", "Annwords.", MANCHESTER),
      await byHand(made),
      await typed(made, "Bea Taylor", "Beawords."),
      await byHand(made, {
        postcode: MANCHESTER,
        sender: { name: "Cyd Taylor", address: ["1 Mill Lane"] },
        showOnCard: ["address"],
      }),
    ];
    for (const [at, card] of cards.entries()) await stalls.queue.add(stall.id, card, keyOf(at));
    const job = ready(await stalls.printing.print(stall, "all", { covers: true }));
    expect(job).toMatchObject({ count: 4, stuck: [] });
    const pages = await pagesOf(job.pdf());
    const shown = pages.filter((text) => !text.startsWith("A safe workload") && text !== "");
    expect(shown[0]).toMatch(/^1 card without an MP’s name/);
    expect(pages[3]).toMatch(/^Dear .*Name House of Commons/);
    expect(shown.find((text) => text.startsWith("1 card for"))).toContain("Stephen Doughty MP");
    const manchester = pages.findIndex((text) => text.startsWith("2 cards for Rt Hon Lucy Powell MP"));
    expect(pages[manchester + 3]).toContain("Annwords.");
    expect(pages[manchester + 5]).toMatch(
      /Cyd Taylor your constituent in Manchester Central 1 Mill Lane M1 1AE/,
    );
    expect(pages[manchester + 5]).toContain("LONDON");
    expect(pages.at(-2)).toMatch(
      /What is in this stack .*Cards: 4. MPs: 2. .* 1 without an MP’s name 1 Stephen Doughty MP/,
    );
  });

  it("is made again as often as it is asked for, by the sheet that was chosen, and never twice by two reps", async () => {
    const made = await newStalls({ sheet: "a4-duplex-long" });
    const { stalls, stall } = made;
    for (let at = 0; at < 6; at++)
      await stalls.queue.add(stall.id, await typed(made, `Member${at}x`), keyOf(at));
    const [one, two] = await Promise.all(
      [1, 2].map(() => stalls.printing.print(stall, "all", { covers: false })),
    );
    expect([one?.job, two?.job].filter((job) => job === null)).toHaveLength(1);
    const job = ready(one?.job ? one : (two ?? { job: null, stuck: [] }));
    const pages = await pagesOf(job.pdf());
    expect(pages).toHaveLength(4);
    expect(
      pages
        .join(" ")
        .match(/Member\dx/g)
        ?.sort(),
    ).toEqual([0, 1, 2, 3, 4, 5].map((at) => `Member${at}x`));
    const again = ready(await stalls.printing.again(stall, job.job, { covers: false }));
    expect(await pagesOf(again.pdf())).toEqual(pages);
    await stalls.queue.confirm(stall.id, job.job);
    expect(
      await pagesOf(ready(await stalls.printing.again(stall, job.job, { covers: false })).pdf()),
    ).toEqual(pages);
  });

  it("goes on without a card that cannot be printed any more, and names it", async () => {
    const made = await newStalls();
    const { stalls, stall, assembled } = made;
    const good = await typed(made, "Good One");
    if (good.kind !== "typed") throw new Error("it is typed");
    const { letter } = good;
    const long = { ...letter, card: { ...letter.card, paragraphs: ["word ".repeat(900)] } };
    const odd = { ...letter, card: { ...letter.card, paragraphs: ["👍"] } };
    for (const [at, each] of [letter, long, odd, letter].entries())
      await stalls.queue.add(
        stall.id,
        { kind: "typed", letter: { ...each, sender: { ...each.sender, name: `Member ${at}` } } },
        keyOf(at),
      );
    const [, , , last] = (await stalls.queue.view(stall.id)).cards;
    await (await assembled.database())
      .updateTable("stall_cards")
      .set({ sealed: new Uint8Array(40) })
      .where("id", "=", last?.id ?? "")
      .execute();
    const job = ready(await stalls.printing.print(stall, "all", { covers: false }));
    expect(job.count).toBe(1);
    expect(job.stuck.map(({ number, name, problem }) => [number, name, problem.code])).toEqual([
      [2, "Member 1", "text-does-not-fit"],
      [3, "Member 2", "characters-unprintable"],
      [4, null, "stall-card-unreadable"],
    ]);
    expect(await pagesOf(job.pdf())).toHaveLength(2);
    expect((await stalls.queue.view(stall.id)).cards.map(({ state }) => state)).toEqual([
      "printing",
      "stuck",
      "stuck",
      "stuck",
    ]);
    expect(await stalls.queue.confirm(stall.id, job.job)).toHaveLength(1);
  });
});

describe("composing at a stall", () => {
  it("refuses at once what could not be printed, typed or signed", async () => {
    const made = await newStalls();
    await expect(typed(made, "Sam", "word ".repeat(400))).rejects.toMatchObject({
      code: "text-does-not-fit",
    });
    await expect(typed(made, "Sam", "👍🏽 العمل")).rejects.toMatchObject({ code: "characters-unprintable" });
    const address = Array.from(
      { length: 6 },
      () => "A very long line of an address that goes on and on and on to the end of the street, and then on",
    );
    const sender = { name: "Sam Carter", address };
    await expect(byHand(made, { postcode: CARDIFF, sender, showOnCard: ["address"] })).rejects.toMatchObject({
      code: "text-does-not-fit",
    });
    await expect(byHand(made, { sender: { name: "Sam" }, showOnCard: ["address"] })).rejects.toMatchObject({
      code: "card-address-missing",
    });
    await expect(byHand(made, { seat: "E99" })).rejects.toMatchObject({ code: "seat-unknown" });
    await expect(byHand(made, { campaign: "none" })).rejects.toMatchObject({ code: "campaign-unknown" });
    expect(() => parseHandwritingRequest({})).toThrow(expect.objectContaining({ code: "field-invalid" }));
  });
});

describe("a sign-up sheet", () => {
  const watch = { signal: new AbortController().signal, progress: () => {} };
  const csv = (rows: string[]) =>
    opening(new TextEncoder().encode(["Name,Postcode,Own words", ...rows].join("\r\n")));

  it("adds the cards of its good rows, tells which to mend, and adds nothing when it is given again", async () => {
    const { stalls, stall } = await newStalls();
    const rows = [
      `Ann,${CARDIFF},One`,
      "Bad,QQ1 1AA,Two",
      `Same,${CARDIFF},Same`,
      `Same,${CARDIFF},Same`,
      `,${CARDIFF},x`,
    ];
    const first = await stalls.importSheet(stall, csv(rows), { showOnCard: [] }, watch);
    expect(first).toMatchObject({ added: 3, again: 0 });
    expect(first.mend.map(({ row, title, headings }) => [row.line, title, headings.length])).toEqual([
      [3, "No UK postcode starts like that.", 3],
      [6, "Please enter your name.", 3],
    ]);
    expect(first.mend[0]?.row.cells).toEqual(["Bad", "QQ1 1AA", "Two"]);
    const mended = [...rows.slice(0, 1), `Bad,${CARDIFF},Two`, ...rows.slice(2, 4)];
    expect(await stalls.importSheet(stall, csv(mended), { showOnCard: [] }, watch)).toMatchObject({
      added: 1,
      again: 3,
      mend: [],
    });
    expect((await stalls.queue.view(stall.id)).cards).toHaveLength(4);
  });

  it("keeps what was added when it is stopped half-way, and goes on from there", async () => {
    const { stalls, stall } = await newStalls();
    const rows = Array.from({ length: 10 }, (_, at) => `Member ${at},${CARDIFF},x`);
    const controller = new AbortController();
    const progress = (done: number): void => {
      if (done === 4) controller.abort(new Error("enough"));
    };
    const stopped = stalls.importSheet(
      stall,
      csv(rows),
      { showOnCard: [] },
      { signal: controller.signal, progress },
    );
    await expect(stopped).rejects.toThrow("enough");
    expect(await stalls.importSheet(stall, csv(rows), { showOnCard: [] }, watch)).toMatchObject({
      added: 6,
      again: 4,
    });
  });

  it("is refused where it is no table, is too long or is not to be read to its end, before any card is added", async () => {
    const { stalls, stall } = await newStalls();
    const long = `Name,Postcode\n${`Ann,${CARDIFF}\n`.repeat(SHEET_ROWS_MAX + 1)}`;
    for (const [text, code] of [
      [long, "table-too-long"],
      [`Name,Postcode\nAnn,${CARDIFF}\n"Ben,${CARDIFF}`, "table-unclosed-quote"],
      ["", "table-columns"],
      ["Name,Postcode\n", "table-empty"],
      ["\u0000\u0001\u0002PNG", "table-not-csv"],
    ] as const) {
      const open = opening(new TextEncoder().encode(text));
      await expect(stalls.importSheet(stall, open, { showOnCard: [] }, watch)).rejects.toMatchObject({
        code,
      });
    }
    expect((await stalls.queue.view(stall.id)).cards).toEqual([]);
  });
});

describe("a box of cards", () => {
  it("has as many as were asked for, for nobody's MP and for chosen ones, in one PDF", async () => {
    const { stalls } = await newStalls();
    const box = {
      campaign: CAMPAIGN,
      sheet: "a4-duplex-long",
      covers: false,
      cards: [
        { seat: null, copies: 3 },
        { seat: "W07000081", copies: 2 },
        { seat: "E14001063", copies: 4 },
      ],
    } as const;
    const pages = await pagesOf(await stalls.fillBox(box));
    expect(pages).toHaveLength(6);
    const text = pages.join(" ");
    expect(text.match(/your constituent in Aldershot/g)).toHaveLength(4);
    expect(text.match(/House of Commons/g)).toHaveLength(9);
    await expect(stalls.fillBox({ ...box, cards: [{ seat: "E99", copies: 1 }] })).rejects.toMatchObject({
      code: "seat-unknown",
    });
    for (const copies of [0, 1001, 1.5, -1])
      await expect(stalls.fillBox({ ...box, cards: [{ seat: null, copies }] })).rejects.toThrow(RangeError);
  });
});

describe("the end of a stall's day", () => {
  const SECRETS = ["Zebedee Quillfeather", "marmalade-coloured caseload", "Xylophone Crescent", "CF10 1EP"];

  async function playDay(): Promise<Made> {
    const made = await newStalls();
    const { stalls, stall, pass } = made;
    const [name = "", words = "", street = ""] = SECRETS;
    const typedCard = await stalls.compose.typed(
      parseLetterRequest({
        campaign: CAMPAIGN,
        postcode: CARDIFF,
        sender: { name, address: [`1 ${street}`] },
        ownWords: `A ${words}.`,
        showOnCard: ["address"],
      }),
    );
    for (let at = 0; at < 12; at++) await stalls.queue.add(stall.id, typedCard, keyOf(at));
    await stalls.queue.add(stall.id, await byHand(made, { postcode: CARDIFF, sender: { name } }), keyOf(12));
    const ids = (await stalls.queue.view(stall.id)).cards.map(({ id }) => id);
    const job = ready(await stalls.printing.print(stall, ids.slice(0, 8), { covers: true }));
    await Array.fromAsync(job.pdf());
    await stalls.queue.confirm(stall.id, job.job, ids.slice(0, 1));
    await stalls.queue.withdraw(stall.id, ids[9] ?? "");
    await stalls.pairing.accept(stall, await stalls.pairing.invite(stall, "rep"), "Tablet");
    pass(HOUR);
    return made;
  }

  it("shows nobody's words, name, address or postcode in any file, before the wipe and after it", async () => {
    const made = await playDay();
    const { folder, stalls, stall } = made;
    for (const secret of SECRETS) expect(everything(folder)).not.toContain(secret);
    const before = await stalls.queue.view(stall.id);
    expect(before.cards.some(({ about }) => about?.name === SECRETS[0])).toBe(true);
    await stalls.closing.wipe(stall);
    for (const secret of SECRETS) expect(everything(folder)).not.toContain(secret);
  });

  it("is wiped with proof: the tables, the database with its log, and the key are named and clean", async () => {
    const { folder, stalls, stall, assembled } = await playDay();
    const ids = (await stalls.queue.view(stall.id)).cards.map(({ id }) => id);
    const key =
      /^[0-9a-f-]{36} ([0-9a-f]{64})$/m.exec(readFileSync(join(folder, "keys/stalls.keys"), "utf8"))?.[1] ??
      "";
    const proof = await stalls.closing.wipe(stall);
    expect(proof.clean).toBe(true);
    expect(proof.tables).toEqual(
      [
        "stall_cards",
        "stall_pictures",
        "stall_additions",
        "stall_jobs",
        "stall_devices",
        "stall_invitations",
      ].map((table) => ({
        table,
        rows: 0,
      })),
    );
    expect(proof.files.map(({ file }) => file.slice(folder.length + 1))).toEqual(
      expect.arrayContaining(["postbag.sqlite", "postbag.sqlite-wal", join("keys", "stalls.keys")]),
    );
    const left = everything(folder);
    for (const trace of [...ids, key, keyOf(3), "Tablet"]) expect(left).not.toContain(trace);
    await expect(stalls.queue.view(stall.id)).rejects.toMatchObject({ code: "stall-wiped" });
    expect((await stalls.closing.wipe(await stalls.get(stall.id))).clean).toBe(true);
    await (await assembled.database()).destroy();
    for (const trace of [...ids, key]) expect(everything(folder)).not.toContain(trace);
  });

  it("leaves the tally, which names nobody, until that is erased too", async () => {
    const { stalls, stall } = await playDay();
    const seat = { code: "W07000091", name: "Cardiff South and Penarth" };
    const expected = {
      total: { made: 13, printed: 7, withdrawn: 1, expired: 0 },
      bySeat: [
        {
          seat: { code: expect.any(String), name: seat.name },
          way: "handwriting",
          made: 1,
          printed: 0,
          withdrawn: 0,
          expired: 0,
        },
        {
          seat: { code: expect.any(String), name: seat.name },
          way: "typed",
          made: 12,
          printed: 7,
          withdrawn: 1,
          expired: 0,
        },
      ],
      byDay: [{ day: TODAY, made: 13, printed: 7, withdrawn: 1, expired: 0 }],
    };
    expect(await stalls.closing.tally(stall)).toMatchObject(expected);
    const forDesk = await stalls.closing.deskTally(stall);
    expect(forDesk).toEqual({
      stall: stall.id.replaceAll("-", ""),
      campaign: CAMPAIGN,
      madeOn: TODAY,
      seats: [{ seat: expect.stringMatching(/^W07/), way: "card", made: 7 }],
      days: [{ day: TODAY, way: "card", made: 7 }],
    });
    expect(
      readStallTally(printStallTally(forDesk), { isSeat: (code) => code.startsWith("W07"), latest: TODAY }),
    ).toEqual(forDesk);
    const { wipedAt } = await stalls.closing.wipe(stall);
    expect(await stalls.closing.deskTally(await stalls.get(stall.id))).toEqual(forDesk);
    expect(await stalls.closing.tally(await stalls.get(stall.id))).toMatchObject({
      ...expected,
      stall: { id: stall.id, wipedAt },
    });
    expect((await stalls.closing.erase(stall)).clean).toBe(true);
    expect(await stalls.all()).toEqual([]);
  });
});
