import { describe, expect, it } from "vitest";
import { readEmailAddress } from "../../src/accounts/email-address.ts";
import { formTokenOf, hashOfToken, isFormTokenOf, newToken, TOKEN } from "../../src/accounts/tokens.ts";

describe("a token", () => {
  it("is 256 random bits, and kept as something else", () => {
    const tokens = new Set(Array.from({ length: 1_000 }, newToken));
    expect(tokens.size).toBe(1_000);
    for (const token of tokens) {
      expect(token).toMatch(TOKEN);
      expect(Buffer.from(token, "base64url")).toHaveLength(32);
      expect(hashOfToken(token)).not.toBe(token);
    }
  });

  it("of a form belongs to one session", () => {
    const [mine, others] = [newToken(), newToken()];
    expect(isFormTokenOf(mine, formTokenOf(mine))).toBe(true);
    for (const given of [
      formTokenOf(others),
      mine,
      "",
      "x".repeat(43),
      `${formTokenOf(mine)}=`,
      undefined,
      null,
      1,
      [formTokenOf(mine)],
    ])
      expect(isFormTokenOf(mine, given)).toBe(false);
  });
});

describe("an email address", () => {
  it.each([
    [" Ada.Byron@Union.Example ", "ada.byron@union.example"],
    ["zoe\u0308@union.example", "zo\u00eb@union.example"],
    ["o'neill+desk@sub.union.example", "o'neill+desk@sub.union.example"],
  ])("%s is %s, so that one person has one account", (typed, email) => {
    expect(readEmailAddress(typed)).toBe(email);
  });

  it.each([
    "",
    "ada",
    "ada@",
    "@union.example",
    "ada@union",
    "a b@union.example",
    "a@b@union.example",
    "<ada@union.example>",
    "ada@union..example",
    "ada@union.example\nbcc: x@y.z",
    `${"a".repeat(250)}@union.example`,
  ])("%j is none", (typed) => {
    expect(() => readEmailAddress(typed)).toThrow("email-invalid");
  });
});
