// The forms of the desk as they arrive: large ones, for a campaign is one form, but not of any number of fields.
import { parse } from "node:querystring";
import type { FastifyInstance } from "fastify";
import { Problem } from "../../errors.ts";

/** Ten thousand reasons have fewer. Half a million, as fit into the largest form, would hold up everybody for seconds. */
const MOST_FIELDS = 50_000;

/** Reads `application/x-www-form-urlencoded` in a scope. Throws `request-too-large` for more fields than any page has. */
export function readForms(scope: FastifyInstance): void {
  scope.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, body, done) => {
      const text = String(body);
      if (countOf(text) > MOST_FIELDS) done(new Problem("request-too-large"));
      else done(null, parse(text, "&", "=", { maxKeys: 0 }));
    },
  );
}

function countOf(text: string): number {
  let count = 1;
  for (let at = text.indexOf("&"); at >= 0; at = text.indexOf("&", at + 1)) count += 1;
  return count;
}
