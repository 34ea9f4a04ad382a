import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { toEml } from "../../src/email/eml.ts";
import { LANGUAGES } from "../support/languages.ts";

const EMAIL = {
  to: "robin.example.mp@parliament.example",
  subject: "Staffing & safety: “Gŵyr”",
  body: `Dear Robin,\n\n${"A long line that nobody wraps but who reads it. ".repeat(20).trim()}\n\n.\nFrom here\n\nSam`,
};
const headOf = (eml: Uint8Array): string => new TextDecoder().decode(eml).split("\r\n\r\n")[0] ?? "";

describe("toEml", () => {
  it("comes back whole from an independent parser", async () => {
    const parsed = await PostalMime.parse(await toEml(EMAIL));
    expect(parsed.to).toEqual([{ name: "", address: EMAIL.to }]);
    expect(parsed.subject).toBe(EMAIL.subject);
    expect(parsed.text?.trimEnd()).toBe(EMAIL.body);
    expect(parsed.attachments).toEqual([]);
  });

  it.each(LANGUAGES)("carries %s", async (_language, text) => {
    const parsed = await PostalMime.parse(
      await toEml({ ...EMAIL, subject: text, body: `${text}\n\n${text}` }),
    );
    expect(parsed.subject).toBe(text);
    expect(parsed.text?.trimEnd()).toBe(`${text}\n\n${text}`);
  });

  it("is a draft: unsent, and without a sender, a date or an id", async () => {
    const head = headOf(await toEml(EMAIL));
    expect(head).toContain("X-Unsent: 1");
    expect(head).not.toMatch(/^(?:from|date|message-id|bcc|cc):/im);
  });

  it("has lines that end in CRLF alone, none over 998 octets, and the same bytes each time", async () => {
    const text = new TextDecoder().decode(await toEml(EMAIL));
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    for (const line of text.split("\r\n")) expect(line.length).toBeLessThanOrEqual(998);
    expect(new TextDecoder().decode(await toEml(EMAIL))).toBe(text);
  });

  it("cannot be given another header by what a member typed", async () => {
    const subject = "Hello\r\nBcc: evil@example.org";
    const parsed = await PostalMime.parse(
      await toEml({ ...EMAIL, subject, body: "Bcc: evil@example.org\n\nText" }),
    );
    expect(parsed.bcc ?? []).toEqual([]);
    expect(parsed.headers.map(({ key }) => key).sort()).toEqual([
      "content-transfer-encoding",
      "content-type",
      "mime-version",
      "subject",
      "to",
      "x-unsent",
    ]);
  });

  it("leaves the recipient out where it is not known", async () => {
    expect(headOf(await toEml({ ...EMAIL, to: null }))).not.toMatch(/^to:/im);
  });
});
