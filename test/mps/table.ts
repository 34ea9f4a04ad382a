// A made-up table of 650 seats in the shape of the published one, for tests of the builder.

const HEADING =
  "pcon24cd,name,name_cy,country,region,member_id,name_display,name_full_title,party,email,hex_q,hex_r";
const NATIONS = [
  ["E14", 1063, 543, "England", "North East"],
  ["S14", 60, 57, "Scotland", "Scotland"],
  ["W07", 81, 32, "Wales", "Wales"],
  ["N05", 1, 18, "Northern Ireland", "Northern Ireland"],
] as const;

/** The table's lines, heading first: row n is seat "Place n", held by "Member n" of the Example Party. */
export function tableLines(): string[] {
  const lines = [HEADING];
  for (const [prefix, first, count, country, region] of NATIONS) {
    for (let at = 0; at < count; at++) {
      const n = lines.length;
      const code = prefix + String(first + at).padStart(6, "0");
      lines.push(
        `${code},Place ${n},,${country},${region},${n},Member ${n},Member ${n} MP,Example Party,m${n}@example.org,${n},-${n}`,
      );
    }
  }
  return lines;
}

/** A CSV of corrections with these rows. */
export function correctionsCsv(...rows: string[]): string {
  return ["code,field,value,date,source", ...rows, ""].join("\n");
}
