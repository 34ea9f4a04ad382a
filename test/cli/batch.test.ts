import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assemble } from "../../src/assemble.ts";
import { addBatch } from "../../src/cli/batch.ts";
import { readConfig } from "../../src/config.ts";
import { Problem } from "../../src/errors.ts";
import { TODAY } from "../support/app.ts";
import { keptIo } from "../support/cli-io.ts";
import { englishWords } from "../support/paper.ts";
import { type ReadPdf, readPdf } from "../support/pdf.ts";

const assembled = assemble(readConfig({ POSTCODES_IO_URL: "off", DATABASE_URL: "sqlite::memory:" }), {
  today: () => TODAY,
});
const root = join(import.meta.dirname, "../..");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "postbag-batch-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const inFolder = (name: string) => join(folder, name);
const textOf = (name: string) => readFileSync(inFolder(name), "utf8");
const pdfOf = (name: string): Promise<ReadPdf> => readPdf(new Uint8Array(readFileSync(inFolder(name))));

type Given = { readonly terminal?: boolean; readonly signal?: AbortSignal };

/** Runs `postbag batch` on a table; rejects with what it throws. */
async function batch(table: string | Uint8Array, args: string[] = [], given: Given = {}) {
  writeFileSync(inFolder("members.csv"), table);
  return batchOf("members.csv", ["--out", inFolder("cards.pdf"), ...args], given);
}

async function batchOf(file: string, args: string[], { terminal = false, signal }: Given = {}) {
  const { io, said } = keptIo();
  if (terminal) Object.assign(io.stderr, { isTTY: true, columns: 80, rows: 24 });
  const writeErr = (text: string) => io.stderr.write(text);
  const program = new Command("postbag").exitOverride().configureOutput({ writeErr });
  addBatch(program, io, {
    words: englishWords(),
    checkBatch: () => assembled.checkBatch(),
    untilStopped: (run) => run(signal ?? new AbortController().signal),
  });
  for (const command of program.commands) command.exitOverride().configureOutput({ writeErr });
  await program.parseAsync(["batch", inFolder(file), "--campaign", "safe-workloads", ...args], {
    from: "user",
  });
  return { stdout: said.stdout, stderr: said.stderr, exitCode: said.code };
}

const GOOD = "Name,Postcode,Own words\nQuillifer Marchbanks,CF10 1EP,Zanthoxylum.\nSam Taylor,M1 1AE,Fine.\n";
const MIXED = `${GOOD}Bathysphere Hydrangea,QQ1 1AA,"=HYPERLINK(""http://x.example"")"\nNobody,,x\n`;

describe("postbag batch", () => {
  it("writes the cards of good rows, by constituency behind covers, and says how many", async () => {
    const { stdout, stderr, exitCode } = await batch(GOOD);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(`${inFolder("cards.pdf")}: 2 cards.\n`);
    expect(stderr).toBe("2 rows checked.\n");
    expect((await pdfOf("cards.pdf")).pages).toHaveLength(2 * 2 + 2 * 2 + 2);
    expect(readdirSync(folder).sort()).toEqual(["cards.pdf", "members.csv"]);
  });

  it("lists the rows to mend beside the cards and ends with 1; the list, mended, runs as it is", async () => {
    const first = await batch(MIXED);
    expect(first.exitCode).toBe(1);
    expect(first.stdout).toContain("2 cards.");
    expect(first.stderr.split("\n").slice(0, 3)).toEqual([
      "Line 4: No UK postcode starts like that.",
      "Line 5: Please enter your postcode.",
      "4 rows checked.",
    ]);
    expect(first.stderr).toContain(`They are in “${inFolder("cards.errors.csv")}” with the reasons`);
    const list = textOf("cards.errors.csv");
    expect(list).toContain('"4","No UK postcode starts with “QQ”.');
    expect(list).toContain(`"'=HYPERLINK(""http://x.example"")"`);

    writeFileSync(
      inFolder("cards.errors.csv"),
      list.replace("QQ1 1AA", "CF10 1EP").replace('"Nobody",""', '"Nobody","M1 1AE"'),
    );
    const second = await batchOf("cards.errors.csv", ["--out", inFolder("more.pdf"), "--order", "input"]);
    expect(second).toMatchObject({ exitCode: 0, stdout: `${inFolder("more.pdf")}: 2 cards.\n` });
    const text = (await pdfOf("more.pdf")).pages
      .flatMap(({ lines }) => lines.map((line) => line.text))
      .join(" ");
    expect(text).toContain("Bathysphere Hydrangea");
    expect(text.replaceAll(" ", "")).toContain('=HYPERLINK("http://x.example")');
    expect(text).not.toContain("'=");
  });

  it("says nothing of anybody on the screen", async () => {
    const { stdout, stderr } = await batch(MIXED);
    const screen = (stdout + stderr).toLowerCase();
    for (const trace of [
      "quillifer",
      "bathysphere",
      "hydrangea",
      "zanthoxylum",
      "qq1",
      "cf10",
      "hyperlink",
    ]) {
      expect(screen).not.toContain(trace);
    }
  });

  it.each(["input", "constituency"])("prints in order of %s", async (order) => {
    const table = "Postcode;Name\nM1 1AE;Ann\nCF10 1EP;Bea\nM1 1AE;Cyd\n";
    await batch(table, ["--order", order, ...(order === "input" ? [] : ["--no-covers"])]);
    const { pages } = await pdfOf("cards.pdf");
    const names = pages
      .flatMap(({ lines }) => lines.map(({ text }) => text))
      .filter((text) => /^(?:Ann|Bea|Cyd)$/.test(text));
    expect(names).toEqual(order === "input" ? ["Ann", "Bea", "Cyd"] : ["Bea", "Ann", "Cyd"]);
    expect(pages).toHaveLength(6);
  });

  it.each(["utf16le", "latin1", "utf8"] as const)("reads a table that was saved as %s", async (encoding) => {
    const mark = encoding === "latin1" ? "" : "\uFEFF";
    await batch(Buffer.from(`${mark}Name\tPostcode\tMessage\r\nZoë Éire\tM1 1AE\tCafé\r\n`, encoding), [
      "--order",
      "input",
    ]);
    const { pages } = await pdfOf("cards.pdf");
    const text = pages.flatMap(({ lines }) => lines.map((line) => line.text)).join(" ");
    expect(text).toContain("Zoë Éire");
    expect(text).toContain("Café");
  });

  it("writes no PDF where every row needs mending, and leaves an older one alone", async () => {
    writeFileSync(inFolder("cards.pdf"), "older");
    const { exitCode, stdout, stderr } = await batch("Name,Postcode\nSam,nowhere\n");
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain("No row could be made into a card");
    expect(textOf("cards.pdf")).toBe("older");
    expect(textOf("cards.errors.csv")).toContain("nowhere");
  });

  it("takes away the list of an earlier run where nothing is left to mend", async () => {
    await batch(MIXED);
    expect(existsSync(inFolder("cards.errors.csv"))).toBe(true);
    await batch(GOOD);
    expect(existsSync(inFolder("cards.errors.csv"))).toBe(false);
  });

  it("shows a bar on a terminal, and each fault on a line of its own", async () => {
    const { stderr } = await batch(MIXED, [], { terminal: true });
    expect(stderr).toContain("Checking");
    expect(stderr).toContain("Printing");
    expect(stderr).toContain("\u001b[KLine 4: No UK postcode starts like that.\n");
    expect(stderr).not.toContain("rows checked");
  });

  it("would not overwrite the table that it reads", async () => {
    writeFileSync(inFolder("cards.errors.csv"), GOOD);
    const wrong = batchOf("cards.errors.csv", ["--out", inFolder("cards.pdf")]);
    await expect(wrong).rejects.toMatchObject({ name: "CommanderError" });
    await expect(batchOf("cards.errors.csv", ["--out", inFolder("cards.errors.csv")])).rejects.toThrow(
      /overwritten/,
    );
    expect(textOf("cards.errors.csv")).toBe(GOOD);
  });

  it.each([
    ["symbolic", symlinkSync],
    ["hard", linkSync],
  ])("knows the table that it reads under another name too, by a %s link", async (_, link) => {
    writeFileSync(inFolder("cards.errors.csv"), GOOD);
    link(inFolder("cards.errors.csv"), inFolder("again.csv"));
    for (const out of ["cards.pdf", "cards.errors.csv"])
      await expect(batchOf("again.csv", ["--out", inFolder(out)])).rejects.toThrow(/overwritten/);
    expect(textOf("cards.errors.csv")).toBe(GOOD);
    expect(readdirSync(folder).sort()).toEqual(["again.csv", "cards.errors.csv"]);
  });

  it.each([
    [["--order", "surname"], "CommanderError"],
    [["--order", "input", "--covers"], "CommanderError"],
    [["--show", "shoe-size"], "CommanderError"],
    [["--sheet", "a3"], "Problem"],
  ])("refuses %j", async (args, name) => {
    await expect(batch(GOOD, args)).rejects.toMatchObject({ name });
    expect(readdirSync(folder)).toEqual(["members.csv"]);
  });

  it.each([
    ["a campaign that there is not", GOOD, ["--campaign", "nonsense"], "campaign-unknown"],
    ["a table without columns", "a,b\n1,2\n", [], "table-columns"],
    ["a workbook", Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]), [], "table-not-csv"],
    ["a quotation mark that never closes", `${GOOD}Kim,M1 1AE,"oh\n`, [], "table-unclosed-quote"],
    ["a folder that there is not", GOOD, ["--out", "/nowhere/cards.pdf"], "file-unwritable"],
  ])("leaves nothing behind for %s", async (_, table, args, code) => {
    await expect(batch(table, args)).rejects.toMatchObject({ code });
    expect(readdirSync(folder)).toEqual(["members.csv"]);
  });

  it("says that a table is not there", async () => {
    await expect(batchOf("none.csv", ["--out", inFolder("cards.pdf")])).rejects.toMatchObject({
      code: "file-unreadable",
    });
  });

  it("leaves nothing behind when it is stopped, and the older file as it was", async () => {
    writeFileSync(inFolder("cards.pdf"), "older");
    const signal = AbortSignal.abort(new Problem("stopped"));
    await expect(batch(MIXED, [], { signal })).rejects.toMatchObject({ code: "stopped" });
    expect(readdirSync(folder).sort()).toEqual(["cards.pdf", "members.csv"]);
    expect(textOf("cards.pdf")).toBe("older");
  });
});

describe("postbag batch as a program", () => {
  function start(rows: number, before = ""): ReturnType<typeof spawn> {
    writeFileSync(inFolder("members.csv"), `Name,Postcode\n${"Sam Taylor,M1 1AE\n".repeat(rows)}`);
    const args = `batch members.csv --campaign safe-workloads --order input --out cards.pdf`;
    const command = `${before} exec "${process.execPath}" "${join(root, "bin/postbag.js")}" ${args}`;
    return spawn("sh", ["-c", command], { cwd: folder, env: { ...process.env, POSTCODES_IO_URL: "off" } });
  }

  async function ended(child: ReturnType<typeof spawn>): Promise<{ code: unknown; stderr: string }> {
    let stderr = "";
    child.stderr?.on("data", (chunk) => {
      stderr += chunk;
    });
    const [code] = await once(child, "close");
    return { code, stderr };
  }

  it("cleans up after Ctrl+C in the middle of printing and ends with 3", async () => {
    const child = start(3000);
    const end = ended(child);
    // All rows are checked, and three thousand cards are still to be printed.
    while (!String((await once(child.stderr ?? child, "data"))[0]).includes("rows checked"));
    child.kill("SIGINT");
    expect(await end).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("It was stopped before it was done."),
    });
    expect(readdirSync(folder)).toEqual(["members.csv"]);
  }, 60_000);

  it("goes on where nobody reads what it says", async () => {
    const child = start(100);
    child.stderr?.destroy();
    const [code] = await once(child, "close");
    expect(code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(["cards.pdf", "members.csv"]);
  }, 60_000);

  it("cleans up when the disk has no more room and ends with 3", async () => {
    // No file may grow beyond 400 blocks of 512 bytes: less than the cards, more than the table that is there.
    const child = start(300, "ulimit -f 400;");
    expect(await ended(child)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("could not be written"),
    });
    expect(readdirSync(folder)).toEqual(["members.csv"]);
  }, 60_000);
});
