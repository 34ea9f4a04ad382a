// Letters and emails end with the sender's postal address: an MP's office answers constituents only.
import { fieldProblem } from "../errors.ts";
import type { Sender } from "./letter.ts";

/** Does nothing for a sender with an address. Throws the code given, naming the field, for one without. */
export function requireAddress(
  { address }: Pick<Sender, "address">,
  code: "address-missing" | "card-address-missing" = "address-missing",
): void {
  if (address.length === 0) throw fieldProblem("sender.address", code);
}
