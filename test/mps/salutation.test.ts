// How letters greet MPs: every kind of name that sits in the House, and those that no rule can be sure of.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { salutationOf, withStyle } from "../../src/mps/salutation.ts";
import { readSeatsSnapshot } from "../../src/mps/seats.ts";

describe("a salutation", () => {
  it.each([
    ["a knight by his first name", "Sir Keir Starmer", "Sir Keir"],
    ["a dame by her first name", "Dame Siobhain McDonagh", "Dame Siobhain"],
    ["a knight with a surname of two words", "Sir Iain Duncan Smith", "Sir Iain"],
    ["a title with the surname", "Mr Connor Rand", "Mr Rand"],
    ["a doctor", "Dr Rupa Huq", "Dr Huq"],
    ["a hyphenated surname", "Ms Abena Oppong-Asare", "Ms Oppong-Asare"],
    ["a surname behind Singh", "Mr Tanmanjeet Singh Dhesi", "Mr Dhesi"],
    ["a surname that begins with a particle", "Ms Marsha De Cordova", "Ms De Cordova"],
    ["a surname that begins with a small particle", "Mr Freddie van Mierlo", "Mr van Mierlo"],
    ["a surname of two words that is known", "Ms Rebecca Long Bailey", "Ms Long Bailey"],
    ["another", "Mrs Liz Saville Roberts", "Mrs Saville Roberts"],
    ["a title with a surname alone", "Lady Hermon", "Lady Hermon"],
    ["the full name where no title is known", "Alex Baker", "Alex Baker"],
    ["the full name, however long", "Preet Kaur Gill", "Preet Kaur Gill"],
    ["the full name where the surname is not certain", "Ms Mary Kelly Foy", "Mary Kelly Foy"],
    ["a first name that is like a title's beginning", "Drew Mills", "Drew Mills"],
  ])("greets %s", (_, name, expected) => {
    expect(salutationOf(name)).toBe(expected);
  });
});

describe("withStyle", () => {
  it("ends in MP for everybody, also where the published title forgets it", () => {
    expect(withStyle("Rt Hon Andy Burnham")).toBe("Rt Hon Andy Burnham MP");
    expect(withStyle("Rt Hon Wendy Morton MP")).toBe("Rt Hon Wendy Morton MP");
  });

  it("is so in the directory that is shipped", () => {
    const { seats } = readSeatsSnapshot(
      readFileSync(new URL("../../data/seats.json", import.meta.url), "utf8"),
      "data/seats.json",
    );
    for (const { member } of seats) if (member) expect(member.addressAs).toMatch(/[a-z] MP$/i);
  });
});
