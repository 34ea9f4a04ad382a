// The builder and the reader of the postcode index, held together over small tables: what goes in comes out.
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digestOfEntries } from "../../src/constituencies/index-digest.ts";
import {
  checkPostcodeIndex,
  openPostcodeIndex,
  type PostcodeIndex,
} from "../../src/constituencies/postcode-index.ts";
import { Problem } from "../../src/errors.ts";
import { districtOf, sectorOf } from "../../src/postcode/postcode.ts";
import { requirePostcode } from "../../src/postcode/require-postcode.ts";
import { buildFrom, indexFrom, ORIGIN, tableOf } from "./made-index.ts";

const LETTERS = "ABDEFGHJLNPQRSTUWXYZ";

type Row = readonly [postcode: string, code: string];
const csv = (rows: readonly Row[]): Uint8Array =>
  new TextEncoder().encode(`postcode,pcon24cd\n${rows.map((row) => `${row.join(",")}\n`).join("")}`);
const build = (rows: readonly Row[]): Uint8Array => buildFrom(csv(rows));
const indexOf = (rows: readonly Row[]): PostcodeIndex => indexFrom(csv(rows));

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

/** The seats of a postcode's sector, by one over the square of each other postcode's distance, then by code. */
function likeliest(rows: readonly Row[], postcode: string): string[] {
  const unit = (text: string): number =>
    LETTERS.indexOf(text.charAt(text.length - 2)) * 20 + LETTERS.indexOf(text.charAt(text.length - 1));
  const inSector = rows.filter(([other]) => other.slice(0, -2) === postcode.slice(0, -2));
  const weights = new Map<string, number>();
  for (const [other, code] of inSector.toSorted(([a], [b]) => unit(a) - unit(b))) {
    const shared = inSector.filter(([same]) => same === other).length;
    const weight = other === postcode ? 0 : 1 / (unit(other) - unit(postcode)) ** 2 / shared;
    weights.set(code, (weights.get(code) ?? 0) + weight);
  }
  return [...weights].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([code]) => code);
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
        const sorted = [...index.entries()].map(([postcode, seats]) => [postcode, seats.toSorted()]);
        expect(sorted).toEqual([...expected]);
        for (const [postcode, seats] of index.entries()) {
          if (seats.length > 1)
            expect(seats).toEqual(likeliest(rows, postcode).filter((seat) => seats.includes(seat)));
          expect(index.seatsOf(requirePostcode(postcode))).toEqual(seats);
        }
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
        const index = indexOf(rows);
        expect(index.seatsOf(requirePostcode(postcode)).toSorted()).toEqual(seats.toSorted());
        expect(index.seatsNear(requirePostcode(postcode))).toEqual(likeliest(rows, postcode));
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
        expect(buildFrom(gzipSync(csv(rows)))).toEqual(bytes);
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

  it("gives the likeliest seat of a postcode across a line first, by its nearest neighbours", () => {
    const index = indexOf([
      ["M1 2AA", "E14001064"],
      ["M1 2AB", "E14001064"],
      ["M1 2WX", "E14001065"],
      ["M1 2WY", "E14001064"],
      ["M1 2WY", "E14001065"],
      ["M1 2AD", "E14001065"],
      ["M1 2AD", "E14001064"],
    ]);
    expect(index.seatsOf(requirePostcode("M1 2WY"))).toEqual(["E14001065", "E14001064"]);
    expect(index.seatsOf(requirePostcode("M1 2AD"))).toEqual(["E14001064", "E14001065"]);
    expect(index.header.places).toHaveLength(4);
  });

  it("gives the same list for the same place every time: a lookup makes none", () => {
    const index = indexOf([["TR1 2HE", "E14001554"]]);
    const once = index.seatsOf(requirePostcode("TR1 2HE"));
    expect(index.seatsOf(requirePostcode("TR1 2HE"))).toBe(once);
  });

  it("can hold a sector in more places than four bits count", () => {
    const rows = [...LETTERS].map((last, at): Row => [`M1 2A${last}`, `E14001${String(100 + at)}`]);
    const index = indexOf(rows);
    for (const [postcode, code] of rows) expect(index.seatsOf(requirePostcode(postcode))).toEqual([code]);
  });

  it("is the same in whatever pieces the table's bytes come", () => {
    const text = '\ufeffpcds,pcon24cd\r\n"TR1 2HE",E14001547\r\n\r\nTR1 2HF,"E14001547"\r\n';
    for (const piece of [1, 2, 7]) expect(tableOf(text, "t", piece)).toEqual(tableOf(text));
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
    expect([...indexFrom(text).entries()].map(([postcode]) => postcode)).toEqual(["TR1 2HE", "TR1 2HF"]);
  });
});

describe("a table that is not as it should be", () => {
  const heading = "postcode,pcon24cd\n";
  it.each([
    ["an empty file", "", "line 1", "heading"],
    ["another heading", "pcds,ward\n", "line 1", "pcon24cd"],
    ["no postcode", heading, "all lines", "at least one postcode"],
    ["a line without a comma", `${heading}TR1 2HE\n`, "line 2, column 2", "2 columns"],
    [
      "a postcode that is none",
      `${heading}TR1 2HE,E14001547\nTR1 2H,E14001547\n`,
      "line 3, column postcode",
      "a postcode",
    ],
    ["a postcode with O for 0", `${heading}TR1 OHE,E14001547\n`, "line 2, column postcode", "a postcode"],
    [
      "a postcode in letters that none ends in",
      `${heading}TR1 2CE,E14001547\n`,
      "line 2, column postcode",
      "a postcode",
    ],
    [
      "a code that is none of a constituency",
      `${heading}TR1 2HE,E1400099999\n`,
      "line 2, column pcon24cd",
      "code of 2024",
    ],
    ["no code", `${heading}TR1 2HE,\n`, "line 2, column pcon24cd", "code of 2024"],
    ["a third column", `${heading}TR1 2HE,E14001547,1\n`, "line 2, column 3", "2 columns"],
    ["a line cut in the middle", `${heading}TR1 2HE,E14001547\nTR1 2HF,E140`, "line 3", "code of 2024"],
    ["a quote that is not closed", `${heading}"TR1 2HE,E14001547\n`, "line 2", "closing quote"],
    ["a row that stands twice", `${heading}TR1 2HE,E14001547\nTR1 2HE,E14001547\n`, "TR1 2HE", "once"],
  ])("is refused with file, line and what was expected: %s", (_, text, where, expected) => {
    const problem = thrown(() => buildFrom(text, ORIGIN, "my table.csv"));
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ code: "file-invalid", values: { file: "my table.csv" } });
    expect(problem).toHaveProperty("values.where", expect.stringContaining(where));
    expect(problem).toHaveProperty("values.expected", expect.stringContaining(expected));
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
        thrown(() => checkPostcodeIndex(altered, "altered.idx")),
        `byte ${at}`,
      ).toBeInstanceOf(Problem);
    }
  });

  it("does not hang or break where it is altered and nobody checked, whatever is asked", () => {
    for (let at = 0; at < bytes.length; at++) {
      const altered = Uint8Array.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 0xff;
      let index: PostcodeIndex;
      try {
        index = openPostcodeIndex(altered, "altered.idx");
      } catch (error) {
        expect(error).toBeInstanceOf(Problem);
        continue;
      }
      for (const typed of ["TR1 2HE", "SW1A 1AA", "TR1 2HZ", "ZE3 9JZ"]) {
        expect(Array.isArray(index.seatsOf(requirePostcode(typed)))).toBe(true);
        expect(Array.isArray(index.seatsNear(requirePostcode(typed)))).toBe(true);
      }
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
