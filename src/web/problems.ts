// A Problem in plain words, as pages show it and as the API answers it (RFC 9457).
import { z } from "zod";
import { ERRORS, type ErrorCode, type Problem } from "../errors.ts";
import type { Words } from "../words.ts";

/** What a person reads about a Problem. `fields` name what is at fault by its path in the Request. */
export const explainedSchema = z.object({
  type: z.literal("about:blank"),
  status: z.number().int(),
  code: z.string().describe("A code from docs/errors.md"),
  title: z.string(),
  detail: z.string(),
  fields: z
    .array(z.object({ field: z.string(), code: z.string(), title: z.string(), detail: z.string() }))
    .optional(),
});

export type Explained = z.infer<typeof explainedSchema>;

/** Explains a Problem in the language of `words`. */
export function explain(problem: Problem, words: Words): Explained {
  const title = (code: ErrorCode, values: Problem["values"]) => words(`errors.${code}.title`, values);
  const detail = (code: ErrorCode, values: Problem["values"]) => words(`errors.${code}.detail`, values);
  return {
    type: "about:blank",
    status: ERRORS[problem.code].status,
    code: problem.code,
    title: title(problem.code, problem.values),
    detail: detail(problem.code, problem.values),
    ...(problem.fields.length > 0 && {
      fields: problem.fields.map(({ field, code, values = {} }) => ({
        field,
        code,
        title: title(code, values),
        detail: detail(code, values),
      })),
    }),
  };
}
