// The outside of a command for tests: what it writes and how it ends is kept to be looked at.
import { Readable, Writable } from "node:stream";
import type { CliIo } from "../../src/cli/io.ts";

/** What a command has said so far on each stream, and its exit code. */
export type Said = { stdout: string; stderr: string; code: number };

/** Streams that keep what is written to them; `stdin` gives what it is given, nothing if that is nothing. */
export function keptIo(stdin: Iterable<string | Uint8Array> = []): { io: CliIo; said: Said } {
  const said: Said = { stdout: "", stderr: "", code: 0 };
  const into = (name: "stdout" | "stderr") =>
    new Writable({
      write(chunk, _encoding, done) {
        said[name] += String(chunk);
        done();
      },
    });
  const io: CliIo = {
    stdin: Readable.from(stdin, { objectMode: false }),
    stdout: into("stdout"),
    stderr: into("stderr"),
    setExitCode(code) {
      said.code = code;
    },
  };
  return { io, said };
}
