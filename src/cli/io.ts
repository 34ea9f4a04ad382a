// What a command of the command line is given of the outside, so that a test can give it something else.

/** A command's streams, and where it says how it ended (DESIGN §9: 0 done, 1 input, 2 usage, 3 outside). */
export type CliIo = {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  setExitCode(code: number): void;
};
