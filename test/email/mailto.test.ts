import { describe, expect, it } from "vitest";
import { encodeForUrl, MAILTO_BUDGET, mailtoLink } from "../../src/email/mailto.ts";

const email = {
  to: "alex.baker.mp@parliament.uk",
  subject: "From your constituent",
  body: "Dear Alex Baker,\n\nHello.",
};

describe("encodeForUrl", () => {
  it("writes spaces as %20, line ends as %0D%0A and leaves no character that a parser could take for its own", () => {
    expect(encodeForUrl("a b\nc & d+e?#'(!*)")).toBe("a%20b%0D%0Ac%20%26%20d%2Be%3F%23%27%28%21%2A%29");
  });

  it("writes every kind of line end the same way, once", () => {
    expect(encodeForUrl("a\r\nb\rc\nd")).toBe("a%0D%0Ab%0D%0Ac%0D%0Ad");
  });

  it("does not throw on a lone surrogate", () => {
    expect(encodeForUrl("a\ud800b")).toBe("a%EF%BF%BDb");
  });
});

describe("mailtoLink", () => {
  it("holds the recipient, the subject and the body, and comes back whole from the platform's own URL parser", () => {
    const link = mailtoLink({ ...email, body: "Annwyl Siân,\n\n“Gŵyr” & 100% + £5 = ?\n" });
    const url = new URL(link?.href ?? "");
    // URLSearchParams would read "+" as a space; there is none to be misread.
    const fields = new URLSearchParams(url.search);
    expect(url.pathname).toBe("alex.baker.mp@parliament.uk");
    expect(fields.get("subject")).toBe("From your constituent");
    expect(fields.get("body")).toBe("Annwyl Siân,\r\n\r\n“Gŵyr” & 100% + £5 = ?\r\n");
    expect([...fields.keys()]).toEqual(["subject", "body"]);
    expect(link?.complete).toBe(true);
  });

  it("cannot be made to name another recipient or header by what a member types", () => {
    const link = mailtoLink({
      ...email,
      subject: "x&bcc=evil@example.org\r\nBcc: evil@example.org",
      body: "?cc=a@b.c",
    });
    const url = new URL(link?.href ?? "");
    expect([...new URLSearchParams(url.search).keys()]).toEqual(["subject", "body"]);
    expect(link?.href).not.toMatch(/subject=[^&]*%0D%0A/);
  });

  it("is complete up to its budget and leaves the body out one character past it", () => {
    const room = MAILTO_BUDGET - (mailtoLink({ ...email, body: "" })?.href.length ?? 0);
    const full = mailtoLink({ ...email, body: "a".repeat(room) });
    expect(full?.href).toHaveLength(MAILTO_BUDGET);
    expect(full?.complete).toBe(true);
    const over = mailtoLink({ ...email, body: "a".repeat(room + 1) });
    expect(over).toEqual({
      href: "mailto:alex.baker.mp@parliament.uk?subject=From%20your%20constituent",
      complete: false,
    });
  });

  it("is null where the MP publishes no address", () => {
    expect(mailtoLink({ ...email, to: null })).toBeNull();
  });
});
