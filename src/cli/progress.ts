// How far a long command is: a bar on a terminal, and plain lines where somebody keeps the output or reads it aloud.
import { SingleBar } from "cli-progress";

/** What is shown while a command runs. */
export type ProgressView = {
  /** `share` of 1 that is done, under a name such as "Checking". */
  bar(name: string, share: number): void;
  /** A line that stays, above the bar. */
  line(text: string): void;
  /** A line for where there is no bar. */
  plain(text: string): void;
  /** Takes the bar away. */
  stop(): void;
};

/** The bar has this many steps, so that it is drawn again only when it would look different. */
const STEPS = 1000;

/** Makes the view for a stream such as standard error. */
export function createProgressView(stream: NodeJS.WritableStream): ProgressView {
  // Where nobody reads any more, as behind `| head`, the work goes on all the same.
  stream.on("error", () => {});
  if (!("isTTY" in stream && stream.isTTY === true)) {
    const line = (text: string): void => {
      stream.write(`${text}\n`);
    };
    return { bar: () => {}, line, plain: line, stop: () => {} };
  }
  let shown: { name: string; bar: SingleBar } | null = null;

  function stop(): void {
    shown?.bar.stop();
    shown = null;
  }

  return {
    bar(name, share) {
      if (shown?.name !== name) {
        stop();
        const bar = new SingleBar({
          stream,
          format: `${name} {bar} {percentage}%`,
          barCompleteChar: "#",
          barIncompleteChar: "-",
          clearOnComplete: true,
          hideCursor: true,
        });
        bar.start(STEPS, 0);
        shown = { name, bar };
      }
      shown.bar.update(Math.floor(share * STEPS));
    },
    // The line takes the bar's place, and the bar draws itself again below it.
    line: (text) => {
      stream.write(shown === null ? `${text}\n` : `\r\u001b[K${text}\n`);
    },
    plain: () => {},
    stop,
  };
}
