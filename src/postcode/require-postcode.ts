// Reading a postcode where a wrong one ends the work: API bodies, command-line options.
import { Problem } from "../errors.ts";
import { type Postcode, parsePostcode } from "./postcode.ts";

/** The postcode that was typed. Throws `Problem` with the parser's code, and `{area}` for `postcode-area`. */
export function requirePostcode(typed: string): Postcode {
  const parsed = parsePostcode(typed);
  if (parsed.ok) return parsed.postcode;
  throw new Problem(parsed.code, parsed.area === undefined ? {} : { area: parsed.area });
}
