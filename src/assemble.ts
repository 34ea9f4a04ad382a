// The wiring diagram: every part, in the order of the sentence postcode → constituency → MP → letter → paper or email.
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { HASH_COST, type HashCost } from "./accounts/password-hash.ts";
import { createPeople } from "./accounts/people.ts";
import { createPreviewLinks } from "./accounts/preview-links.ts";
import { assembleSeats } from "./assemble-seats.ts";
import { createCheckBatch } from "./batches/batch.ts";
import { LANGUAGES } from "./campaigns/campaign.ts";
import type { CampaignStore } from "./campaigns/store.ts";
import type { Config } from "./config.ts";
import { createWriteLetter } from "./letters/write-letter.ts";
import { once } from "./once.ts";
import { readFontFiles } from "./paper/font-files.ts";
import { createFonts } from "./paper/fonts.ts";
import { createPaper } from "./paper/paper.ts";
import { paperElsewhere } from "./paper/print-job.ts";
import { createStack } from "./paper/stack.ts";
import { PATHS } from "./paths.ts";
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
import { createVersionStore } from "./storage/versions.ts";
import { readWords } from "./storage/words-file.ts";
import { createApp } from "./web/app.ts";
import type { WebParts } from "./web/parts.ts";
import { DEFAULT_LIMITS, type Limits } from "./web/safety.ts";
import { createWorkers } from "./workers.ts";

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
    const job = seatRefreshJob(logger);
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
