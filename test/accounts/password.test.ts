import { describe, expect, it } from "vitest";
import { readCommonPasswords } from "../../src/accounts/listed-passwords.ts";
import { checkPassword, normalisePassword } from "../../src/accounts/password.ts";

const common = await readCommonPasswords();
const own = ["ada.byron@union.example", "ada.byron", "The Probation Union", "Postbag"];
const check = (typed: string) => checkPassword(normalisePassword(typed), { common, own });

describe("a password", () => {
  it.each([
    "seven lamps on a quiet quay",
    "correct horse battery staple",
    "mfj2-Kx9w-qq7L",
    "ŵyt ti'n dod heno?",
    "🦊🐻🐸🦁🐯🐨🐮🐷🐔🐧🐦🐤",
    "Tr0ub4dor&3-and-more",
    `${"a".repeat(500)}the end of it${"b".repeat(487)}`,
    "'; drop table accounts; --",
    "  spaces at both ends  ",
  ])("may be %s", (password) => {
    expect(() => check(password)).not.toThrow();
  });

  it.each([
    ["password1234"],
    ["Password1234!"],
    ["P@ssw0rd!!!!"],
    ["pass word 1234"],
    ["sunshine2026"],
    ["!!!!sunshine!!!!"],
    ["administrator"],
    ["qwertyuiop123"],
    ["1qaz2wsx3edc"],
    ["aaaaaaaaaaaa"],
    ["🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊"],
    ["abcabcabcabc"],
    ["123412341234"],
    ["monkeymonkey"],
    ["abcdefghijklmn"],
    ["nmlkjihgfedcba"],
    ["qwertyuiopas"],
    ["123456789012"],
    ["ada.byron@union.example"],
    ["Ada.Byron@Union.example1"],
    ["ada-byron-2026"],
    ["TheProbationUnion"],
    ["the probation union 26"],
    ["postbagpostbag"],
    ["ｐａｓｓｗｏｒｄ1234"],
  ])("may not be %s, which is among the first that would be tried", (password) => {
    expect(() => check(password)).toThrow("password-common");
  });

  it("has 12 to 1,000 characters, counted as people count them", () => {
    expect(() => check("")).toThrow("password-short");
    expect(() => check("🦊🐻🐸🦁🐯🐨")).toThrow("password-short");
    expect(() => check("elevensigns")).toThrow("password-short");
    // Written with combining accents, these are 22 code points before they are normalised.
    expect(() => check("éàèùçêîôûëï".normalize("NFD"))).toThrow("password-short");
    expect(() => check(`${"no repeats here ".repeat(62)}12345678`)).not.toThrow();
    expect(() => check(`${"no repeats here ".repeat(62)}123456789`)).toThrow("password-long");
  });

  it("is refused quickly, however long", () => {
    for (const unit of ["a", "ab", "password", "é", "qwertyuiopasdfghjklzxcvbnm", "0a", "$", " "])
      expect(() => check(unit.repeat(100_000))).toThrow("password-long");
  });

  it("is the same from every keyboard, and nothing else about it is changed", () => {
    expect(normalisePassword("Cafe\u0301\u00a0bar\u3000")).toBe("Caf\u00e9 bar ");
    expect(normalisePassword("ﬁ Ⅷ A")).toBe("ﬁ Ⅷ A");
  });

  it("is held against a list of tens of thousands", () => {
    expect(common.size).toBeGreaterThan(40_000);
  });
});
