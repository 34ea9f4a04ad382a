// The queue as its page shows it: what waits, what is in the printer, what is stuck, and when each goes.
import { createHash } from "node:crypto";
import { SHEETS, type SheetName } from "../../paper/sheet.ts";
import type { QueuedCard, QueuedJob, QueueView } from "../../stalls/queue.ts";
import type { Words } from "../../words.ts";
import type { PrintNotes } from "./print-notes.ts";
import { timeOfDay } from "./time-of-day.ts";

/** A card as a row: whom it is from and for, or its number where it cannot be opened. */
export type CardRow = {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly mp: string;
  readonly constituency: string;
  readonly handwriting: boolean;
  readonly added: string;
  readonly until: string;
  /** Why it is stuck; "" where it is not. */
  readonly why: string;
};

/** What a rep can put a stall's cards on; one that the command line chose is offered as well. */
const OFFERED: readonly SheetName[] = ["a4-duplex-long", "a4-duplex-short", "a4", "a4-single", "card"];

/** Everything that the page of the queue shows. `version` changes when any of it does. */
export function queuePage(
  view: QueueView,
  { sheet, notes, words }: { sheet: SheetName; notes: PrintNotes; words: Words },
) {
  const inState = (state: QueuedCard["state"]) =>
    view.cards.filter((card) => card.state === state).map((card) => cardRow(card, notes, words));
  const shown = {
    waiting: inState("queued"),
    stuck: inState("stuck"),
    printing: view.cards.filter(({ state }) => state === "printing").length,
    jobs: view.jobs.map((job) => jobRow(job, notes, words)),
    sheets: sheetChoices(sheet, words),
  };
  const count = shown.waiting.length;
  const version = createHash("sha256").update(JSON.stringify(shown)).digest("base64url").slice(0, 22);
  return { ...shown, version, counted: words("stall.queue.counted", { count }) };
}

/** A card of the queue as a row. */
export function cardRow(
  { id, number, about, addedAt, until, state }: QueuedCard,
  notes: PrintNotes,
  words: Words,
): CardRow {
  const why = state === "stuck" ? (notes.reasonFor(id) ?? words("stall.queue.stuckForgotten")) : "";
  const unnamed = words(about === null ? "stall.queue.unreadable" : "stall.queue.noName");
  return {
    id,
    number,
    name: about?.name ?? unnamed,
    mp: about?.mp ?? (about === null ? "" : words("stall.queue.noMp")),
    constituency: about?.constituency ?? "",
    handwriting: about?.way === "handwriting",
    added: timeOfDay(addedAt),
    until: timeOfDay(until),
    why,
  };
}

/** A job, and what is said of it. */
export function jobRow({ id, takenAt, printing, printed }: QueuedJob, notes: PrintNotes, words: Words) {
  const at = timeOfDay(takenAt);
  const by = notes.takerOf(id);
  return {
    id,
    printing,
    printed,
    taken: by === null ? words("stall.queue.taken", { at }) : words("stall.queue.takenBy", { at, by }),
    inPrinter: printing > 0 ? words("stall.queue.inPrinter", { count: printing }) : "",
    wasPrinted: printed > 0 ? words("stall.queue.wasPrinted", { count: printed }) : "",
  };
}

/** The sheets to choose from, with the stall's own. */
export function sheetChoices(sheet: SheetName, words: Words) {
  const names = SHEETS.filter((name) => OFFERED.includes(name) || name === sheet);
  return names.map((name) => ({ name, text: words(`stall.sheetNames.${name}`), chosen: name === sheet }));
}

/** A job's cards in the order in which they lie in its PDF: by constituency, those without one first, then as they were added. */
export function inPrintOrder(cards: readonly QueuedCard[]): readonly QueuedCard[] {
  const byName = new Intl.Collator("en");
  return [...cards].sort(
    (one, other) =>
      byName.compare(one.about?.constituency ?? "", other.about?.constituency ?? "") ||
      one.number - other.number,
  );
}
