// The page that shows the API to a person, made from its OpenAPI description.
import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { Words } from "../../words.ts";

const fieldSchema = z.object({ type: z.unknown().optional(), description: z.string().optional() });
const objectSchema = z.object({
  properties: z.record(z.string(), fieldSchema).default({}),
  required: z.array(z.string()).default([]),
});
const operationSchema = z.object({
  summary: z.string().default(""),
  parameters: z
    .array(z.object({ name: z.string(), description: z.string().optional(), schema: z.unknown().optional() }))
    .default([]),
  requestBody: z
    .object({ content: z.object({ "application/json": z.object({ schema: objectSchema }) }) })
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
          ...Object.entries(body?.properties ?? {}).map(([name, field]) => ({
            name,
            description: field.description,
            required: body?.required.includes(name) ?? false,
          })),
        ],
        example: body ? JSON.stringify(EXAMPLES[path] ?? LETTER_EXAMPLE, null, 2) : null,
      };
    }),
  );
  return reply.html("api", { title: words("api.title"), operations });
}
