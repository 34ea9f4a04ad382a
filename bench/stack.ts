// A stack of cards in one PDF, four to a duplex sheet, beside the same cards as documents of their own.
import { readFontFiles } from "../src/paper/font-files.ts";
import { createFonts } from "../src/paper/fonts.ts";
import { createPaper } from "../src/paper/paper.ts";
import { createStack, type StackPiece } from "../src/paper/stack.ts";
import { exampleLetter } from "../test/support/letter.ts";
import { englishWords } from "../test/support/paper.ts";
import { chromiumContenders } from "./paper-contenders.ts";
import { type BenchResult, type Contender, inTurns, type Target } from "./rounds.ts";

const CARDS = 1000;
const ROUNDS = 5;

/** Times a thousand different cards, each from its composed Letter; for Chromium, which takes minutes, one card a thousand times over. */
export async function stackBench(): Promise<BenchResult> {
  const files = await readFontFiles();
  const fonts = createFonts(files);
  const paper = createPaper({ fonts, words: englishWords() });
  const stack = createStack({ fonts, paper });
  const letters = Array.from({ length: CARDS }, (_, at) =>
    exampleLetter({ card: { signature: [`Member ${at} Taylor`, "your constituent in Aldershot"] } }),
  );
  const about = { title: "A thousand cards", language: "en", created: new Date("2026-11-22") };

  async function* pieces(): AsyncGenerator<StackPiece> {
    for (const letter of letters) yield { kind: "card", card: stack.card(letter) };
  }
  const stacked: Contender = {
    name: `Postbag, ${CARDS} cards in one stack`,
    perRound: 1,
    async run() {
      for await (const _ of stack.pdf(pieces(), "a4-duplex-long", about));
    },
  };
  const single: Contender = {
    name: `Postbag, ${CARDS} documents`,
    perRound: 1,
    async run() {
      for (const letter of letters) await paper.postcardPdf(letter);
    },
  };
  const timings = [...(await inTurns([stacked, single], ROUNDS))];

  const skipped: string[] = [];
  const browser = "headless Chromium, one card, a page for each";
  const [first] = letters;
  const browsers =
    first === undefined
      ? null
      : await chromiumContenders(paper.card(first), files).catch((error: unknown) => {
          skipped.push(`headless Chromium: ${String(error).split("\n")[0]}`);
          return null;
        });
  if (browsers !== null) {
    timings.push(...(await inTurns([{ ...browsers.fresh, name: browser, perRound: 5 }], ROUNDS)));
    await browsers.close();
  }

  const median = (name: string) => timings.find((timing) => timing.name === name)?.median ?? Number.NaN;
  const target = (name: string, other: number, limit: number): Target => {
    const ratio = other / median(stacked.name);
    return { name, ratio, limit, met: ratio >= limit };
  };
  return {
    name: `${CARDS} cards, four to an A4 sheet, printed on both sides`,
    timings,
    targets: [
      target(`times as fast as ${CARDS} documents`, median(single.name), 3),
      ...(browsers === null
        ? []
        : [target(`times as fast as headless Chromium, ${CARDS} times`, median(browser) * CARDS, 20)]),
    ],
    skipped,
    notes: [
      "All start from composed Letters. The stack is deflated as it is written; the documents are not.",
      "Chromium prints the two sides of one card from a page of its own; a thousand of them are reckoned from that.",
    ],
  };
}
