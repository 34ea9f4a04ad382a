// The snapshot of the seats in use, the one before it, and the operator's overrides, as files.
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "../errors.ts";
import { printSeats } from "../mps/build-seats.ts";
import { type SeatOverrides, seatOverrides } from "../mps/seat-overrides.ts";
import { readSeatsSnapshot, type SeatsSnapshot } from "../mps/seats.ts";
import { readText } from "./read-text.ts";
import { writeWhole } from "./whole-file.ts";

export type SeatFiles = {
  /** The last refresh's snapshot, or the shipped one where that is newer or there was no refresh. */
  readonly current: () => Promise<SeatsSnapshot>;
  /** Puts a snapshot in place of the current one, which stays beside it as `seats.previous.json`. */
  readonly save: (snapshot: SeatsSnapshot) => Promise<void>;
  readonly overrides: () => Promise<SeatOverrides>;
  readonly saveOverrides: (overrides: SeatOverrides) => Promise<void>;
};

/**
 * Keeps them in a folder, which is made when something is first saved; `shipped` is the snapshot that comes with the program.
 * Rejects with `file-invalid` and `file-unreadable` for what cannot be read, and `file-unwritable`: then nothing changed.
 */
export function createSeatFiles({ shipped, folder }: { shipped: string; folder: string }): SeatFiles {
  const refreshed = join(folder, "seats.json");
  const previous = join(folder, "seats.previous.json");
  const byHand = join(folder, "seat-overrides.json");

  async function current(): Promise<SeatsSnapshot> {
    const ours = readSeatsSnapshot(await readText(shipped), shipped);
    if (!(await exists(refreshed))) return ours;
    const theirs = readSeatsSnapshot(await readText(refreshed), refreshed);
    return theirs.date >= ours.date ? theirs : ours;
  }

  async function write(file: string, text: string): Promise<void> {
    try {
      await mkdir(folder, { recursive: true });
    } catch {
      throw new Problem("file-unwritable", { file });
    }
    await writeWhole(file, text);
  }

  return {
    current,
    async save(snapshot) {
      await write(previous, printSeats(await current()));
      await write(refreshed, printSeats(snapshot));
    },
    async overrides() {
      if (!(await exists(byHand))) return {};
      try {
        return seatOverrides.parse(JSON.parse(await readText(byHand)));
      } catch (error) {
        if (error instanceof Problem) throw error;
        const expected = "what “postbag seats set” writes";
        throw new Problem("file-invalid", { file: byHand, where: "its text", expected });
      }
    },
    saveOverrides: (overrides) => write(byHand, `${JSON.stringify(overrides, null, 2)}\n`),
  };
}

async function exists(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false,
  );
}
