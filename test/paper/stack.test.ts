import { PDFDict, PDFDocument, PDFName } from "pdf-lib";
import { beforeAll, describe, expect, it } from "vitest";
import type { Letter } from "../../src/letters/letter.ts";
import type { Paper } from "../../src/paper/paper.ts";
import { SHEETS, type SheetName } from "../../src/paper/sheet.ts";
import { createStack, type Stack, type StackPiece } from "../../src/paper/stack.ts";
import { exampleLetter } from "../support/letter.ts";
import { examplePaper } from "../support/paper.ts";
import { type ReadPdf, readPdf } from "../support/pdf.ts";

let stack: Stack;
let paper: Paper;
beforeAll(async () => {
  const example = await examplePaper();
  paper = example.paper;
  stack = createStack(example);
});

const ABOUT = { title: "A stack", language: "en", created: new Date("2026-11-22") };
const COVER = { heading: "2 cards for Robin Example MP", notes: ["Aldershot."], to: exampleLetter().to };

const letterOf = (name: string): Letter => exampleLetter({ card: { signature: [name] } });

function pieces(...names: string[]): StackPiece[] {
  return names.map((name) => {
    if (name === "cover") return { kind: "cover", cover: COVER };
    if (name === "summary")
      return { kind: "summary", summary: { heading: "All", notes: [], rows: ["2  MP"] } };
    return { kind: "card", card: stack.card(letterOf(name)) };
  });
}

async function bytesOf(given: readonly StackPiece[], sheet: SheetName): Promise<Uint8Array> {
  const source = async function* () {
    yield* given;
  };
  return new Uint8Array(Buffer.concat(await Array.fromAsync(stack.pdf(source(), sheet, ABOUT))));
}

const read = async (given: readonly StackPiece[], sheet: SheetName) => readPdf(await bytesOf(given, sheet));

/** What each page has of the names given, in the order of the page. */
function namesOn({ pages }: ReadPdf, names: RegExp): string[][] {
  return pages.map(({ lines }) =>
    lines.map(({ text }) => text.match(names)?.[0] ?? "").filter((name) => name !== ""),
  );
}

describe("a stack", () => {
  it("has for each single card the very pages that the card alone has", async () => {
    const stacked = await read(pieces("Ann", "Bea"), "card");
    for (const [at, name] of ["Ann", "Bea"].entries()) {
      const alone = await readPdf(await paper.postcardPdf(letterOf(name), "card"));
      const shown = (page: ReadPdf["pages"][number] | undefined) =>
        page?.lines.map(({ text, x, y, size, turn }) => ({ text, x, y, size, turn }));
      expect(shown(stacked.pages[at * 2])).toEqual(shown(alone.pages[0]));
      expect(shown(stacked.pages[at * 2 + 1])).toEqual(shown(alone.pages[1]));
    }
  });

  it("fills sheets of four in order, begins a new one after a cover, and leaves the cover's other side blank", async () => {
    const names = /Ann|Bea|Cyd|Dee|Eve|Fay|^2 cards/;
    const given = pieces("cover", "Ann", "Bea", "Cyd", "Dee", "Eve", "cover", "Fay");
    const duplex = await read(given, "a4-duplex-long");
    expect(namesOn(duplex, names)).toEqual([
      ["2 cards"],
      [],
      [],
      ["Ann", "Bea", "Cyd", "Dee"],
      [],
      ["Eve"],
      ["2 cards"],
      [],
      [],
      ["Fay"],
    ]);
    const backsOnly = await read(given, "a4");
    expect(namesOn(backsOnly, names)).toEqual([
      ["2 cards"],
      ["Ann", "Bea", "Cyd", "Dee"],
      ["Eve"],
      ["2 cards"],
      ["Fay"],
    ]);
  });

  it("keeps a card's back on its front's sheet behind covers: every front page is followed by its backs", async () => {
    const stacked = await read(pieces("cover", "Ann", "cover", "Bea", "summary"), "a4-duplex-short");
    expect(stacked.pages).toHaveLength(10);
    for (const [at, page] of stacked.pages.entries()) {
      const isFront = page.lines.some(({ text }) => text === "Your union");
      if (isFront) expect(at % 2).toBe(0);
      if (page.lines.some(({ text }) => /^(?:Ann|Bea)$/.test(text))) expect(at % 2).toBe(1);
    }
  });

  it.each(SHEETS)("has pages of one size on %s, covers and summary with them", async (sheet) => {
    const { pages } = await read(pieces("cover", "Ann", "summary"), sheet);
    expect(new Set(pages.map(({ points }) => points.join("x"))).size).toBe(1);
    const cover = pages[0]?.lines.map(({ text }) => text).join(" ");
    expect(cover).toContain("cards for Robin Example MP");
    expect(cover).toContain("House of Commons LONDON SW1A 0AA");
  });

  it("never leaves MP alone on the last line of a cover's heading", async () => {
    const names = ["Alex Baker", "Rt Hon Wendy Morton", "Rt Hon Sir Bartholomew Featherstone"];
    const covers = names.map(
      (name): StackPiece => ({ kind: "cover", cover: { ...COVER, heading: `1 card for ${name} MP` } }),
    );
    for (const sheet of ["card", "a4"] as const) {
      const { pages } = await read([...covers, ...pieces("Ann")], sheet);
      const headings = pages.map(({ lines }) =>
        lines.filter(({ size }) => size > 12).map(({ text }) => text.trim()),
      );
      for (const lines of headings) expect(lines).not.toContain("MP");
      for (const name of names)
        expect(headings.map((lines) => lines.join(" "))).toContain(`1 card for ${name} MP`);
    }
  });

  it.each(["card", "a4"] as const)(
    "keeps all of a cover on its page on %s, however long the names",
    async (sheet) => {
      const place = "Vale of Glamorgan and ".repeat(6).slice(0, 120);
      const title = "A safe workload for probation, ".repeat(4).slice(0, 120);
      const [to] = [`The Member of Parliament for ${place}`];
      const notes = [
        `${place}. ${title}.`,
        "Put this page into one envelope, with the cards that follow, up to the next.",
      ];
      const cover = {
        heading: `12 cards for ${to}`,
        notes,
        to: [to, "House of Commons", "LONDON", "SW1A 0AA"],
      };
      const { pages } = await read([{ kind: "cover", cover }, ...pieces("Ann")], sheet);
      const lines = pages[0]?.lines ?? [];
      const text = lines.map((line) => line.text.trim()).join(" ");
      for (const each of [cover.heading, ...notes]) expect(text).toContain(each);
      expect(Math.max(...lines.map(({ y }) => y))).toBeLessThan(sheet === "card" ? 98 : 280);
    },
  );

  it.each(SHEETS)("is a file whose every object can be read, on %s", async (sheet) => {
    const bytes = await bytesOf(pieces("cover", ..."abcdefghi", "summary"), sheet);
    const loaded = await PDFDocument.load(bytes, { throwOnInvalidObject: true });
    const { pages } = await readPdf(bytes);
    expect(loaded.getPageCount()).toBe(pages.length);
    const tree = loaded.catalog.lookup(PDFName.of("StructTreeRoot"), PDFDict);
    expect(tree.get(PDFName.of("ParentTree"))).toBeDefined();
  });

  it("says what each text is, page by page, over many branches of the tree of pages", async () => {
    const names = Array.from({ length: 80 }, (_, at) => `Member${at}x`);
    const bytes = await bytesOf(pieces(...names), "card");
    const stacked = await readPdf(bytes);
    expect(stacked.pages).toHaveLength(160);
    expect(namesOn(stacked, /Member\d+x/).flat()).toEqual(names);
    const alone = await readPdf(await paper.postcardPdf(letterOf("x"), "card"));
    const perCard = alone.roles.filter((role) => role === "P" || role === "H1").length;
    expect(stacked.roles.filter((role) => role === "P" || role === "H1")).toHaveLength(perCard * 80);
    expect(stacked).toMatchObject({ title: "A stack", language: "en" });
    expect(stacked.fonts.every(({ embedded }) => embedded)).toBe(true);
    // The outlines of the letters are in the file once, not for each card.
    expect(
      Buffer.from(bytes)
        .toString("latin1")
        .match(/\/FontFile2/g),
    ).toHaveLength(3);
  });

  it("holds what fronts show once, and each page's texts still belong to that page's own structure", async () => {
    const bytes = await bytesOf(pieces("cover", ..."abcdefghijkl"), "a4-duplex-long");
    const loaded = await PDFDocument.load(bytes, { throwOnInvalidObject: true });
    const contents = loaded.getPages().map(({ node }) => String(node.get(PDFName.of("Contents"))));
    const [, , front, back, ...others] = contents;
    expect(others[0]).toBe(front);
    expect(others[2]).toBe(front);
    expect(new Set([back, others[1], others[3]]).size).toBe(3);
    const stacked = await readPdf(bytes);
    const structs = loaded.getPages().map(({ node }) => String(node.get(PDFName.of("StructParents"))));
    expect(new Set(structs.filter((key) => key !== "undefined")).size).toBe(7);
    expect(stacked.roles.filter((role) => role === "H1")).toHaveLength(13);
    for (const at of [2, 4, 6]) {
      expect(stacked.pages[at]?.lines.filter(({ text }) => text === "Your union")).toHaveLength(4);
    }
  });

  it("goes over as many pages as a summary needs, every row once and inside the page", async () => {
    const rows = Array.from({ length: 120 }, (_, at) => `1  Rt Hon Member${at}x MP, Place`);
    const summary = { heading: "All", notes: ["120 cards"], rows };
    for (const sheet of ["card", "a4"] as const) {
      const { pages } = await read([{ kind: "summary", summary }], sheet);
      const lines = pages.flatMap((page) => page.lines);
      expect(lines.map(({ text }) => text.match(/Member\d+x/)?.[0]).filter(Boolean)).toHaveLength(120);
      for (const page of pages) for (const { y } of page.lines) expect(y).toBeLessThan(page.height - 7);
    }
  });

  it("keeps a cover's long names inside the page and clear of each other", async () => {
    const office =
      "The Member of Parliament for Inverness, Skye and West Ross-shire and Kingston upon Hull West and Haltemprice";
    const cover = {
      heading: `1,024 cards for ${office}`,
      notes: [`${office}.`, "Note."],
      to: [office, ...COVER.to.slice(1)],
    };
    for (const sheet of ["card", "a4"] as const) {
      const { pages } = await read([{ kind: "cover", cover }], sheet);
      const [page] = pages;
      const edge = sheet === "card" ? 72 : 190;
      for (const { text, x, y, width } of page?.lines ?? []) {
        expect(y).toBeLessThan((page?.height ?? 0) - 7);
        if (x < 70) expect(x + width, text).toBeLessThan(edge);
      }
    }
  });

  it("lets other work have its turn after every sheet", async () => {
    let turns = 0;
    let going = true;
    const otherWork = (): void => {
      turns++;
      if (going) setImmediate(otherWork);
    };
    otherWork();
    const source = async function* () {
      for (let at = 0; at < 50; at++) yield* pieces("Ann");
    };
    for await (const _ of stack.pdf(source(), "card", ABOUT));
    going = false;
    expect(turns).toBeGreaterThanOrEqual(50);
  });

  it("refuses a card that does not fit or cannot be printed, as a card alone is", async () => {
    const long = exampleLetter({ card: { paragraphs: ["word ".repeat(300)] } });
    expect(() => stack.card(long)).toThrow(expect.objectContaining({ code: "text-does-not-fit" }));
    expect(() => stack.card(letterOf("👍"))).toThrow(
      expect.objectContaining({ code: "characters-unprintable", values: { characters: "👍" } }),
    );
  });

  it("rejects where its pieces do, and makes a file without pages of none", async () => {
    const failing = async function* (): AsyncGenerator<StackPiece> {
      yield* pieces("Ann");
      throw new Error("the list is gone");
    };
    await expect(Array.fromAsync(stack.pdf(failing(), "card", ABOUT))).rejects.toThrow("the list is gone");
    expect(Buffer.from(await bytesOf([], "card")).toString("latin1")).toMatch(/%%EOF\s*$/);
  });
});
