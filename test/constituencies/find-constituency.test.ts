// The three outcomes of a lookup, over a small index and made-up answers of postcodes.io.
import { describe, expect, it } from "vitest";
import {
  type AskPostcodesIo,
  createFindConstituency,
  type FindConstituency,
  type LiveAnswer,
} from "../../src/constituencies/find-constituency.ts";
import { NORTHERN_IRELAND } from "../../src/constituencies/seat-code.ts";
import { requirePostcode } from "../../src/postcode/require-postcode.ts";
import { indexFrom } from "./made-index.ts";

const [SOLE, MAIN, SIDE, FAR, LIVE] = ["E14001063", "E14001064", "E14001065", "E14001066", "E14001067"];
const TABLE = `postcode,pcon24cd
M1 1AA,${SOLE}
M1 2AA,${MAIN}
M1 2AB,${MAIN}
M1 2AD,${SIDE}
M1 2AE,${MAIN}
M1 2AE,${SIDE}
M2 1AA,${FAR}
`;
const index = indexFrom(TABLE);

/** A lookup whose postcodes.io always says the same, and what it was asked. */
function lookup(says: LiveAnswer): { find: FindConstituency; asked: string[] } {
  const asked: string[] = [];
  const askPostcodesIo: AskPostcodesIo = async (postcode) => {
    asked.push(postcode);
    return says;
  };
  return { find: createFindConstituency({ index, askPostcodesIo }), asked };
}
const nothing = (): ReturnType<typeof lookup> => lookup({ says: "nothing" });
const find = createFindConstituency({ index, askPostcodesIo: null });

describe("a postcode that the index holds", () => {
  it("is found, and postcodes.io is not told of it", async () => {
    const { find, asked } = lookup({ says: "seat", code: "E14001067" });
    expect(await find(requirePostcode("M1 1AA"))).toEqual({
      outcome: "found",
      postcode: "M1 1AA",
      source: "index",
      code: SOLE,
      others: [],
    });
    expect(asked).toEqual([]);
  });

  it("comes with the other seats of its sector", async () => {
    expect(await find(requirePostcode("M1 2AA"))).toMatchObject({
      outcome: "found",
      code: MAIN,
      others: [SIDE],
    });
    expect(await find(requirePostcode("M1 2AD"))).toMatchObject({
      outcome: "found",
      code: SIDE,
      others: [MAIN],
    });
  });

  it("is a choice where it lies in several seats, that of its neighbours first, and nobody is asked", async () => {
    const { find, asked } = nothing();
    expect(await find(requirePostcode("M1 2AE"))).toEqual({
      outcome: "choose",
      postcode: "M1 2AE",
      source: "index",
      codes: [SIDE, MAIN],
    });
    expect(asked).toEqual([]);
  });
});

describe("a postcode that the index lacks", () => {
  it("is found where postcodes.io knows it", async () => {
    const { find, asked } = lookup({ says: "seat", code: LIVE ?? "" });
    expect(await find(requirePostcode("M1 2ZZ"))).toEqual({
      outcome: "found",
      postcode: "M1 2ZZ",
      source: "postcodes.io",
      code: LIVE,
      others: [MAIN, SIDE],
    });
    expect(asked).toEqual(["M1 2ZZ"]);
  });

  it.each([
    ["its sector", "M1 2ZZ", "sector", [MAIN, SIDE]],
    ["its sector, in one seat", "M1 1ZZ", "sector", [SOLE]],
    ["its district, where the sector is unknown", "M1 9ZZ", "district", [MAIN, SIDE, SOLE]],
    ["its area, where the district is unknown", "M99 9ZZ", "area", [MAIN, SIDE, SOLE, FAR]],
    ["nothing, where even the area is unknown", "TR1 2HE", "area", []],
  ])("is a choice of the seats of %s, likeliest first", async (_, typed, source, codes) => {
    const { find } = nothing();
    expect(await find(requirePostcode(typed))).toEqual({
      outcome: "choose",
      postcode: typed,
      source,
      codes,
    });
  });

  it("is a choice that begins with the seat of its neighbours, be it the smaller one", async () => {
    expect(await find(requirePostcode("M1 2AF"))).toMatchObject({ source: "sector", codes: [SIDE, MAIN] });
  });

  it("is a choice without asking where the settings say so", async () => {
    expect(await find(requirePostcode("M1 1ZZ"))).toMatchObject({ outcome: "choose", source: "sector" });
  });

  it("is a choice that says when Royal Mail stopped using it", async () => {
    const terminated = { year: 2018, month: 6 };
    const { find } = lookup({ says: "terminated", terminated });
    expect(await find(requirePostcode("M1 1ZZ"))).toMatchObject({
      outcome: "choose",
      source: "sector",
      codes: [SOLE],
      terminated,
    });
  });
});

describe("a postcode of Northern Ireland", () => {
  it("is found where postcodes.io knows it", async () => {
    const { find } = lookup({ says: "seat", code: "N05000003" });
    expect(await find(requirePostcode("BT1 1AA"))).toMatchObject({
      outcome: "found",
      source: "postcodes.io",
      code: "N05000003",
      others: [],
    });
  });

  it("is else a choice of the 18 seats", async () => {
    const { find } = nothing();
    const answer = await find(requirePostcode("BT1 1AA"));
    expect(answer).toEqual({
      outcome: "choose",
      postcode: "BT1 1AA",
      source: "nation",
      codes: NORTHERN_IRELAND,
    });
    expect(new Set(NORTHERN_IRELAND).size).toBe(18);
  });

  it("is answered like any other from an index that an operator built with it", async () => {
    const table = "postcode,pcon24cd\nBT1 1AA,N05000003\n";
    const find = createFindConstituency({ index: indexFrom(table), askPostcodesIo: null });
    expect(await find(requirePostcode("BT1 1AA"))).toMatchObject({ outcome: "found", source: "index" });
    expect(await find(requirePostcode("BT9 9ZZ"))).toMatchObject({ source: "area", codes: ["N05000003"] });
  });
});
