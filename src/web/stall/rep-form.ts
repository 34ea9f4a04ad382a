// Fields of the rep's forms as browsers post them: everything text, and whatever is missing is empty.
import { z } from "zod";

/** A field's text; of several, the first. */
export const one = z
  .union([z.string(), z.array(z.string()).transform(([first = ""]) => first)])
  .catch("")
  .default("");

/** Every text of a field that may come several times. */
export const many = z
  .union([z.string().transform((text) => [text]), z.array(z.string())])
  .catch([])
  .default([]);

/** Reads a form, or a query, whatever it is. */
export function readForm<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  body: unknown,
): z.output<z.ZodObject<Shape>> {
  const isForm = typeof body === "object" && body !== null && !Array.isArray(body);
  return schema.parse(isForm ? body : {});
}
