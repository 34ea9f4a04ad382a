// One card as PDF: ours beside what a user would pick instead, same text, same run.

import { readFontFiles } from "../src/paper/font-files.ts";
import { createFonts } from "../src/paper/fonts.ts";
import { createPaper } from "../src/paper/paper.ts";
import { exampleLetter } from "../test/support/letter.ts";
import { englishWords } from "../test/support/paper.ts";
import { chromiumContenders, pdfkitContender, pdfLibContender } from "./paper-contenders.ts";
import { type BenchResult, type Contender, inTurns, type Target } from "./rounds.ts";

const ROUNDS = 15;

/** Times one card (A6, two pages, about 110 words of message) made from a composed Letter. */
export async function paperBench(): Promise<BenchResult> {
  const files = await readFontFiles();
  const fonts = createFonts(files);
  const paper = createPaper({ fonts, words: englishWords() });
  const letter = exampleLetter({
    imprint: "Sample text",
    card: {
      paragraphs: [
        "I work in probation, and this is what I see.",
        "Last month eleven people were added to my list in one afternoon, because a colleague had left and nobody came to " +
          "replace her. All of them had to start again with me, and most had started again before. It takes weeks until " +
          "somebody trusts you. For those weeks I am guessing, and I know it.",
        "Only one person in two keeps the same officer from start to end. Posts stand empty, and those who stay carry the work.",
        "Will you tell the Justice Secretary to bring all of probation back into public hands?",
      ],
    },
  });
  const card = paper.card(letter);
  if (!card.fit.ok) throw new Error("bench: the card's text has to fit");

  const contenders: Contender[] = [
    { name: "Postbag", perRound: 20, run: () => paper.postcardPdf(letter) },
    pdfkitContender("pdfkit, built-in font", card, null),
    pdfkitContender("pdfkit, parsing the fonts each time", card, files),
    pdfLibContender("pdf-lib", card, files),
  ];
  const skipped: string[] = [];
  const browsers = await chromiumContenders(card, files).catch((error: unknown) => {
    skipped.push(`headless Chromium: ${String(error).split("\n")[0]}`);
    return null;
  });
  if (browsers !== null) contenders.push(browsers.fresh, browsers.kept);
  const timings = await inTurns(contenders, ROUNDS);
  await browsers?.close();

  const median = (name: string) => timings.find((timing) => timing.name === name)?.median ?? Number.NaN;
  const ours = median("Postbag");
  const timesFaster = (name: string, limit: number): Target => {
    const ratio = median(name) / ours;
    return { name: `times as fast as ${name}`, ratio, limit, met: ratio >= limit };
  };
  const floor = ours / median("pdfkit, built-in font");
  return {
    name: "One card as PDF",
    timings,
    targets: [
      {
        name: "times the time of pdfkit, built-in font (at most)",
        ratio: floor,
        limit: 2,
        met: floor <= 2,
      },
      timesFaster("pdfkit, parsing the fonts each time", 4),
      timesFaster("pdf-lib", 8),
      ...(browsers === null ? [] : [timesFaster(browsers.fresh.name, 10)]),
    ],
    skipped,
    notes: [
      "Ours starts from the composed Letter: checks its characters, breaks and fits its lines, embeds three subsets, tags the structure.",
      "The others are handed our finished lines and positions, so their line breaking and fitting are not counted.",
      "pdf-lib parses and subsets the same three files with fontkit, through an adapter for the stream it expects of its own fork.",
      "Chromium is running already and has the fonts in its cache. Keeping one page open for everybody's cards is its best case, without a target.",
    ],
  };
}
