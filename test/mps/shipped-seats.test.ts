// data/seats.json as it is shipped: the 650 seats, what is special about some, and that the index fits it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openPostcodeIndex } from "../../src/constituencies/postcode-index.ts";
import { NORTHERN_IRELAND } from "../../src/constituencies/seat-code.ts";
import { Problem } from "../../src/errors.ts";
import { NATIONS } from "../../src/mps/seat.ts";
import { createSeats, readSeatsSnapshot } from "../../src/mps/seats.ts";

const data = join(import.meta.dirname, "../../data");
const seats = createSeats(
  readSeatsSnapshot(readFileSync(join(data, "seats.json"), "utf8"), "data/seats.json"),
);
const named = (name: string) => seats.all.find((seat) => seat.name === name);

describe("the shipped directory", () => {
  it("has the 650 seats of the four nations", () => {
    expect(seats.all).toHaveLength(650);
    expect(NATIONS.map((nation) => seats.inNation(nation).length)).toEqual([543, 57, 32, 18]);
    expect(seats.inNation("northern-ireland").map(({ code }) => code)).toEqual(NORTHERN_IRELAND);
  });

  it("says where it is from, of when, and under which licence", () => {
    expect(seats.source).toContain("UK Parliament Members API");
    expect(seats.asOf).toBe("2026-06-27");
    expect(seats.licence).toContain("Open Parliament Licence v3.0");
  });

  it("has every seat that the postcode index names: 632, all but Northern Ireland's", () => {
    const { header } = openPostcodeIndex(readFileSync(join(data, "postcodes.idx")), "data/postcodes.idx");
    const codes = seats.all.map(({ code }) => code).filter((code) => !NORTHERN_IRELAND.includes(code));
    expect(header.places).toEqual(codes);
  });

  it("does not know who sits for Holborn and St Pancras, and says so", () => {
    expect(named("Holborn and St Pancras")).toMatchObject({
      status: "unknown",
      member: null,
      note: "A by-election was held here on 8 October 2026; this copy does not know the result.",
      asOf: "2026-10-08",
    });
    expect(seats.all.filter(({ status }) => status !== "held")).toHaveLength(1);
  });

  it("knows the Speaker and the deputies", () => {
    const who = (attribute: string) =>
      seats.all
        .filter(({ attributes }) => attributes.some((one) => one === attribute))
        .map(({ name }) => name);
    expect(who("speaker")).toEqual(["Chorley"]);
    expect(who("deputy")).toEqual(["Bradford South", "Romsey and Southampton North", "Sussex Weald"]);
    expect(named("Chorley")?.member).toMatchObject({ party: "Speaker", salutation: "Sir Lindsay" });
  });

  it("knows the seven members who do not take their seats", () => {
    const abstaining = seats.all.filter(({ attributes }) => attributes.includes("abstains"));
    expect(abstaining.map(({ member }) => member?.party)).toEqual(Array(7).fill("Sinn Féin"));
  });

  it("has the four members who publish no email", () => {
    const silent = seats.all.filter(({ member }) => member !== null && member.email === null);
    expect(silent.map(({ name }) => name)).toEqual([
      "Bolton South and Walkden",
      "New Forest East",
      "Preston",
      "West Tyrone",
    ]);
  });

  it("greets nobody with Rt Hon, MP or letters behind the name", () => {
    const salutations = seats.all.flatMap(({ member }) => member?.salutation ?? []);
    expect(salutations.filter((text) => /Rt Hon|\bMP\b|\b[A-Z]{2,}\b|^\s|\s$/.test(text))).toEqual([]);
    expect(named("Aldershot")?.member?.salutation).toBe("Alex Baker");
    expect(named("Altrincham and Sale West")?.member?.salutation).toBe("Mr Rand");
  });

  it("keeps the letters of names that are not English", () => {
    expect(named("Ynys Môn")?.code).toBe("W07000112");
    expect(named("Montgomeryshire and Glyndŵr")?.nameCy).toBe("Maldwyn a Glyndŵr");
    expect(named("West Tyrone")?.member?.name).toBe("Órfhlaith Begley");
  });

  it("finds a seat by its code only", () => {
    expect(seats.byCode("E14001063")?.name).toBe("Aldershot");
    expect(seats.byCode("E14009999")).toBeUndefined();
  });
});

describe("a search of it", () => {
  const names = (query: string): string[] => seats.search(query).map(({ name }) => name);

  it.each([
    ["a whole name", "Aldershot", "Aldershot"],
    ["no accent", "ynys mon", "Ynys Môn"],
    ["no accents and no and", "MONTGOMERYSHIRE GLYNDWR", "Montgomeryshire and Glyndŵr"],
    ["an ampersand", "Holborn & St. Pancras", "Holborn and St Pancras"],
    ["Saint written out", "saint ives", "St Ives"],
    ["a space for a hyphen", "aldridge brownhills", "Aldridge-Brownhills"],
    ["a comma left out", "Inverness Skye and West Ross-shire", "Inverness, Skye and West Ross-shire"],
    ["the Welsh name", "gorllewin caerdydd", "Cardiff West"],
    ["a Welsh name with its accent", "Gŵyr", "Gower"],
    ["the English name of a seat with a Welsh one", "Carmarthen", "Caerfyrddin"],
    ["another", "anglesey", "Ynys Môn"],
    ["the MP", "Alex Baker", "Aldershot"],
    ["the MP with title and MP", "Mr Connor Rand MP", "Altrincham and Sale West"],
    ["the MP without an accent", "orfhlaith begley", "West Tyrone"],
    ["the MP without an apostrophe", "obrien", "Harborough, Oadby and Wigston"],
    ["beginnings of words", "kings hull hal", "Kingston upon Hull West and Haltemprice"],
    ["constituency and MP together", "chorley hoyle", "Chorley"],
    ["a code", "e14001290", "Holborn and St Pancras"],
  ])("takes %s", (_, query, name) => {
    expect(names(query)[0]).toBe(name);
  });

  it("puts what begins alike before what only contains it", () => {
    expect(names("york")).toEqual(expect.arrayContaining(["York Central", "York Outer"]));
    expect(names("york").slice(0, 2)).toEqual(["York Central", "York Outer"]);
    expect(names("cardiff")).toEqual([
      "Cardiff East",
      "Cardiff North",
      "Cardiff South and Penarth",
      "Cardiff West",
    ]);
  });

  it("gives at most 20, and nothing for nothing", () => {
    expect(names("s")).toHaveLength(20);
    expect([names(""), names(" & "), names("and"), names("zzyzx")]).toEqual([[], [], [], []]);
  });

  it("does not mind ten thousand letters", () => {
    expect(names("a".repeat(10_000))).toEqual([]);
  });
});

describe("a directory's file that is not as it should be", () => {
  const text = readFileSync(join(data, "seats.json"), "utf8");
  it.each([
    ["cut off", text.slice(0, -10), "its text"],
    ["empty", "", "its text"],
    ["with a seat twice", text.replace('"E14001064"', '"E14001063"'), "seats"],
    ["with a code that is none", text.replace('"E14001064"', '"E14"'), "seats.1.code"],
    ["with a field that is missing", text.replace('"licence"', '"license"'), "licence"],
  ])("is refused when %s", (_, broken, where) => {
    const read = (): unknown => {
      try {
        return readSeatsSnapshot(broken, "seats.json");
      } catch (error) {
        return error;
      }
    };
    expect(read()).toBeInstanceOf(Problem);
    expect(read()).toMatchObject({ code: "file-invalid", values: { file: "seats.json", where } });
  });
});
