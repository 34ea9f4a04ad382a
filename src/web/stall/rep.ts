// The rep's side of a stall: the queue, the box, the sign-up sheet, the devices, the end of the day.
import type { FastifyInstance } from "fastify";
import type { WebParts } from "../parts.ts";
import { registerBox } from "./box.ts";
import { registerClose } from "./close.ts";
import { registerDevices } from "./devices.ts";
import { registerPrint } from "./print.ts";
import { createPrintNotes } from "./print-notes.ts";
import { registerQueue } from "./queue.ts";
import { registerSheet } from "./sheet.ts";

/** Registers it. Every route here is in a scope where a stall is known, and for reps alone. */
export function registerRep(rep: FastifyInstance, parts: WebParts): void {
  const notes = createPrintNotes(parts.words);
  registerQueue(rep, parts, notes);
  registerPrint(rep, parts, notes);
  registerBox(rep, parts);
  registerSheet(rep, parts);
  registerDevices(rep, parts);
  registerClose(rep, parts);
}
