// The builder and the reader of the postcode index, held together over small tables: what goes in comes out.
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildPostcodeIndex } from "../../src/constituencies/build-index.ts";
import { digestOfEntries } from "../../src/constituencies/index-digest.ts";
import { openPostcodeIndex, type PostcodeIndex } from "../../src/constituencies/postcode-index.ts";
import { Problem } from "../../src/errors.ts";
import { districtOf, sectorOf } from "../../src/postcode/postcode.ts";
import { requirePostcode } from "../../src/postcode/require-postcode.ts";

const ORIGIN = { source: "made up", date: "2026", licence: "none" };
const LETTERS = "ABDEFGHJLNPQRSTUWXYZ";

type Row = readonly [postcode: string, code: string];
const csv = (rows: readonly Row[]): Uint8Array =>
  new TextEncoder().encode(`postcode,pcon24cd\n${rows.map((row) => `${row.join(",")}\n`).join("")}`);
const build = (rows: readonly Row[]): Uint8Array => buildPostcodeIndex(csv(rows), ORIGIN, "table.csv");
const indexOf = (rows: readonly Row[]): PostcodeIndex => openPostcodeIndex(build(rows), "made.idx");

/** What was thrown. */
function thrown(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

/** Seats by how many of the rows are theirs, most first, then by code: the slow and plain way. */
function byCount(rows: readonly Row[]): string[] {
  const counts = new Map<string, number>();
  for (const [, code] of rows) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([code]) => code);
}

const districts = fc.constantFrom(
  "AB1",
  "AB10",
  "AB11",
  "A1",
  "B1",
  "B10",
  "SW1",
  "SW1A",
  "W1A",
  "W1",
  "ZE3",
);
const sectors = fc.tuple(districts, fc.constantFrom(..."0159")).map((parts) => parts.join(" "));
const codes = fc.constantFrom("E14001063", "E14001064", "W07000081", "S14000021", "N05000018");
const letters = fc
  .tuple(fc.constantFrom(...LETTERS), fc.constantFrom(...LETTERS))
  .map((pair) => pair.join(""));
const unique = (rows: readonly Row[]): Row[] => [...new Map(rows.map((row) => [row.join(), row])).values()];
const real = (rows: readonly Row[]): Row[] => unique(rows).filter(([postcode]) => !postcode.startsWith("A1"));

/** Few postcodes, far apart, some in several seats. */
const sparse = fc.array(
  fc.tuple(
    fc.tuple(sectors, letters).map((parts) => parts.join("")),
    codes,
  ),
  {
    minLength: 1,
    maxLength: 60,
  },
);
/** Whole sectors, all 400 of their postcodes, the seats in runs. */
const dense = fc.tuple(sectors, fc.array(codes, { minLength: 1, maxLength: 12 })).map(([sector, runs]) =>
  [...LETTERS].flatMap((first, row) =>
    [...LETTERS].map((last, column): Row => {
      const run = Math.floor(((row * LETTERS.length + column) * runs.length) / 400);
      return [`${sector}${first}${last}`, runs[run] ?? "E14001063"];
    }),
  ),
);
const tables = fc
  .oneof(
    sparse,
    dense,
    fc.tuple(sparse, dense).map((two) => two.flat()),
  )
  .map(real)
  .filter((rows) => rows.length > 0);
const SETTINGS = { seed: 20_260_627, numRuns: 150 };

describe("an index built from a table", () => {
  it("has each postcode of the table in its seats, and in the table's order", () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const index = indexOf(rows);
        const expected = new Map<string, string[]>();
        const bare = ([postcode, code]: Row): string => postcode.replace(" ", "") + code;
        for (const [postcode, code] of rows.toSorted((a, b) => (bare(a) < bare(b) ? -1 : 1))) {
          expected.set(postcode, [...(expected.get(postcode) ?? []), code]);
        }
        expect([...index.entries()]).toEqual([...expected]);
        for (const [postcode, seats] of expected)
          expect(index.seatsOf(requirePostcode(postcode))).toEqual(seats);
        expect(index.header.postcodes).toBe(expected.size);
        expect(digestOfEntries(index.entries())).toBe(index.header.digest);
      }),
      SETTINGS,
    );
  });

  it("has no postcode that the table has not", () => {
    fc.assert(
      fc.property(tables, sectors, letters, (rows, sector, ending) => {
        const postcode = sector.startsWith("A1") ? "AL1 1AA" : sector + ending;
        const seats = rows.filter(([other]) => other === postcode).map(([, code]) => code);
        expect(indexOf(rows).seatsOf(requirePostcode(postcode))).toEqual(seats.toSorted());
      }),
      SETTINGS,
    );
  });

  it("knows the seats of sectors, districts and areas, most postcodes first", () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const index = indexOf(rows);
        for (const [postcode] of rows) {
          const read = requirePostcode(postcode);
          const sector = sectorOf(read);
          const district = districtOf(read);
          const area = district.replace(/\d.*/, "");
          const where = (belongs: (row: string) => boolean): string[] =>
            byCount(rows.filter(([row]) => belongs(row)));
          expect(index.seatsOfSector(sector)).toEqual(where((row) => row.startsWith(sector)));
          expect(index.seatsOfDistrict(district)).toEqual(where((row) => row.startsWith(`${district} `)));
          expect(index.seatsOfArea(area)).toEqual(where((row) => row.replace(/\d.*/, "") === area));
        }
      }),
      { ...SETTINGS, numRuns: 25 },
    );
  });

  it("is the same byte for byte, in whatever order the table's rows stand, gzip or not", () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const bytes = build(rows);
        expect(build(rows.toReversed())).toEqual(bytes);
        expect(buildPostcodeIndex(gzipSync(csv(rows)), ORIGIN, "table.csv.gz")).toEqual(bytes);
      }),
      { ...SETTINGS, numRuns: 25 },
    );
  });

  it("can hold one postcode alone", () => {
    const index = indexOf([["TR1 2HE", "E14001547"]]);
    expect([...index.entries()]).toEqual([["TR1 2HE", ["E14001547"]]]);
    expect(index.countSectors()).toEqual({ all: 1, inOneSeat: 1 });
    expect(index.seatsOfArea("T")).toEqual([]);
    expect(index.seatsOfSector("TR1 3")).toEqual([]);
  });

  it("tells a sector from a longer one that begins alike", () => {
    const index = indexOf([
      ["AB10 1AA", "S14000061"],
      ["AB1 0AA", "S14000060"],
    ]);
    expect(index.seatsOf(requirePostcode("AB1 0AA"))).toEqual(["S14000060"]);
    expect(index.seatsOfDistrict("AB1")).toEqual(["S14000060"]);
    expect(index.seatsOfDistrict("AB10")).toEqual(["S14000061"]);
  });

  it("reads a table with Windows line ends, a byte order mark and no last line end", () => {
    const text = "\ufeffpostcode,pcon24cd\r\nTR1 2HE,E14001547\r\nTR12HF,E14001547";
    const bytes = buildPostcodeIndex(new TextEncoder().encode(text), ORIGIN, "table.csv");
    expect([...openPostcodeIndex(bytes, "made.idx").entries()].map(([postcode]) => postcode)).toEqual([
      "TR1 2HE",
      "TR1 2HF",
    ]);
  });
});

describe("a table that is not as it should be", () => {
  const heading = "postcode,pcon24cd\n";
  it.each([
    ["an empty file", "", "line 1", "heading"],
    ["another heading", "pcds,pcon\n", "line 1", "heading"],
    ["no postcode", heading, "line 2", "at least one postcode"],
    ["a line without a comma", `${heading}TR1 2HE\n`, "line 2", "a comma"],
    ["a postcode that is none", `${heading}TR1 2HE,E14001547\nTR1 2H,E14001547\n`, "line 3", "a postcode"],
    ["a postcode with O for 0", `${heading}TR1 OHE,E14001547\n`, "line 2", "a postcode"],
    ["a postcode in letters that none ends in", `${heading}TR1 2CE,E14001547\n`, "line 2", "a postcode"],
    ["a code of the boundaries before 2024", `${heading}TR1 2HE,E14000999999\n`, "line 2", "code of 2024"],
    ["a third column", `${heading}TR1 2HE,E14001547,1\n`, "line 2", "code of 2024"],
    ["a row that stands twice", `${heading}TR1 2HE,E14001547\nTR1 2HE,E14001547\n`, "TR1 2HE", "once"],
  ])("is refused with file, line and what was expected: %s", (_, text, where, expected) => {
    const problem = thrown(() => buildPostcodeIndex(new TextEncoder().encode(text), ORIGIN, "my table.csv"));
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ code: "file-invalid", values: { file: "my table.csv", where } });
    expect(problem).toHaveProperty("values.expected", expect.stringContaining(expected));
  });

  it("is refused when it is a gzip file cut off", () => {
    const whole = gzipSync(csv([["TR1 2HE", "E14001547"]]));
    const problem = thrown(() => buildPostcodeIndex(whole.subarray(0, -9), ORIGIN, "table.csv.gz"));
    expect(problem).toMatchObject({ code: "file-invalid", values: { file: "table.csv.gz" } });
  });
});

describe("an index that is not as it was built", () => {
  const bytes = build([
    ["TR1 2HE", "E14001547"],
    ["TR1 2HF", "E14001063"],
    ["SW1A 1AA", "E14001172"],
  ]);

  it("is refused wherever it is cut off", () => {
    for (let length = 0; length < bytes.length; length++) {
      const problem = thrown(() => openPostcodeIndex(bytes.subarray(0, length), "cut.idx"));
      expect(problem, `${length} bytes`).toMatchObject({ code: "file-invalid", values: { file: "cut.idx" } });
    }
  });

  it("is refused whichever of its bytes is altered", () => {
    for (let at = 0; at < bytes.length; at++) {
      const altered = Uint8Array.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 0x10;
      expect(
        thrown(() => openPostcodeIndex(altered, "altered.idx")),
        `byte ${at}`,
      ).toBeInstanceOf(Problem);
    }
  });

  it("is refused when something stands behind it", () => {
    const grown = Uint8Array.from([...bytes, 0]);
    expect(thrown(() => openPostcodeIndex(grown, "grown.idx"))).toMatchObject({ code: "file-invalid" });
  });

  it("can be a piece of a larger buffer, whole", () => {
    const buffer = new Uint8Array(bytes.length + 7);
    buffer.set(bytes, 3);
    const index = openPostcodeIndex(buffer.subarray(3, 3 + bytes.length), "piece.idx");
    expect(index.seatsOf(requirePostcode("SW1A 1AA"))).toEqual(["E14001172"]);
  });
});
