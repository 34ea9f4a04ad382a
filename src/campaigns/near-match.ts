// Which known name somebody may have meant by an unknown one.

const LONGEST = 40;

/**
 * The known name nearest to `typed`: at most two letters changed, added, left out or swapped (one in a name of three
 * letters or fewer), capitals not counting. Null where none is near.
 */
export function nearMatch(typed: string, known: Iterable<string>): string | null {
  if (typed.length > LONGEST) return null;
  let best: string | null = null;
  let distance = typed.length <= 3 ? 2 : 3;
  for (const name of known) {
    const found = editDistance(typed.toLowerCase(), name.toLowerCase());
    if (found < distance) [best, distance] = [name, found];
  }
  return best;
}

/** Damerau's distance with adjacent swaps (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    [before, above] = [above, row];
  }
  return above[b.length] ?? 0;
}
