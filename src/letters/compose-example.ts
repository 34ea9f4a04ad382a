// A campaign's made-up member writes to any seat: for previews, proofs and tests.
import type { Example } from "../campaigns/campaign.ts";
import { requirePostcode } from "../postcode/require-postcode.ts";
import { compose, type Ingredients } from "./compose.ts";
import type { Letter } from "./letter.ts";
import { parseLetterRequest } from "./request.ts";

/** Composes an example's letter for a seat, wherever its postcode lies. Throws as `compose` and the parsers do. */
export function composeExample(example: Example, rest: Omit<Ingredients, "request" | "postcode">): Letter {
  const { name, address, postcode, reasons, ownWords } = example;
  const request = parseLetterRequest({
    campaign: rest.campaign.campaign.id,
    sender: { name, address },
    postcode,
    reasons,
    ownWords,
  });
  return compose({ ...rest, request, postcode: requirePostcode(postcode) });
}
