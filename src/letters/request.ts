// What a person asks for: the Request of the API (DESIGN §9), the same from a form, from JSON and from the command line.
import { z } from "zod";
import { ERRORS, type ErrorCode, type FieldFault, Problem } from "../errors.ts";
import { cleanLine, cleanText, countCharacters, countWords } from "./own-words.ts";

/** Characters a member's own words may have, counted as Unicode code points after cleaning. */
export const OWN_WORDS_MAX = 5_000;

const ADDRESS_LINES_MAX = 6;

/**
 * How many times what a text may have it can come with and still be cleaned: with all its accents as characters of their own, it has
 * four. What is longer is too long however it is cleaned, and cleaning a cell of a megabyte keeps everybody else waiting.
 */
const WORTH_CLEANING = 20;

const line = (max: number) =>
  z
    .string()
    .transform((typed) => (typed.length > WORTH_CLEANING * max ? typed : cleanLine(typed)))
    .pipe(z.string().max(max));

/** A message that is an error code is that fault; any other message is `field-invalid`. */
const fault = (code: ErrorCode): string => code;

const cleanWords = (typed: string): string =>
  typed.length > WORTH_CLEANING * OWN_WORDS_MAX ? typed : cleanText(typed);

const ownWords = z
  .string()
  .transform(cleanWords)
  .refine((text) => countCharacters(text) <= OWN_WORDS_MAX, { error: fault("words-too-long") });

export const letterRequestSchema = z.object({
  campaign: z.string().min(1).max(80).describe("A campaign's id, from GET /api/v1/campaigns"),
  postcode: z.string().max(70_000).describe("The sender's postcode, as typed"),
  seat: z
    .string()
    .max(20)
    .nullish()
    .describe("GSS code of the sender's constituency; overrides the postcode"),
  language: z
    .string()
    .max(35)
    .optional()
    .describe("BCP 47 tag of a language the campaign has; default: its first"),
  sender: z.object({
    name: line(120)
      .pipe(z.string().min(1, { error: fault("name-missing") }))
      .describe("Full name"),
    address: z
      .array(line(120))
      .max(60)
      .transform((lines) => lines.filter((text) => text !== ""))
      .pipe(z.array(z.string()).max(ADDRESS_LINES_MAX))
      .default([])
      .describe("Postal address without the postcode; letters and emails need it"),
    email: z
      .union([z.literal("").transform(() => null), z.email().max(254)])
      .nullish()
      .transform((email) => email ?? null)
      .describe("Where the MP may reply"),
  }),
  showOnCard: z
    .array(z.enum(["postcode", "address"]))
    .max(2)
    .default([])
    .describe("What else the card shows; by default the name and the constituency only"),
  salutation: line(80)
    .optional()
    .transform((text) => text?.replace(/,$/, "") || null)
    .describe('Replaces the usual one, such as "Dear Alex Baker"'),
  reasons: z.array(z.string().max(60)).max(20).default([]).describe("Ids of the campaign's reasons"),
  ownWords: ownWords.default("").describe("What the sender wrote, at most 5,000 characters"),
});

/** A Request as it came in, before cleaning. */
export type LetterRequestInput = z.input<typeof letterRequestSchema>;

/** A Request parsed at the door: cleaned, within its limits. The postcode and the ids are still to be looked up. */
export type LetterRequest = z.output<typeof letterRequestSchema>;

const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(ERRORS, text);

/**
 * Turns zod's issues into one Problem that names every field at fault.
 * Its code and its sentence are those of the first.
 */
export function problemOfIssues(
  issues: readonly { path: readonly PropertyKey[]; message: string }[],
  input?: unknown,
): Problem {
  const fields: FieldFault[] = issues.map((issue) => {
    const field = issue.path.map(String).join(".");
    const code = isErrorCode(issue.message) ? issue.message : "field-invalid";
    return { field, code, values: faultValues(code, field, issue.message, input) };
  });
  const [first] = fields;
  return new Problem(
    first?.code ?? "field-invalid",
    first?.values ?? { field: "body", expected: "" },
    fields,
  );
}

function faultValues(code: ErrorCode, field: string, message: string, input: unknown) {
  if (code === "field-invalid")
    return { field: field || "body", expected: message.replace(/^Invalid input: /, "") };
  if (code !== "words-too-long") return {};
  const typed = typeof input === "object" && input !== null && "ownWords" in input ? input.ownWords : "";
  const text = typeof typed === "string" ? cleanWords(typed) : "";
  return { max: OWN_WORDS_MAX, over: countCharacters(text) - OWN_WORDS_MAX, words: countWords(text) };
}

/** Parses a Request from anything. Throws a Problem that names every field at fault. */
export function parseLetterRequest(input: unknown): LetterRequest {
  const parsed = letterRequestSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw problemOfIssues(parsed.error.issues, input);
}
