// What a campaign is: one schema, whose errors name the line of the file and what was expected.
import { z } from "zod";
import { ATTRIBUTES, NATIONS } from "../mps/seat.ts";
import { CONTRAST_MIN, contrast, textColourOn } from "./colour.ts";
import type { FrontImage } from "./front-image.ts";
import { closingInstant, hasTime, moment, openingInstant } from "./schedule.ts";

/** The languages that a campaign can be in: those that templates/words has. */
export const LANGUAGES = ["en"] as const;

/** What an ask can test besides party and nation: what is true of the seat or of whoever holds it. */
export const CONDITIONS = [...ATTRIBUTES, "vacant", "unknown"] as const;

/** A campaign's id, which is its folder's name and stands in addresses of pages. */
export const campaignId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, {
  error: "an id of small letters, digits and hyphens, at most 40",
});

const MAX_TEXT = 4_000;

// Only `subject`, `asks` and `questions` are templates; elsewhere a placeholder would be printed as it stands.
const text = z
  .string()
  .trim()
  .min(1)
  .max(MAX_TEXT)
  .refine((value) => !value.includes("{{"), {
    error: "text without placeholders: they work in subject, asks and questions",
  });
const template = z.string().trim().min(1).max(MAX_TEXT);
const line = (max: number) =>
  text.refine((value) => value.length <= max && !value.includes("\n"), {
    error: `one line of at most ${max} characters`,
  });
const isoDate = z.iso.date();

/** A figure that a reason states, where it is from, and when somebody should look at it again. */
export const figureSchema = z.strictObject({
  claim: text,
  source: text,
  year: z.number().int().min(1900).max(2100),
  reviewBy: isoDate,
});

export const reasonSchema = z.strictObject({
  id: campaignId,
  title: line(80),
  /** For the card: a sentence. */
  short: line(160),
  /** For the letter: a paragraph. */
  long: text,
  figures: z.array(figureSchema).default([]),
});

/** All conditions given must hold; a list holds where one of its entries does. */
export const whenSchema = z
  .strictObject({
    party: z.array(text).min(1).optional(),
    nation: z.array(z.enum(NATIONS)).min(1).optional(),
    attribute: z.array(z.enum(CONDITIONS)).min(1).optional(),
  })
  .refine((when) => Object.keys(when).length > 0, {
    error: "party, nation or attribute; the last ask has no when at all",
  });

export const askSchema = z.strictObject({ when: whenSchema.optional(), text: template });

/** A made-up member who drives previews, proofs and tests. */
export const exampleSchema = z.strictObject({
  name: line(120),
  postcode: line(10),
  address: z.array(line(120)).max(6).default([]),
  reasons: z.array(text).default([]),
  ownWords: z.string().max(5_000).default(""),
});

const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, { error: 'a colour in quotes, such as "#9b1b30"', abort: true })
  .refine((value) => contrast(value, textColourOn(value)) >= CONTRAST_MIN, {
    error: "a darker or a lighter colour: neither white nor ink can be read on this one",
  });

/** A file beside campaign.yaml. */
export const imageName = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._()-]{0,99}$/u, {
  error: "the name of a picture in the campaign's own folder, such as front.png",
});

export const campaignSchema = z
  .strictObject({
    title: line(80),
    summary: line(240),
    /** Null: the organisation of the settings. */
    organisation: line(120).nullable().default(null),
    contact: line(200).nullable().default(null),
    languages: z.array(z.enum(LANGUAGES)).min(1).default(["en"]),
    opens: moment.nullable().default(null),
    closes: moment.nullable().default(null),
    sample: z.boolean().default(false),
    /** Paragraphs of the campaign's page: why it matters. */
    why: z.array(text).min(1),
    /** Null: the words that hold for every campaign (templates/words). */
    beforeYouWrite: z.array(text).nullable().default(null),
    subject: template.refine((value) => !value.includes("\n"), { error: "one line" }),
    reasons: z.array(reasonSchema).min(1).max(12).superRefine(refuseTwins),
    prompts: z.array(text).min(1).max(6),
    asks: z.array(askSchema).min(1).superRefine(checkLastAsk),
    questions: z.array(template).max(4).default([]),
    card: z.strictObject({
      headline: line(40),
      line: line(90),
      colour,
      /** A picture to cover the front with; the words above are then what it says to those who do not see it. */
      image: imageName.nullable().default(null),
    }),
    imprint: line(200).nullable().default(null),
    examples: z.array(exampleSchema).min(3),
  })
  .superRefine((campaign, context) => {
    const { opens, closes, reasons, examples } = campaign;
    if (opens && closes && Temporal.Instant.compare(closingInstant(closes), openingInstant(opens)) <= 0) {
      const wanted = hasTime(opens) ? "a date or time after" : "a date on or after";
      context.addIssue({ code: "custom", path: ["closes"], message: `${wanted} ${opens}, when it opens` });
    }
    const ids = reasons.map((reason) => reason.id);
    for (const [e, example] of examples.entries()) {
      for (const [r, id] of example.reasons.entries()) {
        if (ids.includes(id)) continue;
        context.addIssue({
          code: "custom",
          path: ["examples", e, "reasons", r],
          message: `one of: ${ids.join(", ")}`,
        });
      }
    }
  });

function refuseTwins(reasons: readonly Reason[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [i, { id }] of reasons.entries()) {
    if (seen.has(id))
      context.addIssue({ code: "custom", path: [i, "id"], message: "an id that no other reason has" });
    seen.add(id);
  }
}

function checkLastAsk(asks: readonly Ask[], context: z.RefinementCtx): void {
  const last = asks.length - 1;
  for (const [i, ask] of asks.entries()) {
    if (i === last && ask.when) {
      context.addIssue({
        code: "custom",
        path: [i, "when"],
        message: "no when in the last ask: it is for all other MPs",
      });
    } else if (i < last && !ask.when) {
      context.addIssue({ code: "custom", path: [i], message: "a when in this ask, or no ask after it" });
    }
  }
}

export type CampaignFile = z.infer<typeof campaignSchema>;
export type Reason = z.infer<typeof reasonSchema>;
export type Ask = z.infer<typeof askSchema>;
export type Example = z.infer<typeof exampleSchema>;
export type Condition = (typeof CONDITIONS)[number];

/** A campaign ready to use: what its file says, its picture, and its two templates as text. `id` is its folder's name. */
export type Campaign = Readonly<Omit<CampaignFile, "organisation" | "contact" | "card">> & {
  readonly id: string;
  readonly organisation: string;
  readonly contact: string | null;
  readonly card: Readonly<Omit<CampaignFile["card"], "image">> & { readonly image: FrontImage | null };
  readonly templates: { readonly postcard: string; readonly letter: string };
};
