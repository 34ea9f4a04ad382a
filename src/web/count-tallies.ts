// The counter of letters as the server runs it: what it could not write is a line in the log, by code.
import type { FastifyBaseLogger } from "fastify";
import { createTallyCounter, type TallyCounter, type TallyCounterParts } from "../tallies/counter.ts";
import { loggableError } from "./logging.ts";

/** Makes the counter for a server that logs to `logger`. */
export function countTallies(
  logger: FastifyBaseLogger,
  parts: Omit<TallyCounterParts, "onFailure">,
): TallyCounter {
  return createTallyCounter({
    ...parts,
    onFailure: (error) => logger.error(loggableError(error), "tallies were not written, and are kept"),
  });
}
