// What every letter to an MP has, whoever writes it: where it goes, how it begins, and its small print.
import type { Campaign } from "../campaigns/campaign.ts";
import type { Seat } from "../mps/seat.ts";
import type { Words } from "../words.ts";

/** The House's own address below the MP's name: the same for all. */
export const HOUSE = ["House of Commons", "LONDON", "SW1A 0AA"] as const;

/** The postal address, top line first; a seat that nobody is known to hold is addressed by its office. */
export function postalAddress(seat: Seat, words: Words): string[] {
  return [seat.member?.addressAs ?? words("letter.office", { constituency: seat.name }), ...HOUSE];
}

/** "Dear Alex Baker", without the comma. */
export function salutation(seat: Seat, words: Words): string {
  return seat.member ? words("letter.dear", { name: seat.member.salutation }) : words("letter.dearNobody");
}

/** A sample says that it is one, where a campaign has its imprint; null where there is nothing to say. */
export function imprintOf(campaign: Pick<Campaign, "sample" | "imprint">, words: Words): string | null {
  return campaign.sample ? words("letter.sample") : campaign.imprint;
}
