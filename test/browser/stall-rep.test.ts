// The rep's pages in a browser: the queue that keeps itself up to date, the print dialog, a file brought in, and axe.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { buildHostedStall, type HostedStall } from "../support/at-stall.ts";
import {
  axe,
  DESKTOP,
  describeInBrowser,
  NO_JAVASCRIPT,
  type PageOptions,
  TABLET,
  troublesOf,
} from "../support/browser.ts";
import { startSite, type TestSite } from "../support/site.ts";
import { addCards } from "../support/stall-cards.ts";

describeInBrowser("the rep's pages", (open) => {
  let test: HostedStall;
  let site: TestSite;
  let token: string;

  beforeAll(async () => {
    test = await buildHostedStall();
    site = await startSite(test.app);
  });
  afterAll(() => site.close());
  beforeEach(async () => {
    const stalls = await test.parts.stalls();
    const { cards } = await stalls.queue.view(test.stall.id);
    for (const { id } of cards) await stalls.queue.withdraw(test.stall.id, id);
    const invitation = await stalls.pairing.invite(test.stall, "rep");
    ({ token } = await stalls.pairing.accept(test.stall, invitation, "Ruth’s tablet"));
  });

  async function rep(path: string, options: PageOptions = DESKTOP): Promise<Page> {
    const page = await open(options);
    await page.context().addCookies([{ name: "postbag-stall", value: token, url: `${site.origin}/stall` }]);
    await page.goto(`${site.origin}${path}`);
    return page;
  }
  const add = (...names: string[]) =>
    addCards(
      test.parts,
      test.stall.id,
      names.map((name) => ({ name })),
    );

  /** The queue asks at once when somebody looks at it again: no test waits for its next turn but the one of that. */
  const look = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));

  it("show new cards by themselves, and keep ticks and the focus where they are", async () => {
    const [first = "", second = ""] = await add("Ada Quill", "Ben Reed");
    const page = await rep("/stall/queue");
    await page.locator(`[data-key="tick-${second}"]`).check();
    await page.locator(`[data-key="withdraw-${second}"]`).focus();
    // Whoever is drawn anew has lost it: an attribute would be a change by itself.
    await page.locator(`[data-key="tick-${second}"]`).evaluate((tick) => Reflect.set(tick, "seen", true));
    await add("Cy Stone");
    await page.locator("[data-queue-status]", { hasText: "3 cards wait." }).waitFor();
    expect(await page.locator("tbody tr").count()).toBe(3);
    // Another rep has printed the first meanwhile.
    const stalls = await test.parts.stalls();
    await stalls.queue.take(test.stall.id, [first]);
    await look(page);
    await page.getByRole("heading", { name: "One card is in the printer" }).waitFor();
    expect(await page.locator("tbody tr").count()).toBe(2);
    const tick = page.locator(`[data-key="tick-${second}"]`);
    expect(await tick.isChecked()).toBe(true);
    expect(await tick.evaluate((same) => Reflect.get(same, "seen"))).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-key"))).toBe(
      `withdraw-${second}`,
    );
    expect(await page.locator(".stall-nav .tag").innerText()).toBe("2");
  });

  it("say when the server is not there, and when it is again", async () => {
    await add("Ada Quill");
    const page = await rep("/stall/queue");
    await page.context().setOffline(true);
    await look(page);
    await page.locator("[data-queue-status]", { hasText: "The server does not answer" }).waitFor();
    expect(await page.getByText("Ada Quill").isVisible()).toBe(true);
    await page.context().setOffline(false);
    await look(page);
    await page.locator("[data-queue-status]", { hasText: "One card waits." }).waitFor();
  });

  it("show nobody’s name any more once this device’s session has ended", async () => {
    await add("Ada Quill");
    const page = await rep("/stall/queue");
    const { pairing } = await test.parts.stalls();
    for (const { id } of await pairing.devices(test.stall)) await pairing.end(test.stall, id);
    await look(page);
    await page.getByRole("heading", { name: "Take part in a stall" }).waitFor();
    expect(await page.content()).not.toContain("Ada Quill");
  });

  it("open the print dialog of the job's PDF in a frame, where the browser shows PDFs", async () => {
    await add("Ada Quill");
    const page = await open(DESKTOP);
    await page.context().addCookies([{ name: "postbag-stall", value: token, url: `${site.origin}/stall` }]);
    // This browser is built without a viewer for PDFs: it is told that it has one, and a page stands in for what it would show.
    await page.addInitScript(() => {
      Object.defineProperty(navigator, "pdfViewerEnabled", { value: true });
      window.print = () => {
        if (window.top)
          Reflect.set(window.top, "printed", Number(Reflect.get(window.top, "printed") ?? 0) + 1);
      };
    });
    const policies: (string | undefined)[] = [];
    await page.route("**/cards.pdf", async (route) => {
      const answer = await route.fetch();
      policies.push(answer.headers()["content-security-policy"], answer.headers()["x-frame-options"]);
      await route.fulfill({ response: answer, contentType: "text/html", body: "<p>a stand-in</p>" });
    });
    const printed = () => page.evaluate(() => Number(Reflect.get(window, "printed") ?? 0));
    await page.goto(`${site.origin}/stall/queue`);
    await page.getByRole("button", { name: "Print all" }).click();
    await page.getByText("print dialog opens in a moment").waitFor();
    await expect.poll(printed).toBe(1);
    expect(policies).toEqual(["frame-ancestors 'self'", "SAMEORIGIN"]);
    await page.getByRole("button", { name: "Print again" }).click();
    await expect.poll(printed).toBe(2);
    // Looked at once more, it opens no dialog by itself.
    await page.reload();
    await page.getByRole("button", { name: "Print again" }).waitFor();
    expect(await printed()).toBe(0);
    expect(await page.getByRole("link", { name: "Open the PDF" }).getAttribute("href")).toContain(
      "cards.pdf",
    );
  });

  it("leave the PDF to a link where the browser shows none, and never save it unasked", async () => {
    await add("Ada Quill");
    const page = await rep("/stall/queue");
    let downloads = 0;
    page.on("download", () => downloads++);
    await page.getByRole("button", { name: "Print all" }).click();
    await page.getByText("This browser does not show PDFs.").waitFor();
    expect(await page.locator("iframe").count()).toBe(0);
    expect(downloads).toBe(0);
  });

  it("print, and say what came out, without JavaScript and by keyboard alone", async () => {
    await add("Ada Quill", "Ben Reed");
    const page = await rep("/stall/queue", { ...TABLET, ...NO_JAVASCRIPT });
    await page.getByRole("button", { name: "Print all" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "2 cards to print" }).waitFor();
    await page.getByRole("button", { name: "No, none did" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("2 cards wait again.").waitFor();
  });

  it("bring a file in with its progress, and its rows are mended on the page", async () => {
    const page = await rep("/stall/sheet");
    const text = "Name,Postcode,Own words\nAda Quill,LS1 4AP,We are few.\nBen Reed,QQ1 1AA,We are fewer.\n";
    await page
      .getByLabel("The file")
      .setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await page.getByRole("button", { name: "Bring it in" }).click();
    await page.getByText("One card was added to the queue.").waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByLabel("Postcode", { exact: true }).fill("CF10 1EP");
    await page.getByRole("button", { name: "Add all mended cards" }).last().click();
    await page.getByText("One card was added to the queue.").waitFor();
    const stalls = await test.parts.stalls();
    const names = (await stalls.queue.view(test.stall.id)).cards.map(({ about }) => about?.name);
    expect(names).toEqual(["Ada Quill", "Ben Reed"]);
    // A second file can follow on the page that came with the result.
    await page
      .getByLabel("The file")
      .setInputFiles({ name: "no.csv", mimeType: "text/csv", buffer: Buffer.from("a,b\n1,2") });
    await page.getByRole("button", { name: "Bring it in" }).click();
    await page.getByText("Please look at this again").waitFor();
  });

  it("count the pairing code down", async () => {
    const page = await rep("/stall/devices");
    await page.getByText(/It changes in \d:\d\d\./).waitFor();
  });

  it("are accessible and no wider than their screen", async () => {
    const [first = "", second = ""] = await add("Ada Quill", "Oluwaseun Adébáyọ̀-Whitfield-Featherstonehaugh");
    await add("Ben Reed");
    const stalls = await test.parts.stalls();
    const job = await stalls.queue.take(test.stall.id, [first, second]);
    const page = await rep("/stall/queue");
    const paths = [
      "queue",
      `print/${job}#which`,
      "box?blank=40&find=leeds&seat=E14001272&copies=5",
      "sheet",
      "devices",
      "close",
      "close/wipe",
    ];
    for (const path of paths) {
      await page.goto(`${site.origin}/stall/${path}`);
      expect(await troublesOf(page, path)).toEqual([]);
    }
  });
});
