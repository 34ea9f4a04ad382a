// A worker that does all that the real one does, but breaks down over posters.
import work from "../../src/worker.ts";
import type { WorkerJob } from "../../src/worker-job.ts";

export default function breakingWork(job: WorkerJob): ReturnType<typeof work> {
  if (job.do === "print" && job.job.kind === "poster") process.exit(1);
  return work(job);
}
