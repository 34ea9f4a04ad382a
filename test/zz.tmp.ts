import { readFontFiles } from "../src/paper/font-files.ts";
import { createFonts } from "../src/paper/fonts.ts";
import { paintPdf } from "../src/paper/paint-pdf.ts";
import { createPaper } from "../src/paper/paper.ts";
import { layoutCard } from "../src/paper/postcard.ts";
import { createWords } from "../src/words.ts";
import { exampleLetter } from "./support/letter.ts";

const fonts = createFonts(await readFontFiles());
const paper = createPaper({ fonts, words: createWords({}, "en") });
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
const med = (a: number[]) => a.sort((x, y) => x - y)[a.length >> 1]!.toFixed(3);
async function time(name: string, f: () => unknown, n = 400) {
  const a: number[] = [];
  for (let i = 0; i < n; i++) {
    const t = performance.now();
    await f();
    a.push(performance.now() - t);
  }
  console.log(name, "med", med(a), "min", a[0]!.toFixed(3));
}
const card = layoutCard(fonts, letter);
if (process.argv[2] === "prof") {
  for (let i = 0; i < 3000; i++)
    await paintPdf(fonts, [card.front, card.back], { title: "x", language: "en", created: new Date(0) });
} else {
  await time("all", () => paper.postcardPdf(letter));
  await time("layoutCard", () => layoutCard(fonts, letter));
  await time("paint", () =>
    paintPdf(fonts, [card.front, card.back], { title: "x", language: "en", created: new Date(0) }),
  );
  await time("all", () => paper.postcardPdf(letter), 1000);
  const glyphs = new Map<string, Set<number>>();
  const { textRuns } = await import("../src/paper/layout.ts");
  for (const r of [...textRuns(card.front.items), ...textRuns(card.back.items)]) {
    const s = glyphs.get(r.face) ?? new Set();
    glyphs.set(r.face, s);
    for (const p of r.line.pieces) for (const g of p.shape.glyphs) s.add(g.id);
  }
  await time("subsets", () => {
    for (const [f, s] of glyphs) {
      const sub = fonts.parsed(f as "regular").createSubset();
      for (const g of s) sub.includeGlyph(g as never);
      sub.encode();
    }
  });
  console.log([...glyphs].map(([f, s]) => f + ":" + s.size));
}
