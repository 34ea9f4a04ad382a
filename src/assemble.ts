// The wiring diagram: every part, in the order of the sentence postcode → constituency → MP → letter → paper or email.
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { HASH_COST, type HashCost } from "./accounts/password-hash.ts";
import { createPeople } from "./accounts/people.ts";
import { createPreviewLinks } from "./accounts/preview-links.ts";
import { createCheckBatch } from "./batches/batch.ts";
import { LANGUAGES } from "./campaigns/campaign.ts";
import type { CampaignStore } from "./campaigns/store.ts";
import type { Config } from "./config.ts";
import { createFindConstituency } from "./constituencies/find-constituency.ts";
import { checkPostcodeIndex, openPostcodeIndex } from "./constituencies/postcode-index.ts";
import { createAskPostcodesIo } from "./constituencies/postcodes-io.ts";
import { Problem } from "./errors.ts";
import { createWriteLetter } from "./letters/write-letter.ts";
import { createFindMp } from "./mps/find-mp.ts";
import { createLiveSeats } from "./mps/live-seats.ts";
import { createMembersApi } from "./mps/members-api.ts";
import { checkProposal, type Proposal, proposeSeats } from "./mps/refresh.ts";
import { createRefreshJob } from "./mps/refresh-job.ts";
import { dissolved, overridden } from "./mps/seat-overrides.ts";
import type { SeatsSnapshot } from "./mps/seats.ts";
import { readFontFiles } from "./paper/font-files.ts";
import { createFonts } from "./paper/fonts.ts";
import { createPaper } from "./paper/paper.ts";
import { paperElsewhere } from "./paper/print-job.ts";
import { createStack } from "./paper/stack.ts";
import { createProofParts } from "./proofs/proof-parts.ts";
import type { Prove } from "./proofs/prove-source.ts";
import { createAccountStore } from "./storage/accounts.ts";
import { createAuditLog } from "./storage/audit.ts";
import { readCampaignFolders } from "./storage/campaign-files.ts";
import { campaignsForCommands, campaignsForServer } from "./storage/campaigns-in-use.ts";
import { type Clock, createClock } from "./storage/clock.ts";
import { type Database, databaseExists, openDatabase } from "./storage/database.ts";
import { readOrganisation } from "./storage/organisation-file.ts";
import { createPreviewLinkStore } from "./storage/preview-links.ts";
import { createSeatFiles } from "./storage/seat-files.ts";
import { createVersionStore } from "./storage/versions.ts";
import { readWords } from "./storage/words-file.ts";
import { createApp } from "./web/app.ts";
import type { WebParts } from "./web/parts.ts";
import { DEFAULT_LIMITS, type Limits } from "./web/safety.ts";
import { createWorkers } from "./workers.ts";

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

/** What a test may set otherwise: the time or only the day, what a password's hash costs, how much one address may ask for, and the campaigns' folder. */
export type Given = Partial<Clock> & {
  readonly hashCost?: HashCost;
  readonly limits?: Limits;
  readonly campaignsFolder?: string;
};

export type Assembled = ReturnType<typeof assemble>;

/** Puts the parts together for the settings given. Each is made when it is first asked for, and once. */
export function assemble(
  config: Config,
  { hashCost = HASH_COST, limits = DEFAULT_LIMITS, campaignsFolder = PATHS.campaigns, ...clock }: Given = {},
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
      now: () => new Date(now().epochMilliseconds),
    }),
  );
  const versions = once(async () => createVersionStore(await database()));
  const versionsIfThere = async () => ((await databaseExists(databaseUrl)) ? versions() : null);
  const audit = once(async () => createAuditLog(await database()));

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

  /** What a campaign is proved with: every seat, and the real letter, card and email. */
  const languages = once(() => Promise.all(LANGUAGES.map((language) => readWords(PATHS.words, language))));
  const provedWith = async () =>
    createProofParts({
      seats: (await seats()).all,
      paper: await paper(),
      words: await languages(),
      now: now(),
    });

  /** Threads for long work, started when the server listens or when one is first needed. */
  const workers = createWorkers({ words: PATHS.words });

  const prove: Prove = async (given, progress) =>
    workers.prove(
      { ...given, organisation: await organisation(), seats: (await seats()).all, at: now().toString() },
      progress,
    );

  const previewLinks = once(async () =>
    createPreviewLinks({ store: createPreviewLinkStore(await database()), now }),
  );

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

  async function app(logger: Logger): Promise<FastifyInstance> {
    const job = refreshJob(logger);
    const { follow, ...shown } = await campaignsForServer({
      folders: await readCampaignFolders(campaignsFolder),
      versions: await versions(),
      organisation: await organisation(),
      at: now().toString({ smallestUnit: "millisecond" }),
      log: logger,
    });
    await setFirstCards(shown.campaigns);
    const parts: WebParts = {
      ...shown,
      liveState: follow.state,
      audit: await audit(),
      seats: await seats(),
      findMp: await findMp(),
      writeLetter: await writeLetterOf(shown.campaigns),
      paper: paperElsewhere(await paper(), workers.print),
      words: await words(),
      organisation: await organisation(),
      signIn: (await people()).signIn,
      sources: await sources(),
      seatsRefresh: job?.state ?? null,
      prove,
      previewLinks: await previewLinks(),
      accounts: (await people()).accounts,
      today,
      now,
      asksOutside: config.POSTCODES_IO_URL && new URL(config.POSTCODES_IO_URL).host,
      publicUrl: config.PUBLIC_URL,
      limits,
      folders: { pages: PATHS.pages, public: PATHS.public, fonts: PATHS.fonts },
    };
    const made = await createApp(parts, { logger, trustProxy: config.TRUST_PROXY });
    follow.start();
    made.addHook("onClose", async () => {
      await follow.stop();
      await opened?.destroy();
    });
    made.addHook("onListen", () => workers.warm());
    made.addHook("onClose", () => workers.close());
    if (job !== null) {
      job.start();
      made.addHook("onClose", () => job.stop());
    }
    return made;
  }

  /** What the attribution page names: each data file says itself where it is from. */
  async function sources(): Promise<WebParts["sources"]> {
    const say = await words();
    const { header } = await index();
    const directory = await seats();
    return [
      { title: say("attribution.postcodes"), source: header.source, licence: sentences(header.licence) },
      { title: say("attribution.seats"), source: directory.source, licence: sentences(directory.licence) },
    ];
  }

  return {
    config,
    words,
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
    campaigns,
    writeLetter,
    paper,
    checkBatch,
    proofParts: provedWith,
    workers,
    app,
    now,
    today,
    close: async () => opened?.destroy(),
  };
}

/** A licence's statements, which the data files separate by semicolons. */
function sentences(licence: string): string[] {
  return licence.split(/;\s*/).filter((text) => text !== "");
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
