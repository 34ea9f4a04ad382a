// `postbag seats refresh|diff|set|unset`: who sits now, as Parliament says, and an operator's own word on single seats.
import type { Command } from "commander";
import { z } from "zod";
import { Problem } from "../errors.ts";
import type { Leave, Proposal, SeatChange } from "../mps/refresh.ts";
import type { Seat } from "../mps/seat.ts";
import type { SeatFiles } from "../storage/seat-files.ts";
import type { Words } from "../words.ts";
import type { CliIo } from "./io.ts";

/** How the seats are refreshed: a proposal, the check of it, and its putting in place. */
export type SeatRefresh = {
  readonly propose: (leave: Pick<Leave, "force">) => Promise<Proposal>;
  /** Throws `Problem("seats-refused")`. */
  readonly check: (proposal: Proposal, leave: Pick<Leave, "force">) => void;
  readonly apply: (proposal: Proposal) => Promise<void>;
};

export type SeatsRefreshParts = {
  readonly words: Words;
  readonly today: () => string;
  readonly seatFiles: () => Promise<SeatFiles>;
  readonly seatRefresh: () => Promise<SeatRefresh>;
};

type SetOptions = { vacant?: boolean; unknown?: boolean; note?: string };

/** Adds the four commands to `seats`. Throws `Problem` where the source fails, or a proposal or a seat is refused. */
export function addSeatsRefresh(seats: Command, io: CliIo, parts: SeatsRefreshParts): void {
  const { words, today, seatFiles, seatRefresh } = parts;
  const say = (line: string): void => {
    io.stdout.write(`${line}\n`);
  };
  const sayChanges = ({ changes }: Proposal): void => {
    if (changes.length === 0) say(words("cli.seats.noChange"));
    for (const change of changes) for (const line of describeChange(change, words)) say(line);
  };

  seats
    .command("diff")
    .description(words("cli.seats.diff"))
    .action(async () => {
      const { propose, check } = await seatRefresh();
      const proposal = await propose({ force: false });
      sayChanges(proposal);
      check(proposal, { force: false });
    });

  seats
    .command("refresh")
    .description(words("cli.seats.refresh"))
    .option("--force", words("cli.seats.force"))
    .action(async ({ force = false }: { force?: boolean }) => {
      const { propose, check, apply } = await seatRefresh();
      const proposal = await propose({ force });
      sayChanges(proposal);
      check(proposal, { force });
      await apply(proposal);
      say(words("cli.seats.refreshed", { date: proposal.snapshot.date }));
    });

  /** The name of the seat of a code. */
  async function nameOf(code: string): Promise<string> {
    const snapshot = await (await seatFiles()).current();
    const seat = snapshot.seats.find((one) => one.code === code);
    if (seat === undefined) throw new Problem("seat-unknown", { seat: code });
    return seat.name;
  }

  seats
    .command("set")
    .description(words("cli.seats.set"))
    .argument("<code>", words("cli.seats.code"))
    .option("--vacant", words("cli.seats.vacant"))
    .option("--unknown", words("cli.seats.unknown"))
    .option("--note <text>", words("cli.seats.note"))
    .action(async (code: string, { vacant, unknown, note }: SetOptions) => {
      if ((vacant === true) === (unknown === true))
        throw new Problem("field-invalid", { field: "--vacant", expected: "either --vacant or --unknown" });
      if (note !== undefined && !z.string().trim().min(1).max(300).safeParse(note).success)
        throw new Problem("field-invalid", {
          field: "--note",
          expected: "a sentence of at most 300 characters",
        });
      const name = await nameOf(code);
      const files = await seatFiles();
      const status = vacant === true ? "vacant" : "unknown";
      const override = { status, note: note?.trim() ?? null, date: today() } as const;
      await files.saveOverrides({ ...(await files.overrides()), [code]: override });
      say(words("cli.seats.wasSet", { name, status: words(`cli.seats.state.${status}`) }));
    });

  seats
    .command("unset")
    .description(words("cli.seats.unset"))
    .argument("<code>", words("cli.seats.code"))
    .action(async (code: string) => {
      const name = await nameOf(code);
      const files = await seatFiles();
      const { [code]: removed, ...others } = await files.overrides();
      if (removed === undefined) return say(words("cli.seats.wasNotSet", { name }));
      await files.saveOverrides(others);
      say(words("cli.seats.wasUnset", { name }));
    });
}

/** A change in words, a line for each thing that changes: "Holborn and St Pancras: vacant → A N Other". */
function describeChange({ before, after }: SeatChange, words: Words): string[] {
  const { name } = after;
  const line = (from: string, to: string): string => words("cli.seats.change", { name, from, to });
  const who = ({ status, member }: Seat): string => member?.name ?? words(`cli.seats.state.${status}`);
  const [old, fresh] = [before.member, after.member];
  if (old?.id !== fresh?.id || old === null || fresh === null) return [line(who(before), who(after))];
  const none = words("cli.seats.noEmail");
  const pairs = [
    [old.name, fresh.name],
    [old.addressAs, fresh.addressAs],
    [old.party, fresh.party],
    [old.email ?? none, fresh.email ?? none],
    [before.attributes.join(" ") || "–", after.attributes.join(" ") || "–"],
  ] as const;
  return pairs.filter(([from, to]) => from !== to).map(([from, to]) => line(from, to));
}
