// `postbag stall` as it is started for real: a process of its own that is killed and started again.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import supertest from "supertest";
import { afterEach, describe, expect, it } from "vitest";
import { clockWithHands, keyOf, openParts, typedCard } from "./support/stall.ts";

const root = join(import.meta.dirname, "..");
const running: ChildProcess[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

/** Starts a stall on a free port, with settings that would have it reach out; `origin` is where it says that it is. */
async function start(folder: string) {
  const args = [
    join(root, "bin/postbag.js"),
    "stall",
    "--campaign",
    "safe-workloads",
    "--port",
    "0",
    "--no-open",
  ];
  const env = {
    ...process.env,
    HOST: "0.0.0.0",
    POSTCODES_IO_URL: "http://127.0.0.1:1",
    VAR_DIR: folder,
    DATABASE_URL: `sqlite:${join(folder, "store.sqlite")}`,
  };
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  running.push(child);
  const exit = once(child, "exit").then(([code, signal]) => code ?? signal);
  let said = "";
  for await (const piece of child.stdout) {
    said += String(piece);
    const [, origin] = /The stall is at (http\S+)\/stall/.exec(said) ?? [];
    if (origin !== undefined) return { child, origin, exit };
  }
  throw new Error(`it ended: ${said}`);
}

describe("postbag stall", () => {
  it("is at the loopback address whatever HOST says, leads to its page, and asks nobody outside", async () => {
    const { origin, child, exit } = await start(mkdtempSync(join(tmpdir(), "postbag-stall-")));
    expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await supertest(origin).get("/").expect(303).expect("location", "/stall");
    await supertest(origin).head("/").expect(303);
    await supertest(origin).get("/healthz").expect(200);
    const { body } = await supertest(origin).post("/api/v1/mp").send({ postcode: "BT1 1AA" }).expect(200);
    expect(body).toMatchObject({ outcome: "choose", source: "nation" });
    child.kill("SIGTERM");
    expect(await exit).toBe(0);
  });

  it("has its queue after it was killed and started again, and what is due in it goes at the start", async () => {
    const folder = mkdtempSync(join(tmpdir(), "postbag-stall-"));
    const first = await start(folder);
    first.child.kill("SIGKILL");
    expect(await first.exit).toBe("SIGKILL");
    const { clock } = clockWithHands(Date.now());
    const { store, queue, database } = await openParts(folder, clock);
    const [stall] = await store.all();
    const id = stall?.id ?? "";
    await queue.add(id, typedCard(), keyOf(1));
    await queue.add(id, typedCard(), keyOf(2));
    const [old] = await store.cards(id);
    const yesterday = Date.now() - 13 * 60 * 60 * 1000;
    await database
      .updateTable("stall_cards")
      .set({ added_at: yesterday })
      .where("id", "=", old?.id ?? "")
      .execute();
    await database.destroy();

    const again = await start(folder);
    await supertest(again.origin).get("/healthz").expect(200);
    again.child.kill("SIGTERM");
    expect(await again.exit).toBe(0);
    const later = await openParts(folder, clock);
    expect((await later.store.all()).map((each) => each.id)).toEqual([id]);
    expect((await later.queue.view(id)).cards.map(({ number }) => number)).toEqual([2]);
  });
});
