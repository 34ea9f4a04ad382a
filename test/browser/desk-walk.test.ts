// The desk from the invitation to the way out, in a browser: a campaign is changed, proved, mended, published and put back.
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Workers } from "../../src/workers.ts";
import { madeOnce } from "../support/app.ts";
import { DESKTOP, describeInBrowser, NO_JAVASCRIPT, TABLET, troublesOf } from "../support/browser.ts";
import { buildDesk, type DeskApp, EMAIL, PASSWORD, signInInBrowser } from "../support/desk.ts";
import { CAMPAIGN, saveDraft } from "../support/desk-drafts.ts";
import { startSite, type TestSite } from "../support/site.ts";

let test: DeskApp;
let site: TestSite;
/** What a proof waits for once it has begun to tell how far it is. */
let watched = Promise.resolve();
beforeAll(async () => {
  const { workers } = await madeOnce();
  const prove: Workers["prove"] = async (job, progress) => {
    const report = await workers.prove(job, progress);
    await watched;
    return report;
  };
  test = await buildDesk({}, { workers: { ...workers, prove } });
  site = await startSite(test.app);
});
afterAll(() => site.close());

const INVITED = "tara@union.example";
const SIZES = [TABLET, DESKTOP];
const ASK = "Will you pass this on to the Justice Secretary?";
const TOO_LONG = `${ASK} ${"And then the next thing, please. ".repeat(30)}`;
const LONG = { yaml: [ASK, TOO_LONG] } as const;

describeInBrowser("a campaign at the desk", (open) => {
  it("is changed, proved, mended, published and put back", async () => {
    const { accounts } = await test.parts.people();
    const { token } = await accounts.add(INVITED, "publisher");
    const page = await open(TABLET);
    const troubles: string[] = [];
    const look = async (name: string) => troubles.push(...(await troublesOf(page, name, SIZES)));

    await page.goto(`${site.origin}/desk/password/${token}`);
    await page.getByLabel("New password").fill(PASSWORD);
    await page.getByRole("button", { name: "Set my password" }).click();
    await page.getByRole("link", { name: "Sign in" }).click();
    await page.getByLabel("Your email").fill(INVITED);
    await page.getByLabel("Your password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Campaigns" }).waitFor();
    await look("campaigns");

    // An ask that is too long for the card: made in the editor, found by the proof, and mended where its link leads.
    await page.getByRole("link", { name: "A safe workload for probation" }).click();
    await look("overview");
    await page.getByRole("link", { name: "Edit", exact: true }).click();
    const ask = page.locator('[id="asks.2.text"]');
    await page.getByText("Ask 3: the Speaker").click();
    await ask.fill(TOO_LONG);
    await page.getByRole("button", { name: "Proof", exact: true }).click();
    await page.waitForURL("**/proof");
    await page.getByText("to be mended before it can be published.").waitFor();
    await look("a proof that fails");
    await page.getByRole("link", { name: "Ask 3" }).first().click();
    await page.waitForURL(`**/desk/campaigns/${CAMPAIGN}/edit#asks.2.text`);
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("asks.2.text");
    expect(await ask.inputValue()).toBe(TOO_LONG.trim());
    await look("the place in the editor");
    await ask.fill("Will you vote for a safe limit on workloads?");
    await page.getByRole("button", { name: "Proof", exact: true }).click();
    await page.waitForURL("**/proof");
    await page.getByText("It works for all 650 MPs").waitFor();
    await look("a proof that holds");
    await page.getByRole("link", { name: "Publish", exact: true }).click();
    await page.getByRole("button", { name: "Publish now" }).click();
    await page.getByRole("alert").getByText("Please mend this, or tick").waitFor();
    await look("a warning not ticked");
    await page.getByRole("link", { name: "Look at it in the editor" }).click();
    await ask.fill(ASK);
    const title = "A limit on workloads";
    await page.getByLabel("Title", { exact: true }).first().fill(title);
    await page.keyboard.press("Tab");
    await page
      .locator("[data-save-status]")
      .getByText(/^Saved \d/)
      .waitFor();
    await page.getByRole("link", { name: "Back to the campaign" }).click();
    await page.getByText("Changes are being worked on").waitFor();
    await look("overview of a draft");
    await page.getByRole("link", { name: "What has changed since the live version" }).click();
    await page.getByText(title).first().waitFor();
    await look("what has changed");
    await page.goto(`${site.origin}/desk/campaigns/${CAMPAIGN}/publish`);
    await look("publish");
    await page.getByLabel("What has changed, in a few words").fill("Another title");
    await page.getByRole("button", { name: "Publish now" }).click();
    await page.getByText("It is published. Members see it now.").waitFor();
    await look("published");

    const member = await open(TABLET);
    await member.goto(`${site.origin}/campaigns/${CAMPAIGN}`);
    await member.getByRole("heading", { level: 1, name: title }).waitFor();

    await page.getByRole("link", { name: "All versions" }).click();
    await look("versions");
    await page.getByRole("link", { name: /^Version 1,/ }).click();
    await look("a version");
    await page.getByRole("button", { name: "Publish this version again" }).click();
    await page.getByText("The older version is published again.").waitFor();
    await member.reload();
    await member.getByRole("heading", { level: 1, name: "A safe workload for probation" }).waitFor();

    await page.getByRole("button", { name: "Make a link" }).click();
    const link = await page.getByLabel("Link to the preview").inputValue();
    await look("a link made");
    await member.goto(link);
    await member.getByText("Preview: not public.").waitFor();
    troubles.push(...(await troublesOf(member, "preview", SIZES)));

    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL((url) => url.pathname === "/desk/sign-in");
    await page.goto(`${site.origin}/desk`);
    await page.waitForURL((url) => url.search === "?next=%2Fdesk");
    expect(troubles).toEqual([]);
  }, 120_000);

  it("is proved without JavaScript too, and by the keyboard", async () => {
    await saveDraft(test, LONG);
    const plain = await open({ ...TABLET, ...NO_JAVASCRIPT });
    await signInInBrowser(plain, {
      origin: site.origin,
      role: "editor",
      next: `/desk/campaigns/${CAMPAIGN}`,
    });
    await plain.getByRole("link", { name: "Proof", exact: true }).focus();
    await plain.keyboard.press("Enter");
    await plain.getByText("to be mended before it can be published.").waitFor();
    await saveDraft(test, {});
    await plain.goto(`${site.origin}/desk/campaigns/${CAMPAIGN}/publish`);
    await plain.getByRole("link", { name: EMAIL.publisher }).waitFor();
  }, 120_000);

  it("says how far its proof is, for those who watch and those who listen", async () => {
    await saveDraft(test, { yaml: ["title: A safe workload for probation", "title: Watched"] });
    const page = await open({ ...DESKTOP });
    await signInInBrowser(page, { origin: site.origin, role: "editor", next: `/desk/campaigns/${CAMPAIGN}` });
    const bar = page.getByRole("progressbar", { name: "The proof is running" });
    expect(await bar.isVisible()).toBe(false);
    await page.evaluate(() => {
      const status = document.querySelector("[data-proof-status]");
      const said: string[] = [];
      if (status)
        new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true });
      addEventListener("pagehide", () => sessionStorage.setItem("said", JSON.stringify(said)));
    });
    const seen = Promise.withResolvers<void>();
    watched = seen.promise;
    await page.getByRole("link", { name: "Proof", exact: true }).click();
    await bar.waitFor();
    seen.resolve();
    await page.waitForURL("**/proof");
    const said = await page.evaluate(() => sessionStorage.getItem("said") ?? "");
    expect(said).toMatch(/letters checked/);
  }, 120_000);
});
