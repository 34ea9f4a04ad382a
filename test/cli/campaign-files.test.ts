// postbag campaigns export and import, on a real store and real folders.
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Assembled, assemble } from "../../src/assemble.ts";
import type { VersionStore } from "../../src/campaigns/versions.ts";
import { addCampaigns } from "../../src/cli/campaigns.ts";
import { readConfig } from "../../src/config.ts";
import { TODAY } from "../support/app.ts";
import { keptIo } from "../support/cli-io.ts";
import { makeTestCard } from "../support/pictures.ts";
import { oneOfEachKind } from "../support/proofs.ts";

const shipped = join(import.meta.dirname, "../../templates/campaigns/safe-workloads");
const change = { by: "ada@example.org", at: "2026-11-22T10:00:00.000Z" };

let folder = "";
let postbag: Assembled;
const at = (...path: string[]) => join(folder, ...path);
const ours = (name: string) => at("ours", "safe-workloads", name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "postbag-files-"));
  await mkdir(at("seeds"));
  await cp(shipped, at("ours", "safe-workloads"), { recursive: true });
  postbag = assemble(
    readConfig({ DATABASE_URL: `sqlite:${at("var/store.sqlite")}`, POSTCODES_IO_URL: "off" }),
    {
      today: () => TODAY,
      campaignsFolder: at("seeds"),
    },
  );
});
afterEach(async () => {
  await postbag.close();
  await rm(folder, { recursive: true });
});

/** A short proof: these tests look at what follows from its result. */
async function fewerSeats(): ReturnType<Assembled["proofParts"]> {
  const parts = await postbag.proofParts();
  return { ...parts, seats: oneOfEachKind(parts.seats) };
}

async function run(...args: string[]) {
  const { io, said } = keptIo();
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  addCampaigns(program, io, { ...postbag, proofParts: fewerSeats, words: await postbag.words() });
  await program.parseAsync(["node", "postbag", "campaigns", ...args]);
  return said;
}

/** Changes one of our files. */
async function edit(name: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(ours(name), "utf8");
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  await writeFile(ours(name), changed);
}

async function filesIn(path: string): Promise<Record<string, Buffer>> {
  const names = (await readdir(path)).toSorted();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(path, name))] as const)),
  );
}

const numbers = async (store: VersionStore, id = "safe-workloads") =>
  (await store.versions(id)).map(({ number }) => number);

describe("postbag campaigns import and export", () => {
  it("carry every byte both ways, the picture too, and publish nothing twice", async () => {
    await writeFile(ours("Blaenau “1”.txt"), "not a campaign's");
    await writeFile(ours("Gŵyr (1).png"), makeTestCard(60, 40));
    await edit("campaign.yaml", "card:\n", "card:\r\n  image: Gŵyr (1).png  # ours\r\n");
    await edit("letter.hbs", /$/, "\n\n{{! trailing  }}\t\r\n\r\n");
    const { stdout, stderr, code } = await run("import", at("ours"), "--note", "From files");
    expect([stdout.split("\n").at(-2), code]).toEqual(["safe-workloads: version 1 is live", 0]);
    expect(stderr).toMatch(/dots an inch/);
    const store = await postbag.versions();
    expect(await store.versions("safe-workloads")).toMatchObject([
      { number: 1, publishedBy: "files", note: "From files", publishedAt: "2026-11-22T12:00:00.000Z" },
    ]);

    expect((await run("export", "--to", at("deep/theirs"))).stdout).toBe(
      `safe-workloads: version 1 is in ${at("deep/theirs")}\n`,
    );
    const { "Blaenau “1”.txt": _, ...campaign } = await filesIn(at("ours/safe-workloads"));
    expect(await filesIn(at("deep/theirs/safe-workloads"))).toEqual(campaign);

    for (const from of ["ours", "deep/theirs"]) {
      const again = await run("import", at(from));
      expect([again.stdout, again.code]).toEqual([expect.stringContaining("nothing was published"), 0]);
    }
    expect(await numbers(store)).toEqual([1]);
    expect((await (await postbag.audit()).entries({ limit: 9 })).entries).toHaveLength(1);
  });

  it("publish what differs, and leave everything else in either place alone", async () => {
    await cp(at("ours/safe-workloads"), at("ours/other"), { recursive: true });
    await run("import", at("ours"));
    await edit("letter.hbs", /$/, "\nOne more line.\n");
    const { stdout } = await run("import", at("ours"));
    expect(stdout).toContain("other: is live as it is in the files");
    expect(stdout).toContain("safe-workloads: version 2 is live");
    const store = await postbag.versions();
    expect([await numbers(store), await numbers(store, "other")]).toEqual([[2, 1], [1]]);

    await mkdir(at("theirs/other"), { recursive: true });
    await writeFile(at("theirs/other/letter.hbs"), "an old one");
    await writeFile(at("theirs/other/notes.txt"), "ours");
    await run("export", "other", "other", "--to", at("theirs"));
    expect(await readdir(at("theirs"))).toEqual(["other"]);
    expect(await filesIn(at("theirs/other"))).toEqual({
      ...(await filesIn(at("ours/other"))),
      "notes.txt": Buffer.from("ours"),
    });
  });

  it("publish nothing of anything where one of them has faults or fails its proof, and say what and where", async () => {
    await cp(at("ours/safe-workloads"), at("ours/other"), { recursive: true });
    await edit("letter.hbs", "{{ask}}", "{{aks}}");
    const faulty = await run("import", at("ours"));
    expect(faulty.stderr).toMatch(/^safe-workloads\/letter\.hbs:\d+:\d+: expected .* Did you mean ask\?\n$/);
    expect(faulty.code).toBe(1);
    await edit("letter.hbs", "{{aks}}", "{{ask}}");
    await edit("postcard.hbs", "{{ask}}", `{{ask}} ${"And there is more to say. ".repeat(60)}`);
    const tooLong = await run("import", at("ours"));
    expect(tooLong.stderr).toMatch(/^safe-workloads: Text of the postcard: The card does not fit/m);
    expect(tooLong.code).toBe(1);
    expect(await (await postbag.versions()).campaigns()).toEqual([]);
    expect((await run("import", at("ours"), "--id", "other")).code).toBe(0);
    expect((await run("proof", "--from", at("ours"), "safe-workloads")).code).toBe(1);
    expect((await run("proof", "--from", at("ours"), "other")).code).toBe(0);
  });

  it("say so where somebody is working on a draft, or members do not see the campaign", async () => {
    await run("import", at("ours"));
    const store = await postbag.versions();
    const source = (await store.version("safe-workloads", 1))?.source;
    if (source === undefined) throw new Error("nothing was imported");
    await store.saveDraft("safe-workloads", { revision: 0, source }, change);
    await store.setArchived("safe-workloads", true, change);
    await edit("letter.hbs", /$/, "\nOne more line.\n");
    const { stderr, code } = await run("import", at("ours"));
    expect(stderr).toBe(
      "safe-workloads: ada@example.org has a draft that was begun before this version. Tell them before they publish it.\n" +
        "safe-workloads: is archived, so members do not see it.\n",
    );
    expect(code).toBe(0);
    expect(await store.draft("safe-workloads")).toMatchObject({ revision: 1, basedOn: 1 });
    expect((await run("export", "--to", at("theirs"))).code).toBe(1);
    expect((await run("export", "safe-workloads", "--to", at("theirs"))).code).toBe(0);
  });

  it("make no store to say that there is nothing in it", async () => {
    expect(await run("export", "--to", at("theirs"))).toMatchObject({ code: 1, stdout: "" });
    await expect(run("export", "safe-workloads", "--to", at("theirs"))).rejects.toMatchObject({
      code: "campaign-unknown",
    });
    await edit("letter.hbs", "{{ask}}", "{{aks}}");
    await run("import", at("ours"));
    expect(await readdir(folder)).toEqual(["ours", "seeds"]);
  });
});

describe("hostile and hopeless places", () => {
  const invalid = (file: string) => ({ code: "file-invalid", values: { file } });

  it("there is no campaign whose id leads elsewhere, to be read or written", async () => {
    await run("import", at("ours"));
    for (const id of ["../ours", "..", "", ".", "/etc", "safe-workloads/..", "__proto__", "nowhere"]) {
      for (const command of [
        ["import", at("ours"), "--id", id],
        ["export", id, "--to", at("theirs")],
      ]) {
        await expect(run(...command)).rejects.toMatchObject({ code: "campaign-unknown" });
      }
      expect((await readdir(folder)).toSorted()).toEqual(["ours", "seeds", "var"]);
    }
  });

  it("a folder's name that is no campaign's is a fault", async () => {
    await cp(at("ours/safe-workloads"), at("ours/Safe Workloads"), { recursive: true });
    const { stderr, code } = await run("import", at("ours"));
    expect(stderr).toContain("Safe Workloads/campaign.yaml:1:1: expected a folder named in small letters");
    expect(code).toBe(1);
  });

  it("nothing is read that a link leads to", async () => {
    await writeFile(at("secret.txt"), "{{ask}} something that is not the campaign's");
    await rm(ours("letter.hbs"));
    await symlink(at("secret.txt"), ours("letter.hbs"));
    await expect(run("import", at("ours"))).rejects.toMatchObject(invalid(ours("letter.hbs")));
    await symlink(shipped, at("ours/linked"));
    await expect(run("import", at("ours"), "--id", "linked")).rejects.toMatchObject(
      invalid(at("ours/linked")),
    );
    await rm(ours("letter.hbs"));
    await cp(join(shipped, "letter.hbs"), ours("letter.hbs"));
    await writeFile(at("elsewhere.png"), makeTestCard(60, 40));
    await symlink(at("elsewhere.png"), ours("front.png"));
    await edit("campaign.yaml", "card:\n", "card:\n  image: front.png\n");
    await expect(run("import", at("ours"))).rejects.toMatchObject(invalid(ours("front.png")));
    expect(await (await postbag.versions()).campaigns()).toEqual([]);
  });

  it("nothing is written where a link or something else stands, and nothing of the rest either", async () => {
    await run("import", at("ours"));
    await mkdir(at("victim"));
    await writeFile(at("victim/file.txt"), "as it was");
    await mkdir(at("theirs/safe-workloads"), { recursive: true });
    await symlink(at("victim/file.txt"), at("theirs/safe-workloads/letter.hbs"));
    const letter = at("theirs/safe-workloads/letter.hbs");
    await expect(run("export", "--to", at("theirs"))).rejects.toMatchObject(invalid(letter));
    await rm(letter);
    await mkdir(letter);
    await expect(run("export", "--to", at("theirs"))).rejects.toMatchObject(invalid(letter));
    expect(await readdir(at("theirs/safe-workloads"))).toEqual(["letter.hbs"]);
    await rm(at("theirs/safe-workloads"), { recursive: true });
    await symlink(at("victim"), at("theirs/safe-workloads"));
    await expect(run("export", "--to", at("theirs"))).rejects.toMatchObject(
      invalid(at("theirs/safe-workloads")),
    );
    expect(await filesIn(at("victim"))).toEqual({ "file.txt": Buffer.from("as it was") });
    const below = at("victim/file.txt/below");
    await expect(run("export", "--to", below)).rejects.toMatchObject({ code: "file-unwritable" });
  });

  it("a folder that is not there, has no campaign, or texts without end is named", async () => {
    await expect(run("import", at("nowhere"))).rejects.toMatchObject({ code: "file-unreadable" });
    await expect(run("import", at("seeds"))).rejects.toMatchObject(invalid(at("seeds")));
    await writeFile(ours("postcard.hbs"), Buffer.alloc(1_000_001, "a"));
    await expect(run("import", at("ours"))).rejects.toMatchObject(invalid(ours("postcard.hbs")));
  });

  it("a picture is never written over a text", async () => {
    await run("import", at("ours"));
    const store = await postbag.versions();
    const source = (await store.version("safe-workloads", 1))?.source;
    if (source === undefined) throw new Error("nothing was imported");
    const yaml = source.yaml.replace("card:\n", "card:\n  image: Campaign.YAML\n");
    await store.importVersion(
      "safe-workloads",
      { source: { ...source, yaml, image: makeTestCard(6, 4) }, note: "" },
      change,
    );
    await expect(run("export", "--to", at("theirs"))).rejects.toMatchObject(
      invalid("safe-workloads/campaign.yaml"),
    );
  });
});
