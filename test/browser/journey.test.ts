// A member's whole journey in a real browser: with and without JavaScript, on a phone and on a desktop.
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DESKTOP, describeInBrowser, NO_JAVASCRIPT, PHONE } from "../support/browser.ts";
import { readPdf } from "../support/pdf.ts";
import { startSite, type TestSite } from "../support/site.ts";

let site: TestSite;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

const WORDS = "I had ten minutes for a man with nowhere to sleep. I think of him still.";
const CAMPAIGN = "/campaigns/eight-reasons";

async function toWritingPage(page: Page, postcode = "cf10 1ep"): Promise<void> {
  await page.goto(`${site.origin}/`);
  await page.getByRole("link", { name: "Eight reasons to reunify probation" }).click();
  await page.getByLabel("Your home postcode").fill(postcode);
  await page.getByRole("button", { name: "Find my MP" }).click();
}

async function fillIn(page: Page): Promise<void> {
  await page.getByLabel("Your full name").fill("Sam Taylor");
  await page.getByLabel("What you want your MP to know").fill(WORDS);
  await page.getByLabel("Good people are burning out").check();
}

async function download(page: Page, button: string): Promise<Uint8Array> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^(postcard|letter)\.pdf$/);
  return new Uint8Array(readFileSync(await file.path()));
}

const textOf = async (pdf: Uint8Array): Promise<string> =>
  (await readPdf(pdf)).pages.flatMap(({ lines }) => lines.map(({ text }) => text)).join("\n");

const heading = (page: Page, name: string): Promise<void> =>
  page.getByRole("heading", { level: 1, name, exact: true }).waitFor();

const fitsWidth = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

describeInBrowser("a member", (open) => {
  it.each([
    ["on a phone, with JavaScript", { ...PHONE }],
    ["on a phone, without", { ...PHONE, ...NO_JAVASCRIPT }],
    ["on a desktop, with JavaScript", { ...DESKTOP }],
    ["on a desktop, without", { ...DESKTOP, ...NO_JAVASCRIPT }],
  ])("goes from a postcode to a card, a letter and an email %s", async (_where, device) => {
    const page = await open({ ...device, acceptDownloads: true });
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    const checkPage = async (): Promise<void> => {
      // Measuring runs in the page, which works through the debugger even where its own JavaScript is off.
      expect(await fitsWidth(page)).toBe(true);
    };

    await toWritingPage(page);
    await heading(page, "Write to Stephen Doughty");
    await checkPage();
    await fillIn(page);
    await page.getByRole("button", { name: "See my card" }).click();

    await heading(page, "Here is your card");
    await checkPage();
    expect(await page.getByRole("img").count()).toBe(2);
    await page.getByRole("img", { name: /ten minutes for a man/ }).waitFor();

    const card = await download(page, "PDF for plain A4 paper");
    expect(await textOf(card)).toContain("Stephen Doughty MP");
    expect(await textOf(card)).not.toContain("Example Street");

    await page.getByLabel("Your home address").fill("12 Example Street\nExampleton");
    const letter = await download(page, "PDF of the letter");
    expect(await textOf(letter)).toContain("12 Example Street");

    await page.getByRole("button", { name: "Write the email" }).click();
    await heading(page, "Your email to Stephen Doughty");
    await checkPage();
    const mailto = await page.locator('a[href^="mailto:"]').getAttribute("href");
    expect(mailto).toMatch(/^mailto:stephen\.doughty\.mp@parliament\.uk\?subject=/);
    expect(await page.getByLabel("The letter").inputValue()).toContain(
      "12 Example Street\nExampleton\nCF10 1EP",
    );

    await page.getByRole("button", { name: "I have sent it" }).click();
    await heading(page, "Is it on its way?");
    await page.getByRole("button", { name: "Yes, it is on its way" }).click();
    await heading(page, "Thank you");
    await checkPage();
    expect(page.url()).toBe(`${site.origin}${CAMPAIGN}/sent`);
    expect(errors).toEqual([]);
  });

  it.each([
    ["with JavaScript", {}],
    ["without", NO_JAVASCRIPT],
  ])("in Northern Ireland chooses their constituency %s", async (_how, extra) => {
    const page = await open({ ...PHONE, ...extra });
    await toWritingPage(page, "BT1 1AA");
    await page.getByRole("button", { name: "This is mine" }).click();
    await page.getByText("Pick a constituency from the list").first().waitFor();
    await page.getByRole("radio", { name: /Belfast East/ }).check();
    await page.getByRole("button", { name: "This is mine" }).click();
    await page.getByText("MP for Belfast East").waitFor();
  });

  it("mends a wrong postcode, with what they typed still there", async () => {
    const page = await open({ ...PHONE, ...NO_JAVASCRIPT });
    await toWritingPage(page, "QQ1 1AA");
    expect(await page.getByRole("alert").textContent()).toContain("No UK postcode starts with “QQ”");
    await expect.poll(() => page.getByLabel("Your home postcode").inputValue()).toBe("QQ1 1AA");
    await page.getByLabel("Your home postcode").fill("tr1 2he");
    await page.getByRole("button", { name: "Find my MP" }).click();
    await page.getByText("MP for Truro and Falmouth").waitFor();
  });

  it("whose MP is another finds them by name, and loses nothing they wrote", async () => {
    const page = await open({ ...DESKTOP, ...NO_JAVASCRIPT });
    await toWritingPage(page);
    await fillIn(page);
    await page.getByRole("button", { name: "Not your MP?" }).click();
    await page.getByLabel("Constituency or MP").fill("ynys mon");
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("radio", { name: /Ynys Môn/ }).check();
    await page.getByRole("button", { name: "This is mine" }).click();
    await heading(page, "Write to Llinos Medi");
    await page.getByText("Change the greeting").click();
    await page.getByText("Leave it empty for “Dear Llinos Medi”").waitFor();
    await expect.poll(() => page.getByLabel("What you want your MP to know").inputValue()).toBe(WORDS);
    await expect.poll(() => page.getByLabel("Good people are burning out").isChecked()).toBe(true);
  });

  it("can do all of it with the keyboard alone", async () => {
    const page = await open({ ...DESKTOP });
    await page.goto(`${site.origin}${CAMPAIGN}`);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the main part");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type("cf10 1ep");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/write$/);
    await page.getByLabel("Your full name").focus();
    await page.keyboard.type("Sam Taylor");
    // Enter in a field goes on to the card, not to the button that stands first on the page.
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/preview$/);
    await heading(page, "Here is your card");
  });
});

describeInBrowser("the writing page, with JavaScript", (open) => {
  it("draws the card and counts while they type", async () => {
    const page = await open({ ...DESKTOP });
    await toWritingPage(page);
    await fillIn(page);
    await page.locator("[data-back] svg", { hasText: "ten minutes" }).waitFor();
    expect(await page.locator("[data-fit]").textContent()).toMatch(
      /It fits the card, with room for about \d+ more words/,
    );
    await page.getByLabel("What you want your MP to know").fill("word ".repeat(400));
    await page.locator("[data-fit].over").waitFor();
    expect(await page.locator("[data-fit]").textContent()).toMatch(/\d+ words too many/);
  });

  it("keeps the draft in this tab through a reload, and clears it on request", async () => {
    const page = await open({ ...PHONE });
    await toWritingPage(page);
    await fillIn(page);
    await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(1);
    await page.goto(`${site.origin}${CAMPAIGN}`);
    await page.getByText("Words begun in this browser are still here").waitFor();
    await page.getByLabel("Your home postcode").fill("cf10 1ep");
    await page.getByRole("button", { name: "Find my MP" }).click();
    await expect.poll(() => page.getByLabel("What you want your MP to know").inputValue()).toBe(WORDS);
    await expect.poll(() => page.getByLabel("Good people are burning out").isChecked()).toBe(true);

    await page.getByRole("button", { name: "Clear my words" }).click();
    await expect.poll(() => page.getByLabel("What you want your MP to know").inputValue()).toBe("");
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });

  it("holds no postcode in the draft, and drops the draft once they say it is sent", async () => {
    const page = await open({ ...PHONE });
    await toWritingPage(page);
    await fillIn(page);
    await page.getByRole("button", { name: "See my card" }).click();
    const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
    expect(kept).toContain("nowhere to sleep");
    expect(kept).not.toMatch(/cf10/i);
    await page.getByRole("button", { name: "I have sent it" }).click();
    await page.getByRole("button", { name: "Yes, it is on its way" }).click();
    await page.getByText("Your words have been cleared from this browser").waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  it("copies the letter before it opens the email app, where the letter is too long for a link", async () => {
    const page = await open({ ...DESKTOP, permissions: ["clipboard-read", "clipboard-write"] });
    await toWritingPage(page);
    await fillIn(page);
    await page
      .getByLabel("What you want your MP to know")
      .fill("What I saw there I cannot forget. ".repeat(60));
    await page.getByRole("button", { name: "See my card" }).click();
    await page
      .getByText(/words too many for the card/)
      .first()
      .waitFor();
    await page.getByLabel("Your home address").fill("12 Example Street");
    await page.getByRole("button", { name: "Write the email" }).click();
    const link = page.getByRole("link", { name: "Copy the text and open my email app" });
    expect(await link.getAttribute("href")).not.toContain("body=");
    // The link is read, not followed: there is no email app here.
    await link.evaluate((element) => element.addEventListener("click", (event) => event.preventDefault()));
    await link.click();
    await page.getByText("Copied.").waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("What I saw there");
  });
});
