import { describe, expect, it } from "vitest";
import { webmailLinks } from "../../src/email/webmail.ts";

const email = {
  to: "mp@parliament.uk",
  subject: "Staffing & safety",
  body: "Dear MP,\n\n1 + 1 = 2 – “Gŵyr”",
};

describe("webmailLinks", () => {
  it.each([
    ["gmail", "mail.google.com", "su"],
    ["outlook", "outlook.office.com", "subject"],
    ["outlookPersonal", "outlook.live.com", "subject"],
    ["yahoo", "compose.mail.yahoo.com", "subject"],
  ] as const)("%s opens the compose page of %s with the letter in it", (name, host, subject) => {
    const url = new URL(webmailLinks(email)[name]);
    expect(url.protocol).toBe("https:");
    expect(url.host).toBe(host);
    expect(url.searchParams.get("to")).toBe("mp@parliament.uk");
    expect(url.searchParams.get(subject)).toBe("Staffing & safety");
    expect(url.searchParams.get("body")).toBe("Dear MP,\r\n\r\n1 + 1 = 2 – “Gŵyr”");
  });

  it("leaves the recipient out where it is not known", () => {
    for (const link of Object.values(webmailLinks({ ...email, to: null }))) {
      expect(new URL(link).searchParams.has("to")).toBe(false);
    }
  });
});
