// A stall's tally as a file: read back as it was written, and refused with the line where it was not.
import { describe, expect, it } from "vitest";
import { printStallTally, readStallTally, type StallTally } from "../../src/tallies/stall-tally.ts";

const TALLY: StallTally = {
  stall: "0123456789abcdef0123456789abcdef",
  campaign: "safe-workloads",
  madeOn: "2026-11-22",
  seats: [
    { seat: "E14001063", way: "card", made: 12 },
    { seat: "W07000081", way: "card", made: 1 },
    { seat: "W07000081", way: "letter", made: 2 },
  ],
  days: [
    { day: "2026-11-21", way: "card", made: 3 },
    { day: "2026-11-22", way: "card", made: 10 },
    { day: "2026-11-22", way: "letter", made: 2 },
  ],
};
const TEXT = printStallTally(TALLY);
const given = { isSeat: (code: string) => /^[EW]\d{8}$/.test(code), latest: "2026-11-23" };
const read = (text: string) => readStallTally(text, given);

/** The file with one of its lines, counted from 1, replaced. */
const withLine = (line: number, text: string) =>
  TEXT.split("\r\n")
    .map((each, at) => (at + 1 === line ? text : each))
    .join("\r\n");

describe("a stall's tally", () => {
  it("is a file that says what it is, then counts by constituency and, apart from that, by day", () => {
    expect(TEXT.split("\r\n")).toEqual([
      "Postbag stall tally,1",
      "stall,0123456789abcdef0123456789abcdef",
      "campaign,safe-workloads",
      "made on,2026-11-22",
      "constituency,way,made",
      "E14001063,card,12",
      "W07000081,card,1",
      "W07000081,letter,2",
      "day,way,made",
      "2026-11-21,card,3",
      "2026-11-22,card,10",
      "2026-11-22,letter,2",
      "",
    ]);
    expect(read(TEXT)).toEqual(TALLY);
  });

  it("is the same text in whatever order it was counted", () => {
    expect(
      printStallTally({ ...TALLY, seats: [...TALLY.seats].reverse(), days: [...TALLY.days].reverse() }),
    ).toBe(TEXT);
  });

  it("can be of a stall that made nothing", () => {
    const nothing = { ...TALLY, seats: [], days: [] };
    expect(read(printStallTally(nothing))).toEqual(nothing);
  });

  it.each([
    ["a byte order mark, and the line ends of another system", `\uFEFF${TEXT.replaceAll("\r\n", "\n")}`],
    ["semicolons", TEXT.replaceAll(",", ";")],
    ["tabs", TEXT.replaceAll(",", "\t")],
    ["quotes", TEXT.replace(/[^,\r\n]+/g, '"$&"')],
    ["empty cells and lines", TEXT.replaceAll("\r\n", ",,\r\n\r\n")],
  ])("is read after a spreadsheet saved it with %s", (_, text) => {
    expect(read(text)).toEqual(TALLY);
    expect(printStallTally(read(text))).toBe(TEXT);
  });

  it.each([
    ["nothing", ""],
    ["another table", "Name,Postcode\r\nSam Taylor,CF10 1EP"],
    ["bytes", "PK\u0003\u0004\u0000\u0000"],
    ["only its beginning", TEXT.slice(0, 60)],
    ["its first half", TEXT.slice(0, TEXT.indexOf("day,"))],
    ["a megabyte", `Postbag stall tally,1\r\n${"x".repeat(1_000_000)}`],
  ])("is not %s", (_, text) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/^tally-(not-one|line)$/) }),
    );
  });

  it("is refused where a newer Postbag wrote it", () => {
    expect(() => read(withLine(1, "Postbag stall tally,2"))).toThrow(
      expect.objectContaining({ code: "tally-newer", values: { format: "2" } }),
    );
  });

  it.each([
    ["a stall without its digits", 2, "stall,7"],
    ["a campaign that could be no campaign", 3, "campaign,../../etc/passwd"],
    ["a day that there is not", 4, "made on,2026-02-30"],
    ["a day as a spreadsheet writes it", 4, "made on,22/11/2026"],
    ["a day that has not been", 4, "made on,2026-11-24"],
    ["another heading", 5, "constituency,how,made"],
    ["an unknown constituency", 6, "X14001063,card,12"],
    ["an unknown way", 6, "E14001063,pigeon,12"],
    ["no number", 6, "E14001063,card,twelve"],
    ["nought", 6, "E14001063,card,0"],
    ["less than nothing", 6, "E14001063,card,-12"],
    ["part of one", 6, "E14001063,card,1.5"],
    ["a formula", 6, "E14001063,card,=6+6"],
    ["too many", 6, "E14001063,card,999999"],
    ["a cell too many", 6, "E14001063,card,12,Sam Taylor"],
    ["the same count twice", 7, "E14001063,card,12"],
    ["a day after the last", 11, "2026-11-23,card,10"],
    ["a constituency among the days", 11, "E14001063,card,10"],
  ])("is refused with its line for %s", (_, line, text) => {
    expect(() => read(withLine(line, text))).toThrow(
      expect.objectContaining({ code: "tally-line", values: { line, found: text } }),
    );
  });

  it("is refused where its two lists do not count the same", () => {
    expect(() => read(withLine(6, "E14001063,card,2"))).toThrow(
      expect.objectContaining({ code: "tally-sums", values: { seats: 3, days: 13 } }),
    );
    expect(() => read(TEXT.slice(0, -5))).toThrow(expect.objectContaining({ code: "tally-line" }));
    expect(() => read(TEXT.slice(0, TEXT.indexOf("2026-11-22,letter")))).toThrow(
      expect.objectContaining({ code: "tally-sums" }),
    );
  });

  it("quotes no more than the start of a long line", () => {
    expect(() => read(withLine(6, "x".repeat(5_000)))).toThrow(
      expect.objectContaining({ values: { line: 6, found: `${"x".repeat(60)}…` } }),
    );
  });
});
