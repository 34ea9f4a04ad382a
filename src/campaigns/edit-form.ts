// A campaign as the desk's form has it: every field a text as typed, whatever state it is in.
import { z } from "zod";
import { LONGEST } from "./read-yaml.ts";
import { typedLine, typedText } from "./typed-text.ts";

/** The most entries that a list of the form can have: many more than a campaign may, so that nothing typed is refused too soon. */
export const MOST_ENTRIES = 60;

const text = z.string().max(LONGEST).transform(typedText).default("");
const line = z.string().max(LONGEST).transform(typedLine).default("");
const list = <T extends z.ZodType>(entry: T) => z.array(entry).max(MOST_ENTRIES).default([]);
/** Tick boxes: one that is alone comes as a text. */
const ticks = z
  .union([z.string().transform((only) => [only]), z.array(z.string())])
  .pipe(z.array(z.string().max(200)).max(MOST_ENTRIES))
  .default([]);
/** A list of short texts, each on a line of its own. */
const lines = text.transform((typed) =>
  typed
    .split("\n")
    .map(typedLine)
    .filter((each) => each !== ""),
);

export const figureFormSchema = z.object({ claim: text, source: line, year: line, reviewBy: line });

export const reasonFormSchema = z.object({
  /** Empty for a reason that is new: it is made from the title then. */
  id: line,
  title: line,
  short: line,
  long: text,
  figures: list(figureFormSchema),
});

/** Whom an ask is for: any of these parties, and any of these nations, and any of these attributes; none of them: everybody. */
export const askFormSchema = z.object({ party: ticks, nation: ticks, attribute: ticks, text });

export const exampleFormSchema = z.object({
  name: line,
  postcode: line,
  address: lines,
  reasons: ticks,
  ownWords: text,
});

/** Reads a form that was sent, its names taken apart: unknown ones are left out. Dates are `YYYY-MM-DD`, times `HH:MM` or empty. */
export const editFormSchema = z.object({
  title: line,
  summary: line,
  organisation: line,
  contact: line,
  opens: line,
  opensTime: line,
  closes: line,
  closesTime: line,
  languages: ticks,
  why: list(text),
  beforeYouWrite: list(text),
  subject: line,
  reasons: list(reasonFormSchema),
  prompts: list(text),
  asks: list(askFormSchema),
  questions: list(text),
  card: z.object({ headline: line, line, colour: line }).prefault({}),
  imprint: line,
  examples: list(exampleFormSchema),
  postcard: text,
  letter: text,
});

export type EditForm = z.infer<typeof editFormSchema>;
export type FigureForm = z.infer<typeof figureFormSchema>;
export type ReasonForm = z.infer<typeof reasonFormSchema>;
export type AskForm = z.infer<typeof askFormSchema>;
export type ExampleForm = z.infer<typeof exampleFormSchema>;

/** The entries of a list that has texts only, and those of entries with fields, before anything is typed. */
export const BLANK = {
  reason: reasonFormSchema.parse({}),
  figure: figureFormSchema.parse({}),
  ask: askFormSchema.parse({}),
  example: exampleFormSchema.parse({}),
} as const;
