// How it is going, in a browser: readable at a tablet's and a desktop's width, and a stall's file chosen and added.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { printStallTally } from "../../src/tallies/stall-tally.ts";
import { axe, DESKTOP, describeInBrowser, NO_JAVASCRIPT, troublesOf } from "../support/browser.ts";
import { buildDesk, type DeskApp, signInInBrowser } from "../support/desk.ts";
import { startSite, type TestSite } from "../support/site.ts";

const CAMPAIGN = "safe-workloads";
const PAGE = `/desk/campaigns/${CAMPAIGN}/tallies`;

let test: DeskApp;
let site: TestSite;
beforeAll(async () => {
  test = await buildDesk();
  const seats = (await test.parts.seats()).all.slice(0, 200).map(({ code }, at) => ({
    campaign: CAMPAIGN,
    seat: code,
    way: at % 3 === 0 ? ("email" as const) : ("card" as const),
    made: 3 + ((at * 7) % 31),
  }));
  const made = (way: string) => seats.reduce((sum, each) => sum + (each.way === way ? each.made : 0), 0);
  const days = (["card", "email"] as const).flatMap((way) =>
    Array.from({ length: 30 }, (_, at) => ({
      campaign: CAMPAIGN,
      day: `2026-11-${String(at + 1).padStart(2, "0")}`,
      way,
      made: Math.round((made(way) * (1 + (at % 7))) / 117),
    })),
  );
  await (await test.parts.tallies()).add({ seats, days });
  site = await startSite(test.app);
});
afterAll(() => site.close());

const signIn = (page: Page, next: string): Promise<void> =>
  signInInBrowser(page, { origin: site.origin, role: "editor", next });

describeInBrowser("how it is going", (open) => {
  it("is accessible and no wider than its screen", async () => {
    const page = await open();
    await signIn(page, "/desk/tallies");
    expect(await troublesOf(page, "all campaigns")).toEqual([]);
    await page.getByRole("link", { name: "Safe" }).first().waitFor();
    for (const path of [PAGE, `${PAGE}?sort=seat&where=wales`, "/desk/campaigns/drop-in/tallies"]) {
      await page.goto(site.origin + path);
      expect(await troublesOf(page, path)).toEqual([]);
    }
  });

  it("is sorted and narrowed without JavaScript", async () => {
    const page = await open({ ...DESKTOP, ...NO_JAVASCRIPT });
    await signIn(page, PAGE);
    await page.getByRole("link", { name: "Emails" }).click();
    expect(new URL(page.url()).search).toBe("?sort=email");
    await page.getByLabel("Show").selectOption("London");
    await page.getByRole("button", { name: "Show these" }).click();
    expect(new URL(page.url()).search).toBe("?sort=email&where=London");
    expect(await page.getByRole("columnheader", { name: "Emails" }).last().getAttribute("aria-sort")).toBe(
      "descending",
    );
    await page.getByRole("img", { name: /A bar for each day from 1 November 2026/ }).waitFor();
  });

  it("takes a stall's file, says that it is in, and says so again the second time", async () => {
    const page = await open(DESKTOP);
    await signIn(page, "/desk/tallies");
    const text = printStallTally({
      stall: "0123456789abcdef0123456789abcdef",
      campaign: CAMPAIGN,
      madeOn: "2026-11-22",
      seats: [{ seat: "W07000081", way: "card", made: 8 }],
      days: [{ day: "2026-11-22", way: "card", made: 8 }],
    });
    const file = { name: "tally.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
    for (const said of ["were added to", "were in already"]) {
      await page.getByLabel("The file", { exact: true }).setInputFiles(file);
      await expect
        .poll(() => page.getByLabel("The text of the file").inputValue())
        .toContain("W07000081,card,8");
      await page.getByRole("button", { name: "Add these numbers" }).click();
      await page.getByRole("status").filter({ hasText: said }).waitFor();
    }
    await page.getByLabel("The text of the file").fill("Sam Taylor, CF10 1EP");
    await page.getByRole("button", { name: "Add these numbers" }).click();
    await page.getByRole("alert").getByRole("link").click();
    expect(await page.getByLabel("The text of the file").inputValue()).toBe("Sam Taylor, CF10 1EP");
    expect(await axe(page)).toEqual([]);
  });
});
