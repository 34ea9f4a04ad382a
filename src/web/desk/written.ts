// What somebody wrote in a form that was not taken: shown to be copied, or kept to be sent again.
import { z } from "zod";

const fieldsSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** What no page shows again: it is nobody's text. */
const UNWRITTEN = /^(?:formToken|username)$|password|current/i;

/** How many fields of a refused form get a box of their own; the others share one. */
const BOXES = 200;

/** The fields of a form, to be sent again with a new form token; null where there are none, or a password, which no page holds. */
export function sentAgain(body: unknown): { name: string; value: string }[] | null {
  const fields = fieldsOf(body).filter(({ name }) => name !== "formToken");
  if (fields.length === 0 || fields.some(({ name }) => UNWRITTEN.test(name))) return null;
  return fields.map(({ name, text }) => ({ name, value: text }));
}

function fieldsOf(body: unknown): { name: string; text: string }[] {
  return Object.entries(fieldsSchema.safeParse(body).data ?? {}).flatMap(([name, value]) =>
    [value].flat().map((text) => ({ name, text })),
  );
}

/** The texts of a form that was refused, to be copied: all of them, however many somebody sends. */
export function writtenIn(body: unknown): { name: string; text: string }[] {
  const written = fieldsOf(body).filter(({ name, text }) => !UNWRITTEN.test(name) && text.trim() !== "");
  const others = written.splice(BOXES);
  if (others.length === 0) return written;
  return [...written, { name: "…", text: others.map(({ name, text }) => `${name}: ${text}`).join("\n") }];
}
