// Faults of a Request, put beside the fields of the member's form that they belong to.
import type { Problem } from "../../errors.ts";
import type { Words } from "../../words.ts";
import { explain } from "../problems.ts";

/** For the summary at the top: what is wrong, and the id of the field it links to. */
export type ErrorLine = { readonly id: string | null; readonly text: string };

/** `errors` for the summary, `wrong` by field id for the message beside it. */
export type FieldErrors = {
  readonly errors: readonly ErrorLine[];
  readonly wrong: Readonly<Record<string, string>>;
};

export const NO_ERRORS: FieldErrors = { errors: [], wrong: {} };

/** Paths of the Request → ids in the form; a path inside a list belongs to the list's field. */
function fieldId(path: string): string {
  const [first = "", second = ""] = path.split(".");
  return first === "sender" ? second : first;
}

/**
 * Words a Problem for the form: what to do first, then why. A fault of the shape alone says what the field wants in the form's
 * own words.
 */
export function fieldErrors(problem: Problem, words: Words): FieldErrors {
  const explained = explain(problem, words);
  if (!explained.fields) return { errors: [{ id: null, text: explained.detail }], wrong: {} };
  const wrong: Record<string, string> = {};
  for (const { field, code, title, detail } of explained.fields) {
    const id = fieldId(field);
    const own = `form.wrong.${id}`;
    wrong[id] ??= code === "field-invalid" && words.has(own) ? words(own) : `${title}. ${detail}`;
  }
  return { errors: Object.entries(wrong).map(([id, text]) => ({ id, text })), wrong };
}
