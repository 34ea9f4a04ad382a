// A paired device that loses its server: it goes on taking cards, shows how many are only here, and hands each over once.
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { buildApp, type TestApp } from "../support/app.ts";
import { buildHostedStall, type HostedStall, pairInBrowser } from "../support/at-stall.ts";
import { axe, describeInBrowser, TABLET } from "../support/browser.ts";

describeInBrowser("a device that loses its server", (open) => {
  let folder: string;
  let environment: Record<string, string>;
  let test: HostedStall;
  let running: TestApp;
  let origin: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "postbag-offline-"));
    environment = { VAR_DIR: folder, DATABASE_URL: `sqlite:${join(folder, "store.sqlite")}` };
    test = await buildHostedStall({}, {}, environment);
    running = test;
    await running.app.listen({ host: "127.0.0.1", port: 0 });
    const { port } = running.app.server.address() as AddressInfo;
    origin = `http://127.0.0.1:${port}`;
  });
  afterEach(async () => {
    await running.app.close();
    await rm(folder, { recursive: true });
  });

  async function device(): Promise<Page> {
    const page = await open(TABLET);
    const stalls = await running.parts.stalls();
    const { code } = await stalls.pairing.code(test.stall);
    await pairInBrowser(page, { origin, code });
    return page;
  }
  async function write(page: Page, name: string, words = "We were three of seven."): Promise<void> {
    await page.getByLabel("Your home postcode").fill("CF10 1EP");
    await page.locator(".mp", { hasText: "Cardiff" }).waitFor();
    await page.getByLabel("Your full name").fill(name);
    await page.getByLabel("What you want your MP to know").fill(words);
    await page.getByRole("button", { name: "Add to the print queue" }).last().click();
  }
  const queued = async () =>
    (await (await running.parts.stalls()).queue.view(test.stall.id)).cards.map(({ about }) => about?.name);
  const count = (page: Page) => page.locator("[data-count]");
  const state = (page: Page) => page.locator("[data-state]");
  const look = (page: Page) => page.evaluate(() => dispatchEvent(new Event("online")));
  const network = (page: Page): BrowserContext => page.context();

  it("takes cards without the network, counts them, and hands them over in their order, each once", async () => {
    const page = await device();
    await network(page).setOffline(true);
    await state(page).filter({ hasText: "The server does not answer" }).waitFor();
    await write(page, "Ann First");
    await page.getByText("Your card is kept on this device.").waitFor();
    expect(await count(page).innerText()).toBe("1 card is only on this device. Keep this page open.");
    await write(page, "Bea Second");
    await write(page, "Cy Third");
    await count(page).filter({ hasText: "3 cards are only on this device" }).waitFor();
    expect(await axe(page)).toEqual([]);
    expect(await page.locator("main").innerText()).not.toMatch(/Ann|Bea|Cy Third/);
    expect(await queued()).toEqual([]);
    await network(page).setOffline(false);
    await state(page).filter({ hasText: "In the print queue now: 1, 2, 3." }).waitFor();
    expect(await queued()).toEqual(["Ann First", "Bea Second", "Cy Third"]);
    expect(await count(page).innerText()).toBe("");
  });

  it("finds MPs by name without the network, and says what is wrong without asking anybody", async () => {
    const page = await device();
    await network(page).setOffline(true);
    await page.getByText("No postcode to hand?").click();
    await page.getByLabel("Constituency or MP").fill("ynys");
    await page.getByRole("radio", { name: /Ynys Môn/ }).click();
    expect(await page.locator(".mp").innerText()).toContain("Ynys Môn");
    await page.getByRole("button", { name: "Add to the print queue" }).last().click();
    expect(await page.locator("[data-faults]").innerText()).toContain("enter your name");
    expect(await page.locator("[data-count]").innerText()).not.toContain("only on this device");
  });

  it("adds a card once whose confirmation was lost on the way", async () => {
    const page = await device();
    await page.route("**/stall/cards", async (route) => {
      await route.fetch();
      await route.abort();
    });
    await write(page, "Ann First");
    await page.getByText("Your card is kept on this device.").waitFor();
    expect(await queued()).toEqual(["Ann First"]);
    // A second try may be under way: its confirmation is lost too.
    await page.unrouteAll({ behavior: "wait" });
    await look(page);
    await state(page).filter({ hasText: "In the print queue now: 1." }).waitFor();
    expect(await queued()).toEqual(["Ann First"]);
  });

  it("outlives the server, which is stopped and started again", async () => {
    const page = await device();
    await write(page, "Ann First");
    await page.getByText("Card 1 is in the print queue.").waitFor();
    const { port } = running.app.server.address() as AddressInfo;
    await running.app.close();
    await write(page, "Bea Second");
    await count(page).filter({ hasText: "1 card is only on this device" }).waitFor();
    running = await buildApp(environment);
    await running.app.listen({ host: "127.0.0.1", port });
    await look(page);
    await state(page).filter({ hasText: "In the print queue now: 2." }).waitFor();
    expect(await queued()).toEqual(["Ann First", "Bea Second"]);
  });

  it("lets no card that is refused stop the others, and shows it to be mended", async () => {
    const page = await device();
    await network(page).setOffline(true);
    await write(page, "Ann First", "word ".repeat(400));
    await write(page, "Bea Second");
    await count(page).filter({ hasText: "2 cards" }).waitFor();
    await network(page).setOffline(false);
    await page.getByText(/A card taken at \d\d:\d\d could not be added/).waitFor();
    await state(page).filter({ hasText: "In the print queue now: 1." }).waitFor();
    expect(await queued()).toEqual(["Bea Second"]);
    expect(await page.locator("[data-held]").innerText()).not.toMatch(/Ann|word/);
    await page.getByRole("button", { name: "Mend it" }).click();
    await page.locator("[data-faults]", { hasText: "words too many for the card" }).waitFor();
    expect(await page.getByLabel("Your full name").inputValue()).toBe("Ann First");
    await page.locator("[data-clear]").click();
    await page.getByRole("button", { name: "Mend it" }).click();
    await page.locator("[data-faults]", { hasText: "words too many for the card" }).waitFor();
    await page.getByLabel("What you want your MP to know").fill("Shorter now.");
    await page.getByRole("button", { name: "Add to the print queue" }).last().click();
    await page.getByText("Card 2 is in the print queue.").waitFor();
    expect(await queued()).toEqual(["Bea Second", "Ann First"]);
    expect(await page.getByRole("button", { name: "Mend it" }).count()).toBe(0);
  });

  it("warns whoever closes the page while it has cards, and nobody else", async () => {
    const page = await device();
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await write(page, "Ann First");
    await page.getByText("Card 1 is in the print queue.").waitFor();
    await page.reload();
    expect(asked).toEqual([]);
    await page.waitForLoadState("networkidle");
    await page.route("**/stall/cards", (route) => route.abort());
    await write(page, "Bea Second");
    await count(page).filter({ hasText: "1 card" }).waitFor();
    await page.reload();
    expect(asked).toEqual(["beforeunload"]);
  });

  it("keeps its cards when the rep ends its session, and hands them over once it is paired again", async () => {
    const page = await device();
    const stalls = await running.parts.stalls();
    await page.getByLabel("Your full name").fill("Ann First");
    await stalls.pairing.end(test.stall, "all");
    await write(page, "Ann First");
    await page.locator("[data-faults]").getByText("This device is not part of the stall").waitFor();
    expect(await page.getByLabel("Your full name").inputValue()).toBe("Ann First");
    const opened = network(page).waitForEvent("page");
    await page.getByRole("link", { name: "Pair this device again" }).click();
    const pairing = await opened;
    await pairing.getByLabel("The six digits").fill((await stalls.pairing.code(test.stall)).code);
    await pairing.getByRole("button", { name: "Take part" }).click();
    await pairing.getByRole("heading", { name: "Take a card" }).waitFor();
    await pairing.close();
    await page.getByRole("button", { name: "Add to the print queue" }).last().click();
    await page.getByText("Card 1 is in the print queue.").waitFor();
    expect(await queued()).toEqual(["Ann First"]);
  });

  it("forgets everything when the stall is wiped", async () => {
    const page = await device();
    await network(page).setOffline(true);
    await write(page, "Ann First");
    await count(page).filter({ hasText: "1 card" }).waitFor();
    await (await running.parts.stalls()).closing.wipe(test.stall);
    await network(page).setOffline(false);
    await page.waitForURL("**/stall");
    await page
      .getByText(/No stall is open|six digits/)
      .first()
      .waitFor({ timeout: 15_000 });
    expect(await page.content()).not.toContain("Ann First");
  });

  it("has two tabs of one device, each with its own cards", async () => {
    const page = await device();
    const other = await network(page).newPage();
    await other.goto(`${origin}/stall`);
    await other.waitForLoadState("networkidle");
    await network(page).setOffline(true);
    await write(page, "Ann First");
    await write(other, "Bea Second");
    await count(other).filter({ hasText: "1 card" }).waitFor();
    await network(page).setOffline(false);
    for (const tab of [page, other]) {
      await look(tab);
      await state(tab).filter({ hasText: "In the print queue now" }).waitFor();
    }
    expect((await queued()).toSorted()).toEqual(["Ann First", "Bea Second"]);
  });

  it("is paired by an invitation whose token does not stay in the address", async () => {
    const stalls = await running.parts.stalls();
    const token = await stalls.pairing.invite(test.stall, "rep");
    const page = await open(TABLET);
    await page.goto(`${origin}/stall#join=${test.stall.id}.${token}`);
    const join = page.locator("[data-by-invitation]").getByRole("button", { name: "Take part" });
    await join.waitFor();
    expect(page.url()).toBe(`${origin}/stall`);
    expect(await axe(page)).toEqual([]);
    await join.click();
    await page.getByRole("button", { name: "Print now" }).waitFor();
  });
});
