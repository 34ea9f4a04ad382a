// A made-up member who ticks the two longest reasons and writes 60 words: a campaign has to leave that much room.
import type { Campaign, Example } from "../campaigns/campaign.ts";

/** Words that a member can count on having on a card with two reasons ticked. */
export const ROOM_WORDS = 60;

const SENTENCE =
  "When the day is over I know what I did not have the time to do, and so do the people I see.";

/** The name under which it writes. */
export const ROOM_NAME = "Room Foranother";

/** The example, under a name that says what it is for. */
export function roomExample({ reasons, examples }: Campaign): Example {
  const sentence = SENTENCE.split(" ");
  const ownWords = Array.from({ length: ROOM_WORDS }, (_, i) => sentence[i % sentence.length]).join(" ");
  const longest = reasons.toSorted((a, b) => b.short.length - a.short.length).slice(0, 2);
  return {
    name: ROOM_NAME,
    postcode: examples[0]?.postcode ?? "SW1A 1AA",
    address: ["1 Example Street"],
    reasons: longest.map((reason) => reason.id),
    ownWords,
  };
}
