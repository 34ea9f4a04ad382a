// The print's fonts and a Paper for tests, made once for each test file that asks.
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { readFontFiles } from "../../src/paper/font-files.ts";
import { createFonts, type Fonts } from "../../src/paper/fonts.ts";
import { createPaper, type Paper } from "../../src/paper/paper.ts";
import { createWords, type Words } from "../../src/words.ts";

/** The words that ship, in English. */
export function englishWords(): Words {
  return createWords(
    parse(readFileSync(new URL("../../templates/words/en.yaml", import.meta.url), "utf8")),
    "en",
  );
}

let made: Promise<{ fonts: Fonts; paper: Paper }> | undefined;

/** Fonts and Paper as the server has them; parsed once, for that takes a tenth of a second. */
export function examplePaper(): Promise<{ fonts: Fonts; paper: Paper }> {
  made ??= readFontFiles().then((files) => {
    const fonts = createFonts(files);
    return { fonts, paper: createPaper({ fonts, words: englishWords() }) };
  });
  return made;
}
