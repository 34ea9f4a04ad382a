// The server over its store: begun from files, changed by the desk, shared with other servers, and outlived by members' pages.
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assemble } from "../../src/assemble.ts";
import { readConfig } from "../../src/config.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { createVersionStore } from "../../src/storage/versions.ts";
import { buildApp, form, type TestApp } from "../support/app.ts";

const shipped = join(import.meta.dirname, "../../templates/campaigns/safe-workloads");
const change = { by: "ada@example.org", at: "2026-11-22T12:00:00.000Z" };

let folder = "";
let file = "";
let campaignsFolder = "";
const running: TestApp[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "postbag-live-"));
  file = join(folder, "var/postbag.sqlite");
  campaignsFolder = join(folder, "campaigns");
  await cp(shipped, join(campaignsFolder, "safe-workloads"), { recursive: true });
});
afterEach(async () => {
  for (const { app } of running.splice(0)) await app.close();
  await rm(folder, { recursive: true });
});

async function serve(): Promise<TestApp> {
  const server = await buildApp({ DATABASE_URL: `sqlite:${file}` }, { campaignsFolder });
  running.push(server);
  return server;
}
const retitle = (yaml: string, title: string) => yaml.replace(/^title: .*$/m, `title: ${title}`);
const page = async ({ app }: TestApp, url = "/campaigns/safe-workloads") => (await app.inject(url)).body;
const ready = async ({ app }: TestApp) => (await app.inject("/readyz")).json();

/** Another process's view of the store. */
async function beside<T>(work: (store: ReturnType<typeof createVersionStore>) => Promise<T>): Promise<T> {
  const database = await openDatabase(`sqlite:${file}`);
  try {
    return await work(createVersionStore(database));
  } finally {
    await database.destroy();
  }
}

describe("a server and its store", () => {
  it("begins with the files, and shows what is published in the store from then on", async () => {
    const first = await serve();
    expect(await page(first)).toContain("A safe workload for probation");
    const yamlFile = join(campaignsFolder, "safe-workloads/campaign.yaml");
    const yaml = await readFile(yamlFile, "utf8");
    await beside(async (store) => {
      expect(await store.versions("safe-workloads")).toMatchObject([{ number: 1, publishedBy: "files" }]);
      const source = (await store.version("safe-workloads", 1))?.source;
      if (source === undefined) throw new Error("nothing was seeded");
      expect(source.yaml).toBe(yaml);
      const changed = { ...source, yaml: retitle(yaml, "Published elsewhere") };
      await store.importVersion("safe-workloads", { source: changed, note: "" }, change);
    });
    await expect.poll(() => page(first)).toContain("Published elsewhere");

    await writeFile(yamlFile, retitle(yaml, "Only in the file"));
    const second = await serve();
    expect(await page(second)).toContain("Published elsewhere");
    expect(second.log().match(/postbag campaigns import/g)).toHaveLength(1);
    expect(second.log()).toContain('"campaigns":["safe-workloads"]');
    expect(second.log()).not.toContain("Only in the file");
    expect(first.log()).not.toContain("postbag campaigns import");
  });

  it("is not stopped by a version that it cannot read, and says so", async () => {
    const first = await serve();
    await first.app.close();
    await beside(async (store) => {
      const source = { yaml: "title: From a newer program", postcard: "", letter: "", image: null };
      await store.importVersion("safe-workloads", { source, note: "" }, change);
      await store.importVersion("other", { source, note: "" }, change);
    });
    const second = await serve();
    const notShown = (campaign: string, version: number) => ({
      campaign,
      version,
      code: "campaign-invalid",
      shown: null,
    });
    expect(await ready(second)).toMatchObject({
      status: "ready",
      campaigns: 0,
      campaignsNotShown: [notShown("other", 1), notShown("safe-workloads", 2)],
    });
    expect(second.log()).toContain('"campaign":"safe-workloads","version":2,"code":"campaign-invalid"');
    expect((await second.app.inject("/campaigns/safe-workloads")).statusCode).toBe(404);
    expect((await second.app.inject("/")).statusCode).toBe(200);
  });

  it("refuses to begin with files that have faults, and has then kept none of them", async () => {
    await cp(shipped, join(campaignsFolder, "broken"), { recursive: true });
    await writeFile(join(campaignsFolder, "broken/letter.hbs"), "{{nonsense}}");
    await expect(serve()).rejects.toMatchObject({
      code: "campaign-invalid",
      values: { file: "broken/letter.hbs" },
    });
    expect(await beside((store) => store.campaigns())).toEqual([]);
  });

  it("lets members go on while the store is gone", async () => {
    const server = await serve();
    const spoiler = new DatabaseSync(file);
    spoiler.exec("drop table live_changes; drop table versions;");
    spoiler.close();
    await expect.poll(async () => (await ready(server)).store).toBe("fails");
    expect((await server.app.inject("/readyz")).statusCode).toBe(200);
    for (const url of ["/", "/campaigns/safe-workloads", "/api/v1/campaigns"]) {
      expect([url, (await server.app.inject(url)).statusCode]).toEqual([url, 200]);
    }
    const card = form({
      postcode: "TR1 2HE",
      seat: "E14001554",
      name: "Ada Example",
      ownWords: "It is too much.",
    });
    const sent = await server.app.inject({ url: "/campaigns/safe-workloads/postcard.pdf", ...card });
    expect([sent.statusCode, sent.headers["content-type"]]).toEqual([200, "application/pdf"]);
    expect(server.log().match(/the store does not answer/g)).toHaveLength(1);
  });
});

describe("a command that reads campaigns", () => {
  const commands = () =>
    assemble(readConfig({ DATABASE_URL: `sqlite:${file}`, POSTCODES_IO_URL: "off" }), { campaignsFolder });
  const titles = async () => {
    const { campaigns, close } = commands();
    const found = (await campaigns()).list().map(({ campaign }) => campaign.title);
    await close();
    return found;
  };

  it("reads the files where there is no store, and makes none", async () => {
    expect(await titles()).toEqual(["A safe workload for probation"]);
    await expect(readFile(file)).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("reads what is live, and the files of campaigns that the store does not have", async () => {
    const source = {
      yaml: retitle(await readFile(join(shipped, "campaign.yaml"), "utf8"), "In the store"),
      postcard: await readFile(join(shipped, "postcard.hbs"), "utf8"),
      letter: await readFile(join(shipped, "letter.hbs"), "utf8"),
      image: null,
    };
    await beside((store) => store.importVersion("other", { source, note: "" }, change));
    expect(await titles()).toEqual(["A safe workload for probation", "In the store"]);
    await beside((store) => store.importVersion("safe-workloads", { source, note: "" }, change));
    expect(await titles()).toEqual(["In the store", "In the store"]);
    await beside((store) => store.setArchived("safe-workloads", true, change));
    expect(await titles()).toEqual(["In the store"]);
  });

  it("is told every fault of what is live", async () => {
    const source = { yaml: "title: From a newer program", postcard: "", letter: "", image: null };
    await beside((store) => store.importVersion("safe-workloads", { source, note: "" }, change));
    await expect(titles()).rejects.toMatchObject({
      code: "campaign-invalid",
      values: { file: "safe-workloads/campaign.yaml" },
    });
  });
});
