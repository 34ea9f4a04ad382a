// From a published table and the corrections over it to the directory: what is taken, what is refused.
import { describe, expect, it } from "vitest";
import { Problem } from "../../src/errors.ts";
import { buildSeats, printSeats } from "../../src/mps/build-seats.ts";
import { readSeatsSnapshot, type SeatsSnapshot } from "../../src/mps/seats.ts";
import { correctionsCsv, tableLines } from "./table.ts";

const ORIGIN = { source: "made up", date: "2026-06-27", licence: "none" };
const FIRST = "E14001063";

/** The directory of the made-up table, after a change to its lines, with these corrections. */
function build(
  corrections: string = correctionsCsv(),
  change: (lines: string[]) => string[] = (same) => same,
) {
  return buildSeats(
    { text: `${change(tableLines()).join("\n")}\n`, file: "seats.csv" },
    { text: corrections, file: "corrections.csv" },
    ORIGIN,
  );
}
const first = (snapshot: SeatsSnapshot) => snapshot.seats.find(({ code }) => code === FIRST);
const replaceFirst = (line: string) => (lines: string[]) => lines.with(1, line);

function thrown(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe("a directory built from a table", () => {
  it("has each seat as the API shows it", () => {
    const line = `${FIRST},Gŵyr,Gŵyr Cymraeg,England,South East,12,Sir Sam Taylor,Rt Hon Sir Sam Taylor KC MP,Labour,,56,-40`;
    expect(first(build(correctionsCsv(), replaceFirst(line)))).toEqual({
      code: FIRST,
      name: "Gŵyr",
      nameCy: "Gŵyr Cymraeg",
      nation: "england",
      region: "South East",
      status: "held",
      member: {
        id: 12,
        name: "Sir Sam Taylor",
        addressAs: "Rt Hon Sir Sam Taylor KC MP",
        salutation: "Sir Sam",
        party: "Labour",
        email: null,
      },
      attributes: [],
      note: null,
      map: { q: 56, r: -40 },
      asOf: "2026-06-27",
    });
  });

  it("gives a region to seats of England only", () => {
    const { seats } = build();
    expect(new Set(seats.filter(({ nation }) => nation !== "england").map(({ region }) => region))).toEqual(
      new Set([null]),
    );
  });

  it("marks members of Sinn Féin as not taking their seats", () => {
    const line = `${FIRST},Place,,England,South East,12,Sam Taylor,Sam Taylor MP,Sinn Féin,,1,1`;
    expect(first(build(correctionsCsv(), replaceFirst(line)))?.attributes).toEqual(["abstains"]);
  });

  it("is sorted by code and the same whatever the order of the table", () => {
    const shuffled = build(correctionsCsv(), ([heading = "", ...rows]) => [heading, ...rows.toReversed()]);
    expect(printSeats(shuffled)).toBe(printSeats(build()));
  });

  it("is written with one seat a line, and read back the same", () => {
    const snapshot = build();
    const text = printSeats(snapshot);
    expect(text.split("\n").filter((line) => line.startsWith('{"code"'))).toHaveLength(650);
    expect(readSeatsSnapshot(text, "seats.json")).toEqual(snapshot);
  });
});

describe("a correction", () => {
  it("makes a seat vacant or unknown: its member is gone, and its date moves on", () => {
    const rows = [
      `${FIRST},attribute,deputy,2024-07-23,somebody`,
      `${FIRST},status,unknown,2026-10-08,somebody`,
      `${FIRST},note,This copy does not know.,2026-10-08,somebody`,
    ];
    expect(first(build(correctionsCsv(...rows)))).toMatchObject({
      status: "unknown",
      member: null,
      attributes: [],
      note: "This copy does not know.",
      asOf: "2026-10-08",
    });
    expect(first(build(correctionsCsv(`${FIRST},status,vacant,2026-07-01,somebody`)))?.status).toBe("vacant");
  });

  it("adds an attribute, and an older one moves no date back", () => {
    const seat = first(build(correctionsCsv(`${FIRST},attribute,speaker,2024-07-09,somebody`)));
    expect([seat?.attributes, seat?.asOf]).toEqual([["speaker"], "2026-06-27"]);
  });

  it("mends a party, an email and a Welsh name, and takes an email or a Welsh name away", () => {
    const mended = correctionsCsv(
      `${FIRST},party,Independent,2026-07-01,somebody`,
      `${FIRST},email,sam@example.org,2026-07-02,somebody`,
      `${FIRST},nameCy,Gŵyr,2023-06-28,somebody`,
    );
    expect(first(build(mended))).toMatchObject({
      nameCy: "Gŵyr",
      member: { party: "Independent", email: "sam@example.org" },
      asOf: "2026-07-02",
    });
    const gone = correctionsCsv(
      `${FIRST},email,,2026-07-02,somebody`,
      `${FIRST},nameCy,,2026-07-02,somebody`,
    );
    expect(first(build(gone))).toMatchObject({ nameCy: null, member: { email: null } });
  });

  it("adds names to search by", () => {
    const rows = [`${FIRST},alsoKnownAs,Anglesey,2023-06-28,x`, `${FIRST},alsoKnownAs,Mona,2023-06-28,x`];
    expect(build(correctionsCsv(...rows)).alsoKnownAs).toEqual({ [FIRST]: ["Anglesey", "Mona"] });
  });
});

describe("a table or corrections that are not as they should be", () => {
  it.each([
    ["a code that is none", "line 2, pcon24cd", replaceFirst("E99,P,,England,x,1,M,M MP,P,,1,1")],
    ["an unknown country", "line 2, country", replaceFirst(`${FIRST},P,,France,x,1,M,M MP,P,,1,1`)],
    ["an email that is none", "line 2, email", replaceFirst(`${FIRST},P,,England,x,1,M,M MP,P,nobody,1,1`)],
    ["a member without a number", "line 2, member_id", replaceFirst(`${FIRST},P,,England,x,,M,M MP,P,,1,1`)],
    ["a line with a column too few", "line 2", replaceFirst(`${FIRST},P,,England,x,1,M,M MP,P,,1`)],
    ["a seat that stands twice", "line 3", (lines: string[]) => lines.with(2, lines[1] ?? "")],
    ["a seat too few", "all lines", (lines: string[]) => lines.toSpliced(100, 1)],
  ])("is refused with file and line: %s", (_, where, change) => {
    const problem = thrown(() => build(correctionsCsv(), change));
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ code: "file-invalid", values: { file: "seats.csv", where } });
  });

  it.each([
    ["a seat that there is not", "line 2", "E14000001,attribute,speaker,2024-07-09,x"],
    ["a field that cannot be corrected", "line 2, field", `${FIRST},name,New,2024-07-09,x`],
    ["an attribute that there is not", "line 2, value", `${FIRST},attribute,whip,2024-07-09,x`],
    ["a date that there is not", "line 2, date", `${FIRST},attribute,speaker,2024-02-30,x`],
    ["nobody who says so", "line 2, source", `${FIRST},attribute,speaker,2024-07-09,`],
  ])("is refused in the corrections too: %s", (_, where, row) => {
    const problem = thrown(() => build(correctionsCsv(row)));
    expect(problem).toMatchObject({ code: "file-invalid", values: { file: "corrections.csv", where } });
  });
});
