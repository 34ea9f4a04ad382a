// `postbag seats`: build data/seats.json out of a published table and the hand-kept corrections, and say what is in it.
import { basename } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { Problem } from "../errors.ts";
import { buildSeats, printSeats } from "../mps/build-seats.ts";
import { NATIONS } from "../mps/seat.ts";
import { createSeats, readSeatsSnapshot } from "../mps/seats.ts";
import { readText } from "../storage/read-text.ts";
import { writeWhole } from "../storage/whole-file.ts";
import type { Words } from "../words.ts";
import type { CliIo } from "./io.ts";
import { addSeatsRefresh, type SeatsRefreshParts } from "./seats-refresh.ts";

export type SeatsParts = SeatsRefreshParts & {
  /** The directory that the program uses, and the hand-kept corrections. */
  readonly paths: { readonly seats: string; readonly seatCorrections: string };
  readonly words: Words;
};

/** What the directory that comes with Postbag was built from. */
const SHIPPED = {
  source:
    "UK Parliament Members API, as published by the Department for Education (mp-lookup), with the corrections of data/seat-corrections.csv; map positions by Open Innovations",
  licence: "Contains Parliamentary information licensed under the Open Parliament Licence v3.0.",
};

type BuildOptions = {
  from: string;
  corrections: string;
  out: string;
  source: string;
  date?: string;
  licence: string;
};

/** Adds `seats build`, `seats info` and those of seats-refresh.ts. Throws `Problem` for a file at fault, or for a date that cannot be told. */
export function addSeats(program: Command, io: CliIo, parts: SeatsParts): void {
  const { paths, words } = parts;
  const seats = program.command("seats").description(words("cli.seats.description"));

  seats
    .command("build")
    .description(words("cli.seats.build"))
    .requiredOption("--from <csv>", words("cli.seats.from"))
    .option("--corrections <csv>", words("cli.seats.corrections"), paths.seatCorrections)
    .option("--out <file>", words("cli.seats.out"), paths.seats)
    .option("--source <text>", words("cli.seats.source"), SHIPPED.source)
    .option("--date <date>", words("cli.seats.date"))
    .option("--licence <text>", words("cli.seats.licence"), SHIPPED.licence)
    .action(async ({ from, corrections, out, source, licence, ...options }: BuildOptions) => {
      const date = options.date ?? /\d{4}-\d{2}-\d{2}/.exec(basename(from))?.[0] ?? "";
      if (!z.iso.date().safeParse(date).success) {
        throw new Problem("field-invalid", { field: "--date", expected: "a date such as 2026-06-27" });
      }
      const snapshot = buildSeats(
        { text: await readText(from), file: from },
        { text: await readText(corrections), file: corrections },
        { source, date, licence },
      );
      await writeWhole(out, printSeats(snapshot));
      io.stdout.write(`${words("cli.seats.built", { file: out, seats: snapshot.seats.length, date })}\n`);
    });

  seats
    .command("info")
    .description(words("cli.seats.info"))
    .argument("[file]", words("cli.seats.file"))
    .action(async (file: string | undefined) => {
      const snapshot =
        file === undefined
          ? await (await parts.seatFiles()).current()
          : readSeatsSnapshot(await readText(file), file);
      const { all, asOf, source, licence, inNation } = createSeats(snapshot);
      const notes = all.filter((seat) => seat.note !== null);
      const lines = [
        words("cli.seats.infoSource", { source }),
        words("cli.seats.infoDate", { date: asOf }),
        words("cli.seats.infoLicence", { licence }),
        ...NATIONS.map((nation) =>
          words("cli.seats.infoNation", {
            nation: words(`nation.${nation}`),
            seats: inNation(nation).length,
          }),
        ),
        words("cli.seats.infoMembers", {
          held: all.filter(({ status }) => status === "held").length,
          silent: all.filter(({ member }) => member !== null && member.email === null).length,
        }),
        ...notes.map(({ name, note }) => words("cli.seats.infoNote", { name, note: note ?? "" })),
      ];
      io.stdout.write(`${lines.join("\n")}\n`);
    });

  addSeatsRefresh(seats, io, parts);
}
