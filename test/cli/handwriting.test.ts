// `postbag handwriting`: cards with lines on them, from the command line to the file.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assemble } from "../../src/assemble.ts";
import { addHandwriting } from "../../src/cli/handwriting.ts";
import { readConfig } from "../../src/config.ts";
import { keptIo } from "../support/cli-io.ts";
import { readPdf } from "../support/pdf.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "postbag-handwriting-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function handwriting(args: string[], environment: Record<string, string> = {}) {
  const parts = assemble(
    readConfig({ POSTCODES_IO_URL: "off", DATABASE_URL: "sqlite::memory:", ...environment }),
  );
  const { io, said } = keptIo();
  const program = new Command("postbag").exitOverride().configureOutput({ writeErr: () => {} });
  addHandwriting(program, io, {
    ...parts,
    words: await parts.words(),
    publicUrl: async () => parts.config.PUBLIC_URL,
    today: () => "2026-11-22",
  });
  const out = join(folder, "cards.pdf");
  await program.parseAsync(["handwriting", "--campaign", "eight-reasons", "--out", out, ...args], {
    from: "user",
  });
  const { pages } = await readPdf(new Uint8Array(readFileSync(out)));
  return {
    said: said.stdout,
    pages,
    text: pages.flatMap(({ texts }) => texts.map(({ text }) => text)).join(" "),
  };
}

describe("postbag handwriting", () => {
  it("writes as many cards as asked for, with the way to find the MP where the site's address is known", async () => {
    const { said, pages, text } = await handwriting(["--copies", "6"], {
      PUBLIC_URL: "https://postbag.example.org",
    });
    expect(said).toContain("6 cards");
    expect(pages).toHaveLength(4);
    expect(text.match(/Find your MP:/g)).toHaveLength(6);
    expect((await handwriting([])).text).not.toContain("Find your MP:");
  });

  it("addresses them to the MP of a constituency", async () => {
    const { text } = await handwriting(["--seat", "E14001063", "--sheet", "card", "--copies", "1"]);
    expect(text).toContain("your constituent in Aldershot");
  });

  it("is refused for a constituency, a sheet or a campaign that does not exist, and for a number that is none", async () => {
    await expect(handwriting(["--seat", "E99"])).rejects.toMatchObject({ code: "seat-unknown" });
    await expect(handwriting(["--sheet", "A6"])).rejects.toMatchObject({ code: "sheet-unknown" });
    await expect(handwriting(["--campaign", "none"])).rejects.toMatchObject({ code: "campaign-unknown" });
    for (const copies of ["0", "1001", "two", "1.5"])
      await expect(handwriting(["--copies", copies])).rejects.toThrow(/whole number/);
  });
});
