// Cards in the order in which they are printed: each MP's together behind a cover for the envelope, and a summary at the end.
import type { Campaign } from "../campaigns/campaign.ts";
import type { Seat } from "../mps/seat.ts";
import type { Card } from "../paper/postcard.ts";
import type { StackPiece } from "../paper/stack.ts";
import type { Cover, Summary } from "../paper/stack-pages.ts";
import type { Words } from "../words.ts";

/** A card ready for its sheet, with what its cover says: the address, top line first, and the seat; null where no MP is named on it. */
export type AddressedCard = {
  readonly card: Card;
  readonly to: readonly string[];
  readonly seat: Pick<Seat, "name"> | null;
};

/** What the covers and the summary say besides. `total` is the number of cards, `writtenOn` an ISO date. */
export type StackSettings = {
  readonly covers: boolean;
  readonly total: number;
  readonly campaign: Pick<Campaign, "title">;
  readonly words: Words;
  readonly writtenOn: string;
};

/** The pieces of a stack of groups, each card made by `print` when it is asked for. */
export async function* stackPieces<Item>(
  groups: readonly (readonly Item[])[],
  print: (item: Item) => AddressedCard | Promise<AddressedCard>,
  settings: StackSettings,
): AsyncGenerator<StackPiece> {
  const rows: string[] = [];
  let mps = 0;
  for (const group of groups) {
    for (const [at, item] of group.entries()) {
      const printed = await print(item);
      if (at === 0 && settings.covers) {
        yield { kind: "cover", cover: coverOf(printed, group.length, settings) };
        rows.push(summaryRow(printed, group.length, settings.words));
        // Cards without an MP's name are a pile of their own, and nobody's.
        if (printed.seat !== null) mps++;
      }
      yield { kind: "card", card: printed.card };
    }
  }
  if (settings.covers) yield { kind: "summary", summary: summaryOf(rows, mps, settings) };
}

/** Items by the seat that `codeOf` finds for each: the seats by their names, and those without one first. */
export function bySeat<Item>(
  items: readonly Item[],
  codeOf: (item: Item) => string | null,
  seats: readonly Pick<Seat, "code" | "name">[],
): Item[][] {
  const groups = Map.groupBy(items, codeOf);
  const names = new Map(seats.map(({ code, name }) => [code, name]));
  const nameOf = (code: string | null): string => (code === null ? "" : (names.get(code) ?? code));
  const byName = new Intl.Collator("en");
  return [...groups]
    .sort(([one], [other]) => byName.compare(nameOf(one), nameOf(other)))
    .map(([, group]) => group);
}

function coverOf({ to, seat }: AddressedCard, count: number, { words, campaign }: StackSettings): Cover {
  if (seat === null) {
    return {
      heading: words("batch.cover.headingNobody", { count }),
      notes: words.list("batch.cover.notesNobody", { title: campaign.title }),
      to,
    };
  }
  return {
    heading: words("batch.cover.heading", { count, mp: to[0] ?? "" }),
    notes: words.list("batch.cover.notes", { constituency: seat.name, title: campaign.title }),
    to,
  };
}

function summaryRow({ to, seat }: AddressedCard, count: number, words: Words): string {
  if (seat === null) return words("batch.summary.rowNobody", { count });
  return words("batch.summary.row", { count, mp: to[0] ?? "", constituency: seat.name });
}

function summaryOf(
  rows: readonly string[],
  mps: number,
  { words, campaign, writtenOn, total }: StackSettings,
): Summary {
  const values = { title: campaign.title, cards: total, mps, date: words.date(writtenOn) };
  return {
    heading: words("batch.summary.heading"),
    notes: words.list("batch.summary.notes", values),
    rows,
  };
}
