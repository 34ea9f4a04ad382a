// The words of a language from templates/words/<language>.yaml.
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { LANGUAGES } from "../campaigns/campaign.ts";
import { createWords, type Words, type WordTree } from "../words.ts";
import { readText } from "./read-text.ts";

const tree: z.ZodType<WordTree> = z.lazy(() =>
  z.record(z.string(), z.union([z.string(), z.array(z.string()), tree])),
);

/** Reads a language's words. Throws `file-unreadable`, or as yaml and zod do: the file is ours, and a test reads it. */
export async function readWords(folder: string, language: string): Promise<Words> {
  return createWords(tree.parse(parse(await readText(join(folder, `${language}.yaml`)))), language);
}

/** The words of every language that a campaign can be in; those `known` are not read a second time. Throws as `readWords`. */
export async function readLanguages(folder: string, known: Words): Promise<Words[]> {
  return Promise.all(
    LANGUAGES.map((language) => (language === known.language ? known : readWords(folder, language))),
  );
}
