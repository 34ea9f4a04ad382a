// The wiring diagram: every part, in the order of the sentence postcode → constituency → MP → letter → paper or email.
import { readFile } from "node:fs/promises";
import { uptime } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { HASH_COST, type HashCost } from "./accounts/password-hash.ts";
import { createPeople } from "./accounts/people.ts";
import { createCheckBatch } from "./batches/batch.ts";
import type { Example } from "./campaigns/campaign.ts";
import type { CompiledCampaign } from "./campaigns/compile-campaign.ts";
import { dateInLondon } from "./campaigns/schedule.ts";
import type { CampaignStore } from "./campaigns/store.ts";
import type { Config } from "./config.ts";
import { createFindConstituency } from "./constituencies/find-constituency.ts";
import { checkPostcodeIndex, openPostcodeIndex } from "./constituencies/postcode-index.ts";
import { createAskPostcodesIo } from "./constituencies/postcodes-io.ts";
import { toEmail } from "./email/email.ts";
import { mailtoLink } from "./email/mailto.ts";
import { Problem } from "./errors.ts";
import { composeExample } from "./letters/compose-example.ts";
import type { Letter } from "./letters/letter.ts";
import { createWriteLetter } from "./letters/write-letter.ts";
import { createFindMp } from "./mps/find-mp.ts";
import { createLiveSeats } from "./mps/live-seats.ts";
import { createMembersApi } from "./mps/members-api.ts";
import { checkProposal, type Proposal, proposeSeats } from "./mps/refresh.ts";
import { createRefreshJob } from "./mps/refresh-job.ts";
import type { Seat } from "./mps/seat.ts";
import { dissolved, overridden } from "./mps/seat-overrides.ts";
import type { SeatsSnapshot } from "./mps/seats.ts";
import { readFontFiles } from "./paper/font-files.ts";
import { createFonts } from "./paper/fonts.ts";
import { createPaper } from "./paper/paper.ts";
import { createStack } from "./paper/stack.ts";
import { createStallClock, type StallClock } from "./stalls/clock.ts";
import { createStalls } from "./stalls/stalls.ts";
import { createAccountStore } from "./storage/accounts.ts";
import { createAuditLog } from "./storage/audit.ts";
import { readCampaignFolders } from "./storage/campaign-files.ts";
import { campaignsForCommands, campaignsForServer } from "./storage/campaigns-in-use.ts";
import { type Clock, createClock } from "./storage/clock.ts";
import { type Database, databaseExists, openDatabase } from "./storage/database.ts";
import { readOrganisation } from "./storage/organisation-file.ts";
import { createSeatFiles } from "./storage/seat-files.ts";
import { createStallKeys } from "./storage/stall-keys.ts";
import { createStallStore } from "./storage/stalls.ts";
import { createTallyStore } from "./storage/tallies.ts";
import { createVersionStore } from "./storage/versions.ts";
import { readWords } from "./storage/words-file.ts";
import { createTallyCounter } from "./tallies/counter.ts";
import { createApp } from "./web/app.ts";
import { dataSources } from "./web/data-sources.ts";
import { loggableError } from "./web/logging.ts";
import type { WebParts } from "./web/parts.ts";
import { DEFAULT_LIMITS, type Limits } from "./web/safety.ts";

const inProject = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Where everything that Postbag reads stands. */
export const PATHS = {
  index: inProject("data/postcodes.idx"),
  seats: inProject("data/seats.json"),
  seatCorrections: inProject("data/seat-corrections.csv"),
  campaigns: inProject("templates/campaigns"),
  pages: inProject("templates/pages"),
  words: inProject("templates/words"),
  package: inProject("package.json"),
  public: inProject("public"),
  fonts: dirname(
    fileURLToPath(import.meta.resolve("@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2")),
  ),
} as const;

/**
 * What a test may set otherwise: the time or only the day, how much one address may ask for, the campaigns' folder, and what the hash
 * of a password costs; and the stalls' time.
 */
export type Given = Partial<Clock> & {
  readonly hashCost?: HashCost;
  readonly limits?: Limits;
  readonly campaignsFolder?: string;
  readonly stallClock?: StallClock;
};

export type Assembled = ReturnType<typeof assemble>;

/** Puts the parts together for the settings given. Each is made when it is first asked for, and once. */
export function assemble(
  config: Config,
  {
    limits = DEFAULT_LIMITS,
    campaignsFolder = PATHS.campaigns,
    hashCost = HASH_COST,
    stallClock = createStallClock({ wall: Date.now, uptime }),
    ...clock
  }: Given = {},
) {
  const { now, today } = createClock(clock);
  const words = once(() => readWords(PATHS.words, "en"));

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

  const databaseUrl = config.DATABASE_URL ?? `sqlite:${join(config.VAR_DIR, "postbag.sqlite")}`;
  let opened: Database | undefined;
  const database = once(async () => {
    opened = await openDatabase(databaseUrl);
    return opened;
  });

  const people = once(async () =>
    createPeople({
      store: createAccountStore(await database()),
      audit: await audit(),
      ownWords: [(await organisation()).name, (await words())("site.name")],
      hashCost,
      now,
    }),
  );
  const versions = once(async () => createVersionStore(await database()));
  const versionsIfThere = async () => ((await databaseExists(databaseUrl)) ? versions() : null);
  const audit = once(async () => createAuditLog(await database()));
  const tallies = once(async () => createTallyStore(await database()));

  const organisation = once(() => readOrganisation(config.ORGANISATION));
  /** For commands, which make no store where there is none. */
  const campaigns = once(async () =>
    campaignsForCommands({
      folders: await readCampaignFolders(campaignsFolder),
      versions: await versionsIfThere(),
      organisation: await organisation(),
    }),
  );
  const writeLetterOf = async (store: CampaignStore) =>
    createWriteLetter({
      campaigns: store,
      seats: await seats(),
      findMp: await findMp(),
      words: await words(),
      today,
      now,
    });
  const writeLetter = once(async () => writeLetterOf(await campaigns()));

  const fonts = once(async () => createFonts(await readFontFiles()));
  const paper = once(async () => createPaper({ fonts: await fonts(), words: await words() }));
  const stack = once(async () => createStack({ fonts: await fonts(), paper: await paper() }));

  const checkBatch = once(async () =>
    createCheckBatch({
      campaigns: await campaigns(),
      seats: await seats(),
      writeLetter: await writeLetter(),
      stack: await stack(),
      words: await words(),
      today,
      now,
    }),
  );

  const stalls = once(async () => {
    const opened = await database();
    return createStalls({
      store: createStallStore(opened, databaseUrl),
      keys: createStallKeys({
        file: config.POSTBAG_KEY_FILE ?? join(config.VAR_DIR, "keys", "stalls.keys"),
        exclusively: (work) => opened.transaction().execute(work),
      }),
      clock: stallClock,
      campaigns: await campaigns(),
      seats: await seats(),
      findMp: await findMp(),
      writeLetter: await writeLetter(),
      paper: await paper(),
      stack: await stack(),
      words: await words(),
      publicUrl: config.PUBLIC_URL,
      now,
      today,
      day: (instant) => dateInLondon(Temporal.Instant.fromEpochMilliseconds(instant)),
      monotonic: () => performance.now(),
    });
  });

  /** What a campaign is proved with: every seat, and the real letter, card and email. */
  async function proofParts() {
    const say = await words();
    const { card } = await paper();
    return {
      seats: (await seats()).all,
      compose: (campaign: CompiledCampaign, example: Example, seat: Seat) =>
        composeExample(example, { campaign, seat, writtenOn: today(), words: say }),
      fits: (letter: Letter) => card(letter).fit,
      mailto: (letter: Letter) => mailtoLink(toEmail(letter)),
    };
  }

  /** The background refresh of the seats; null where the settings turn it off. */
  function refreshJob(logger: Logger) {
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

  /** The web; `localStall` is the id of the stall that a rep's laptop runs. */
  async function app(logger: Logger, localStall: string | null = null): Promise<FastifyInstance> {
    const job = refreshJob(logger);
    const counter = createTallyCounter({
      store: await tallies(),
      today,
      onFailure: (error) => logger.error(loggableError(error), "tallies were not written, and are kept"),
    });
    const { follow, ...shown } = await campaignsForServer({
      folders: await readCampaignFolders(campaignsFolder),
      versions: await versions(),
      organisation: await organisation(),
      at: now().toString({ smallestUnit: "millisecond" }),
      log: logger,
    });
    const parts: WebParts = {
      ...shown,
      liveState: follow.state,
      audit: await audit(),
      seats: await seats(),
      findMp: await findMp(),
      writeLetter: await writeLetterOf(shown.campaigns),
      paper: await paper(),
      tallies: { counter, store: await tallies() },
      words: await words(),
      organisation: await organisation(),
      signIn: (await people()).signIn,
      sources: dataSources({ index: (await index()).header, seats: await seats(), words: await words() }),
      seatsRefresh: job?.state ?? null,
      today,
      now,
      asksOutside: config.POSTCODES_IO_URL && new URL(config.POSTCODES_IO_URL).host,
      publicUrl: config.PUBLIC_URL,
      stalls: await stalls(),
      localStall,
      limits,
      folders: { pages: PATHS.pages, public: PATHS.public, fonts: PATHS.fonts, postcodes: PATHS.index },
    };
    const made = await createApp(parts, { logger, trustProxy: config.TRUST_PROXY });
    follow.start();
    made.addHook("onClose", async () => {
      await follow.stop();
      await counter.stop();
      await opened?.destroy();
    });
    if (job !== null) {
      job.start();
      made.addHook("onClose", () => job.stop());
    }
    return made;
  }

  return {
    config,
    words,
    index,
    seats,
    seatFiles,
    seatRefresh,
    findMp,
    database,
    people,
    versions,
    versionsIfThere,
    audit,
    organisation,
    tallies,
    campaigns,
    writeLetter,
    paper,
    checkBatch,
    stalls,
    proofParts,
    app,
    now,
    today,
    close: async () => opened?.destroy(),
  };
}

/** Makes a value the first time it is asked for; a failure is not kept, so that the next one may succeed. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
