// The editor in a real browser: typing, the preview beside it, saving by itself, two people, and the keyboard alone.
import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { axe, DESKTOP, describeInBrowser, NO_JAVASCRIPT, PHONE, TABLET } from "../support/browser.ts";
import { buildDesk, type DeskApp, signInInBrowser } from "../support/desk.ts";
import { fieldsOfPage } from "../support/editor.ts";
import { pictureFile } from "../support/pictures.ts";
import { startSite, type TestSite } from "../support/site.ts";

const ID = "safe-workloads";
const EDIT = `/desk/campaigns/${ID}/edit`;

let test: DeskApp;
let site: TestSite;
beforeEach(async () => {
  test = await buildDesk();
  site = await startSite(test.app);
});
afterEach(() => site.close());

const toEditor = (page: Page, role: "editor" | "publisher" = "editor", next = EDIT): Promise<void> =>
  signInInBrowser(page, { origin: site.origin, role, next });
const status = (page: Page) => page.locator("[data-save-status]");
const saved = (page: Page): Promise<void> =>
  status(page)
    .getByText(/^Saved \d/)
    .waitFor();
const draftOf = async () => (await (await test.parts.versions()).draft(ID))?.source;
const fitsWidth = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

describeInBrowser("an editor", (open) => {
  it("types, sees the letter change, and finds it saved", async () => {
    const page = await open(DESKTOP);
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await toEditor(page);
    await page.getByLabel("Headline").fill("Enough");
    await page.locator("[data-front]").getByText("Enough").waitFor();
    await page.getByText("Ask 7: every other MP").click();
    await page.locator('[id="asks.6.text"]').fill("Will you come and see?");
    await page.locator("[data-email-body]").getByText("Will you come and see?").waitFor();
    await page.keyboard.press("Tab");
    await saved(page);
    expect((await draftOf())?.yaml).toContain("headline: Enough");
    expect(errors).toEqual([]);
  });

  it("picks an MP by name, and a kind of seat with one click, with the keyboard alone", async () => {
    const page = await open(DESKTOP);
    await toEditor(page);
    await page.getByLabel("Find an MP or a constituency").fill("ynys mon");
    await page.getByText("1 found").waitFor();
    await page.keyboard.press("Enter");
    await page.locator("[data-seat-label]").getByText("Ynys Môn").waitFor();
    await page.getByRole("button", { name: "vacant seat" }).press("Enter");
    await page.locator("[data-email-body]").getByText("one of your first acts as our MP").waitFor();
    await page.getByLabel("As written by").selectOption("Nia Rowlands");
    await page.locator("[data-email-body]").getByText("I drive forty miles").waitFor();
    expect(await draftOf()).toBeUndefined();
  });

  it("is shown the line with a fault, goes to it, and keeps the last picture meanwhile", async () => {
    const page = await open(DESKTOP);
    await toEditor(page);
    const card = page.locator('[id="postcard"]');
    await card.fill("One.\n\nTwo {{constituancy}}.");
    await page.getByText("This is the last preview that could be drawn.").waitFor();
    expect(await page.locator("[data-back] svg").count()).toBe(1);
    expect(await page.locator("#section-postcard .line-wrong").textContent()).toBe("Two {{constituancy}}.");
    await page.getByRole("button", { name: "Go to line 3" }).click();
    expect(await card.evaluate((field) => field instanceof HTMLTextAreaElement && field.selectionStart)).toBe(
      6,
    );
    await page.getByRole("link", { name: /Text of the postcard, line 3/ }).waitFor();
    expect(await axe(page)).toEqual([]);
    await card.fill("One.\n\nTwo {{constituency}}.");
    await page.getByText("This is the last preview").waitFor({ state: "hidden" });
  });

  it("puts a placeholder where the cursor is", async () => {
    const page = await open(DESKTOP);
    await toEditor(page);
    const letter = page.locator("#section-letter [data-lines=letter] textarea");
    await letter.fill("Hello , how are you?");
    await letter.evaluate((field) => field instanceof HTMLTextAreaElement && field.setSelectionRange(6, 6));
    const inserts = page.locator("#section-letter .template .inserts");
    await inserts.getByText("Insert something").click();
    await inserts.getByRole("button", { name: "the MP’s name" }).click();
    expect(await letter.inputValue()).toBe("Hello {{mp}}, how are you?");
    await page.locator("[data-email-body]").getByText("Hello Alex Baker, how are you?").waitFor();
  });

  it("moves, adds and takes out entries with the keyboard, and the focus goes along", async () => {
    const page = await open(DESKTOP);
    await toEditor(page);
    await page.getByText("Reason 1: Time to notice").press("Enter");
    await page.locator('button[value="down:reasons.0"]').press("Enter");
    await page.locator('[data-at="reasons.1"]').waitFor();
    expect(await page.locator('[id="reasons.1.title"]').inputValue()).toBe("Time to notice");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("value"))).toBe("down:reasons.1");

    await page.getByRole("button", { name: "Add a reason" }).press("Enter");
    await page.locator('[data-at="reasons.5"]').waitFor();
    await page.keyboard.type("A new one");
    expect(await page.locator('[id="reasons.5.title"]').inputValue()).toBe("A new one");
    await page.locator("summary").getByText("Reason 6").waitFor();
    expect(await axe(page)).toEqual([]);

    await page.locator('button[value="remove:prompts.0"]').press("Enter");
    await page.locator('[data-at="prompts.0"]').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("prompts.0");
    expect((await draftOf())?.yaml).toContain("id: a-new-one");
    // It was typed a moment before the button was pressed: that is no other person's text.
    expect(await status(page).textContent()).toMatch(/^Saved on/);
  });

  it("loses nothing when the site is away: it says so, warns, and saves when it is back", async () => {
    const page = await open(DESKTOP);
    await toEditor(page);
    await page.context().setOffline(true);
    await page.getByLabel("Title", { exact: true }).first().fill("Typed offline");
    await page.keyboard.press("Tab");
    await status(page).getByText("the site does not answer").waitFor();
    const warned = page.waitForEvent("dialog");
    const leaving = page.close({ runBeforeUnload: true });
    await (await warned).dismiss();
    await leaving;
    await page.context().setOffline(false);
    await saved(page);
    expect((await draftOf())?.yaml).toContain("title: Typed offline");
  });

  it("finds what was typed saved after the page was loaded again in the midst", async () => {
    const page = await open(DESKTOP);
    await toEditor(page);
    await page.context().setOffline(true);
    await page.getByLabel("Title", { exact: true }).first().fill("Typed and loaded again");
    page.on("dialog", (dialog) => void dialog.accept());
    await page.context().setOffline(false);
    await page.reload();
    await status(page).getByText("is saved now").waitFor();
    expect(await page.getByLabel("Title", { exact: true }).first().inputValue()).toBe(
      "Typed and loaded again",
    );
  });

  it("is shown both after that where somebody else saved meanwhile, before anything is typed over it", async () => {
    const page = await open(DESKTOP);
    await toEditor(page);
    await page.context().setOffline(true);
    await page.getByLabel("In one sentence").fill("Typed and loaded again.");
    const other = await test.signIn("publisher");
    const fields = fieldsOfPage((await other.get(EDIT)).payload);
    await other.post(EDIT, { ...fields, title: "Their title", action: "save" });
    page.on("dialog", (dialog) => void dialog.accept());
    await page.context().setOffline(false);
    await page.reload();
    await page.getByRole("heading", { name: "Somebody else saved in between" }).waitFor();
    await page.getByRole("button", { name: "Save what I chose" }).click();
    await page.getByRole("heading", { level: 1, name: "Their title" }).waitFor();
    expect(await page.getByLabel("In one sentence").inputValue()).toBe("Typed and loaded again.");
  });

  it("goes on after the session is over: signs in in another tab, and it is saved", async () => {
    const page = await open(DESKTOP);
    await toEditor(page);
    const cookies = await page.context().cookies();
    await page.context().clearCookies();
    await page.getByLabel("Title", { exact: true }).first().fill("Typed while signed out");
    await page.keyboard.press("Tab");
    await status(page).getByRole("link", { name: "Sign in in a new tab" }).waitFor();
    const other = await page.context().newPage();
    await toEditor(other, "editor", "/desk/account");
    await page.bringToFront();
    await saved(page);
    expect(cookies).not.toEqual(await page.context().cookies());
    expect((await draftOf())?.yaml).toContain("title: Typed while signed out");
  });

  it("leads to the proof with everything typed, while an earlier save is on its way, and is no stranger to itself", async () => {
    const page = await open(DESKTOP);
    await toEditor(page);
    await page.route("**/draft", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      await route.continue().catch(() => undefined);
    });
    const first = page.waitForRequest("**/draft");
    await page.getByLabel("Headline").fill("Typed first");
    await page.keyboard.press("Tab");
    await first;
    await page.getByLabel("Line beneath it").fill("Typed second");
    await page.getByRole("button", { name: "Proof", exact: true }).click();
    await page.waitForURL("**/proof");
    expect((await draftOf())?.yaml).toMatch(/headline: Typed first\n\s+line: Typed second/);
  });

  it("is told when somebody else was faster, compares, and chooses", async () => {
    const page = await open(DESKTOP);
    await toEditor(page);
    const other = await test.signIn("publisher");
    const fields = fieldsOfPage((await other.get(EDIT)).payload);
    await other.post(EDIT, { ...fields, title: "Their title", action: "save" });
    await page.getByLabel("In one sentence").fill("My summary.");
    await page.keyboard.press("Tab");
    await status(page).getByText("pat@union.example saved this campaign").waitFor();
    await page.getByRole("button", { name: "Compare and choose" }).click();
    await page.getByRole("heading", { name: "Somebody else saved in between" }).waitFor();
    expect(await axe(page)).toEqual([]);
    const title = page.getByRole("group", { name: "Title" });
    expect(await title.getByLabel("Keep what is saved").isChecked()).toBe(true);
    await title.getByLabel("Keep yours").check();
    await page.getByRole("button", { name: "Save what I chose" }).click();
    await page.getByRole("heading", { level: 1, name: "A safe workload for probation" }).waitFor();
    expect(await page.getByLabel("In one sentence").inputValue()).toBe("My summary.");
  });

  it("puts a picture on the front", async () => {
    const page = await open(DESKTOP);
    await toEditor(page);
    const file = { name: "a.png", mimeType: "image/png", buffer: Buffer.from(pictureFile("plain.png")) };
    const large = { ...file, buffer: Buffer.alloc(8 * 1024 * 1024 + 1) };
    await page.getByLabel("Choose a picture").setInputFiles(large);
    await page.getByText("This picture is larger than 8 MB").waitFor();
    const onItsWay = Promise.withResolvers<void>();
    await page.route("**/image?*", async (route) => {
      await onItsWay.promise;
      await route.continue();
    });
    const sent = page.waitForRequest("**/image?*");
    await page.getByLabel("Choose a picture").setInputFiles(file);
    await sent;
    // What was typed now would be saved over a draft without it.
    expect(await page.locator("[data-edit][inert]").count()).toBe(1);
    onItsWay.resolve();
    await page.getByText("front.png: 24 by 16 pixels").waitFor();
    await page.locator("[data-front] image").waitFor({ state: "attached" });
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("card.image");
    await page.getByRole("button", { name: "Take the picture out" }).click();
    await page.getByText("front.png").waitFor({ state: "hidden" });
  });

  it.each([
    ["a phone", PHONE],
    ["a tablet", TABLET],
    ["a desktop", DESKTOP],
  ])("has a page on %s that fits and that everybody can use", async (_where, device) => {
    const page = await open(device);
    await toEditor(page);
    expect(await fitsWidth(page)).toBe(true);
    expect(await axe(page)).toEqual([]);
    const toPreview = page.getByRole("link", { name: "Preview", exact: true });
    if (device === DESKTOP) return;
    await toPreview.click();
    await page.getByText("The letter on A4").waitFor();
    expect(await page.getByLabel("Headline").isVisible()).toBe(false);
    expect(await fitsWidth(page)).toBe(true);
    expect(await axe(page)).toEqual([]);
  });

  it("works without JavaScript: adds, moves, saves and sees the preview", async () => {
    const page = await open({ ...DESKTOP, ...NO_JAVASCRIPT });
    await toEditor(page);
    await page.getByRole("button", { name: "Add a question", exact: true }).click();
    await page.getByLabel("Question 5 for the member").fill("What would help?");
    await page.getByLabel("Headline").fill("Scriptless");
    await page.getByRole("button", { name: "Move up Question 5 for the member" }).click();
    expect(await page.getByLabel("Question 4 for the member").inputValue()).toBe("What would help?");
    await page.getByRole("button", { name: "the Speaker" }).click();
    await page.getByText("Lindsay Hoyle").first().waitFor();
    await page.getByLabel("Find an MP or a constituency").fill("ynys mon");
    await page.getByRole("button", { name: "Find", exact: true }).click();
    expect(await page.locator("[data-seat-label]").textContent()).toContain("Ynys Môn");
    expect(await page.locator("[data-front]").textContent()).toContain("Scriptless");
  });
});
