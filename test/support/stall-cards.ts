// Cards of made-up members in a stall of the whole program, as its screen adds them.
import type { Assembled } from "../../src/assemble.ts";
import { parseLetterRequest } from "../../src/letters/request.ts";
import { parseHandwritingRequest } from "../../src/stalls/compose-card.ts";

/** A typed card: whose, from where, what it says. */
export type MadeCard = { readonly name: string; readonly postcode?: string; readonly ownWords?: string };

/** Postcodes of four constituencies, by the index that is shipped. */
export const POSTCODES = ["LS1 4AP", "CF10 1EP", "M1 1AE", "SW1A 1AA"] as const;

/** Adds them in their order, each with a key of its own, and answers their ids. */
export async function addCards(
  parts: Assembled,
  stall: string,
  cards: readonly MadeCard[],
): Promise<string[]> {
  const stalls = await parts.stalls();
  const ids: string[] = [];
  for (const { name, postcode = POSTCODES[0], ownWords = "Three of us did the work of seven." } of cards) {
    const request = { campaign: "safe-workloads", postcode, sender: { name }, ownWords };
    const card = await stalls.compose.typed(parseLetterRequest(request));
    const { id } = await stalls.queue.add(stall, card, crypto.randomUUID());
    ids.push(id);
  }
  return ids;
}

/** Adds a card to be written on by hand, without an MP's name. */
export async function addBlank(parts: Assembled, stall: string): Promise<string> {
  const stalls = await parts.stalls();
  const card = await stalls.compose.handwriting(parseHandwritingRequest({ campaign: "safe-workloads" }));
  return (await stalls.queue.add(stall, card, crypto.randomUUID())).id;
}
