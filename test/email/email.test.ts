import { describe, expect, it } from "vitest";
import { toEmail } from "../../src/email/email.ts";
import { mailtoLink } from "../../src/email/mailto.ts";
import { exampleLetter, exampleSeat } from "../support/letter.ts";

const LONG = "What happened there I will not forget. ".repeat(60).trim();
const QUESTIONS = { intro: "Questions you could ask in Parliament:", items: ["Why?", "Why not?"] };

describe("toEmail", () => {
  it("is the letter as plain text that ends with name, address and postcode", () => {
    const { to, subject, body } = toEmail(
      exampleLetter({ replyLine: "Please reply by email to sam@example.org." }),
    );
    expect(to).toBe("robin.example.mp@parliament.example");
    expect(subject).toBe("Bring probation back together");
    expect(body).toMatch(/^Dear Robin Example,\n\nI work in probation/);
    expect(body).toMatch(
      /Please reply by email to sam@example\.org\.\n\nYours sincerely,\nSam Carter\n12 Mill Lane\nAldershot\nQQ1 1AA$/,
    );
  });

  it("never wraps a paragraph: whoever reads it does", () => {
    const lines = toEmail(exampleLetter({ body: { paragraphs: [LONG], brief: [LONG] } })).body.split("\n");
    expect(lines).toContain(LONG);
  });

  it("carries the questions, numbered, and the imprint last", () => {
    const { body } = toEmail(exampleLetter({ body: { questions: QUESTIONS }, imprint: "Sample text" }));
    expect(body).toContain("Questions you could ask in Parliament:\n1. Why?\n2. Why not?");
    expect(body.endsWith("\n\nSample text")).toBe(true);
  });

  it("is the brief letter, without questions, where the whole one is too long for a link", () => {
    const email = toEmail(exampleLetter({ body: { paragraphs: [LONG], questions: QUESTIONS } }));
    expect(email.body).toContain("Will you support one public probation service?");
    expect(email.body).not.toContain("Questions you could ask");
    expect(mailtoLink(email)?.complete).toBe(true);
  });

  it("is the whole letter where even the brief one is too long", () => {
    const email = toEmail(
      exampleLetter({ body: { paragraphs: [LONG], brief: [LONG], questions: QUESTIONS } }),
    );
    expect(email.body).toContain(LONG);
    expect(email.body).toContain("2. Why not?");
    expect(mailtoLink(email)?.complete).toBe(false);
  });

  it("has nobody to go to where the seat is vacant, and guesses nothing", () => {
    const seat = exampleSeat({ status: "vacant", member: null });
    expect(toEmail(exampleLetter({ seat })).to).toBeNull();
  });
});
