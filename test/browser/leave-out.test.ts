// Characters that cannot be printed: named, and left out with one press, with JavaScript and without.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { axe, DESKTOP, describeInBrowser, NO_JAVASCRIPT, PHONE } from "../support/browser.ts";
import { startSite, type TestSite } from "../support/site.ts";

let site: TestSite;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

const ownWords = (page: Page) => page.getByLabel("What you want your MP to know");
const name = (page: Page) => page.getByLabel("Your full name");
const button = (page: Page) => page.getByRole("button", { name: "Leave them out" });
const heading = (page: Page, text: string) =>
  page.getByRole("heading", { level: 1, name: text, exact: true }).waitFor();

async function toWritingPage(page: Page): Promise<void> {
  await page.goto(`${site.origin}/campaigns/safe-workloads`);
  await page.getByLabel("Your home postcode").fill("cf10 1ep");
  await page.getByRole("button", { name: "Find my MP" }).click();
  await heading(page, "Write to Stephen Doughty");
}

describeInBrowser("what cannot be printed", (open) => {
  it("is offered to be left out while they write; the draft and the picture follow, and the focus is on how it fits", async () => {
    const page = await open({ ...PHONE });
    await toWritingPage(page);
    expect(await button(page).isVisible()).toBe(false);
    await name(page).fill("Sam 🌈 Taylor");
    await ownWords(page).fill("I was so tired 😴. It was ✔️ done → late.");
    await button(page).waitFor();
    expect(await page.locator("#fit").textContent()).toContain("😴 (U+1F634), 🌈 (U+1F308).");
    expect(await axe(page)).toEqual([]);
    const steps = await page.evaluate(() => history.length);
    await button(page).click();
    await expect.poll(() => ownWords(page).inputValue()).toBe("I was so tired. It was ✔️ done → late.");
    expect(await name(page).inputValue()).toBe("Sam Taylor");
    expect(await button(page).isVisible()).toBe(false);
    expect(await page.evaluate(() => [document.activeElement?.id, history.length])).toEqual(["fit", steps]);
    expect(await page.locator("#fit").textContent()).toContain("It fits the card");
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain("😴");
    await page.getByRole("button", { name: "See my card" }).click();
    await heading(page, "Here is your card");
    expect(await page.getByRole("img", { name: /so tired\. It was ✔️? done → late/ }).count()).toBe(1);
  });

  it("is left out on the server where there is no JavaScript, on both pages", async () => {
    const page = await open({ ...PHONE, ...NO_JAVASCRIPT });
    await toWritingPage(page);
    await name(page).fill("Sam Taylor");
    await ownWords(page).fill("So tired 😴.");
    await page.getByRole("button", { name: "See my card" }).click();
    await heading(page, "Here is your card");
    await button(page).first().click();
    await heading(page, "Here is your card");
    expect(await button(page).count()).toBe(0);
    expect(await page.getByRole("img", { name: /So tired\./ }).count()).toBe(1);
    await page.getByRole("button", { name: "Change something" }).click();
    expect(await ownWords(page).inputValue()).toBe("So tired.");
    await ownWords(page).fill("Again 😴");
    await page.getByText("Answer three short questions").click();
    await page.getByRole("button", { name: "Put my answers into the text" }).click();
    await button(page).click();
    expect(await ownWords(page).inputValue()).toBe("Again");
  });

  it("is left out of an address that only the letter shows", async () => {
    const page = await open({ ...DESKTOP });
    await toWritingPage(page);
    await name(page).fill("Sam Taylor");
    await ownWords(page).fill("So tired.");
    await page.getByRole("button", { name: "See my card" }).click();
    await heading(page, "Here is your card");
    await page.getByLabel("Your home address").fill("12 Mill 🏠 Lane");
    await page.getByRole("button", { name: "PDF of the letter" }).click();
    await button(page).waitFor();
    expect(await axe(page)).toEqual([]);
    await button(page).click();
    await expect.poll(() => button(page).count()).toBe(0);
    expect(await page.locator("input[name=address]").inputValue()).toBe("12 Mill Lane");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "PDF of the letter" }).click();
    expect((await download).suggestedFilename()).toBe("letter.pdf");
  });

  it("goes by keyboard alone", async () => {
    const page = await open({ ...DESKTOP });
    await toWritingPage(page);
    await name(page).fill("Sam Taylor");
    await ownWords(page).fill("So tired 😴.");
    await button(page).waitFor();
    await ownWords(page).press("Tab");
    expect(await button(page).evaluate((it) => it === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    await expect.poll(() => ownWords(page).inputValue()).toBe("So tired.");
  });
});
