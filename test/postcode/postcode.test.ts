// Reading postcodes: what people type, what is wrong with the rest, and agreement with somebody else's parser.
import fc from "fast-check";
import * as oracle from "postcode";
import { describe, expect, it } from "vitest";
import { Problem } from "../../src/errors.ts";
import { AREAS, AREAS_WITHOUT_AN_MP } from "../../src/postcode/areas.ts";
import { areaOf, compact, districtOf, parsePostcode, sectorOf } from "../../src/postcode/postcode.ts";
import { requirePostcode } from "../../src/postcode/require-postcode.ts";

const printed = (typed: string): string => {
  const parsed = parsePostcode(typed);
  return parsed.ok ? parsed.postcode : parsed.code;
};

describe("what people type for a postcode", () => {
  it.each([
    ["as it is printed", "SW1A 1AA", "SW1A 1AA"],
    ["in lower case", "sw1a 1aa", "SW1A 1AA"],
    ["without its space", "M11AE", "M1 1AE"],
    ["with two spaces, and some around it", "  SW1A  1AA ", "SW1A 1AA"],
    ["with a non-breaking space", "SW1A\u00a01AA", "SW1A 1AA"],
    ["with a zero-width space and a byte order mark", "\ufeffSW1A\u200b1AA", "SW1A 1AA"],
    ["with tab and line feed, as pasted", "SW1A\t1AA\r\n", "SW1A 1AA"],
    ["in full-width letters and digits", "ＳＷ１Ａ　１ＡＡ", "SW1A 1AA"],
    ["with a hyphen", "SW1A-1AA", "SW1A 1AA"],
    ["with a full stop or a comma behind it", "SW1A 1AA.,", "SW1A 1AA"],
    ["in brackets and quotes", '("SW1A 1AA")', "SW1A 1AA"],
    ["with O for 0 in the inward part", "EC1A OBB", "EC1A 0BB"],
    ["with I for 1 in the inward part", "EC1A IBB", "EC1A 1BB"],
    ["with a small L for 1 in the inward part", "EC1A lBB", "EC1A 1BB"],
    ["with O for 0 in the district", "NW1O 1AA", "NW10 1AA"],
    ["with I for 1 in the district", "SWIA IAA", "SW1A 1AA"],
    ["with a small L for 1 in the district", "lsl 4ab", "LS1 4AB"],
    ["with 0 for O in the area", "P01 1AA", "PO1 1AA"],
    ["with 1 for I in the area", "1P1 1AA", "IP1 1AA"],
    ["with 0 for O where a digit could stand too", "S014 2AA", "SO14 2AA"],
    ["with an area of L, which is no 1", "l1 8jq", "L1 8JQ"],
  ])("is understood %s", (_, typed, expected) => {
    expect(printed(typed)).toBe(expected);
  });

  it.each([
    ["nothing", "", "postcode-missing"],
    ["spaces only", " \u00a0\t", "postcode-missing"],
    ["a full stop only", ".", "postcode-missing"],
    ["an area", "SW", "postcode-incomplete"],
    ["a letter that areas start with", "A", "postcode-incomplete"],
    ["a district", "AB12", "postcode-incomplete"],
    ["a district with a letter", "SW1A", "postcode-incomplete"],
    ["a sector", "SW1A 1", "postcode-incomplete"],
    ["all but the last letter", "SW1A 1A", "postcode-incomplete"],
    ["digits", "12345", "postcode-shape"],
    ["a letter too many", "SW1A 1AAB", "postcode-shape"],
    ["a digit for one of the last two letters", "SW1A 10A", "postcode-shape"],
    ["a two-digit district that starts with 0", "AB01 1AA", "postcode-shape"],
    ["emoji", "💌💌 💌", "postcode-shape"],
    ["a lone surrogate", "SW1A 1A\ud800", "postcode-shape"],
    ["another alphabet", "ШШ1 1ШШ", "postcode-shape"],
    ["a letter whose capital is two letters", "ß1 1AA", "postcode-shape"],
    ["ten thousand letters", "A".repeat(10_000), "postcode-shape"],
    ["ten thousand spaces", " ".repeat(10_000), "postcode-shape"],
    ["a postcode in a sentence", "I live at SW1A 1AA now", "postcode-shape"],
    ["an area that does not exist", "QQ1 1AA", "postcode-area"],
    ["an area that does not exist, unfinished", "QQ1", "postcode-area"],
    ["Northern Ireland guessed", "NI1 1AA", "postcode-area"],
    ["Jersey", "JE2 4WF", "postcode-jersey"],
    ["Jersey, unfinished", "JE2", "postcode-jersey"],
    ["Guernsey", "GY1 1AA", "postcode-guernsey"],
    ["the Isle of Man", "im1 1ag", "postcode-isle-of-man"],
    ["Gibraltar", "GX11 1AA", "postcode-gibraltar"],
    ["a forces postcode", "BF1 2AT", "postcode-forces"],
    ["a forces post number", "BFPO 801", "postcode-forces"],
    ["the Falkland Islands", "FIQQ 1ZZ", "postcode-overseas"],
    ["Anguilla", "AI-2640", "postcode-overseas"],
    ["the Cayman Islands, whose letters are Kirkcaldy's", "KY1-1001", "postcode-overseas"],
    ["the tax office", "BX9 1AS", "postcode-no-place"],
    ["the old Girobank", "GIR 0AA", "postcode-no-place"],
  ])("is refused when it is %s", (_, typed, code) => {
    expect(parsePostcode(typed)).toMatchObject({ ok: false, code });
  });

  it("names the area that does not exist", () => {
    expect(parsePostcode("qq1 1aa")).toEqual({ ok: false, code: "postcode-area", area: "QQ" });
    expect(parsePostcode("12345")).toEqual({ ok: false, code: "postcode-shape" });
  });

  it("never makes the reader throw, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (typed) => {
        const parsed = parsePostcode(typed);
        if (parsed.ok) expect(parsePostcode(parsed.postcode)).toEqual(parsed);
      }),
      { seed: 20_260_627, numRuns: 1_000 },
    );
  });
});

describe("requiring a postcode", () => {
  it("gives it back", () => {
    expect(requirePostcode(" tr1 2he")).toBe("TR1 2HE");
  });

  it("throws the reader's code, with the area that its sentence names", () => {
    const refuse = (typed: string): unknown => {
      try {
        return requirePostcode(typed);
      } catch (error) {
        return error;
      }
    };
    expect(refuse("QQ1 1AA")).toBeInstanceOf(Problem);
    expect(refuse("QQ1 1AA")).toMatchObject({ code: "postcode-area", values: { area: "QQ" } });
    expect(refuse("AB12")).toMatchObject({ code: "postcode-incomplete", values: {} });
  });
});

describe("the parts of a postcode", () => {
  it.each([
    ["SW1A 1AA", "SW", "SW1A", "SW1A 1", "SW1A1AA"],
    ["M1 1AE", "M", "M1", "M1 1", "M11AE"],
    ["W1A 0AX", "W", "W1A", "W1A 0", "W1A0AX"],
    ["AB10 1AB", "AB", "AB10", "AB10 1", "AB101AB"],
  ])("of %s are its area, district and sector", (typed, ...parts) => {
    const postcode = requirePostcode(typed);
    expect([areaOf(postcode), districtOf(postcode), sectorOf(postcode), compact(postcode)]).toEqual(parts);
  });
});

describe("the areas", () => {
  it("are 121 with an MP, and 124 with the Crown dependencies", () => {
    const crown = ["GY", "IM", "JE"];
    expect(AREAS.size).toBe(121);
    expect(new Set([...AREAS, ...crown]).size).toBe(124);
    expect(crown.every((area) => AREAS_WITHOUT_AN_MP.has(area))).toBe(true);
    expect([...AREAS].filter((area) => AREAS_WITHOUT_AN_MP.has(area))).toEqual([]);
  });
});

describe("the parser of the makers of postcodes.io", () => {
  const letter = fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  const digit = fc.constantFrom(..."0123456789");
  const rest = fc.constantFrom("1", "0", "9", "10", "47", "99", "1A", "2W", "9H");

  it("agrees on every well-formed postcode, in each shape", () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.constantFrom(...AREAS), rest, fc.constantFrom("", " ", "  "), digit, letter, letter),
        ([area, district, space, sector, first, second]) => {
          const typed = `${area}${district}${space}${sector}${first}${second}`;
          const parsed = oracle.parse(typed.toLowerCase());
          const postcode = requirePostcode(typed.toLowerCase());
          expect(postcode).toBe(parsed.postcode);
          expect(areaOf(postcode)).toBe(parsed.area);
          expect(sectorOf(postcode)).toBe(parsed.sector);
          expect(districtOf(postcode)).toBe(parsed.outcode);
        },
      ),
      { seed: 20_260_627, numRuns: 3_000 },
    );
  });
});
