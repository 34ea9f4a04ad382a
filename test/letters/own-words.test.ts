import { describe, expect, it } from "vitest";
import { cleanLine, cleanText, countWords } from "../../src/letters/own-words.ts";

describe("cleanText", () => {
  it.each([
    ["control characters", "a\u0000b\u0007c\u007fd\u0085", "abcd"],
    ["lone surrogates, but not pairs", "a\ud800b \u{1F600} \udc00c", "ab \u{1F600} c"],
    ["bidirectional controls and byte order marks", "\ufeffa\u202eb\u2066c\u2069\u200f", "abc"],
    ["spaces of every kind", "a\u00a0\u2003 b\tc", "a b c"],
    ["line ends of every kind", "a\r\nb\rc\u2028d\ve", "a\nb\nc\nd\ne"],
    ["more than one empty line", "a\n\n\n \n\nb", "a\n\nb"],
    ["only newlines", "\n\r\n\n", ""],
    ["letters in pieces, by joining them", "Gw\u0302yr", "Gŵyr"],
  ])("tidies %s", (_what, typed, cleaned) => {
    expect(cleanText(typed)).toBe(cleaned);
  });

  it("keeps the joiners that scripts need", () => {
    expect(cleanText("क्\u200dष")).toBe("क्\u200dष");
  });

  it("leaves template and HTML syntax as the text it is", () => {
    expect(cleanText("{{#each x}} <b>O'Neill</b> & co")).toBe("{{#each x}} <b>O'Neill</b> & co");
  });
});

describe("cleanLine", () => {
  it("makes one line of several", () => {
    expect(cleanLine(" Sam\r\nBcc: x\n\nTaylor ")).toBe("Sam Bcc: x Taylor");
  });
});

describe("countWords", () => {
  it("counts runs of anything but white space", () => {
    expect(countWords("")).toBe(0);
    expect(countWords("one two-three\nfour — five")).toBe(5);
  });
});
