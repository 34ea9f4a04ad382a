// Finds seats by what people type of a constituency's or an MP's name.
import type { Member, Seat } from "./seat.ts";

/** How many seats a search gives at most. */
export const MOST_RESULTS = 20;
/** Longer than any name of a seat; what follows is not read. */
const LONGEST_QUERY = 200;

/** Words that people put in or leave out. */
const OPTIONAL = new Set(["and", "mp", "the"]);

/** How well a name matches, best first; a seat's rank is that of its best name. */
const RANK = { same: 0, beginning: 1, words: 2, mixed: 3 } as const;

/** What of a seat is searched. */
export type Searchable = Pick<Seat, "code" | "name" | "nameCy"> & {
  readonly member: Readonly<Pick<Member, "name">> | null;
};

/**
 * Makes the search over some seats: at most 20, best first, then by name. Every word of the query begins a word of the
 * constituency (either language, or a name it is also known by), of its MP, or of both together. A code finds its seat.
 */
export function createSeatSearch<S extends Searchable>(
  seats: readonly S[],
  alsoKnownAs: Readonly<Record<string, readonly string[]>>,
): (query: string) => readonly S[] {
  const entries = seats.map((seat) => {
    const names = [seat.name, seat.nameCy, ...(alsoKnownAs[seat.code] ?? []), seat.code, seat.member?.name];
    return { seat, names: names.filter((name) => name !== null && name !== undefined).map(foldedWords) };
  });
  const byName = new Intl.Collator("en");

  return function search(query) {
    const wanted = foldedWords(query.slice(0, LONGEST_QUERY));
    if (wanted.length === 0) return [];
    return entries
      .map(({ seat, names }) => ({ seat, rank: rankOf(wanted, names) }))
      .filter(({ rank }) => rank !== undefined)
      .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || byName.compare(a.seat.name, b.seat.name))
      .slice(0, MOST_RESULTS)
      .map(({ seat }) => seat);
  };
}

/** Words in lower case without accents and punctuation: "St. Ives & Môn" is `st ives mon`. */
function foldedWords(text: string): string[] {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}'’.]/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => (word === "saint" ? "st" : word))
    .filter((word) => word !== "" && !OPTIONAL.has(word));
}

function rankOf(wanted: readonly string[], names: readonly (readonly string[])[]): number | undefined {
  const text = wanted.join(" ");
  const begins = (words: readonly string[]): boolean =>
    wanted.every((start) => words.some((word) => word.startsWith(start)));
  if (names.some((words) => words.join(" ") === text)) return RANK.same;
  if (names.some((words) => words.join(" ").startsWith(text))) return RANK.beginning;
  if (names.some(begins)) return RANK.words;
  return begins(names.flat()) ? RANK.mixed : undefined;
}
