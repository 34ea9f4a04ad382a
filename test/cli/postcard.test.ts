// `postbag postcard`: one card, from the command line to the file.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assemble } from "../../src/assemble.ts";
import { addPostcard } from "../../src/cli/postcard.ts";
import { readConfig } from "../../src/config.ts";
import { keptIo } from "../support/cli-io.ts";
import { englishWords } from "../support/paper.ts";
import { readPdf } from "../support/pdf.ts";

const assembled = assemble(readConfig({ POSTCODES_IO_URL: "off", DATABASE_URL: "sqlite::memory:" }));
const words = englishWords();

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "postbag-postcard-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Makes a card of a member in Cardiff; rejects with what the command throws. */
async function postcard(...args: string[]) {
  const { io, said } = keptIo();
  const program = new Command("postbag").exitOverride().configureOutput({ writeErr: () => {} });
  addPostcard(program, io, { ...assembled, words });
  const out = join(folder, "card.pdf");
  const whose = ["--campaign", "eight-reasons", "--postcode", "CF10 1EP", "--name", "Siân D’Arcy-Smith"];
  await program.parseAsync(["postcard", ...whose, "--out", out, ...args], { from: "user" });
  const { pages } = await readPdf(new Uint8Array(readFileSync(out)));
  const text = pages.flatMap(({ lines }) => lines.map((line) => line.text.trim())).join(" ");
  return { said: said.stdout, pages, text };
}

describe("postbag postcard", () => {
  it("writes the card with the member's name and words, to the MP of their postcode, and says where it goes", async () => {
    const { said, pages, text } = await postcard(
      "--words",
      "I had ten minutes.",
      "--reason",
      "workload",
      "burnout",
    );
    expect(said).toBe(`${join(folder, "card.pdf")}: Stephen Doughty MP, Cardiff South and Penarth\n`);
    expect(pages).toHaveLength(2);
    expect(text).toContain("I had ten minutes.");
    expect(text).toContain("About 1,000 posts stood empty");
    expect(text).toContain("Siân D’Arcy-Smith your constituent in Cardiff South and Penarth");
  });

  it("takes the constituency given over the postcode's, and a sheet", async () => {
    const { pages, text } = await postcard("--seat", "E14001063", "--sheet", "a4-duplex-long");
    expect(pages).toHaveLength(2);
    expect(text.match(/constituent in Aldershot/g)).toHaveLength(4);
  });

  it("reads words from a file after an @, and means an @ by two", async () => {
    const file = join(folder, "words.txt");
    writeFileSync(file, "\uFEFFFour of us\r\nwhere there were nine.\n");
    expect((await postcard("--words", `@${file}`)).text).toContain("Four of us where there were nine.");
    expect((await postcard("--words", "@@home since May")).text).toContain("@home since May");
    await expect(postcard("--words", `@${file}.not`)).rejects.toMatchObject({ code: "file-unreadable" });
  });

  it.each([
    [["--words", "Well 👍 done"], "characters-unprintable"],
    [["--words", "word ".repeat(300)], "text-does-not-fit"],
    [["--reason", "nonsense"], "reason-unknown"],
  ])("leaves no file where it cannot make the card, and offers no email or list: %j", async (args, code) => {
    await expect(postcard(...args)).rejects.toMatchObject({ code });
    expect(readdirSync(folder)).toEqual([]);
    const said = words(`cli.errors.${code}`, { characters: "👍", count: 9, reason: "nonsense" });
    expect(said).not.toMatch(/email|its list/);
  });
});
