// Every seat as it is, and made-up ones for what no seat happens to be today but one can be tomorrow.
import { ATTRIBUTES, NATIONS, type Seat } from "../mps/seat.ts";

/**
 * The seats given; of every nation also its seat with the longest name, vacant and unknown; and for every attribute
 * that no seat has, a seat that has it.
 */
export function everyKindOfSeat(seats: readonly Seat[]): Seat[] {
  const empty = NATIONS.flatMap((nation) => {
    const [longest] = seats
      .filter((seat) => seat.nation === nation)
      .toSorted((a, b) => b.name.length - a.name.length);
    if (!longest) return [];
    const nobody = { ...longest, member: null, attributes: [], note: null };
    return [
      { ...nobody, status: "vacant" as const },
      { ...nobody, status: "unknown" as const },
    ];
  });
  const held = seats.find((seat) => seat.status === "held");
  const missing = ATTRIBUTES.filter(
    (attribute) => !seats.some((seat) => seat.attributes.includes(attribute)),
  );
  return [
    ...seats,
    ...empty,
    ...(held ? missing.map((attribute) => ({ ...held, attributes: [attribute] })) : []),
  ];
}
