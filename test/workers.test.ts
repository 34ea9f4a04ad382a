// The threads that print and prove: what they give is what the main thread would have given, errors included.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { checkFrontImage } from "../src/campaigns/front-image/check-front-image.ts";
import { DEFAULT_ORGANISATION } from "../src/campaigns/organisation.ts";
import { Problem } from "../src/errors.ts";
import type { Paper } from "../src/paper/paper.ts";
import { type PrintJob, paperElsewhere, print } from "../src/paper/print-job.ts";
import { SHEETS } from "../src/paper/sheet.ts";
import { PATHS } from "../src/paths.ts";
import { type ProofJob, proveJob } from "../src/proofs/proof-job.ts";
import { createWorkers, type Workers } from "../src/workers.ts";
import { buildApp } from "./support/app.ts";
import { exampleLetter, exampleSeat } from "./support/letter.ts";
import { englishWords, examplePaper } from "./support/paper.ts";
import { makeTestCard } from "./support/pictures.ts";

const SETTINGS = { words: PATHS.words };
const card: PrintJob = { kind: "postcard", letter: exampleLetter(), sheet: "card" };
const campaign = {
  title: "An example campaign",
  card: { headline: "Eight reasons", line: "To do it.", colour: "#8c1d40", image: null },
  organisation: "Your union",
  imprint: null,
  sample: true,
};
const poster: PrintJob = {
  kind: "poster",
  poster: { campaign, pageUrl: "https://postbag.example/campaigns/a", madeOn: "2026-11-22" },
};
const handwriting: PrintJob = {
  kind: "handwriting",
  cards: { campaign, seat: exampleSeat(), pageUrl: null, sheet: "a4", copies: 5, madeOn: "2026-11-22" },
};

function proofJob(changes: Partial<ProofJob["source"]> = {}): ProofJob {
  const id = "eight-reasons";
  const read = (name: string) => readFileSync(join(PATHS.campaigns, id, name), "utf8");
  const source = {
    yaml: read("campaign.yaml"),
    postcard: read("postcard.hbs"),
    letter: read("letter.hbs"),
    image: null,
  };
  return {
    id,
    source: { ...source, ...changes },
    organisation: DEFAULT_ORGANISATION,
    seats: [exampleSeat(), exampleSeat({ code: "E14001064", name: "Aldridge-Brownhills" })],
    at: "2026-11-22T12:00:00Z",
  };
}

let paper: Paper;
let workers: Workers;
beforeAll(async () => {
  ({ paper } = await examplePaper());
  workers = createWorkers(SETTINGS, { threads: 1 });
});
afterAll(() => workers.close());

describe("a thread that prints", () => {
  it.each<[string, PrintJob]>([
    ...SHEETS.map((sheet): [string, PrintJob] => [sheet, { ...card, sheet }]),
    [
      "a letter of several pages",
      {
        kind: "letter",
        letter: exampleLetter({ body: { paragraphs: Array(40).fill("One line. ".repeat(20)) } }),
      },
    ],
    ["a poster", poster],
    ["cards for handwriting", handwriting],
  ])("makes the same bytes as the main thread: %s", async (_, job) => {
    expect(await workers.print(job)).toEqual(await print(paper, job));
  });

  it("is asked by a Paper that prints elsewhere, for every PDF and nothing else", async () => {
    const sent: string[] = [];
    const elsewhere = paperElsewhere(paper, async (job) => {
      sent.push(job.kind);
      return print(paper, job);
    });
    const letter = exampleLetter();
    expect(await elsewhere.postcardPdf(letter)).toEqual(await paper.postcardPdf(letter));
    expect(await elsewhere.letterPdf(letter)).toEqual(await paper.letterPdf(letter));
    await elsewhere.posterPdf(poster.poster);
    await elsewhere.handwritingPdf(handwriting.cards);
    expect(elsewhere.cardSvg(letter, { front: "f", back: "b" }).fit.ok).toBe(true);
    expect(sent).toEqual(["postcard", "letter", "poster", "handwriting"]);
  });

  it("refuses with the very Problem, its values with it", async () => {
    const letter = exampleLetter({ card: { signature: ["Sam 👍"] } });
    const refused = workers.print({ kind: "postcard", letter, sheet: "card" });
    await expect(refused).rejects.toBeInstanceOf(Problem);
    await expect(refused).rejects.toMatchObject({
      code: "characters-unprintable",
      values: { characters: "👍" },
      fields: [],
    });
  });

  it("takes a few hundred that wait, and refuses more at once as too busy", async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 250 }, () => workers.print(card)));
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(outcomes.length - refused.length).toBeGreaterThanOrEqual(200);
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: "too-busy" });
    expect(await workers.print(card)).toBeInstanceOf(Uint8Array);
  });
});

describe("a thread that breaks down", () => {
  let breaking: Workers;
  afterEach(() => breaking.close());

  it("loses only what it was doing, says nothing of it, and is replaced", async () => {
    const entry = new URL("./support/breaking-worker.ts", import.meta.url);
    breaking = createWorkers(SETTINGS, { threads: 1, entry });
    const lost = breaking.print(poster);
    const waiting = breaking.print(card);
    await expect(lost).rejects.toThrow(/^worker exited with code: 1$/);
    expect(await waiting).toEqual(await print(paper, card));
    expect(await breaking.print(card)).toEqual(await print(paper, card));
  });
});

describe("a thread that proves", () => {
  it("finds what the main thread finds, and says how far it is", async () => {
    const job = proofJob({ postcard: `${proofJob().source.postcard}\n\nA gap , here.\n` });
    const told: number[] = [];
    const totals = new Set<number>();
    const found = await workers.prove(job, (done, total) => {
      told.push(done);
      totals.add(total);
    });
    expect(found.findings.length).toBeGreaterThan(0);
    expect(found).toEqual(proveJob(job, { paper, words: [englishWords()] }));
    expect(totals.size).toBe(1);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.length).toBeGreaterThan(5);
  });

  it("reports every fault of a source that cannot be read", async () => {
    const job = proofJob({ yaml: "title: 1\n", letter: "{{nobody}}" });
    const report = await workers.prove(job);
    expect(report.faults.length).toBeGreaterThan(2);
    expect(report).toEqual(proveJob(job, { paper, words: [englishWords()] }));
  });
});

describe("a thread that checks a front's picture", () => {
  it("says what the main thread says, which then has the very picture and need not look again", async () => {
    const png = makeTestCard(1819, 1311);
    const check = await workers.checkPicture(png);
    expect(check).toMatchObject({ ok: true, type: "png", width: 1819, height: 1311 });
    expect(checkFrontImage(png)).toBe(check);
    const text = new TextEncoder().encode("<svg></svg>");
    expect(await workers.checkPicture(text)).toMatchObject({
      ok: false,
      reason: expect.stringContaining("SVG"),
    });
  });
});

describe("workers that are closed", () => {
  it("end what they were doing and take nothing new, both as not ready", async () => {
    const closing = createWorkers(SETTINGS, { threads: 1 });
    const [printed, proved] = [closing.print(card), closing.prove(proofJob())];
    const both = Promise.allSettled([printed, proved]);
    await closing.close();
    for (const outcome of await both) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "not-ready" } });
    }
    await expect(closing.print(card)).rejects.toMatchObject({ code: "not-ready" });
  });

  it("need not have begun", async () => {
    await expect(createWorkers(SETTINGS).close()).resolves.toBeUndefined();
  });
});

describe("the server", () => {
  it("answers 503 with the time to come again when too many cards wait, and prints again after that", async () => {
    const many = { renders: 10_000, previews: 10_000, pages: 10_000 };
    const { app, log } = await buildApp({}, { limits: many });
    const ask = () =>
      app.inject({
        method: "POST",
        url: "/api/v1/postcard.pdf",
        payload: { campaign: "safe-workloads", postcode: "CF10 1EP", sender: { name: "Sam Taylor" } },
      });
    const answers = await Promise.all(Array.from({ length: 300 }, ask));
    const refused = answers.filter(({ statusCode }) => statusCode === 503);
    expect(answers.filter(({ statusCode }) => statusCode === 200).length).toBe(300 - refused.length);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers["retry-after"]).toBe("5");
    expect(refused[0]?.json()).toMatchObject({ code: "too-busy", status: 503 });
    expect((await ask()).rawPayload.subarray(0, 5).toString()).toBe("%PDF-");
    await app.close();
    expect(log()).not.toContain("Sam Taylor");
  });
});
