// The desk's pages as they are less often: a campaign that is new, faulty, archived or another's to publish, at every width.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DESKTOP, describeInBrowser, PHONE, TABLET, troublesOf } from "../support/browser.ts";
import { buildDesk, type DeskApp, signInInBrowser } from "../support/desk.ts";
import { CAMPAIGN, saveDraft } from "../support/desk-drafts.ts";
import { startSite, type TestSite } from "../support/site.ts";

const HERE = `/desk/campaigns/${CAMPAIGN}`;
const BLANK = "/desk/campaigns/fair-pay";

let test: DeskApp;
let site: TestSite;
let preview = "";
beforeAll(async () => {
  test = await buildDesk();
  const publisher = await test.signIn("publisher");
  await publisher.post("/desk/campaigns", { title: "Fair pay", from: "" });
  await publisher.post("/desk/campaigns/drop-in/archive", { archived: "1" });
  await saveDraft(test, { postcard: ["{{ask}}", "{{asc}}"] });
  preview = /\/preview\/[\w-]{43}/.exec((await publisher.post(`${HERE}/preview-link`)).payload)?.[0] ?? "";
  site = await startSite(test.app);
});
afterAll(() => site.close());

/** Each page, and a sentence that it must have, so that it is the page that was meant. */
const PAGES: readonly (readonly [path: string, has: string])[] = [
  ["/desk", "Archived campaigns"],
  [HERE, "Throw the changes away"],
  [`${HERE}/edit`, "Did you mean “ask”?"],
  [`${HERE}/edit?as=file`, "The campaign’s file"],
  [`${HERE}/proof`, "Text of the postcard"],
  [`${HERE}/publish`, "One thing has to be mended"],
  [`${HERE}/versions`, "What is being worked on"],
  [`${HERE}/versions/1`, "The letter"],
  [`${HERE}/compare?from=1&to=1`, "Nothing is different."],
  [BLANK, "Something in it has to be filled in"],
  [`${BLANK}/edit`, "to mend before this can be published"],
  [`${BLANK}/proof`, "Reason 1: paragraph for the letter"],
  [`${BLANK}/versions`, "Nothing was published yet."],
  ["/desk/campaigns/drop-in", "Bring it back"],
  ["/desk/campaigns/drop-in/publish", "There is nothing to publish"],
  ["/desk/campaigns/nowhere", "There is no such campaign"],
  [`/desk/audit?campaign=${CAMPAIGN}`, "Show everything"],
];

describeInBrowser("the desk's rarer pages", (open) => {
  it.each([
    ["editor", [PHONE, DESKTOP]],
    ["publisher", [TABLET]],
  ] as const)(
    "are accessible and fit their width for somebody who is %s",
    async (role, sizes) => {
      const page = await open();
      await signInInBrowser(page, { origin: site.origin, role });
      const troubles: string[] = [];
      for (const [path, has] of [...PAGES, [preview, "It cannot be shown at the moment"]] as const) {
        await page.goto(site.origin + path);
        await page.getByText(has).first().waitFor({ state: "attached" });
        troubles.push(...(await troublesOf(page, path, sizes)));
      }
      expect(troubles).toEqual([]);
    },
    120_000,
  );

  it("show where the keyboard is, on whatever it stops", async () => {
    const page = await open({ ...DESKTOP });
    await signInInBrowser(page, { origin: site.origin, role: "publisher" });
    const unseen: string[] = [];
    for (const path of [
      "/desk",
      HERE,
      `${HERE}/edit`,
      `${HERE}/proof`,
      `${HERE}/versions`,
      "/desk/tallies",
    ]) {
      await page.goto(site.origin + path);
      for (let stop = 0; stop < 45; stop++) {
        await page.keyboard.press("Tab");
        const { name, width, hidden } = await focused(page);
        if (name === "BODY") break;
        if (width < 2 || hidden) unseen.push(`${path}: ${name}`);
      }
    }
    expect(unseen).toEqual([]);
  }, 120_000);
});

/** What has the focus: how thick its outline is, CSS pixels, and whether something lies over all of it or it is off the screen. */
async function focused(page: Page): Promise<{ name: string; width: number; hidden: boolean }> {
  return page.evaluate(() => {
    const part = document.activeElement ?? document.body;
    const { outlineStyle, outlineWidth } = getComputedStyle(part);
    const { left, top, right, bottom } = part.getBoundingClientRect();
    const inside = (x: number, y: number) => {
      const over = document.elementFromPoint(x, y);
      return over !== null && (part.contains(over) || over.contains(part));
    };
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    return {
      name: part === document.body ? "BODY" : `${part.tagName} ${part.id} ${part.textContent.slice(0, 40)}`,
      width: outlineStyle === "none" ? 0 : Number.parseFloat(outlineWidth),
      hidden: !(inside(x, y) || inside(x, top + 3) || inside(x, bottom - 3)),
    };
  });
}
