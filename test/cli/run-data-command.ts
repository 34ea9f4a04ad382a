// Runs one of the commands lookup, index and seats over streams of its own, in a folder of its own.
import { join } from "node:path";
import type { Writable } from "node:stream";
import { Command } from "commander";
import { addLookup } from "../../src/cli/lookup.ts";
import { addPostcodeIndex } from "../../src/cli/postcode-index.ts";
import { addSeats } from "../../src/cli/seats.ts";
import type { SeatRefresh } from "../../src/cli/seats-refresh.ts";
import type { FindMp } from "../../src/mps/find-mp.ts";
import { createSeatFiles } from "../../src/storage/seat-files.ts";
import { readWords } from "../../src/storage/words-file.ts";
import { keptIo } from "../support/cli-io.ts";

const root = join(import.meta.dirname, "../..");

/** The program's own data files. */
export const SHIPPED = {
  index: join(root, "data/postcodes.idx"),
  seats: join(root, "data/seats.json"),
  seatCorrections: join(root, "data/seat-corrections.csv"),
};

export type Given = {
  stdin?: Iterable<string | Uint8Array>;
  findMp?: FindMp;
  paths?: typeof SHIPPED;
  /** Where refreshed seats and overrides are kept. */
  varDir?: string;
  seatRefresh?: SeatRefresh;
  /** Takes standard output instead of gathering it. */
  stdout?: Writable;
};

export type Ended = { stdout: string; stderr: string; exitCode: number };

/** Runs a command line and gives what it wrote and its exit code; rejects with the `Problem` it throws. */
export async function runDataCommand(args: string[], given: Given = {}): Promise<Ended> {
  const { io: kept, said } = keptIo(given.stdin);
  const io = { ...kept, stdout: given.stdout ?? kept.stdout };
  const words = await readWords(join(root, "templates/words"), "en");
  const findMp = async (): Promise<FindMp> => {
    if (given.findMp === undefined) throw new Error("this command looks nothing up");
    return given.findMp;
  };
  const paths = given.paths ?? SHIPPED;
  const program = new Command("postbag").exitOverride();
  addLookup(program, io, { findMp, words });
  addPostcodeIndex(program, io, { paths, words });
  addSeats(program, io, {
    paths,
    words,
    today: () => "2026-11-22",
    seatFiles: async () =>
      createSeatFiles({ shipped: paths.seats, folder: given.varDir ?? "no/such/folder" }),
    seatRefresh: async () => {
      if (given.seatRefresh === undefined) throw new Error("this command refreshes nothing");
      return given.seatRefresh;
    },
  });
  await program.parseAsync(args, { from: "user" });
  return { stdout: said.stdout, stderr: said.stderr, exitCode: said.code };
}
