// The page that shows the API to a person, made from its OpenAPI description.
import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { Words } from "../../words.ts";

type Field = {
  description?: string | undefined;
  properties?: Record<string, Field> | undefined;
  required?: string[] | undefined;
};
const fieldSchema: z.ZodType<Field> = z.lazy(() =>
  z.object({
    description: z.string().optional(),
    properties: z.record(z.string(), fieldSchema).optional(),
    required: z.array(z.string()).optional(),
  }),
);
type ReferenceField = { name: string; description: string | undefined; required: boolean };

const operationSchema = z.object({
  summary: z.string().default(""),
  parameters: z
    .array(z.object({ name: z.string(), description: z.string().optional(), schema: z.unknown().optional() }))
    .default([]),
  requestBody: z
    .object({ content: z.object({ "application/json": z.object({ schema: fieldSchema }) }) })
    .optional(),
});
const documentSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), operationSchema)) });

/** What a program would send for an example, by path. */
const EXAMPLES: Readonly<Record<string, unknown>> = {
  "/api/v1/mp": { postcode: "SW1A 1AA" },
};

const LETTER_EXAMPLE = {
  campaign: "safe-workloads",
  postcode: "CF10 1EP",
  sender: { name: "Sam Taylor", address: ["12 Example Street", "Cardiff"] },
  ownWords: "Last month I had twice the cases that one officer can see properly.",
};

/** Sends the reference page for an OpenAPI document as `@fastify/swagger` makes it. */
export async function showReference(
  reply: FastifyReply,
  document: unknown,
  words: Words,
): Promise<FastifyReply> {
  const { paths } = documentSchema.parse(document);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const body = operation.requestBody?.content["application/json"].schema;
      return {
        call: `${method.toUpperCase()} ${path}`,
        summary: operation.summary,
        fields: [
          ...operation.parameters.map(({ name, description }) => ({
            name: `?${name}=`,
            description,
            required: false,
          })),
          ...(body ? fieldsOf(body, "") : []),
        ],
        example: body ? JSON.stringify(EXAMPLES[path] ?? LETTER_EXAMPLE, null, 2) : null,
      };
    }),
  );
  return reply.html("api", { title: words("api.title"), operations });
}

/** The fields of an object and of the objects in it, by their path; `sender.name`, say. */
function fieldsOf({ properties = {}, required = [] }: Field, prefix: string): ReferenceField[] {
  return Object.entries(properties).flatMap(([name, field]) => [
    { name: prefix + name, description: field.description, required: required.includes(name) },
    ...fieldsOf(field, `${prefix}${name}.`),
  ]);
}
