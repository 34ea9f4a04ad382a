// A stall from its first card to its wipe: three devices, forty members, a network that comes and goes, a server that is killed.
import type { ChildProcess } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Assembled, assemble } from "../../src/assemble.ts";
import { readConfig } from "../../src/config.ts";
import type { Stall } from "../../src/stalls/stall.ts";
import { invitationLink } from "../../src/web/stall/invitation.ts";
import { pairInBrowser } from "../support/at-stall.ts";
import { describeInBrowser, TABLET } from "../support/browser.ts";
import { LANGUAGES } from "../support/languages.ts";
import { type PdfPage, readPdf } from "../support/pdf.ts";
import { killServer, settingsIn, startServer } from "../support/stall-server.ts";

/** Where members live, and what stands on their cards for it. */
const PLACES = [
  ["LS1 4AP", "Leeds South"],
  ["CF10 1EP", "Cardiff South and Penarth"],
  ["SW1A 1AA", "Cities of London and Westminster"],
  ["M1 1AE", "Manchester Central"],
  ["EX1 1HS", "Exeter"],
] as const;

const PRINTED = LANGUAGES.filter(([language]) => !["Arabic", "Punjabi", "Chinese"].includes(language));

type Member = {
  readonly name: string;
  readonly postcode: string;
  readonly constituency: string;
  readonly words: string;
  /** A made-up word that stands in nobody else's. */
  readonly mark: string;
};

/** Forty members: words in many scripts, from one line to all that fits. */
const MEMBERS: readonly Member[] = Array.from({ length: 40 }, (_, at) => {
  const [postcode, constituency] = PLACES[at % PLACES.length] ?? PLACES[0];
  const [, text] = PRINTED[at % PRINTED.length] ?? PRINTED[0] ?? ["", ""];
  const letters = `${"bcdfg"[at % 5]}${"aeiou"[Math.floor(at / 5) % 5]}${"klmnprst"[Math.floor(at / 5)]}`;
  const mark = `quorvex${letters}`;
  const more = at % 4 === 3 ? " We do the work of seven, and nobody asks us why." : "";
  return { name: `Ann-${letters} Wyrmplatz`, postcode, constituency, words: `${mark}. ${text}${more}`, mark };
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((ready) => probe.once("listening", ready));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

describeInBrowser("a whole stall", (open) => {
  let folder: string;
  let port: number;
  let origin: string;
  let server: ChildProcess;
  let parts: Assembled;
  let stall: Stall;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "postbag-play-"));
    port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    server = await startServer(folder, port);
    // The desk, as another process over the same files.
    parts = assemble(readConfig(settingsIn(folder)));
    const stalls = await parts.stalls();
    stall = await stalls.create({
      kind: "hosted",
      name: "AGM in Leeds",
      campaign: "eight-reasons",
      sheet: "card",
      opens: null,
      closes: null,
    });
  });
  afterEach(async () => {
    await parts.close();
    await killServer(server);
    await rm(folder, { recursive: true });
  });

  async function repDevice(): Promise<Page> {
    const page = await open(TABLET);
    const stalls = await parts.stalls();
    const token = await stalls.pairing.invite(stall, "rep");
    await page.goto(invitationLink(origin, stall.id, token));
    await page.getByRole("button", { name: "Take part" }).last().click();
    await page.getByRole("heading", { name: "Take a card" }).waitFor();
    return page;
  }

  async function tableDevice(rep: Page): Promise<Page> {
    await rep.goto(`${origin}/stall/devices`);
    const code = await rep.locator("[data-digits]").innerText();
    const page = await open(TABLET);
    await pairInBrowser(page, { origin, code });
    return page;
  }

  /** A member at a device: from the postcode to the blank form. */
  async function take(page: Page, { name, postcode, constituency, words }: Member): Promise<void> {
    await page.getByLabel("Your home postcode").fill(postcode);
    await page.locator(".mp", { hasText: constituency }).waitFor();
    await page.getByLabel("Your full name").fill(name);
    await page.getByLabel("What you want your MP to know").fill(words);
    await page.getByRole("button", { name: "Add to the print queue" }).last().click();
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>("#name")?.value === "");
  }

  async function takeAll(page: Page, members: readonly Member[]): Promise<void> {
    for (const member of members) await take(page, member);
  }

  const waiting = (page: Page) => page.locator("[data-queue-status]").innerText();

  /** The backs of a job's cards, one a page, in their order. */
  async function cardsOf(page: Page, job: string): Promise<PdfPage[]> {
    const answer = await page.context().request.get(`${origin}/stall/jobs/${job}/cards.pdf`);
    expect(answer.headers()["content-type"]).toBe("application/pdf");
    const { pages } = await readPdf(new Uint8Array(await answer.body()));
    return pages.filter((_, at) => at % 2 === 1);
  }

  /** Presses "Print all" and answers the job. */
  async function printAll(page: Page): Promise<string> {
    await page.goto(`${origin}/stall/queue`);
    await page.getByRole("button", { name: "Print all" }).click();
    await page.waitForURL("**/stall/print/*");
    return new URL(page.url()).pathname.split("/").at(-1) ?? "";
  }

  const marksOn = (cards: readonly PdfPage[]): string[] =>
    cards.map(({ lines }) => {
      const text = lines.map((line) => line.text).join(" ");
      const member = MEMBERS.find(({ mark }) => text.includes(mark));
      if (member === undefined) throw new Error(`nobody’s card: ${text}`);
      expect(text).toContain(member.name);
      expect(text.replace(/\s+/g, " ")).toContain(`constituent in ${member.constituency}`);
      expect(text).toContain("SW1A 0AA");
      // Whatever its script, it was printed whole.
      const squeeze = (some: string): string => some.normalize("NFC").replace(/[\s-]/g, "");
      expect(squeeze(text)).toContain(squeeze(member.words));
      return member.mark;
    });

  /** Every one of these texts that stands in clear in a file of the folder or a row of the database. */
  async function traces(secrets = MEMBERS.flatMap(({ mark, name }) => [mark, name])): Promise<string[]> {
    const found: string[] = [];
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const bytes = await readFile(join(entry.parentPath, entry.name));
      for (const secret of secrets)
        if (bytes.includes(secret) || bytes.includes(Buffer.from(secret, "utf16le")))
          found.push(`${entry.name}: ${secret}`);
    }
    const database = new DatabaseSync(join(folder, "store.sqlite"), { readOnly: true });
    for (const { name } of database.prepare("select name from sqlite_master where type = 'table'").all()) {
      for (const row of database.prepare(`select * from "${String(name)}"`).all()) {
        const text = Object.values(row)
          .map((cell) => (cell instanceof Uint8Array ? Buffer.from(cell).toString("latin1") : String(cell)))
          .join("\n");
        for (const secret of secrets) if (text.includes(secret)) found.push(`${String(name)}: ${secret}`);
      }
    }
    database.close();
    return found;
  }

  it("loses no card, prints each once, and leaves nothing behind", { timeout: 120_000 }, async () => {
    const rep = await repDevice();
    const door = await tableDevice(rep);
    const window = await tableDevice(rep);
    await rep.goto(`${origin}/stall`);
    await rep.waitForLoadState("networkidle");

    // Three devices at once.
    await Promise.all([
      takeAll(rep, MEMBERS.slice(0, 6)),
      takeAll(door, MEMBERS.slice(6, 13)),
      takeAll(window, MEMBERS.slice(13, 20)),
    ]);

    // The wifi of one goes, and comes back.
    await door.context().setOffline(true);
    await door.locator("[data-state]", { hasText: "The server does not answer" }).waitFor();
    await Promise.all([takeAll(door, MEMBERS.slice(20, 25)), takeAll(window, MEMBERS.slice(25, 29))]);
    await door.locator("[data-count]", { hasText: "5 cards are only on this device" }).waitFor();
    await door.context().setOffline(false);
    await door.locator("[data-state]", { hasText: "In the print queue now" }).waitFor();

    // 29 are in the printer, where nobody has said yet what came out, when the server's battery goes flat.
    const first = await printAll(rep);
    const firstCards = marksOn(await cardsOf(rep, first));
    expect(firstCards).toHaveLength(29);
    await killServer(server);
    await Promise.all([takeAll(door, MEMBERS.slice(29, 32)), takeAll(window, MEMBERS.slice(32, 35))]);
    await window.locator("[data-count]", { hasText: "3 cards are only on this device" }).waitFor();
    server = await startServer(folder, port);
    for (const page of [door, window]) {
      await page.evaluate(() => dispatchEvent(new Event("online")));
      await page.locator("[data-state]", { hasText: "In the print queue now" }).waitFor();
    }

    // The rep finds the job as it was. The printer had jammed: the last four did not come out, and the first is spoilt.
    await rep.goto(`${origin}/stall/queue`);
    expect(await waiting(rep)).toBe("6 cards wait.");
    await rep.getByRole("heading", { name: "29 cards are in the printer" }).waitFor();
    await rep.getByRole("link", { name: "Print again, or some did not come out" }).click();
    const options = rep.locator("#from option");
    const values = await options.evaluateAll((all) =>
      all.map((option) => option.getAttribute("value") ?? ""),
    );
    await rep.locator("#from").selectOption(values.at(-4) ?? "");
    await rep.locator(`input[name="notOut"][value="${values[1]}"]`).check();
    await rep.getByRole("button", { name: "These did not, the others did" }).click();
    await rep.getByText("24 cards are marked as printed.").waitFor();
    const printed = firstCards.slice(1, -4);

    // The queue follows by itself while the last members come.
    const counted = rep.locator("[data-queue-status]");
    await Promise.all([
      takeAll(door, MEMBERS.slice(35, 38)),
      takeAll(window, MEMBERS.slice(38)),
      counted.filter({ hasText: "16 cards wait." }).waitFor(),
    ]);
    const second = await printAll(rep);
    printed.push(...marksOn(await cardsOf(rep, second)));
    await rep.getByRole("button", { name: "Yes, all came out" }).click();
    await rep.getByText("16 cards are marked as printed.").waitFor();
    expect(printed.toSorted()).toEqual(MEMBERS.map(({ mark }) => mark).toSorted());

    // Sealed until the last moment, and then not there at all. (What is not sealed, such as the stall's name, the search does find.)
    expect(await traces()).toEqual([]);
    expect((await traces([stall.name])).length).toBeGreaterThan(1);
    await rep.goto(`${origin}/stall/close`);
    await rep.getByText("Nothing is left to print.").waitFor();
    expect(await rep.locator(".numbers tfoot tr").innerText()).toMatch(/40\s+40\s+0\s+0/);
    await rep.getByRole("link", { name: "Wipe the stall" }).click();
    await rep.getByRole("button", { name: "Wipe now" }).click();
    await rep.getByRole("heading", { name: "The stall is wiped" }).waitFor();
    const proof = await rep.locator(".proof").innerText();
    expect(proof).toContain("stall_cards");
    expect(proof).toContain("store.sqlite");
    expect(proof).not.toContain("still in it");
    expect(await traces()).toEqual([]);
    const stalls = await parts.stalls();
    await expect(stalls.queue.view(stall.id)).rejects.toMatchObject({ code: "stall-wiped" });
    expect((await stalls.closing.tally(stall)).total).toEqual({
      made: 40,
      printed: 40,
      withdrawn: 0,
      expired: 0,
    });
    // And the devices are nobody's any more.
    await door.goto(`${origin}/stall`);
    await door.getByRole("heading", { name: "Take part in a stall" }).waitFor();
  });
});
