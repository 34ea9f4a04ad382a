// A thousand different people's cards: four to a sheet in one PDF beside a PDF for each.

import { readFontFiles } from "../src/paper/font-files.ts";
import { createFonts } from "../src/paper/fonts.ts";
import type { Layout } from "../src/paper/layout.ts";
import { paintPdf } from "../src/paper/paint-pdf.ts";
import { createPaper } from "../src/paper/paper.ts";
import { exampleLetter } from "../test/support/letter.ts";
import { englishWords } from "../test/support/paper.ts";
import { type BenchResult, inTurns } from "./rounds.ts";

const CARDS = 1000;
const ROUNDS = 9;

/** Times 1,000 cards of about 110 words from composed Letters to PDF bytes, in both ways. */
export async function sheetsBench(): Promise<BenchResult> {
  const fonts = createFonts(await readFontFiles());
  const paper = createPaper({ fonts, words: englishWords() });
  const letters = Array.from({ length: CARDS }, (_, at) =>
    exampleLetter({
      imprint: "Sample text",
      card: {
        paragraphs: [
          `I work in probation, and this is what I see. I have written ${at} letters about it.`,
          "Last month eleven people were added to my list in one afternoon, because a colleague had left and nobody came to " +
            "replace her. All of them had to start again with me, and most had started again before. It takes weeks until " +
            "somebody trusts you. For those weeks I am guessing, and I know it.",
          "Only one person in two keeps the same officer from start to end. Posts stand empty, and those who stay carry the work.",
        ],
        signature: [`Sam Carter the ${at}th`, "your constituent in Aldershot"],
      },
    }),
  );

  function* sheets(): Generator<Layout> {
    for (let at = 0; at < CARDS; at += 4) {
      const cards = letters.slice(at, at + 4).map((letter) => paper.card(letter));
      yield* paper.sheetPages(cards, "a4-duplex-long");
    }
  }

  const about = { title: "Cards", language: "en", created: new Date("2019-05-01"), flip: "long" } as const;
  const together = "1,000 cards, four to a sheet in one PDF";
  const alone = "1,000 cards, a PDF for each";
  const timings = await inTurns(
    [
      { name: together, perRound: 1, run: () => paintPdf(fonts, sheets(), about) },
      {
        name: alone,
        perRound: 1,
        async run() {
          for (const letter of letters) await paper.postcardPdf(letter);
        },
      },
    ],
    ROUNDS,
  );
  const median = (name: string) => timings.find((timing) => timing.name === name)?.median ?? Number.NaN;
  const ratio = median(alone) / median(together);
  return {
    name: "A thousand cards as PDF",
    timings,
    targets: [{ name: "times as fast as a PDF for each", ratio, limit: 3, met: ratio >= 3 }],
    skipped: [],
    notes: [
      "Both start from composed Letters and end with bytes in memory, and both share the campaign's front between cards.",
      "What a sheet saves is the document round each card: fonts, tables, structure. Line breaking and fitting are the same in both.",
    ],
  };
}
