// The wiring diagram: every part, in the order of the sentence postcode → constituency → MP → letter → paper or email.
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { createAccounts } from "./accounts/accounts.ts";
import { createHasher, type HashCost } from "./accounts/password-hash.ts";
import { createCheckBatch } from "./batches/batch.ts";
import type { Example } from "./campaigns/campaign.ts";
import type { CompiledCampaign } from "./campaigns/compile-campaign.ts";
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
import { createAccountStore } from "./storage/accounts.ts";
import { createAuditLog } from "./storage/audit.ts";
import { readCampaigns } from "./storage/campaign-files.ts";
import { openDatabase } from "./storage/database.ts";
import { readOrganisation } from "./storage/organisation-file.ts";
import { createSeatFiles } from "./storage/seat-files.ts";
import { createVersionStore } from "./storage/versions.ts";
import { readWords } from "./storage/words-file.ts";
import { createApp } from "./web/app.ts";
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

/** What a test may set otherwise: the day and the instant it is, what a password's hash costs, how much one address may ask for, and the campaigns' folder. */
export type Given = {
  readonly today?: () => string;
  readonly now?: () => Date;
  readonly hashCost?: HashCost;
  readonly limits?: Limits;
  readonly campaignsFolder?: string;
};

export type Assembled = ReturnType<typeof assemble>;

/** Puts the parts together for the settings given. Each is made when it is first asked for, and once. */
export function assemble(
  config: Config,
  {
    today = todayInLondon,
    now = () => new Date(),
    hashCost,
    limits = DEFAULT_LIMITS,
    campaignsFolder = PATHS.campaigns,
  }: Given = {},
) {
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

  const database = once(() =>
    openDatabase(config.DATABASE_URL ?? `sqlite:${join(config.VAR_DIR, "postbag.sqlite")}`),
  );

  const accounts = once(async () =>
    createAccounts({ store: createAccountStore(await database()), hasher: createHasher(hashCost), now }),
  );
  const versions = once(async () => createVersionStore(await database()));
  const audit = once(async () => createAuditLog(await database()));

  const organisation = once(() => readOrganisation(config.ORGANISATION));
  const campaigns = once(async () =>
    readCampaigns({ folder: campaignsFolder, organisation: await organisation() }),
  );

  const writeLetter = once(async () =>
    createWriteLetter({
      campaigns: await campaigns(),
      seats: await seats(),
      findMp: await findMp(),
      words: await words(),
      today,
    }),
  );

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
    }),
  );

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

  async function app(logger: Logger): Promise<FastifyInstance> {
    const job = refreshJob(logger);
    const parts: WebParts = {
      campaigns: await campaigns(),
      versions: await versions(),
      audit: await audit(),
      seats: await seats(),
      findMp: await findMp(),
      writeLetter: await writeLetter(),
      paper: await paper(),
      words: await words(),
      organisation: await organisation(),
      accounts: await accounts(),
      sources: await sources(),
      seatsRefresh: job?.state ?? null,
      today,
      asksOutside: config.POSTCODES_IO_URL && new URL(config.POSTCODES_IO_URL).host,
      publicUrl: config.PUBLIC_URL,
      limits,
      folders: { pages: PATHS.pages, public: PATHS.public, fonts: PATHS.fonts },
    };
    const made = await createApp(parts, { logger, trustProxy: config.TRUST_PROXY });
    made.addHook("onClose", async () => (await database()).destroy());
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
    accounts,
    versions,
    audit,
    campaigns,
    writeLetter,
    paper,
    checkBatch,
    proofParts,
    app,
    today,
  };
}

/** A licence's statements, which the data files separate by semicolons. */
function sentences(licence: string): string[] {
  return licence.split(/;\s*/).filter((text) => text !== "");
}

// Made once: making one takes longer than writing a letter, and every letter asks for its date.
const londonDates = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London" });

/** Today's ISO date where the campaigns open and close. */
export function todayInLondon(): string {
  return londonDates.format(new Date());
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
