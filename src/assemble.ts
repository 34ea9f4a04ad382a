// The wiring diagram: every part, in the order of the sentence postcode → constituency → MP → letter → paper or email.
import { uptime } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { HASH_COST, type HashCost } from "./accounts/password-hash.ts";
import { createPeople } from "./accounts/people.ts";
import { createPreviewLinks } from "./accounts/preview-links.ts";
import { assembleSeats } from "./assemble-seats.ts";
import { createCheckBatch } from "./batches/batch.ts";
import { dateInLondon } from "./campaigns/schedule.ts";
import type { CampaignStore } from "./campaigns/store.ts";
import type { Config } from "./config.ts";
import { createWriteLetter } from "./letters/write-letter.ts";
import { once } from "./once.ts";
import { readFontFiles } from "./paper/font-files.ts";
import { createFonts, type Fonts } from "./paper/fonts.ts";
import { createPaper } from "./paper/paper.ts";
import { paperElsewhere } from "./paper/print-job.ts";
import { createStack } from "./paper/stack.ts";
import { PATHS } from "./paths.ts";
import { createProofParts } from "./proofs/proof-parts.ts";
import type { Prove } from "./proofs/prove-source.ts";
import { createStallClock, type StallClock } from "./stalls/clock.ts";
import { createStalls } from "./stalls/stalls.ts";
import { createAccountStore } from "./storage/accounts.ts";
import { createAuditLog } from "./storage/audit.ts";
import { readCampaignFolders } from "./storage/campaign-files.ts";
import { campaignsForCommands, campaignsForServer } from "./storage/campaigns-in-use.ts";
import { type Clock, createClock } from "./storage/clock.ts";
import { type Database, databaseExists, openDatabase } from "./storage/database.ts";
import { readOrganisation } from "./storage/organisation-file.ts";
import { createPreviewLinkStore } from "./storage/preview-links.ts";
import { createStallKeys } from "./storage/stall-keys.ts";
import { createStallStore } from "./storage/stalls.ts";
import { sayingFaults } from "./storage/store-faults.ts";
import { createTallyStore } from "./storage/tallies.ts";
import { createVersionStore } from "./storage/versions.ts";
import { readLanguages, readWords } from "./storage/words-file.ts";
import { createApp } from "./web/app.ts";
import { countTallies } from "./web/count-tallies.ts";
import { dataSources } from "./web/data-sources.ts";
import type { WebParts } from "./web/parts.ts";
import { DEFAULT_LIMITS, type Limits } from "./web/safety.ts";
import type { Words } from "./words.ts";
import { createWorkers, type Workers } from "./workers.ts";

/**
 * What a test may set otherwise: the time or only the day, how much one address may ask for, the campaigns' folder, and what the hash
 * of a password costs; and the stalls' time.
 */
export type Given = Partial<Clock> & {
  readonly hashCost?: HashCost;
  readonly limits?: Limits;
  readonly campaignsFolder?: string;
  readonly stallClock?: StallClock;
  /** Made already: they take longest to make and never change. */
  readonly fonts?: Fonts;
  readonly words?: Words;
  readonly workers?: Workers;
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
    ...given
  }: Given = {},
) {
  const { now, today } = createClock(given);
  const words = once(async () => given.words ?? readWords(PATHS.words, "en"));

  const { index, seats, seatFiles, seatRefresh, seatRefreshJob, findMp } = assembleSeats(config, {
    words,
    today,
  });

  const databaseUrl = config.DATABASE_URL ?? `sqlite:${join(config.VAR_DIR, "postbag.sqlite")}`;
  let opened: Database | undefined;
  const database = once(async () => {
    opened = await openDatabase(databaseUrl);
    return opened;
  });

  /** What a part keeps in the database; where that fails, the part says so as a Problem. */
  const stored = async <Store extends object>(create: (database: Database) => Store): Promise<Store> =>
    sayingFaults(create(await database()), databaseUrl);

  const people = once(async () =>
    createPeople({
      store: await stored(createAccountStore),
      audit: await audit(),
      ownWords: [(await organisation()).name, (await words())("site.name")],
      hashCost,
      now,
    }),
  );
  const versions = once(() => stored((opened) => createVersionStore(opened, databaseUrl)));
  const versionsIfThere = async () => ((await databaseExists(databaseUrl)) ? versions() : null);
  const audit = once(() => stored(createAuditLog));
  const tallies = once(() => stored(createTallyStore));

  const organisation = once(() => readOrganisation(config.ORGANISATION));
  /** For commands, which make no store where there is none. */
  const campaigns = once(async () =>
    campaignsForCommands({
      folders: await readCampaignFolders(campaignsFolder),
      versions: await versionsIfThere(),
      organisation: await organisation(),
    }),
  );
  /** The server's, once it follows the store: what was made for a command before, such as a stall, follows it then too. */
  let live: CampaignStore | null = null;
  async function campaignsInUse(): Promise<CampaignStore> {
    const read = live ?? (await campaigns());
    return { list: () => (live ?? read).list(), get: (id) => (live ?? read).get(id) };
  }
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

  const fonts = once(async () => given.fonts ?? createFonts(await readFontFiles()));
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
    const inUse = await campaignsInUse();
    return createStalls({
      store: createStallStore(opened, databaseUrl),
      keys: createStallKeys({
        file: config.POSTBAG_KEY_FILE ?? join(config.VAR_DIR, "keys", "stalls.keys"),
        exclusively: (work) => opened.transaction().execute(work),
      }),
      clock: stallClock,
      campaigns: inUse,
      seats: await seats(),
      findMp: await findMp(),
      writeLetter: await writeLetterOf(inUse),
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
  const languages = once(async () => readLanguages(PATHS.words, await words()));
  const provedWith = async () =>
    createProofParts({
      seats: (await seats()).all,
      paper: await paper(),
      words: await languages(),
      now: now(),
    });

  /** Threads for long work, started when the server listens or when one is first needed. */
  const workers = given.workers ?? createWorkers({ words: PATHS.words });

  const prove: Prove = async (given, progress) =>
    workers.prove(
      { ...given, organisation: await organisation(), seats: (await seats()).all, at: now().toString() },
      progress,
    );

  const previewLinks = once(async () =>
    createPreviewLinks({ store: await stored(createPreviewLinkStore), now }),
  );

  /** Sets a card of every campaign, so that the fonts' tables are read before the first member's preview asks for them. */
  async function setFirstCards(campaigns: CampaignStore): Promise<void> {
    const { seats, compose, fits } = await provedWith();
    const [seat] = seats;
    for (const each of campaigns.list()) {
      const [example] = each.campaign.examples;
      const [language] = each.campaign.languages;
      if (seat && example && language) fits(compose(each, example, seat, language));
    }
  }

  /** The web; `localStall` is the id of the stall that a rep's laptop runs. */
  async function app(logger: Logger, localStall: string | null = null): Promise<FastifyInstance> {
    const job = seatRefreshJob(logger);
    const counter = countTallies(logger, { store: await tallies(), today });
    const { follow, ...shown } = await campaignsForServer({
      folders: await readCampaignFolders(campaignsFolder),
      versions: await versions(),
      organisation: await organisation(),
      at: now().toString({ smallestUnit: "millisecond" }),
      log: logger,
    });
    live = shown.campaigns;
    await setFirstCards(live);
    const parts: WebParts = {
      ...shown,
      liveState: follow.state,
      audit: await audit(),
      seats: await seats(),
      findMp: await findMp(),
      writeLetter: await writeLetterOf(shown.campaigns),
      paper: paperElsewhere(await paper(), workers.print),
      tallies: { counter, store: await tallies() },
      words: await words(),
      organisation: await organisation(),
      signIn: (await people()).signIn,
      sources: dataSources({ index: (await index()).header, seats: await seats(), words: await words() }),
      seatsRefresh: job?.state ?? null,
      prove,
      checkPicture: workers.checkPicture,
      previewLinks: await previewLinks(),
      accounts: (await people()).accounts,
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
    made.addHook("onListen", () => workers.warm());
    made.addHook("onClose", async () => {
      await follow.stop();
      await counter.stop();
      await workers.close();
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
    proofParts: provedWith,
    workers,
    app,
    now,
    today,
    close: async () => opened?.destroy(),
  };
}
