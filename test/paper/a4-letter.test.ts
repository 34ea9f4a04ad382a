import { beforeAll, describe, expect, it } from "vitest";
import type { Letter } from "../../src/letters/letter.ts";
import type { Paper } from "../../src/paper/paper.ts";
import { exampleLetter, LONG_CONSTITUENCY } from "../support/letter.ts";
import { examplePaper } from "../support/paper.ts";
import { type PdfPage, type PdfText, readPdf } from "../support/pdf.ts";
import { extentOf, overlap } from "../support/printed.ts";

let paper: Paper;
beforeAll(async () => {
  ({ paper } = await examplePaper());
});

const WINDOW = { left: 24.6, top: 39.5, right: 120, bottom: 66.3 };
const LONGEST = "The Member of Parliament for Kingston upon Hull West and Haltemprice";
const paragraph =
  "Last winter three of us covered the work of seven, and I wrote reports at night about people whom I had hardly met. ";

async function pagesOf(letter: Letter): Promise<readonly PdfPage[]> {
  return (await readPdf(await paper.letterPdf(letter))).pages;
}

function lineOf(page: PdfPage | undefined, text: string): PdfText {
  const line = page?.lines.find((found) => found.text.includes(text));
  if (line === undefined) throw new Error(`"${text}" is not on the page`);
  return line;
}

describe("the A4 letter", () => {
  it("is one A4 page where it can be", async () => {
    const [page, ...more] = await pagesOf(exampleLetter());
    expect(more).toEqual([]);
    expect(page?.width).toBeCloseTo(210, 1);
    expect(page?.height).toBeCloseTo(297, 1);
  });

  it.each([["Robin Example MP"], [LONGEST], [`The Member of Parliament for ${LONG_CONSTITUENCY}`]])(
    "has the whole address in the envelope's window and nothing else there (%s)",
    async (name) => {
      const [page] = await pagesOf(exampleLetter({ to: [name, "House of Commons", "LONDON", "SW1A 0AA"] }));
      const inWindow = (page?.lines ?? []).filter((line) => overlap(extentOf(line), WINDOW));
      expect(inWindow.map(({ text }) => text).join(" ")).toBe(`${name} House of Commons LONDON SW1A 0AA`);
      for (const line of inWindow) {
        const { left, top, right, bottom } = extentOf(line);
        expect(left).toBeGreaterThanOrEqual(WINDOW.left);
        expect(right).toBeLessThanOrEqual(WINDOW.right);
        expect(top).toBeGreaterThanOrEqual(WINDOW.top);
        expect(bottom).toBeLessThanOrEqual(WINDOW.bottom);
      }
    },
  );

  it("has the sender's name, full address, postcode and the date at the top right, clear of the window", async () => {
    const letter = exampleLetter();
    const address = [
      "Flat 3, The Old Bakery",
      "12 Mill Lane",
      "Little Example under the Hill",
      "Aldershot",
      "Hampshire",
      "England",
    ];
    const [page] = await pagesOf({ ...letter, sender: { ...letter.sender, address } });
    const block = (page?.lines ?? []).filter(({ x, y }) => x > 120 && y < 95);
    expect(block.map(({ text }) => text)).toEqual(["Sam Carter", ...address, "QQ1 1AA", "1 May 2019"]);
    for (const line of block) expect(extentOf(line).right).toBeLessThanOrEqual(195);
  });

  it("begins the text below a very long address, and not on top of it", async () => {
    const { sender } = exampleLetter();
    const address = [1, 2, 3, 4, 5, 6].map((line) =>
      `${line} ${"Very Long Street Name Crescent ".repeat(4)}`.slice(0, 119).trim(),
    );
    const [page] = await pagesOf(exampleLetter({ sender: { ...sender, address } }));
    const date = lineOf(page, "1 May 2019");
    const salutation = lineOf(page, "Dear Robin Example,");
    expect(date.y).toBeGreaterThan(95);
    expect(salutation.y).toBeGreaterThan(date.y + 2);
  });

  it("writes the date in the letter's language", async () => {
    const [page] = await pagesOf(exampleLetter({ language: "cy" }));
    expect(lineOf(page, "Mai").text).toBe("1 Mai 2019");
  });

  it("starts the body at 95 mm: salutation with comma, subject in bold, paragraphs, close with comma, name, address again", async () => {
    const letter = exampleLetter({ replyLine: "Please reply by email to sam@example.org." });
    const [page] = await pagesOf(letter);
    const body = (page?.lines ?? []).filter(({ y }) => y > 90);
    const said = body.map(({ text }) => text.trim()).join(" ");
    expect(said).toBe(
      [
        "Dear Robin Example,",
        letter.subject,
        ...letter.body.paragraphs,
        letter.replyLine,
        "Yours sincerely,",
        "Sam Carter",
        "12 Mill Lane, Aldershot, QQ1 1AA",
      ].join(" "),
    );
    expect(extentOf(body[0] ?? { x: 0, y: 0, width: 0, size: 0 }).top).toBeGreaterThanOrEqual(94.5);
    expect(lineOf(page, letter.subject).font).not.toBe(lineOf(page, "Dear Robin").font);
  });

  it("numbers the questions and hangs them in", async () => {
    const questions = {
      intro: "You could ask:",
      items: [paragraph.trim(), "Will the Minister publish the figures?"],
    };
    const [page] = await pagesOf(exampleLetter({ body: { questions } }));
    const intro = lineOf(page, "You could ask");
    const [first, wrapped, second] = (page?.lines ?? []).filter(({ y }) => y > intro.y);
    expect(first?.text).toMatch(/^1\. ?Last winter/);
    expect(second?.text).toMatch(/^2\. ?Will the Minister/);
    expect(first?.x).toBeCloseTo(intro.x, 2);
    expect(wrapped?.x).toBeCloseTo(intro.x + 7, 2);
  });

  it("sets a letter that is a little too long for one page a little smaller instead of on two", async () => {
    const sizeFor = async (count: number) => {
      const pages = await pagesOf(
        exampleLetter({ body: { paragraphs: Array(count).fill(paragraph.repeat(2)) } }),
      );
      return { pages: pages.length, size: lineOf(pages[0], "Dear Robin").size };
    };
    const sizes = await Promise.all([5, 6, 7, 8, 9, 10, 11, 12].map(sizeFor));
    expect(sizes.some(({ pages, size }) => pages === 1 && size < 11)).toBe(true);
    for (const { pages, size } of sizes) if (pages > 1) expect(size).toBe(11);
  });

  it("flows over pages with numbers, loses nothing, leaves no line alone and never the sign-off without the end of the text", async () => {
    for (const count of [14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 40]) {
      const paragraphs = Array.from({ length: count }, (_, at) =>
        `Paragraph ${at}. ${paragraph.repeat(1 + (at % 4))}`.trim(),
      );
      const pages = await pagesOf(exampleLetter({ body: { paragraphs }, imprint: "Sample text" }));
      const bodies = pages.map((page, at) =>
        page.lines.filter(({ y }) => y > (at === 0 ? 90 : 0) && y < 279),
      );
      const said = bodies
        .flat()
        .map(({ text }) => text.trim())
        .join(" ");
      expect(said).toContain(paragraphs.join(" "));
      expect(pages.length).toBeGreaterThan(1);
      for (const [at, page] of pages.entries()) {
        expect(lineOf(page, `${at + 1} / ${pages.length}`).y).toBeGreaterThan(280);
        expect(bodies[at]?.length).toBeGreaterThanOrEqual(2);
        for (const line of page.lines) {
          const { left, right, top, bottom } = extentOf(line);
          expect(Math.min(left, page.width - right, top)).toBeGreaterThanOrEqual(15);
          expect(bottom).toBeLessThanOrEqual(297 - 7);
        }
      }
      const last = bodies.at(-1)?.map(({ text }) => text) ?? [];
      expect(last.indexOf("Yours sincerely,")).toBeGreaterThanOrEqual(2);
      expect(last).toContain("Sam Carter");
      expect(pages.at(-1)?.lines.some(({ text }) => text === "Sample text")).toBe(true);
    }
  });

  it("never ends with nothing but where to answer and the sign-off", async () => {
    let turned = 0;
    for (let count = 10; count < 40; count++) {
      const paragraphs = ["Short.", ...Array<string>(count).fill("A line."), "The last word."];
      const pages = await pagesOf(
        exampleLetter({ body: { paragraphs }, replyLine: "I look forward to it." }),
      );
      if (pages.length === 1) continue;
      turned += 1;
      const last = pages.at(-1)?.lines.map(({ text }) => text) ?? [];
      expect(last.indexOf("I look forward to it."), `${count} lines`).toBeGreaterThanOrEqual(1);
    }
    expect(turned).toBeGreaterThan(10);
  });

  it("sets one word of 5,000 characters over as many lines as it takes, inside the margins", async () => {
    const word = "x".repeat(5000);
    const pages = await pagesOf(exampleLetter({ body: { paragraphs: [word] } }));
    const lines = pages.flatMap((page) => page.lines).filter(({ text }) => /^x+$/.test(text));
    expect(lines.map(({ text }) => text).join("")).toBe(word);
    for (const line of lines) expect(extentOf(line).right).toBeLessThanOrEqual(195);
  });

  it("has the same bytes for the same letter and embeds its fonts", async () => {
    const [one, other] = await Promise.all([
      paper.letterPdf(exampleLetter()),
      paper.letterPdf(exampleLetter()),
    ]);
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
    const { fonts, title } = await readPdf(one);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font.embedded).toBe(true);
    expect(title).toBe("Bring probation back together");
  });

  it("is refused where characters cannot be printed, in the address too", async () => {
    const letter = exampleLetter();
    const sender = { ...letter.sender, address: ["شارع 5"] };
    await expect(paper.letterPdf({ ...letter, sender })).rejects.toMatchObject({
      code: "characters-unprintable",
    });
  });
});
