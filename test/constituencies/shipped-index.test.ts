// data/postcodes.idx as it is shipped. With POSTBAG_POSTCODES_CSV naming the table, it is compared with that as well.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import zlib from "node:zlib";
import * as oracle from "postcode";
import { describe, expect, it } from "vitest";
import { digestOfEntries } from "../../src/constituencies/index-digest.ts";
import { checkPostcodeIndex, openPostcodeIndex } from "../../src/constituencies/postcode-index.ts";
import { NORTHERN_IRELAND } from "../../src/constituencies/seat-code.ts";
import { AREAS } from "../../src/postcode/areas.ts";
import { areaOf, parsePostcode } from "../../src/postcode/postcode.ts";
import { requirePostcode } from "../../src/postcode/require-postcode.ts";
import { buildFrom } from "./made-index.ts";

/** SHA-256 of the sorted lines `postcode,code`: `zcat postcodes-gb.csv.gz | tail -n +2 | sha256sum`. */
const DIGEST = "7a3d4bfa131b9fde23f0bf6cfaa1d0a55c899089b379d24753d5a47eb0481e0d";

const bytes = readFileSync(join(import.meta.dirname, "../../data/postcodes.idx"));
const index = openPostcodeIndex(bytes, "data/postcodes.idx");
const seats = new Set(index.header.places);
const table = process.env.POSTBAG_POSTCODES_CSV;

describe("the shipped index", () => {
  it("says where it is from, of when, and under which licence", () => {
    expect(index.header.source).toContain("OS Code-Point Open (mid-2023 edition)");
    expect(index.header.date).toBe("mid-2023");
    expect(index.header.licence).toContain("Open Government Licence v3.0");
    expect(index.header.licence).toContain("mySociety, CC BY 4.0");
  });

  it("has every postcode in its seat, by the digest of its lines", () => {
    expect(index.header.postcodes).toBe(1_733_406);
    expect(index.header.digest).toBe(DIGEST);
    expect(digestOfEntries(index.entries())).toBe(DIGEST);
  });

  it("has the 632 seats of Great Britain, each once, and none of Northern Ireland", () => {
    expect([index.header.places.length, seats.size]).toEqual([632, 632]);
    expect(NORTHERN_IRELAND.filter((code) => seats.has(code))).toEqual([]);
  });

  it("has 10,849 sectors, of which 6,681 lie in one constituency", () => {
    expect(index.countSectors()).toEqual({ all: 10_849, inOneSeat: 6_681 });
  });

  it("has postcodes in each area with an MP but Northern Ireland, and in no other", () => {
    const areas = new Set<string>();
    for (const [postcode] of index.entries())
      areas.add(postcode.slice(0, /^[A-Z]{2}/.test(postcode) ? 2 : 1));
    expect([...areas, "BT"].toSorted()).toEqual([...AREAS].toSorted());
    expect([...areas].filter((area) => index.seatsOfArea(area).length === 0)).toEqual([]);
  });

  it.each([
    ["SW1A 1AA", "E14001172"],
    ["CF10 1EP", "W07000091"],
    ["EH99 1SP", "S14000078"],
    ["LL55 1SH", "W07000096"],
    ["TR1 2HE", "E14001554"],
  ])("has %s in %s", (typed, code) => {
    expect(index.seatsOf(requirePostcode(typed))).toEqual([code]);
  });

  it("does not have postcodes that are not there", () => {
    for (const typed of ["SW1A 1ZZ", "BT1 1AA", "AB12 3CD", "ZE9 9ZZ"]) {
      expect(index.seatsOf(requirePostcode(typed)), typed).toEqual([]);
    }
  });

  it("is as it was built, by its checksum", () => {
    expect(() => checkPostcodeIndex(bytes, "data/postcodes.idx")).not.toThrow();
  });

  it("fits in the 540 KB that it may take", () => {
    expect(bytes.length).toBeLessThanOrEqual(540_000);
  });

  it("holds postcodes as our parser and the makers of postcodes.io's print them", {
    timeout: 120_000,
  }, () => {
    let at = 0;
    const odd: string[] = [];
    for (const [postcode] of index.entries()) {
      if (table === undefined && at++ % 50 !== 0) continue;
      const bare = postcode.replace(" ", "").toLowerCase();
      const ours = parsePostcode(bare);
      if (!ours.ok || ours.postcode !== postcode || oracle.toNormalised(bare) !== postcode)
        odd.push(postcode);
      else if (areaOf(ours.postcode) !== oracle.toArea(bare)?.toUpperCase()) odd.push(postcode);
    }
    expect(odd).toEqual([]);
  });
});

describe.skipIf(table === undefined)("the shipped index beside the table it was built from", () => {
  const csv = table === undefined ? new Uint8Array() : readFileSync(table);

  it("is what the builder makes of the table, byte for byte", () => {
    const { source, date, licence } = index.header;
    expect(Buffer.compare(buildFrom(csv, { source, date, licence }), bytes)).toBe(0);
  });

  it("answers for every line of the table with its code", () => {
    const text = csv[0] === 0x1f ? zlib.gunzipSync(csv).toString("utf8") : Buffer.from(csv).toString("utf8");
    const lines = text.trimEnd().split("\n").slice(1);
    const wrong = lines.filter((line) => {
      const [postcode = "", code] = line.split(",");
      const found = index.seatsOf(requirePostcode(postcode));
      return found.length !== 1 || found[0] !== code;
    });
    expect([lines.length, wrong]).toEqual([1_733_406, []]);
  });
});
