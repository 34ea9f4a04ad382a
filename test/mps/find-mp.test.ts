// From a postcode to the MP, over the shipped data and the shipped words: the answer of the API, field by field.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import {
  createFindConstituency,
  type LiveAnswer,
  type Lookup,
} from "../../src/constituencies/find-constituency.ts";
import { openPostcodeIndex } from "../../src/constituencies/postcode-index.ts";
import { createFindMp, type MpAnswer, mpAnswer } from "../../src/mps/find-mp.ts";
import { createSeats, readSeatsSnapshot } from "../../src/mps/seats.ts";
import { requirePostcode } from "../../src/postcode/require-postcode.ts";
import { readWords } from "../../src/storage/words-file.ts";
import type { Words } from "../../src/words.ts";

const root = join(import.meta.dirname, "../..");
const seats = createSeats(
  readSeatsSnapshot(readFileSync(join(root, "data/seats.json"), "utf8"), "seats.json"),
);
const index = openPostcodeIndex(readFileSync(join(root, "data/postcodes.idx")), "postcodes.idx");
let words: Words;

beforeAll(async () => {
  words = await readWords(join(root, "templates/words"), "en");
});

/** What the lookup answers for a postcode, with a postcodes.io that says this. */
async function answer(typed: string, says: LiveAnswer = { says: "nothing" }): Promise<MpAnswer> {
  const findConstituency = createFindConstituency({ index, askPostcodesIo: async () => says });
  return createFindMp({ findConstituency, seats, words })(requirePostcode(typed));
}

describe("finding the MP", () => {
  it.each([
    ["SW1A 1AA", "Cities of London and Westminster", "Rachel Blake"],
    ["CF10 1EP", "Cardiff South and Penarth", "Stephen Doughty"],
    ["EH99 1SP", "Edinburgh East and Musselburgh", "Chris Murray"],
    ["LL55 1SH", "Dwyfor Meirionnydd", "Liz Saville Roberts"],
    ["TR1 2HE", "Truro and Falmouth", "Jayne Kirkham"],
  ])("finds %s: %s, %s", async (postcode, name, member) => {
    const found = await answer(postcode);
    expect(found).toMatchObject({
      outcome: "found",
      postcode,
      source: "index",
      seat: { name, member: { name: member } },
    });
    expect(mpAnswer.parse(found)).toEqual(found);
  });

  it("offers the sector's other seats, and says to check", async () => {
    const { seat, choices, why } = await answer("SW1A 1AA");
    expect(choices.map(({ name }) => name)).toEqual(["Battersea"]);
    expect(choices).not.toContain(seat);
    expect(why).toMatch(/SW1A 1 are in another/);
  });

  it("says of what day its list of MPs is where that is over 30 days ago", async () => {
    const findConstituency = createFindConstituency({ index, askPostcodesIo: null });
    const why = async (today: string): Promise<string> =>
      (await createFindMp({ findConstituency, seats, words, today: () => today })(requirePostcode("TR1 2HE")))
        .why;
    expect(await why("2026-07-27")).not.toContain("of 27 June");
    expect(await why("2026-07-28")).toMatch(/Our list of MPs is of 27 June 2026\./);
  });

  it("says that it asked outside where it did", async () => {
    const found = await answer("BT1 1AA", { says: "seat", code: "N05000003" });
    expect(found).toMatchObject({
      outcome: "found",
      source: "postcodes.io",
      seat: { name: "Belfast South and Mid Down" },
    });
    expect(found.why).toContain("postcodes.io");
  });

  it("gives the 18 seats of Northern Ireland to choose from", async () => {
    const choice = await answer("BT1 1AA");
    expect(choice).toMatchObject({ outcome: "choose", postcode: "BT1 1AA", seat: null, source: "nation" });
    expect(choice.choices).toEqual(seats.inNation("northern-ireland"));
    expect(choice.why).toContain("18 constituencies");
    expect(Object.keys(choice)).not.toContain("terminated");
  });

  it("gives the seats of the sector to choose from where the postcode is unknown", async () => {
    const choice = await answer("AB10 1ZZ");
    expect(choice).toMatchObject({ outcome: "choose", source: "sector" });
    expect(choice.choices.map(({ name }) => name)).toEqual(["Aberdeen South", "Aberdeen North"]);
    expect(choice.why).toContain("AB10 1 are in one of these 2 constituencies");
  });

  it("says of a sector in one seat that all of it is there", async () => {
    const choice = await answer("NW1 1ZZ");
    expect(choice).toMatchObject({ outcome: "choose", source: "sector", choices: [{ status: "unknown" }] });
    expect(choice.why).toContain("every postcode in it that starts with NW1 1");
  });

  it("says when Royal Mail stopped using a postcode, the year without a comma", async () => {
    const terminated = { year: 2018, month: 6 };
    const choice = await answer("AB10 1ZZ", { says: "terminated", terminated });
    expect(choice).toMatchObject({ outcome: "choose", source: "sector", terminated });
    expect(choice.why).toMatch(/^Royal Mail stopped using AB10 1ZZ in June 2018\. /);
    expect(mpAnswer.parse(choice)).toEqual(choice);
  });

  it("has words for every way that a lookup can end", async () => {
    const postcode = requirePostcode("AB10 1ZZ");
    const codes = ["S14000060", "S14000061"];
    const sources = ["index", "sector", "district", "area", "nation"] as const;
    const lookups: Lookup[] = [
      ...sources.flatMap((source): Lookup[] =>
        [codes, codes.slice(1), []].map((codes) => ({ outcome: "choose", postcode, source, codes })),
      ),
      { outcome: "found", postcode, source: "index", code: "S14000060", others: [] },
      { outcome: "found", postcode, source: "index", code: "S14000060", others: ["S14000061"] },
      { outcome: "found", postcode, source: "postcodes.io", code: "S14000060", others: [] },
    ];
    for (const lookup of lookups) {
      const { why } = await createFindMp({ findConstituency: async () => lookup, seats, words })(postcode);
      expect(why).toMatch(/^[^{}]+AB10 1ZZ[^{}]+[.]$|^AB10 1ZZ[^{}]+[.]$/);
    }
  });

  it("rejects, without the postcode in it, where the directory lacks a seat", async () => {
    const postcode = requirePostcode("AB10 1ZZ");
    const lookup: Lookup = { outcome: "found", postcode, source: "index", code: "E14009999", others: [] };
    await expect(
      createFindMp({ findConstituency: async () => lookup, seats, words })(postcode),
    ).rejects.toMatchObject({
      code: "internal",
      message: "internal",
    });
  });
});
