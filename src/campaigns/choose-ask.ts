// Which of a campaign's asks fits an MP.
import type { Seat } from "../mps/seat.ts";
import type { Ask, Condition } from "./campaign.ts";

/** The first ask whose `when` matches the seat; the last has none and matches all (the schema sees to it). */
export function chooseAsk(asks: readonly Ask[], seat: Seat): Ask {
  const ask = asks.find(({ when }) => {
    if (!when) return true;
    const conditions = conditionsOf(seat);
    const party = seat.member?.party.normalize("NFC");
    return (
      (!when.party || when.party.some((name) => name.normalize("NFC") === party)) &&
      (!when.nation || when.nation.includes(seat.nation)) &&
      (!when.attribute || when.attribute.some((attribute) => conditions.includes(attribute)))
    );
  });
  if (!ask) throw new Error("a campaign needs a last ask without a condition");
  return ask;
}

/** What is true of a seat and can be tested by `when.attribute`. */
export function conditionsOf(seat: Seat): Condition[] {
  return seat.status === "held" ? seat.attributes : [...seat.attributes, seat.status];
}
