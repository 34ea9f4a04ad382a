// A front that is a picture, on the pages that show it: fetched from this server, kept, and nothing refused.
import { rm } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { axe, describeInBrowser, PHONE } from "../support/browser.ts";
import { picturedCampaigns } from "../support/pictured-campaigns.ts";
import { makeTestCard } from "../support/pictures.ts";
import { startSite, type TestSite } from "../support/site.ts";

let folder = "";
let site: TestSite;
beforeAll(async () => {
  folder = await picturedCampaigns(makeTestCard(1300, 940));
  site = await startSite({ campaignsFolder: folder });
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

/** The colour in the middle of the picture's green corner, as it is seen. */
async function cornerOf(page: Page): Promise<readonly number[]> {
  const front = page
    .locator(".card-picture > svg")
    .filter({ has: page.locator("image") })
    .first();
  await front.scrollIntoViewIfNeeded();
  const box = await front.boundingBox();
  if (box === null) throw new Error("there is no front");
  const shot = await page.screenshot({
    clip: { x: box.x + 8, y: box.y + 8, width: 2, height: 2 },
    scale: "css",
  });
  return page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const context = new OffscreenCanvas(2, 2).getContext("2d");
    context?.drawImage(bitmap, 0, 0);
    return [...(context?.getImageData(0, 0, 1, 1).data.subarray(0, 3) ?? [])];
  }, shot.toString("base64"));
}

describeInBrowser("a front that is a picture", (open) => {
  it("is seen on the front page, the campaign's and the card's, and read out by its words", async () => {
    const page = await open({ ...PHONE });
    const troubles: string[] = [];
    const asked: number[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") troubles.push(message.text());
    });
    page.on("response", (response) => {
      if (response.url().includes("/fronts/") && !response.fromServiceWorker()) asked.push(response.status());
    });
    await page.goto(site.origin, { waitUntil: "networkidle" });
    expect(await cornerOf(page)).toEqual([20, 160, 60]);
    await page.goto(`${site.origin}/campaigns/safe-workloads`, { waitUntil: "networkidle" });
    expect(await cornerOf(page)).toEqual([20, 160, 60]);
    expect(await axe(page)).toEqual([]);
    await page.getByLabel("Your home postcode").fill("cf10 1ep");
    await page.getByRole("button", { name: "Find my MP" }).click();
    await page.getByLabel("Your full name").fill("Sam Taylor");
    await page.getByRole("button", { name: "See my card" }).click();
    await page.getByRole("heading", { level: 1, name: "Here is your card" }).waitFor();
    expect(
      await page
        .getByRole("img", { name: "The front of the card: A safe workload keeps us all safe" })
        .count(),
    ).toBe(1);
    await expect.poll(() => cornerOf(page)).toEqual([20, 160, 60]);
    expect(asked.every((status) => status === 200)).toBe(true);
    expect(asked.length).toBeGreaterThan(0);
    expect(troubles).toEqual([]);
  });
});
