// Stalls, put together: the whole of what the pages and the command line ask of them.
import { randomUUID } from "node:crypto";
import type { CheckRowsParts } from "../batches/check-rows.ts";
import type { Campaign } from "../campaigns/campaign.ts";
import { Problem } from "../errors.ts";
import type { SheetName } from "../paper/sheet.ts";
import type { Stack } from "../paper/stack.ts";
import { createFillBox, type FillBox } from "./box.ts";
import type { StallClock } from "./clock.ts";
import { type Closing, createClosing } from "./closing.ts";
import { type ComposeCard, type ComposeCardParts, createComposeCard } from "./compose-card.ts";
import { createImportSheet, type ImportSheet } from "./import-sheet.ts";
import type { StallKeys } from "./keys.ts";
import { createPairing, type Pairing } from "./pairing.ts";
import { createPairingGuard } from "./pairing-guard.ts";
import { createPrinting, type Printing } from "./printing.ts";
import { createQueue, type Queue } from "./queue.ts";
import type { NewStall, Stall, StallChange } from "./stall.ts";
import type { StallStore } from "./store.ts";

/** Four cards to an A4 sheet, turned over on its long edge: what an office printer does by itself. */
export const DEFAULT_SHEET: SheetName = "a4-duplex-long";

export type Stalls = {
  /** Makes a stall with its key, both on the disk when it resolves. Rejects with `stall-keys-damaged`, `file-unwritable`, `store-…`. */
  create(stall: NewStall): Promise<Stall>;
  /**
   * The laptop's own stall of a campaign that is not wiped, as a crash or a flat battery left it, with the name and the sheet given now;
   * a new one where there is none.
   */
  resume(
    campaign: Pick<Campaign, "id" | "title">,
    given: { readonly name?: string | undefined; readonly sheet?: SheetName | undefined },
  ): Promise<Stall>;
  /** Newest first, wiped ones too. */
  all(): Promise<readonly Stall[]>;
  /** Rejects with `stall-unknown`. */
  get(id: string): Promise<Stall>;
  change(id: string, change: StallChange): Promise<Stall>;

  readonly compose: ComposeCard;
  readonly queue: Queue;
  readonly printing: Printing;
  readonly importSheet: ImportSheet;
  readonly fillBox: FillBox;
  readonly pairing: Pairing;
  readonly closing: Closing;
};

export type StallsParts = ComposeCardParts &
  CheckRowsParts & {
    readonly store: StallStore;
    readonly keys: StallKeys;
    readonly clock: StallClock;
    /** Today's ISO date in London. */
    readonly today: () => string;
    readonly stack: Stack;
    /** The ISO date in London of an instant in ms. */
    readonly day: (instant: number) => string;
    /** Ms of a clock that nobody sets. */
    readonly monotonic: () => number;
  };

/** Makes them. */
export function createStalls(parts: StallsParts): Stalls {
  const { store, keys, clock } = parts;
  const queue = createQueue(parts);

  async function get(id: string): Promise<Stall> {
    const stall = await store.get(id);
    if (stall === null) throw new Problem("stall-unknown");
    return stall;
  }

  async function create(stall: NewStall): Promise<Stall> {
    const createdAt = new Date(clock.now()).toISOString();
    const made: Stall = { ...stall, id: randomUUID(), createdAt, wipedAt: null };
    await keys.make(made.id);
    await store.create(made);
    return made;
  }

  async function change(id: string, changes: StallChange): Promise<Stall> {
    await store.change(id, changes);
    return get(id);
  }

  return {
    create,
    get,
    change,
    all: () => store.all(),

    async resume({ id, title }, { name, sheet }) {
      const left = (await store.all()).find(
        (stall) => stall.kind === "local" && stall.campaign === id && stall.wipedAt === null,
      );
      if (left !== undefined) {
        return change(left.id, { ...(name && { name }), ...(sheet && { sheet }) });
      }
      return create({
        kind: "local",
        campaign: id,
        name: name ?? title,
        sheet: sheet ?? DEFAULT_SHEET,
        opens: null,
        closes: null,
      });
    },

    compose: createComposeCard(parts),
    queue,
    printing: createPrinting({ ...parts, queue }),
    importSheet: createImportSheet({ queue, keys, rows: parts }),
    fillBox: createFillBox(parts),
    pairing: createPairing({ store, keys, clock, guard: createPairingGuard({ now: parts.monotonic }) }),
    closing: createClosing(parts),
  };
}
