// Lines in and out of a command by the million: read as they come, written as fast as the other end takes them.
import { once } from "node:events";
import { Problem } from "../errors.ts";

/** The lines of a stream, in the batches they arrive in, without their line ends. */
export async function* readLines(input: NodeJS.ReadableStream): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of readable(input)) {
    const lines = (
      rest + (typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }))
    ).split("\n");
    rest = lines.pop() ?? "";
    if (lines.length > 0) yield lines.map(withoutReturn);
  }
  rest += decoder.decode();
  if (rest !== "") yield [withoutReturn(rest)];
}

/** The stream's chunks; a folder or a broken pipe in its place is a `file-unreadable`, and not the end of the input. */
async function* readable(input: NodeJS.ReadableStream): AsyncGenerator<string | Uint8Array> {
  try {
    yield* input;
  } catch {
    throw new Problem("file-unreadable", { file: "standard input" });
  }
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

/** A writer that gathers text and waits where the other end is slow. */
export type LineWriter = {
  /** False where nobody reads any more, as behind `| head`: the command can stop. */
  write(text: string): Promise<boolean>;
  /** Hands on what has gathered. */
  flush(): Promise<boolean>;
};

/** Characters that gather before they are handed on. */
const CHUNK = 65_536;

/** Makes a writer over a stream. A closed pipe is no error: it ends the writing. Other failures are thrown. */
export function createLineWriter(output: NodeJS.WritableStream): LineWriter {
  let gathered = "";
  let failure: NodeJS.ErrnoException | null = null;
  output.on("error", (error: NodeJS.ErrnoException) => {
    failure = error;
  });

  async function flush(): Promise<boolean> {
    const text = gathered;
    gathered = "";
    if (failure === null && text !== "" && !output.write(text)) {
      await once(output, "drain").catch(() => undefined);
    }
    if (failure !== null && failure.code !== "EPIPE") {
      throw new Problem("file-unwritable", { file: "standard output" });
    }
    return failure === null;
  }

  return {
    flush,
    write: async (text) => {
      gathered += text;
      return gathered.length < CHUNK || (await flush());
    },
  };
}
