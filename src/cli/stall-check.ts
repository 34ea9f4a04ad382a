// The check of a stall the evening before: each thing that the day needs is tried, and what is wrong comes with what to do.
import { access, statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { findCampaign } from "../campaigns/open-campaign.ts";
import { noonOf } from "../campaigns/schedule.ts";
import { campaignStatus } from "../campaigns/status.ts";
import type { CampaignStore } from "../campaigns/store.ts";
import { Problem } from "../errors.ts";
import type { Seats } from "../mps/seats.ts";
import type { Paper } from "../paper/paper.ts";
import type { SheetName } from "../paper/sheet.ts";
import { type ProofParts, proveCampaign } from "../proofs/prove.ts";
import type { Stalls } from "../stalls/stalls.ts";
import type { Words } from "../words.ts";

export type StallCheckParts = {
  readonly campaigns: CampaignStore;
  readonly seats: Seats;
  /** What the index of postcodes says of itself. */
  readonly index: { readonly date: string; readonly postcodes: number };
  readonly proofParts: Omit<ProofParts, "campaign">;
  readonly stalls: Stalls;
  readonly paper: Paper;
  /** The folder for whatever is kept, and the files and folders that have to be there. */
  readonly folder: string;
  readonly files: readonly string[];
  readonly nodeVersion: string;
  /** Closes what was opened. */
  readonly close: () => Promise<void>;
};

/** ISO dates: the day of the stall, and today. */
export type StallCheckSettings = {
  readonly campaign: string;
  readonly on: string;
  readonly today: string;
  readonly sheet: SheetName;
};

/** One thing that was looked at: whether it is well, and what was found or what to do. */
export type CheckLine = { readonly ok: boolean; readonly text: string };

/** The Node that the program needs. */
const NODE_MAJOR = 26;

/** A by-election or a reshuffle is likely to have happened after so many days. */
const SEATS_DAYS = 30;

/** Room that a day with a thousand cards does not fill, bytes. */
const FREE_BYTES = 200e6;

/** Older or newer than its data by more than this, a clock is wrong. */
const CLOCK_DAYS = 5 * 365;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Looks at everything, one after the other. Throws `campaign-unknown` for a campaign that is not there. */
export async function* checkStall(
  { campaign: id, on, today, sheet }: StallCheckSettings,
  parts: StallCheckParts,
  words: Words,
): AsyncGenerator<CheckLine> {
  const compiled = findCampaign(parts.campaigns, id);
  const { campaign } = compiled;
  yield await install();
  yield {
    ok: true,
    text: words("cli.stall.check.index", { count: parts.index.postcodes, date: parts.index.date }),
  };
  yield seats();
  yield clock();
  yield open();
  yield proof();
  yield await disk();
  yield await journey();

  async function install(): Promise<CheckLine> {
    const version = parts.nodeVersion;
    if (Number.parseInt(version, 10) < NODE_MAJOR)
      return { ok: false, text: words("cli.stall.check.nodeOld", { version, needed: String(NODE_MAJOR) }) };
    for (const file of parts.files) {
      const there = await access(file).then(
        () => true,
        () => false,
      );
      if (!there) return { ok: false, text: words("cli.stall.check.fileMissing", { file }) };
    }
    return { ok: true, text: words("cli.stall.check.install", { version }) };
  }

  function seats(): CheckLine {
    const { asOf, all } = parts.seats;
    const days = daysBetween(asOf, on);
    const key = days > SEATS_DAYS ? "cli.stall.check.seatsOld" : "cli.stall.check.seats";
    return { ok: days <= SEATS_DAYS, text: words(key, { date: asOf, count: all.length, days }) };
  }

  function clock(): CheckLine {
    const ahead = daysBetween(parts.seats.asOf, today);
    const ok = ahead >= 0 && ahead <= CLOCK_DAYS && on >= today;
    const key =
      on < today && ahead >= 0
        ? "cli.stall.check.dayGone"
        : ok
          ? "cli.stall.check.clock"
          : "cli.stall.check.clockWrong";
    return { ok, text: words(key, { today, on }) };
  }

  function open(): CheckLine {
    const ok = campaignStatus(campaign, noonOf(on)) === "open";
    const key = ok ? "cli.stall.check.open" : "cli.stall.check.notOpen";
    const dates = { opens: campaign.opens ?? "–", closes: campaign.closes ?? "–" };
    return { ok, text: words(key, { title: campaign.title, on, ...dates }) };
  }

  function proof(): CheckLine {
    const faults = proveCampaign({ campaign: compiled, ...parts.proofParts });
    const key = faults.length === 0 ? "cli.stall.check.proof" : "cli.stall.check.proofFails";
    return { ok: faults.length === 0, text: words(key, { count: faults.length, id }) };
  }

  async function disk(): Promise<CheckLine> {
    const free = await freeBytes(parts.folder);
    const megabytes = Math.floor(free / 1e6);
    const key = free < FREE_BYTES ? "cli.stall.check.diskFull" : "cli.stall.check.disk";
    return { ok: free >= FREE_BYTES, text: words(key, { count: megabytes, folder: parts.folder }) };
  }

  /** A card goes the whole way in a stall of its own: sealed, kept, taken, made into a PDF and wiped. */
  async function journey(): Promise<CheckLine> {
    const { stalls, proofParts } = parts;
    const [example] = campaign.examples;
    const [seat] = parts.seats.all;
    if (example === undefined || seat === undefined)
      return { ok: false, text: words("cli.stall.check.proofFails", { count: 1, id }) };
    try {
      const stall = await stalls.create({
        kind: "local",
        name: words("cli.stall.check.trial"),
        campaign: id,
        sheet,
        opens: null,
        closes: null,
      });
      let clean = false;
      try {
        const letter = proofParts.compose(compiled, example, seat, words.language);
        await stalls.queue.add(stall.id, { kind: "typed", letter }, `check-${stall.id}`);
        const ready = await stalls.printing.print(stall, "all", { covers: false });
        if (ready.job === null) throw ready.stuck[0]?.problem ?? new Problem("internal");
        if (!isWholePdf(Buffer.concat(await Array.fromAsync(ready.pdf())))) throw new Problem("internal");
        await stalls.queue.confirm(stall.id, ready.job);
      } finally {
        ({ clean } = await stalls.closing.erase(stall));
      }
      return {
        ok: clean,
        text: words(clean ? "cli.stall.check.journey" : "cli.stall.check.notWiped", { sheet }),
      };
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem("internal");
      return { ok: false, text: words(`errors.${problem.code}.detail`, problem.values) };
    }
  }
}

/** Whether it is a PDF with a page in it, to its end. */
function isWholePdf(pdf: Buffer): boolean {
  const text = pdf.toString("latin1");
  return text.startsWith("%PDF-") && text.trimEnd().endsWith("%%EOF") && /\/Type \/Page\b/.test(text);
}

/** Free bytes on the disk of a folder, or of the nearest one above it that is there. */
async function freeBytes(folder: string): Promise<number> {
  const found = await statfs(folder).catch(() => null);
  if (found !== null) return found.bavail * found.bsize;
  const above = dirname(resolve(folder));
  return above === resolve(folder) ? 0 : freeBytes(above);
}

function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
