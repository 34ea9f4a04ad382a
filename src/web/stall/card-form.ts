// What a member fills in at a stall, as a plain form or as the screen's JSON: the member's form, and what only a stall asks.
import { z } from "zod";
import type { Problem } from "../../errors.ts";
import { parseLetterRequest } from "../../letters/request.ts";
import type { StallCard } from "../../stalls/card.ts";
import { type ComposeCard, parseHandwritingRequest } from "../../stalls/compose-card.ts";
import type { Words } from "../../words.ts";
import type { Refusals } from "../member/draw-preview.ts";
import { type FieldErrors, fieldErrors } from "../member/fields.ts";
import { type MemberForm, readMemberForm, toRequest } from "../member/form.ts";
import { explain } from "../problems.ts";

const stallFields = z.object({
  /** `hand`: the card gets lines to write on. */
  way: z.enum(["typed", "hand"]).catch("typed"),
  /** What makes adding it twice add it once: see Queue.add. */
  key: z.string().catch(""),
  /** The stall that the screen was made for. */
  stall: z.string().catch(""),
  /** Not empty: the guard's findings have been looked at. */
  checked: z.string().catch(""),
});

/** The form's fields as typed; a missing one is empty, an unknown one is ignored. */
export type StallForm = MemberForm & z.output<typeof stallFields>;

/** Reads a parsed body, a form's or JSON; anything that is neither is an empty form. */
export function readStallForm(body: unknown): StallForm {
  const own = stallFields.safeParse(typeof body === "object" && body !== null ? body : {});
  return { ...readMemberForm(body), ...stallFields.parse(own.success ? own.data : {}) };
}

/** Composes the card that a form asks for. Rejects as `ComposeCard` does. */
export async function composeCard(
  compose: ComposeCard,
  form: StallForm,
  campaign: string,
): Promise<StallCard> {
  const request = toRequest(form, campaign);
  if (form.way === "typed") return compose.typed(parseLetterRequest(request));
  const { seat, postcode, sender, showOnCard } = request;
  return compose.handwriting(parseHandwritingRequest({ campaign, seat, postcode, sender, showOnCard }));
}

/** What a form asks for, as text: the same for the same card, however often it is sent. */
export function askedBy(form: StallForm, campaign: string): string {
  return JSON.stringify([form.way, toRequest(form, campaign)]);
}

/** What is said at a stall of a card that cannot be printed: nobody can send a letter or an email there, but a pen is there. */
export function refusalsAtStall(words: Words): Refusals {
  return {
    over: (count) => words("stall.take.over", { count }),
    unprintable: (characters) => words("stall.take.unprintable", { characters }),
  };
}

/** What the member can mend, beside its field; null for any other Problem. */
export function faultsOfCard(problem: Problem, words: Words): FieldErrors | null {
  if (problem.fields.length > 0) return fieldErrors(problem, words);
  const refused = refusalOf(problem, words);
  if (refused !== null) return { errors: [{ id: null, text: refused }], wrong: {} };
  if (!problem.code.startsWith("postcode-")) return null;
  const text = explain(problem, words).detail;
  return { errors: [{ id: "postcode", text }], wrong: { postcode: text } };
}

function refusalOf({ code, values }: Problem, words: Words): string | null {
  const { over, unprintable } = refusalsAtStall(words);
  if (code === "text-does-not-fit") return over(Number(values.count));
  return code === "characters-unprintable" ? unprintable(String(values.characters)) : null;
}
