// The first half of the wiring diagram: postcode → constituency → MP.
import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { createFindConstituency } from "./constituencies/find-constituency.ts";
import { checkPostcodeIndex, openPostcodeIndex } from "./constituencies/postcode-index.ts";
import { createAskPostcodesIo } from "./constituencies/postcodes-io.ts";
import { Problem } from "./errors.ts";
import { createFindMp } from "./mps/find-mp.ts";
import { createLiveSeats } from "./mps/live-seats.ts";
import { createMembersApi } from "./mps/members-api.ts";
import { checkProposal, type Proposal, proposeSeats } from "./mps/refresh.ts";
import { createRefreshJob } from "./mps/refresh-job.ts";
import { dissolved, overridden } from "./mps/seat-overrides.ts";
import type { SeatsSnapshot } from "./mps/seats.ts";
import { once } from "./once.ts";
import { PATHS } from "./paths.ts";
import { createSeatFiles } from "./storage/seat-files.ts";
import type { Words } from "./words.ts";

/** Puts together what finds an MP, and what keeps the MPs up to date. */
export function assembleSeats(
  config: Config,
  { words, today }: { readonly words: () => Promise<Words>; readonly today: () => string },
) {
  const index = once(async () => {
    const bytes = await readFile(PATHS.index);
    checkPostcodeIndex(bytes, "data/postcodes.idx");
    return openPostcodeIndex(bytes, "data/postcodes.idx");
  });

  const seatFiles = createSeatFiles({ shipped: PATHS.seats, folder: config.VAR_DIR });
  /** A snapshot with what stands over every snapshot: the operator's word on single seats, and a dissolution. */
  async function inForce(snapshot: SeatsSnapshot): Promise<SeatsSnapshot> {
    const own = overridden(snapshot, await seatFiles.overrides());
    return config.DISSOLUTION ? dissolved(own, (await words())("seat.dissolved")) : own;
  }
  const seats = once(async () => createLiveSeats(await inForce(await seatFiles.current())));
  const seatRefresh = {
    propose: async ({ force }: { force: boolean }) =>
      proposeSeats({
        current: await seatFiles.current(),
        api: createMembersApi({ url: config.MEMBERS_API_URL, wait: setTimeout }),
        date: today(),
        force,
      }),
    check: (proposal: Proposal, { force }: { force: boolean }) =>
      checkProposal(proposal, { dissolution: config.DISSOLUTION, force }),
    apply: async ({ snapshot }: Proposal) => {
      const [directory, next] = [await seats(), await inForce(snapshot)];
      await seatFiles.save(snapshot);
      directory.exchange(next);
    },
  };

  const findMp = once(async () => {
    const directory = await seats();
    const url = config.POSTCODES_IO_URL;
    const isSeat = (code: string): boolean => directory.byCode(code) !== undefined;
    const askPostcodesIo =
      url === null ? null : createAskPostcodesIo({ url, isSeat, now: () => performance.now() });
    const findConstituency = createFindConstituency({ index: await index(), askPostcodesIo });
    return createFindMp({ findConstituency, seats: directory, words: await words(), today });
  });

  /** The background refresh of the seats; null where the settings turn it off. */
  function seatRefreshJob(logger: Logger) {
    if (config.SEATS_REFRESH === null) return null;
    return createRefreshJob({
      hours: config.SEATS_REFRESH,
      async refresh() {
        const proposal = await seatRefresh.propose({ force: false });
        seatRefresh.check(proposal, { force: false });
        await seatRefresh.apply(proposal);
      },
      codeOf: (error) => (error instanceof Problem ? error.code : "internal"),
      onFailure: (code) => logger.error({ code }, "the seats were not refreshed"),
      now: () => new Date().toISOString(),
      chance: Math.random,
    });
  }

  return { index, seats, seatFiles, seatRefresh, seatRefreshJob, findMp };
}
