// Load on a server: as much as it takes from a number of connections, or a steady rate whatever it answers.
import { Agent, request } from "node:http";
import { setTimeout } from "node:timers/promises";

/** What is asked for, again and again. */
export type Ask = { readonly url: string; readonly body: string };

/** Each answer's time in ms (infinite for one that was refused), and how many came a second. */
export type Load = { readonly times: readonly number[]; readonly perSecond: number };

/** Keeps `connections` busy for `ms`: each asks again as soon as it is answered. */
export async function saturate(ask: Ask, connections: number, ms: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const start = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() - start < ms) {
        const asked = performance.now();
        const made = await post(ask, agent);
        times.push(made ? performance.now() - asked : Number.POSITIVE_INFINITY);
      }
    }),
  );
  agent.destroy();
  return { times, perSecond: (times.length * 1000) / (performance.now() - start) };
}

/**
 * Asks `perSecond` times a second for `ms`, evenly, and does not wait for answers. Each time counts from when its request was
 * due, so that a server that stops for a moment is charged for all who would have come meanwhile.
 */
export async function atRate(ask: Ask, perSecond: number, ms: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true });
  const times: number[] = [];
  const asked: Promise<void>[] = [];
  const start = performance.now();
  for (let due = start; due < start + ms; due += 1000 / perSecond) {
    const early = due - performance.now();
    if (early > 1) await setTimeout(early);
    const answered = post(ask, agent).then((made) => {
      times.push(made ? performance.now() - due : Number.POSITIVE_INFINITY);
    });
    asked.push(answered);
  }
  await Promise.all(asked);
  agent.destroy();
  return { times, perSecond };
}

/** Asks once and takes the whole answer: whether there was one, for a server may say that it is too busy. Rejects for any other. */
function post({ url, body }: Ask, agent: Agent): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const sent = request(url, { method: "POST", agent, headers }, (response) => {
      const { statusCode } = response;
      response.resume();
      response.on("end", () => {
        if (statusCode === 200 || statusCode === 503) resolve(statusCode === 200);
        else reject(new Error(`bench: the server answered ${statusCode}`));
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
