// `postbag serve`: the pages and the API, until it is told to stop.
import type { Command } from "commander";
import type { Words } from "../words.ts";
import type { CliIo } from "./io.ts";

export type ServeParts = {
  readonly words: Words;
  /** Serves until SIGTERM or SIGINT; calls back with the address once it listens. */
  readonly serve: (started: (address: string) => void) => Promise<void>;
};

export function addServe(program: Command, io: CliIo, { serve, words }: ServeParts): void {
  program
    .command("serve")
    .description(words("cli.serve.description"))
    .action(() => serve((address) => io.stdout.write(`${words("cli.serve.started", { address })}\n`)));
}
