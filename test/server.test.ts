// The program as it is started for real: a process of its own, over real sockets, told to stop by a signal.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import supertest from "supertest";
import { afterEach, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const running: ChildProcess[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

/** Starts `postbag serve` on a free port; `origin` once it says where it listens, `exit` once it has ended. */
async function start(environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(root, "bin/postbag.js"), "serve"], {
    env: {
      ...process.env,
      PORT: "0",
      POSTCODES_IO_URL: "off",
      SEATS_REFRESH: "off",
      LOG_LEVEL: "info",
      DATABASE_URL: "sqlite::memory:",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  const exit = once(child, "exit").then(([code]) => code);
  let said = "";
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout?.on("data", (chunk) => {
      said += chunk;
      const [, found] = /Postbag is at (http\S+)/.exec(said) ?? [];
      if (found) resolve(found);
    });
    child.stderr?.on("data", (chunk) => {
      said += chunk;
    });
    void exit.then((code) => reject(new Error(`ended with ${code}: ${said}`)));
  });
  return { child, origin, exit, said: () => said };
}

/** Reads what a socket says until it closes. */
async function readAll(socket: Socket): Promise<string> {
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
  });
  await once(socket, "close");
  return text;
}

describe("postbag serve", () => {
  it("serves the journey over a real socket", async () => {
    const { origin, child, exit } = await start();
    const http = supertest(origin);
    await http.get("/healthz").expect(200, { status: "ok" });
    await http.head("/").expect(200);
    await http.post("/api/v1/mp").send({ postcode: "cf10 1ep" }).expect(200).expect("content-type", /json/);
    const page = await http
      .post("/campaigns/safe-workloads/write")
      .set("origin", origin)
      .type("form")
      .send({ postcode: "CF10 1EP" })
      .expect(200);
    expect(page.text).toContain("Stephen Doughty");
    const pdf = await http
      .post("/api/v1/postcard.pdf")
      .send({ campaign: "safe-workloads", postcode: "CF10 1EP", sender: { name: "Sam Taylor" } })
      .buffer(true)
      .expect(200)
      .expect("content-type", "application/pdf");
    expect(pdf.body.subarray(0, 5).toString()).toBe("%PDF-");
    child.kill("SIGTERM");
    expect(await exit).toBe(0);
  });

  it("finishes what it has begun to answer when it is told to stop, and takes nothing new", async () => {
    const { origin, child, exit } = await start();
    const { hostname, port } = new URL(origin);
    const body = JSON.stringify({ postcode: "CF10 1EP" });
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    const answer = readAll(socket);
    socket.write(
      `POST /api/v1/mp HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
    );
    // The request is in the server's hands once a later one has been answered.
    await supertest(origin).get("/healthz").expect(200);
    child.kill("SIGTERM");
    await expect.poll(() => refused(Number(port), hostname)).toBe(true);
    socket.write(body.slice(5));
    expect(await answer).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*Cardiff South and Penarth/);
    expect(await exit).toBe(0);
  });

  it("waits no longer than its grace for somebody who only half asks, and still ends well", async () => {
    const { origin, child, exit } = await start();
    const { hostname, port } = new URL(origin);
    const socket = connect(Number(port), hostname);
    socket.on("error", () => undefined);
    await once(socket, "connect");
    socket.write("GET / HT");
    await supertest(origin).get("/healthz").expect(200);
    child.kill("SIGTERM");
    expect(await exit).toBe(0);
  });

  it("says in one line what is wrong with a setting, and ends with 2", async () => {
    const started = start({ PORT: "eighty" });
    await expect(started).rejects.toThrow(/ended with 2: postbag: .*PORT/);
  });

  it("says in one line that its port is taken, and ends with 3", async () => {
    const { origin } = await start();
    await expect(start({ PORT: new URL(origin).port })).rejects.toThrow(/ended with 3: postbag: .*port/i);
  });
});

async function refused(port: number, host: string): Promise<boolean> {
  const socket = connect(port, host);
  const [outcome] = await Promise.race([
    once(socket, "connect").then(() => ["connected"]),
    once(socket, "error").then(() => ["refused"]),
  ]).catch(() => ["refused"]);
  socket.destroy();
  return outcome === "refused";
}
