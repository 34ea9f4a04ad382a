// Every page, error states included: accessible, and no wider than the screen, at every width.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInBrowser, PHONE, troublesOf } from "../support/browser.ts";
import { startSite, type TestSite } from "../support/site.ts";

let site: TestSite;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

const CAMPAIGN = "/campaigns/eight-reasons";
const FIELDS = {
  postcode: "CF10 1EP",
  name: "Sam Taylor",
  ownWords: "I had ten minutes.",
  address: "12 Example Street",
};

/** Posts a form from whichever page of the site is shown, so that every state of a page can be reached in one step. */
async function post(page: Page, path: string, fields: Record<string, string>): Promise<void> {
  await Promise.all([
    page.waitForEvent("load"),
    page.evaluate(
      ([action, pairs]) => {
        const form = document.createElement("form");
        form.method = "post";
        form.action = action;
        for (const [name, value] of Object.entries(pairs)) {
          const input = document.createElement("textarea");
          input.name = name;
          input.value = value;
          form.append(input);
        }
        document.body.append(form);
        form.submit();
      },
      [path, fields] as const,
    ),
  ]);
}

const PAGES: readonly (readonly [string, (page: Page) => Promise<unknown>])[] = [
  ["the front page", (page) => page.goto(`${site.origin}/`)],
  ["a campaign", (page) => page.goto(`${site.origin}${CAMPAIGN}`)],
  ["a bad postcode", (page) => post(page, `${CAMPAIGN}/write`, { postcode: "SW1A" })],
  ["a choice of seats", (page) => post(page, `${CAMPAIGN}/write`, { postcode: "BT1 1AA" })],
  ["no choice made", (page) => post(page, `${CAMPAIGN}/write`, { postcode: "BT1 1AA", picked: "1" })],
  ["another MP", (page) => post(page, `${CAMPAIGN}/write`, { postcode: "CF10 1EP", change: "1" })],
  ["a search", (page) => post(page, `${CAMPAIGN}/write`, { postcode: "CF10 1EP", find: "leeds" })],
  ["a search in vain", (page) => post(page, `${CAMPAIGN}/write`, { postcode: "CF10 1EP", find: "zzzz" })],
  ["the writing page", (page) => post(page, `${CAMPAIGN}/write`, { postcode: "CF10 1EP" })],
  [
    "the writing page without an MP",
    (page) => post(page, `${CAMPAIGN}/write`, { postcode: "CF10 1EP", seat: "E14001290" }),
  ],
  [
    "the writing page with faults",
    (page) => post(page, `${CAMPAIGN}/preview`, { ...FIELDS, name: "", email: "x" }),
  ],
  ["the card", (page) => post(page, `${CAMPAIGN}/preview`, FIELDS)],
  [
    "the card, too long",
    (page) => post(page, `${CAMPAIGN}/preview`, { ...FIELDS, ownWords: "too many words ".repeat(99) }),
  ],
  [
    "the card, unprintable",
    (page) => post(page, `${CAMPAIGN}/preview`, { ...FIELDS, ownWords: "😴", address: "" }),
  ],
  ["the address missing", (page) => post(page, `${CAMPAIGN}/send`, { ...FIELDS, address: "" })],
  ["the email", (page) => post(page, `${CAMPAIGN}/send`, FIELDS)],
  [
    "the guard, while writing",
    (page) =>
      post(page, `${CAMPAIGN}/write`, { ...FIELDS, ownWords: "I saw Mr Peterson, A1234BC, on 3 May 2026." }),
  ],
  [
    "the guard, before it leaves",
    (page) => post(page, `${CAMPAIGN}/preview`, { ...FIELDS, ownWords: "I saw Mr Peterson, A1234BC." }),
  ],
  ["the email, on a shared device", (page) => post(page, `${CAMPAIGN}/send`, { ...FIELDS, shared: "1" })],
  ["no email known", (page) => post(page, `${CAMPAIGN}/preview`, { ...FIELDS, seat: "E14001290" })],
  ["is it on its way", (page) => post(page, `${CAMPAIGN}/sent`, FIELDS)],
  ["thank you, with a second letter", (page) => post(page, `${CAMPAIGN}/sent`, { ...FIELDS, done: "1" })],
  ["thank you", (page) => page.goto(`${site.origin}${CAMPAIGN}/sent`)],
  ["privacy", (page) => page.goto(`${site.origin}/privacy`)],
  ["sources", (page) => page.goto(`${site.origin}/attribution`)],
  ["the API's page", (page) => page.goto(`${site.origin}/api`)],
  ["no such page", (page) => page.goto(`${site.origin}/no-such-page`)],
];

describeInBrowser("every page", (open) => {
  it("is accessible, and fits its width on a phone, a tablet and a desktop", async () => {
    const page = await open(PHONE);
    const troubles: string[] = [];
    page.on("console", (message) => {
      // A page that says 4xx is one of those looked at here; what a browser refuses to load or run is a fault.
      if (message.type() === "error" && !message.text().includes("the server responded with a status of 4")) {
        troubles.push(message.text());
      }
    });
    for (const [name, visit] of PAGES) {
      await visit(page);
      troubles.push(...(await troublesOf(page, name)));
    }
    expect(troubles).toEqual([]);
  });
});
