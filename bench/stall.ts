// A stall at work, through HTTP and in a browser, beside the same job done by the public pages in the same run.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import type { Assembled } from "../src/assemble.ts";
import type { Stall } from "../src/stalls/stall.ts";
import { buildHostedStall } from "../test/support/at-stall.ts";
import { DESKTOP, launchBrowser } from "../test/support/browser.ts";
import { startSite } from "../test/support/site.ts";
import { at, type BenchResult, type Target, type Timing } from "./rounds.ts";

const CAMPAIGN = "safe-workloads";
const ROUNDS = 12;
const DEVICES = 5;
const CARDS_EACH = 40;
const CARDS = 200;
const LIMITS = { renders: 1_000_000, previews: 1_000_000, pages: 1_000_000 };
const WORDS = "Three of us did the work of seven last winter, and nobody noticed in time.";
const MEMBER = { postcode: "CF10 1EP", name: "Sam Taylor", ownWords: WORDS };

type Site = {
  readonly origin: string;
  readonly cookie: string;
  readonly stall: Stall;
  readonly parts: Assembled;
};

/** Times one card on the screen, five devices at once, and two hundred cards to their PDF. */
export async function stallBench(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), "postbag-bench-"));
  const environment = { VAR_DIR: folder, DATABASE_URL: `sqlite:${join(folder, "store.sqlite")}` };
  const { app, parts, stall, pair } = await buildHostedStall({ limits: LIMITS }, {}, environment);
  const { origin, close } = await startSite(app);
  try {
    const site: Site = { origin, stall, parts, cookie: (await pair("table")).cookie };
    const shown = await onScreen(site);
    const adding = await addingAtOnce(site);
    const printing = await printing200(site);
    return {
      name: "A stall at work, beside the public pages",
      timings: [...shown.timings, ...adding.timings, ...printing.timings],
      targets: [...shown.targets, ...adding.targets, ...printing.targets],
      skipped: shown.skipped,
      notes: [
        `${DEVICES} devices at once: ${Math.round(adding.rate)} cards a second kept on the disk (each sealed, and on the disk before it is confirmed), ${Math.round(adding.publicRate)} a second as PDF from the public pages.`,
        "On the screen: from the last key to the MP, which the public pages show after their button; from “Add” to a blank form with the focus in it, for which the public pages need their preview, the PDF and the campaign’s page again.",
      ],
    };
  } finally {
    await close();
    await rm(folder, { recursive: true });
  }
}

type Part = { readonly timings: Timing[]; readonly targets: Target[] };

/** One member after the other in a browser; skipped where none starts. */
async function onScreen(site: Site): Promise<Part & { skipped: string[] }> {
  let browser: Browser;
  try {
    browser = await launchBrowser();
  } catch (error) {
    return { timings: [], targets: [], skipped: [`the screen: ${String(error)}`] };
  }
  try {
    const context = await browser.newContext(DESKTOP);
    const [name = "", value = ""] = site.cookie.split("=");
    await context.addCookies([{ name, value, url: `${site.origin}/stall` }]);
    const [stallPage, publicPage] = [await context.newPage(), await context.newPage()];
    await stallPage.goto(`${site.origin}/stall`);
    await stallPage.waitForLoadState("networkidle");
    const times = {
      stallMp: [] as number[],
      publicMp: [] as number[],
      stallNext: [] as number[],
      publicNext: [] as number[],
    };
    for (let round = 0; round < ROUNDS; round++) {
      await stallCard(stallPage, times);
      await publicCard(publicPage, site.origin, times);
    }
    const timings = [
      timing("From the last key to the MP, stall", times.stallMp),
      timing("From the button to the MP, public pages", times.publicMp),
      timing("From “Add” to a blank form, stall", times.stallNext),
      timing("From “See my card” to a blank form, public pages", times.publicNext),
    ];
    const [mp, publicMp, next, publicNext] = timings.map(({ median }) => median);
    return {
      timings,
      targets: [
        atMost("ms from the last key to the MP", mp ?? Number.NaN, 250),
        atLeast("times as fast to the MP as the public pages", (publicMp ?? 0) / (mp ?? 1), 1),
        atMost("ms from “Add” to a blank form", next ?? Number.NaN, 250),
        atLeast("times as fast to the next member as the public pages", (publicNext ?? 0) / (next ?? 1), 3),
      ],
      skipped: [],
    };
  } finally {
    await browser.close();
  }
}

async function stallCard(page: Page, times: { stallMp: number[]; stallNext: number[] }): Promise<void> {
  const postcode = page.getByLabel("Your home postcode");
  await postcode.pressSequentially(MEMBER.postcode.slice(0, -1));
  times.stallMp.push(
    await timed(async () => {
      await postcode.press(MEMBER.postcode.at(-1) ?? "");
      await page.locator(".mp-name").waitFor();
    }),
  );
  await page.getByLabel("Your full name").fill(MEMBER.name);
  await page.getByLabel("What you want your MP to know").fill(MEMBER.ownWords);
  await page.locator(".card-picture", { hasText: "Three of us" }).waitFor();
  times.stallNext.push(
    await timed(async () => {
      await page.keyboard.press("Control+Enter");
      await page.locator(".take:has(.added) #postcode:focus").waitFor();
    }),
  );
}

async function publicCard(
  page: Page,
  origin: string,
  times: { publicMp: number[]; publicNext: number[] },
): Promise<void> {
  await page.goto(`${origin}/campaigns/${CAMPAIGN}`);
  await page.getByLabel("Your home postcode").fill(MEMBER.postcode);
  times.publicMp.push(
    await timed(async () => {
      await page.getByRole("button", { name: "Find my MP" }).click();
      await page.locator(".mp-name").waitFor();
    }),
  );
  await page.getByLabel("Your full name").fill(MEMBER.name);
  await page.getByLabel("What you want your MP to know").fill(MEMBER.ownWords);
  times.publicNext.push(
    await timed(async () => {
      await page.locator(".go").getByRole("button", { name: "See my card" }).click();
      const pdf = page.waitForResponse("**/postcard.pdf");
      await page.getByRole("button", { name: "PDF for plain A4 paper" }).click();
      await (await pdf).finished();
      await page.goto(`${origin}/campaigns/${CAMPAIGN}`);
      await page.getByLabel("Your home postcode").focus();
    }),
  );
}

/** Five devices that add one card after the other, beside five that make a PDF by the public pages. */
async function addingAtOnce(site: Site): Promise<Part & { rate: number; publicRate: number }> {
  const stall = await atOnce((nth) =>
    post(
      `${site.origin}/stall/cards`,
      JSON.stringify({ ...MEMBER, key: `bench-${String(nth).padStart(20, "0")}` }),
      {
        "content-type": "application/json",
        accept: "application/json",
        cookie: site.cookie,
      },
    ),
  );
  const pages = await atOnce(() =>
    post(`${site.origin}/campaigns/${CAMPAIGN}/postcard.pdf`, new URLSearchParams(MEMBER).toString(), {
      "content-type": "application/x-www-form-urlencoded",
    }),
  );
  const slowest = at(
    stall.times.toSorted((a, b) => a - b),
    0.99,
  );
  return {
    rate: stall.rate,
    publicRate: pages.rate,
    timings: [
      timing(`${DEVICES} devices adding at once, a card`, stall.times),
      timing(`${DEVICES} devices at once, a PDF from the public pages`, pages.times),
    ],
    targets: [
      atLeast("cards added a second", stall.rate, 50),
      atMost("ms for 99 of 100 cards of five devices", slowest, 250),
      atLeast("times as many cards a second as PDFs from the public pages", stall.rate / pages.rate, 0.5),
    ],
  };
}

async function atOnce(send: (nth: number) => Promise<void>): Promise<{ rate: number; times: number[] }> {
  const times: number[] = [];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: DEVICES }, async (_, device) => {
      for (let card = 0; card < CARDS_EACH; card++) {
        times.push(await timed(() => send(device * CARDS_EACH + card)));
      }
    }),
  );
  return { rate: (1_000 * times.length) / (performance.now() - started), times };
}

/** What waits in the queue by now, to its last byte of PDF, beside as many single PDFs. */
async function printing200({ origin, parts, stall }: Site): Promise<Part> {
  const { queue, printing } = await parts.stalls();
  const waiting = (await queue.view(stall.id)).cards.slice(0, CARDS).map(({ id }) => id);
  if (waiting.length < CARDS) throw new Error(`only ${waiting.length} cards wait`);
  const times: number[] = [];
  const publicTimes: number[] = [];
  for (let round = 0; round < 3; round++) {
    times.push(
      await timed(async () => {
        const job = await printing.print(stall, waiting, { covers: true });
        if (job.job === null) throw new Error("nothing was printed");
        for await (const _ of job.pdf());
      }),
    );
    await queue.putBack(stall.id, waiting);
    publicTimes.push(
      await timed(async () => {
        for (let card = 0; card < CARDS; card++) {
          await post(`${origin}/campaigns/${CAMPAIGN}/postcard.pdf`, new URLSearchParams(MEMBER).toString(), {
            "content-type": "application/x-www-form-urlencoded",
          });
        }
      }),
    );
  }
  const ours = timing(`${CARDS} queued cards to one PDF`, times);
  const pages = timing(`${CARDS} PDFs from the public pages`, publicTimes);
  return {
    timings: [ours, pages],
    targets: [
      atMost(`ms for ${CARDS} cards to one PDF`, ours.median, 3_000),
      atLeast(`times as fast as ${CARDS} PDFs from the public pages`, pages.median / ours.median, 2),
    ],
  };
}

async function post(url: string, body: string, headers: Record<string, string>): Promise<void> {
  const answer = await fetch(url, {
    method: "POST",
    body,
    headers: { ...headers, "sec-fetch-site": "same-origin", origin: new URL(url).origin },
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function timing(name: string, times: readonly number[]): Timing {
  const sorted = times.toSorted((a, b) => a - b);
  return { name, median: at(sorted, 0.5), p90: at(sorted, 0.9), runs: sorted.length };
}

const atMost = (name: string, value: number, limit: number): Target => ({
  name: `${name} (at most)`,
  ratio: value,
  limit,
  met: value <= limit,
});
const atLeast = (name: string, value: number, limit: number): Target => ({
  name,
  ratio: value,
  limit,
  met: value >= limit,
});
