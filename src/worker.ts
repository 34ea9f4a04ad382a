// A worker thread: it parses the fonts once, and then makes PDFs and proves campaigns for the server, which stays free to answer.
import { workerData } from "node:worker_threads";
import { move } from "piscina";
import { z } from "zod";
import { checkFrontImage, type FrontImageCheck } from "./campaigns/front-image/check-front-image.ts";
import { readFontFiles } from "./paper/font-files.ts";
import { createFonts } from "./paper/fonts.ts";
import { createPaper } from "./paper/paper.ts";
import { print } from "./paper/print-job.ts";
import { proveJob } from "./proofs/proof-job.ts";
import type { ProofReport } from "./proofs/prove-source.ts";
import { readLanguages, readWords } from "./storage/words-file.ts";
import { type Refusal, toRefusal, type WorkerJob, type WorkerSettings } from "./worker-job.ts";

const settings: WorkerSettings = z.object({ words: z.string() }).parse(workerData);
const words = await readWords(settings.words, "en");
const languages = await readLanguages(settings.words, words);
const paper = createPaper({ fonts: createFonts(await readFontFiles()), words });

/** Does one job. A Problem comes back as data; a PDF's bytes are handed over, not copied. */
export default async function work(
  job: WorkerJob,
): Promise<Uint8Array | FrontImageCheck | ProofReport | Refusal> {
  try {
    if (job.do === "print") return moved(await print(paper, job.job));
    if (job.do === "check") return checkFrontImage(job.picture);
    return proveJob(
      job.job,
      { paper, words: languages },
      inPercent((done, total) => job.progress.postMessage([done, total])),
    );
  } catch (error) {
    return toRefusal(error);
  } finally {
    if (job.do === "prove") job.progress.close();
  }
}

/** piscina's types forget what the value is. */
function moved(bytes: Uint8Array): Uint8Array {
  const value: { readonly bytes: Uint8Array } = { bytes };
  return move(value.bytes) as Uint8Array;
}

/** Passes on what is news to somebody who watches: a hundred times in all, however many letters there are. */
function inPercent(tell: (done: number, total: number) => void): (done: number, total: number) => void {
  let told = 0;
  return (done, total) => {
    const percent = Math.floor((done * 100) / total);
    if (percent === told) return;
    told = percent;
    tell(done, total);
  };
}
