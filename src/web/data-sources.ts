// What the attribution page names: each data file says itself where it is from.
import type { Words } from "../words.ts";
import type { DataSource } from "./parts.ts";

type Said = { readonly source: string; readonly licence: string };

/** The postcodes' and the seats' sources, as their files state them; statements of a licence are separated by semicolons there. */
export function dataSources({
  index,
  seats,
  words,
}: {
  index: Said;
  seats: Said;
  words: Words;
}): DataSource[] {
  return [
    { title: words("attribution.postcodes"), source: index.source, licence: sentences(index.licence) },
    { title: words("attribution.seats"), source: seats.source, licence: sentences(seats.licence) },
  ];
}

function sentences(licence: string): string[] {
  return licence.split(/;\s*/).filter((text) => text !== "");
}
