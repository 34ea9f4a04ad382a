// Letters and emails end with the sender's postal address: an MP's office answers constituents only.
import { Problem } from "../errors.ts";
import type { Letter } from "./letter.ts";

/** The letter as it is, if its sender gave an address. Throws `address-missing`, naming the field. */
export function requireAddress(letter: Letter): Letter {
  if (letter.sender.address.length > 0) return letter;
  throw new Problem("address-missing", {}, [{ field: "sender.address", code: "address-missing" }]);
}
