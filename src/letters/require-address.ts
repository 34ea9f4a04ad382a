// Letters and emails end with the sender's postal address: an MP's office answers constituents only.
import { fieldProblem } from "../errors.ts";
import type { Sender } from "./letter.ts";

/** Does nothing for a sender with an address. Throws `address-missing`, naming the field, for one without. */
export function requireAddress({ address }: Pick<Sender, "address">): void {
  if (address.length > 0) return;
  throw fieldProblem("sender.address", "address-missing");
}
