// The member's form as browsers post it: flat, everything text. Parsed once; what was typed is kept as it was.
import { z } from "zod";
import type { LetterRequestInput } from "../../letters/request.ts";

// NUL would come back from a hidden field as another character.
const text = z.string().transform((value) => value.replaceAll("\u0000", ""));
const one = z.union([text, z.array(text).transform((values) => values[0] ?? "")]).default("");
const many = z.union([text.transform((value) => [value]), z.array(text)]).default([]);

const memberFormSchema = z.object({
  postcode: one,
  /** GSS code of the constituency picked or found. */
  seat: one,
  name: one,
  /** One line of the address a line. */
  address: one,
  email: one,
  showOnCard: many,
  salutation: one,
  reasons: many,
  ownWords: one,
  /** Search for a constituency or an MP. */
  find: one,
  /** Not empty: the member says that the MP shown is not theirs. */
  change: one,
  /** Not empty: the form that lists constituencies was sent. */
  picked: one,
  /** Which sheet the card is printed on. */
  sheet: one,
  /** Answers to the campaign's prompts, on their way into the own words. */
  answers: many,
  /** Not empty: put the answers into the own words. */
  join: one,
  /** Which place in the own words to replace, and with what: see guard.ts. */
  mask: one,
  /** Not empty: leave out what cannot be printed: see leave-out.ts. */
  leaveOut: one,
  /** Not empty: others use this device. */
  shared: one,
  /** Not empty: the member says that it is sent. */
  done: one,
});

/** The form's fields as typed; a missing one is empty, an unknown one is ignored. */
export type MemberForm = z.output<typeof memberFormSchema>;

/** Reads a parsed body; anything that is no form is an empty one. */
export function readMemberForm(body: unknown): MemberForm {
  const parsed = memberFormSchema.safeParse(body ?? {});
  return parsed.success ? parsed.data : memberFormSchema.parse({});
}

/** The fields that travel from page to page; the others ask for something once. */
const KEPT: readonly (keyof MemberForm)[] = [
  "postcode",
  "seat",
  "name",
  "address",
  "email",
  "showOnCard",
  "salutation",
  "reasons",
  "ownWords",
  "answers",
  "shared",
];

/** Hidden inputs for what a page does not show: name and value, one pair an input, no empty ones. */
export function keptFields(
  form: MemberForm,
  shown: readonly (keyof MemberForm)[],
): { name: string; value: string }[] {
  return KEPT.filter((name) => !shown.includes(name))
    .flatMap((name) => [form[name]].flat().map((value) => ({ name, value })))
    .filter(({ value }) => value !== "");
}

/** The Request that a form asks for. */
export function toRequest(form: MemberForm, campaign: string): LetterRequestInput {
  return {
    campaign,
    postcode: form.postcode,
    seat: form.seat || null,
    sender: { name: form.name, address: form.address.split(/\r\n?|\n/), email: form.email.trim() },
    showOnCard: form.showOnCard.filter((each) => each === "postcode" || each === "address"),
    salutation: form.salutation,
    reasons: form.reasons,
    ownWords: form.ownWords,
  };
}
