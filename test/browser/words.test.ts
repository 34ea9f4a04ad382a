// Help with the words, the guard, the ways out by email, and what stays behind on a device, in a real browser.
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DESKTOP, describeInBrowser, NO_JAVASCRIPT, PHONE } from "../support/browser.ts";
import { LANGUAGES } from "../support/languages.ts";
import { startSite, type TestSite } from "../support/site.ts";

let site: TestSite;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

const CAMPAIGN = "/campaigns/safe-workloads";
const ownWords = (page: Page) => page.getByLabel("What you want your MP to know");
const heading = (page: Page, name: string) =>
  page.getByRole("heading", { level: 1, name, exact: true }).waitFor();

async function toWritingPage(page: Page, { shared = false } = {}): Promise<void> {
  await page.goto(`${site.origin}${CAMPAIGN}`);
  await page.getByLabel("Your home postcode").fill("cf10 1ep");
  if (shared) await page.getByLabel("Other people use this device").check();
  await page.getByRole("button", { name: "Find my MP" }).click();
  await heading(page, "Write to Stephen Doughty");
}

async function toEmail(page: Page, text: string): Promise<void> {
  await toWritingPage(page);
  await page.getByLabel("Your full name").fill("Sam Taylor");
  await ownWords(page).fill(text);
  await page.getByRole("button", { name: "See my card" }).click();
  await heading(page, "Here is your card");
  await page.getByLabel("Your home address").fill("12 Example Street\nExampleton");
  await page.getByRole("button", { name: "Write the email" }).click();
  await heading(page, "Your email to Stephen Doughty");
}

const stored = (page: Page): Promise<string> =>
  page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));

describeInBrowser("three short questions", (open) => {
  it("turn into the own words while they are answered, until somebody edits the text", async () => {
    const page = await open({ ...PHONE });
    await toWritingPage(page);
    const [first, second] = await page.locator("[data-answer]").all();
    await first?.fill("I had no time for a home visit");
    await second?.fill("Nobody covers for her.");
    await expect
      .poll(() => ownWords(page).inputValue())
      .toBe("I had no time for a home visit.\n\nNobody covers for her.");
    await ownWords(page).fill("My own text.");
    await second?.fill("Nobody covers for her now.");
    await expect.poll(() => ownWords(page).inputValue()).toBe("My own text.");
    await page.getByRole("button", { name: "Put my answers into the text" }).click();
    await expect.poll(() => ownWords(page).inputValue()).toBe("My own text.\n\nNobody covers for her now.");
    // What is answered after that goes behind it, and nothing is written twice or lost.
    await first?.fill("One more thing");
    await expect
      .poll(() => ownWords(page).inputValue())
      .toBe("My own text.\n\nNobody covers for her now.\n\nOne more thing.");
    await page.getByRole("button", { name: "Clear my words" }).click();
    await first?.fill("New");
    await expect.poll(() => ownWords(page).inputValue()).toBe("New.");
  });

  it("are written once, however late the page's modules come", async () => {
    const page = await open({ ...DESKTOP });
    await page.route("**/public/write.js", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 600));
      await route.continue().catch(() => undefined);
    });
    await toWritingPage(page);
    await page.locator("[data-answer]").first().fill("I had no time");
    await expect.poll(() => ownWords(page).inputValue()).toBe("I had no time.");
    await ownWords(page).fill("My own text.");
    await page.locator("[data-answer]").nth(1).fill("Nobody came");
    await page.getByRole("button", { name: "Put my answers into the text" }).click();
    await expect.poll(() => ownWords(page).inputValue()).toBe("My own text.\n\nNobody came.");
  });

  it("go along to the card even where the text was edited and nobody pressed the button", async () => {
    const page = await open({ ...PHONE });
    await toWritingPage(page);
    await page.getByLabel("Your full name").fill("Sam Taylor");
    await page.locator("[data-answer]").first().fill("I had no tiem");
    await expect.poll(() => ownWords(page).inputValue()).toBe("I had no tiem.");
    await ownWords(page).fill("I had no time.");
    await page.locator("[data-answer]").nth(1).fill("Nobody came");
    await page.getByRole("button", { name: "See my card" }).click();
    await heading(page, "Here is your card");
    expect(await page.getByRole("img", { name: /I had no time\. Nobody came\./ }).count()).toBe(1);
  });

  it("do so on the server where there is no JavaScript, by their button or on the way to the card", async () => {
    const page = await open({ ...PHONE, ...NO_JAVASCRIPT });
    await toWritingPage(page);
    await page.locator("[data-answer]").first().fill("I had no time for a home visit");
    await page.getByRole("button", { name: "Put my answers into the text" }).click();
    await expect.poll(() => ownWords(page).inputValue()).toBe("I had no time for a home visit.");
    await page.getByText("Answer three short questions").click();
    await page.locator("[data-answer]").nth(1).fill("Nobody covers for her.");
    await page.getByLabel("Your full name").fill("Sam Taylor");
    await page.getByRole("button", { name: "See my card" }).click();
    await heading(page, "Here is your card");
    expect(await page.getByRole("img", { name: /home visit\. Nobody covers for her\./ }).count()).toBe(1);
  });
});

describeInBrowser("help with the words", (open) => {
  it("says how much of the letter is the member's own, and notes capitals gently", async () => {
    const page = await open({ ...DESKTOP });
    await toWritingPage(page);
    await ownWords(page).fill("I saw nine people in one morning.");
    await page.getByText(/^7 of \d+ words are yours/).waitFor();
    await ownWords(page).fill("I SAW NINE PEOPLE IN ONE MORNING AND NOBODY CAME");
    await page.getByText("There are a lot of capitals here").waitFor();
    expect(await page.getByRole("button", { name: "See my card" }).isEnabled()).toBe(true);
  });

  it("shows the card as plain text", async () => {
    const page = await open({ ...PHONE });
    await toWritingPage(page);
    await ownWords(page).fill("I saw nine people.");
    await page.getByText("Read it as plain text").click();
    await page.locator("[data-plain]", { hasText: "I saw nine people." }).waitFor();
    expect(await page.locator("[data-plain]").textContent()).toMatch(
      /^Dear Stephen Doughty,\n\n[\s\S]*your constituent in/,
    );
  });
});

describeInBrowser("the guard", (open) => {
  const WORDS = "I was told about Mr Peterson, prison number A1234BC, on 3 May 2019.";

  it("marks what may identify somebody while they type, and masks it with one click", async () => {
    const page = await open({ ...DESKTOP });
    await toWritingPage(page);
    expect(await page.locator("[data-guard]").isVisible()).toBe(false);
    await ownWords(page).fill(WORDS);
    await page.getByRole("heading", { name: "Before it leaves, look at this" }).waitFor();
    expect((await page.locator("[data-marked] mark").allTextContents()).join(" ")).toMatch(
      /Mr Peterson.*A1234BC.*3 May 2019/,
    );
    expect(await page.locator("[data-guard-status]").textContent()).toContain("3 places");
    await page.getByRole("button", { name: "Replace with “a man I supervise”" }).click();
    await expect.poll(() => ownWords(page).inputValue()).toContain("about a man I supervise,");
    expect(await page.locator("[data-findings] > li").count()).toBe(2);
  });

  it("does the same on the server, on the way out, and never stops anybody", async () => {
    const page = await open({ ...PHONE, ...NO_JAVASCRIPT });
    await toWritingPage(page);
    await page.getByLabel("Your full name").fill("Sam Taylor");
    await ownWords(page).fill(WORDS);
    await page.getByRole("button", { name: "See my card" }).click();
    await heading(page, "Here is your card");
    expect(await page.locator("mark").count()).toBe(3);
    expect(await page.getByRole("button", { name: "PDF for plain A4 paper" }).count()).toBe(1);
    await page.getByRole("button", { name: "Replace with “a man I supervise”" }).click();
    await heading(page, "Here is your card");
    expect(await page.locator("mark").count()).toBe(2);
    expect(await page.getByRole("img", { name: /about a man I supervise,/ }).count()).toBe(1);
  });
});

describeInBrowser("the ways out by email", (open) => {
  it("hold the letter in twenty languages, as the browser's own URL parser reads them", async () => {
    const page = await open({ ...DESKTOP });
    for (const [, text] of LANGUAGES) {
      const answer = await page.request.post(`${site.origin}/api/v1/email`, {
        data: {
          campaign: "safe-workloads",
          postcode: "CF10 1EP",
          sender: { name: "Sam Taylor", address: ["12 Example Street"] },
          ownWords: text,
        },
      });
      const { to, subject, body, mailto, links } = await answer.json();
      expect(body).toContain(text.normalize("NFC"));
      const read = await page.evaluate(
        (hrefs) => hrefs.map((href) => [new URL(href).pathname, [...new URL(href).searchParams]] as const),
        [mailto, links.gmail, links.outlook, links.outlookPersonal, links.yahoo],
      );
      const [[recipient, fields] = ["", []], ...webmail] = read;
      expect(recipient).toBe(to);
      expect(fields.map(([name]) => name)).toEqual(expect.arrayContaining(["subject"]));
      for (const [name, value] of fields) {
        expect(value.replaceAll("\r\n", "\n")).toBe(name === "subject" ? subject : body);
      }
      for (const [, pairs] of webmail)
        expect(new Map(pairs).get("body")?.replaceAll("\r\n", "\n")).toBe(body);
    }
  });

  it("are an app, four webmails, three copies and a draft file, each saying what happens next", async () => {
    const page = await open({
      ...DESKTOP,
      acceptDownloads: true,
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await toEmail(page, "I saw nine people in one morning.");
    expect(await page.getByRole("link", { name: "Open my email app" }).getAttribute("href")).toMatch(
      /^mailto:.*&body=/,
    );
    await page.getByText("Other ways").click();
    expect(await page.locator('a[rel="noreferrer"]').allTextContents()).toEqual([
      "Gmail",
      "Outlook or Hotmail, personal",
      "Yahoo Mail",
      "Outlook, work or school",
    ]);
    expect(await page.getByText("(not from your employer’s account)").isVisible()).toBe(true);
    for (const [at, expected] of [/^stephen\.doughty/, /constituent/, /nine people/].entries()) {
      await page.getByRole("button", { name: "Copy" }).nth(at).click();
      await page.getByText("Copied.").waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(expected);
    }
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as a draft file" }).click(),
    ]);
    expect(file.suggestedFilename()).toBe("letter.eml");
    const eml = await PostalMime.parse(readFileSync(await file.path()));
    expect(eml.to?.[0]?.address).toBe("stephen.doughty.mp@parliament.uk");
    expect(eml.text).toContain("I saw nine people in one morning.");
  });

  it("end in a thank-you with the letter for their records, a reminder and a second letter", async () => {
    const page = await open({ ...DESKTOP });
    await toEmail(page, "I saw nine people in one morning.");
    await page.getByRole("button", { name: "I have sent it" }).click();
    await page.getByRole("button", { name: "Yes, it is on its way" }).click();
    await heading(page, "Thank you");
    expect(await page.getByRole("button", { name: "PDF of the letter for me" }).isVisible()).toBe(true);
    expect(await page.getByRole("link", { name: /reminder/ }).getAttribute("href")).toBe(
      `${CAMPAIGN}/reminder.ics`,
    );
    await page.getByText("No answer after four weeks?").click();
    expect(await page.getByLabel("The letter").inputValue()).toMatch(
      /^Dear Stephen Doughty,\n\nI wrote to you on 22 November 2026 about the campaign “A safe workload for probation”/,
    );
  });
});

describeInBrowser("what stays on a device", (open) => {
  it("is the draft in this tab, or for seven days where they tick it", async () => {
    const page = await open({ ...PHONE });
    await toWritingPage(page);
    await ownWords(page).fill("A private sentence.");
    await expect
      .poll(() => page.evaluate(() => [sessionStorage.length, localStorage.length]))
      .toEqual([1, 0]);
    await page.getByLabel("Keep it in this browser for seven days").check();
    expect(await page.evaluate(() => [sessionStorage.length, localStorage.length])).toEqual([0, 1]);
    const again = await page.context().newPage();
    await toWritingPage(again);
    await expect.poll(() => ownWords(again).inputValue()).toBe("A private sentence.");
    // Eight days on it is gone, from storage too.
    await again.clock.install({ time: Date.now() + 8 * 24 * 60 * 60 * 1000 });
    await again.goto(`${site.origin}${CAMPAIGN}`);
    await expect.poll(() => stored(again)).not.toContain("private");
  });

  it("is nothing on a device that others use, which also hides links that stay in its history", async () => {
    const page = await open({ ...PHONE });
    await toWritingPage(page, { shared: true });
    await page.getByLabel("Your full name").fill("Sam Taylor");
    await ownWords(page).fill("A private sentence.");
    expect(await stored(page)).not.toContain("private");
    expect(await page.getByLabel("Keep it in this browser for seven days").isVisible()).toBe(false);
    await page.getByRole("button", { name: "See my card" }).click();
    await page.getByLabel("Your home address").fill("12 Example Street");
    await page.getByRole("button", { name: "Write the email" }).click();
    await heading(page, "Your email to Stephen Doughty");
    await page.getByText("Other ways").click();
    expect(await page.getByRole("link", { name: "Gmail" }).count()).toBe(0);
    expect(await stored(page)).not.toMatch(/private|Sam|Example/);
    // The next one finds the tick still set: it is about the device.
    await page.getByRole("link", { name: "Start clean for somebody else" }).click();
    await page.getByLabel("Other people use this device").waitFor();
    expect(await page.getByLabel("Other people use this device").isChecked()).toBe(true);
  });

  it("is nothing after starting clean: not in the form, the storage, the history or behind the back button", async () => {
    const page = await open({ ...DESKTOP });
    await toEmail(page, "A private sentence.");
    const entries = await page.evaluate(() => history.length);
    await page.getByRole("link", { name: "Start clean for somebody else" }).click();
    await page.waitForURL(`${site.origin}${CAMPAIGN}`);
    expect(await stored(page)).not.toMatch(/private|Sam|Example/);
    expect(await page.getByText("Words begun in this browser").isVisible()).toBe(false);
    for (let step = 0; step < entries; step++) {
      await page.goBack({ timeout: 2_000 }).catch(() => null);
      expect(await page.content()).not.toMatch(/A private sentence|Sam Taylor|12 Example/);
      const fields = await page.evaluate(() =>
        [...document.querySelectorAll("input, textarea")].map((field) =>
          "value" in field ? String(field.value) : "",
        ),
      );
      expect(fields.join(" ")).not.toMatch(/cf10|private|Sam|Example/i);
    }
    await toWritingPage(page);
    await expect.poll(() => ownWords(page).inputValue()).toBe("");
    expect(await page.getByLabel("Your full name").inputValue()).toBe("");
  });

  it("is what was typed, one step back: with the back button, and when the connection is gone", async () => {
    const page = await open({ ...PHONE });
    await toWritingPage(page);
    await page.getByLabel("Your full name").fill("Sam Taylor");
    await ownWords(page).fill("A sentence of mine.");
    await page.getByRole("button", { name: "See my card" }).click();
    await heading(page, "Here is your card");
    await page.goBack();
    await heading(page, "Write to Stephen Doughty");
    await expect.poll(() => ownWords(page).inputValue()).toBe("A sentence of mine.");
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
    await page.goForward();
    await heading(page, "Here is your card");
    await page.goBack();
    await heading(page, "Write to Stephen Doughty");
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "See my card" }).click();
    await page.getByText("This site did not answer").waitFor();
    await page.context().setOffline(false);
    await expect.poll(() => ownWords(page).inputValue()).toBe("A sentence of mine.");
    await page.getByRole("button", { name: "See my card" }).click();
    await heading(page, "Here is your card");
  });

  it("is nothing, should they start clean while a slow answer is under way, or mark the device as shared in another tab", async () => {
    const page = await open({ ...PHONE });
    await toWritingPage(page);
    await page.getByLabel("Your full name").fill("Sam Taylor");
    await ownWords(page).fill("A private sentence.");
    await expect.poll(() => stored(page)).toContain("private");
    await page.route("**/preview", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      await route.continue().catch(() => undefined);
    });
    await page.getByRole("button", { name: "See my card" }).click();
    await page.getByRole("link", { name: "Start clean for somebody else" }).dispatchEvent("click");
    await page.waitForURL(`${site.origin}${CAMPAIGN}`);
    await page.waitForTimeout(800);
    expect(await stored(page)).not.toMatch(/private|Sam/);
    await page.unroute("**/preview");

    await toWritingPage(page);
    await ownWords(page).fill("Another private sentence.");
    await expect.poll(() => stored(page)).toContain("private");
    const other = await page.context().newPage();
    await other.goto(`${site.origin}${CAMPAIGN}`);
    await other.getByLabel("Other people use this device").check();
    await expect.poll(() => stored(page)).not.toContain("private");
  });

  it("is one step for a double click, and a letter without its address is mended in its place", async () => {
    const page = await open({ ...DESKTOP, acceptDownloads: true });
    await toWritingPage(page);
    await page.getByLabel("Your full name").fill("Sam Taylor");
    await page.getByRole("button", { name: "See my card" }).dblclick();
    await heading(page, "Here is your card");
    await page.getByRole("button", { name: "PDF of the letter" }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").textContent()).toContain("Please enter your address");
    await page.getByLabel("Your home address").fill("12 Example Street");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "PDF of the letter" }).click(),
    ]);
    expect(file.suggestedFilename()).toBe("letter.pdf");
    await page.goBack();
    await heading(page, "Here is your card");
    await page.goBack();
    await heading(page, "Write to Stephen Doughty");
  });
});
