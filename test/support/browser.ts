// A real browser for tests: pages at a phone's or a desktop's width, with or without JavaScript, and the
// accessibility check. Where no browser starts, these tests are skipped and say why; in CI that is a failure.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe } from "vitest";
import { type ChromiumOptions, prepareChromium } from "./chromium.ts";

/** Our own arguments: those that the browser's package suggests include `--single-process`, which crashes on a second page. */
const ARGUMENTS = [
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--font-render-hinting=none",
  "--force-color-profile=srgb",
  // One process for the pages of all tests: starting one for each is a sixth of what a page costs.
  "--renderer-process-limit=1",
  // A page that asks for anything outside this machine gets an error here as it would on a stall without wifi.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
];

/**
 * Starts Chromium: works as root, with no network, and with several pages. Close it when done.
 *
 * Throws an `Error` that says why where no Chromium runs on this machine.
 */
export async function launchBrowser(options: ChromiumOptions = {}): Promise<Browser> {
  const { executablePath, env } = await prepareChromium(options);
  return await chromium.launch({ executablePath, env, args: ARGUMENTS, chromiumSandbox: false });
}

/** How a page is opened: its width and height in CSS pixels, and what Playwright knows besides. */
export type PageOptions = { readonly width?: number; readonly height?: number } & BrowserContextOptions;

export type OpenPage = (options?: PageOptions) => Promise<Page>;

/** A phone of 360 pixels, the narrowest that pages are made for. */
export const PHONE: PageOptions = {
  width: 360,
  height: 740,
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
};
export const TABLET: PageOptions = { width: 768, height: 1024 };
export const DESKTOP: PageOptions = { width: 1280, height: 900 };
/** To add to one of the above: `{ ...PHONE, ...NO_JAVASCRIPT }`. */
export const NO_JAVASCRIPT: PageOptions = { javaScriptEnabled: false };

/**
 * A `describe` whose tests have a browser. `open` gives a page in a context of its own (no shared cookies or
 * storage), closed after the test; a desktop's width unless told.
 */
export function describeInBrowser(name: string, body: (open: OpenPage) => void): void {
  describe(name, () => {
    let browser: Browser | undefined;
    let reason = "";

    beforeAll(async () => {
      try {
        browser = await launchBrowser();
      } catch (error) {
        reason = `no browser starts here: ${String(error)}`;
        if (process.env.CI) throw new Error(reason);
        console.warn(`Skipped "${name}": ${reason}`);
      }
    });
    beforeEach((context) => {
      context.skip(browser === undefined, reason);
    });
    afterEach(async () => {
      await Promise.all(browser?.contexts().map((context) => context.close()) ?? []);
    });
    afterAll(async () => {
      await browser?.close();
    });

    body(async (options = {}) => {
      if (browser === undefined) throw new Error(reason);
      const { width = 1280, height = 900, ...others } = options;
      const context = await browser.newContext({ viewport: { width, height }, locale: "en-GB", ...others });
      return await context.newPage();
    });
  });
}

/** What axe found: the rule, how bad it is, what it says, and the selectors of the elements at fault. */
export type Violation = { rule: string; impact: string; help: string; where: string[] };

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * The serious and critical violations of WCAG 2.0–2.2 A and AA on the page as it stands: `[]` is a pass.
 *
 * axe is injected through the debugger's own `evaluate`, to which a page's Content-Security-Policy does not apply, so
 * the policy under test stays in force. The page must have been opened with JavaScript.
 */
export async function axe(page: Page): Promise<Violation[]> {
  if (!(await page.evaluate(() => Reflect.has(window, "axe")))) await page.evaluate(axeSource);
  return await page.evaluate(async (tags): Promise<Violation[]> => {
    type Run = (root: Document, options: object) => Promise<{ violations: Found[] }>;
    type Found = { id: string; impact: string; help: string; nodes: { target: unknown[] }[] };
    const { run } = Reflect.get(window, "axe") as { run: Run };
    const { violations } = await run(document, {
      runOnly: { type: "tag", values: tags },
      resultTypes: ["violations"],
    });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, impact, help, nodes }) => ({
        rule: id,
        impact,
        help,
        where: nodes.map(({ target }) => target.join(" ")),
      }));
  }, AXE_TAGS);
}

/**
 * What is wrong with the page as it stands on a phone, a tablet and a desktop, or on those given, a sentence each, with its name: what
 * axe found, a page wider than the screen, and first-level headings other than one. `[]` is a pass. The page has its own size again
 * afterwards.
 */
export async function troublesOf(
  page: Page,
  name: string,
  sizes: readonly PageOptions[] = [PHONE, TABLET, DESKTOP],
): Promise<string[]> {
  const troubles: string[] = [];
  const own = page.viewportSize();
  for (const { width = 0, height = 0 } of sizes) {
    await page.setViewportSize({ width, height });
    const where = `${name}, ${width} px wide`;
    for (const violation of await axe(page)) troubles.push(`${where}: ${JSON.stringify(violation)}`);
    const { over, headings } = await page.evaluate(() => ({
      over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      headings: document.querySelectorAll("h1").length,
    }));
    if (over > 0) troubles.push(`${where}: ${over} px too wide`);
    if (headings !== 1) troubles.push(`${where}: ${headings} first-level headings`);
  }
  if (own !== null) await page.setViewportSize(own);
  return troubles;
}
