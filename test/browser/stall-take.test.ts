// The stall's one screen in a browser: keys only, thumbs only, nobody there, and nothing left of whoever was there before.

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AtStallApp, buildLocalStall } from "../support/at-stall.ts";
import { axe, DESKTOP, describeInBrowser, NO_JAVASCRIPT, TABLET } from "../support/browser.ts";
import { startSite, type TestSite } from "../support/site.ts";

const MEMBER = { name: "Xanthippe Quill", words: "Unmistakable sentence of a member." };

describeInBrowser("taking a card on one screen", (open) => {
  let test: AtStallApp;
  let site: TestSite;
  beforeAll(async () => {
    test = await buildLocalStall();
    site = await startSite(test.app);
  });
  afterAll(() => site.close());

  const added = (page: Page) => page.getByText(/^Card \d+ is in the print queue\.$/);
  async function start(options: Parameters<typeof open>[0] = DESKTOP): Promise<Page> {
    const page = await open(options);
    await page.goto(`${site.origin}/stall`);
    await page.locator("[data-keys]").waitFor({ state: "attached" });
    return page;
  }
  async function fillIn(page: Page): Promise<void> {
    await page.getByLabel("Your home postcode").fill("cf10 1ep");
    await page.locator(".mp-name", { hasText: /./ }).waitFor();
    await page.getByLabel("Your full name").fill(MEMBER.name);
    await page.getByLabel("What you want your MP to know").fill(MEMBER.words);
    await page.locator(".card-picture", { hasText: "Unmistakable" }).waitFor();
  }
  /** Everything that a browser holds of a page, but its network's log. */
  const held = (page: Page) =>
    page.evaluate(() =>
      [
        document.documentElement.outerHTML,
        ...[...document.querySelectorAll("input, textarea")].map((field) => Reflect.get(field, "value")),
        JSON.stringify(history.state),
        JSON.stringify({ ...localStorage, ...sessionStorage }),
        location.href,
        document.title,
      ].join("\n"),
    );

  it("is done with keys alone: Enter goes on, Ctrl + Enter adds, and the postcode waits for the next", async () => {
    const page = await start();
    await page.keyboard.type("sw1a1aa");
    await page.locator(".mp-name", { hasText: /./ }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.type(MEMBER.name);
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("way");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("reasons");
    await page.keyboard.press("Space");
    await page.keyboard.press("Control+Enter");
    await added(page).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("postcode");
    expect(await page.getByLabel("Your home postcode").inputValue()).toBe("");
    await page.keyboard.type("c");
    expect(await added(page).count()).toBe(0);
  });

  it("is reached with the Tab key in the order in which it is read, and axe finds nothing", async () => {
    const page = await start();
    expect(await axe(page)).toEqual([]);
    await fillIn(page);
    expect(await axe(page)).toEqual([]);
    await page.getByLabel("Your home postcode").focus();
    const order: string[] = [];
    for (let stop = 0; stop < 14; stop++) {
      order.push(
        await page.evaluate(
          () => document.activeElement?.id || document.activeElement?.textContent?.trim().slice(0, 14) || "",
        ),
      );
      await page.keyboard.press("Tab");
    }
    const places = [
      "postcode",
      "Not your MP?",
      "No postcode to",
      "name",
      "way",
      "reasons",
      "ownWords",
      "Show on the ca",
      "Add to the pri",
    ];
    expect(order.filter((stop) => places.includes(stop))).toEqual(places);
  });

  it("is done with thumbs alone on a tablet, one tap from one member to the next", async () => {
    const page = await start({ ...TABLET, hasTouch: true });
    await page.getByLabel("Your home postcode").tap();
    await page.keyboard.insertText("CF10 1EP");
    await page.locator(".mp-name", { hasText: /./ }).waitFor();
    await page.getByLabel("Your full name").tap();
    await page.keyboard.insertText("Sam Taylor");
    const reason = page.getByText("Empty posts", { exact: true });
    await reason.tap();
    // After a tap a tablet goes on as if a mouse were there: what was tapped off does not look chosen.
    const looks = (each: Element) => getComputedStyle(each.parentElement ?? each).backgroundColor;
    await reason.hover();
    expect(await reason.evaluate(looks)).toBe(
      await page.getByText("Time to notice", { exact: true }).evaluate(looks),
    );
    const add = page.getByRole("button", { name: "Add to the print queue" });
    const box = await add.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(1024);
    await add.tap();
    await added(page).waitFor();
    expect(
      await page
        .locator("form")
        .evaluate((form) => new FormData(form as HTMLFormElement).getAll("reasons").length),
    ).toBe(0);
    expect(await axe(page)).toEqual([]);
  });

  it("leaves nothing of a member: no field, no picture, no undo, no history, no storage, no way back", async () => {
    const page = await start();
    await fillIn(page);
    const entries = await page.evaluate(() => history.length);
    await page.getByRole("button", { name: "Add to the print queue" }).click();
    await added(page).waitFor();
    expect(await held(page)).not.toMatch(/Xanthippe|Unmistakable|cf10/i);
    expect(await page.evaluate(() => history.length)).toBe(entries);
    await page.getByLabel("What you want your MP to know").focus();
    for (const undo of ["Control+z", "Control+z", "Control+y"]) await page.keyboard.press(undo);
    expect(await held(page)).not.toMatch(/Xanthippe|Unmistakable/);
    await page.goto(`${site.origin}/stall/alive`);
    await page.goBack();
    await page.locator("[data-keys]").waitFor({ state: "attached" });
    expect(await held(page)).not.toMatch(/Xanthippe|Unmistakable|cf10/i);
    await page.reload();
    expect(await held(page)).not.toMatch(/Xanthippe|Unmistakable|cf10/i);
  });

  it("is blank after the back button, also for who left the page in the midst of a card", async () => {
    const page = await start();
    await fillIn(page);
    await page.goto(`${site.origin}/stall/alive`);
    await page.goBack();
    await page.locator("[data-keys]").waitFor({ state: "attached" });
    expect(await held(page)).not.toMatch(/Xanthippe|Unmistakable|cf10/i);
  });

  it("after a minute without a key counts down, goes on for whoever is there, and clears for whoever is not", async () => {
    const page = await open(DESKTOP);
    await page.clock.install();
    await page.goto(`${site.origin}/stall`);
    await page.locator("[data-keys]").waitFor({ state: "attached" });
    await page.clock.runFor(120_000);
    await page.getByLabel("Your full name").fill(MEMBER.name);
    await page.getByLabel("What you want your MP to know").fill(MEMBER.words);
    await page.clock.runFor(59_000);
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.clock.runFor(2_000);
    expect(await page.getByRole("dialog").innerText()).toContain("Are you still there?");
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press("x");
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect(await page.getByLabel("What you want your MP to know").inputValue()).toBe(MEMBER.words);
    await page.clock.runFor(61_000);
    expect(await page.getByRole("dialog").count()).toBe(1);
    await page.clock.runFor(11_000);
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect(await held(page)).not.toMatch(/Xanthippe|Unmistakable/);
    expect(await page.locator("[data-added-note]").innerText()).toContain("Everything was cleared");
  });

  it("clears at once what a laptop that was asleep for an hour still shows, and takes the key that woke it for nothing", async () => {
    const page = await open(DESKTOP);
    await page.clock.install();
    await page.goto(`${site.origin}/stall`);
    await page.locator("[data-keys]").waitFor({ state: "attached" });
    await page.getByLabel("What you want your MP to know").fill(MEMBER.words);
    // No timer has run yet when the key comes.
    await page.clock.pauseAt(Date.now() + 1_000);
    await page.clock.setSystemTime(Date.now() + 3_600_000);
    await page.keyboard.press("y");
    expect(await held(page)).not.toMatch(/Unmistakable/);
    expect(await page.getByLabel("Your home postcode").inputValue()).toBe("");
  });

  it("lets whoever has no postcode at hand search by MP or constituency, with keys alone", async () => {
    const page = await start();
    await page.getByText("No postcode to hand?").click();
    await page.getByLabel("Constituency or MP").fill("newcastle");
    await page.getByRole("radio", { name: /Newcastle upon Tyne North/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await page.locator("[data-choices]").isVisible()).toBe(false);
    expect(await page.locator(".mp").innerText()).toContain("Newcastle");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("name");
    await page.keyboard.type("Sam Taylor");
    await page.keyboard.press("Control+Enter");
    await added(page).waitFor();
  });

  it("shows the newest postcode’s MP, whatever answers last", async () => {
    const page = await start();
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route("**/stall/mp", async (route) => {
      if (route.request().postData()?.includes("SW1A")) await gate;
      await route.continue().catch(() => {});
    });
    const asked = page.waitForRequest("**/stall/mp");
    await page.getByLabel("Your home postcode").fill("SW1A 1AA");
    await asked;
    await page.getByLabel("Your home postcode").fill("CF10 1EP");
    await page.locator(".mp", { hasText: "Cardiff" }).waitFor();
    release();
    await page.waitForLoadState("networkidle");
    expect(await page.locator(".mp").innerText()).toContain("Cardiff");
  });

  it("marks what might let somebody be recognised, and names what is missing beside its field", async () => {
    const page = await start();
    await page.getByLabel("What you want your MP to know").fill("It was on 3 May 2019.");
    expect(await page.locator("[data-guard]").innerText()).toContain("3 May 2019");
    await page.getByRole("button", { name: "Add to the print queue" }).last().click();
    const faults = page.locator("[data-faults]");
    expect(await faults.innerText()).toMatch(/type your postcode[\s\S]*enter your name/);
    await faults.getByRole("button", { name: /name/ }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("name");
  });

  it("leaves out at one press what cannot be printed, and lets the member go on", async () => {
    const page = await start(TABLET);
    await fillIn(page);
    const leave = page.getByRole("button", { name: "Leave them out" });
    expect(await leave.isVisible()).toBe(false);
    const words = page.getByLabel("What you want your MP to know");
    await words.fill("So tired 😀 of it.");
    await leave.click();
    await page.locator("[data-fit].fits").waitFor();
    expect(await words.inputValue()).toMatch(/^So tired +of it\.$/);
    expect(await leave.isVisible()).toBe(false);
    await page.locator("[data-add]").click();
    await added(page).waitFor();
  });

  it("prints lines for whoever writes by hand", async () => {
    const page = await start();
    await page.getByText("I’ll write it by hand").click();
    expect(await page.getByLabel("What you want your MP to know").isVisible()).toBe(false);
    await page.getByText("exactly as it prints").waitFor();
    await page.keyboard.press("Control+Enter");
    await added(page).waitFor();
  });

  it("keeps the form and says what to do where the store is full", async () => {
    const page = await start();
    await fillIn(page);
    const body = {
      status: 507,
      code: "store-full",
      title: "This computer’s disk is full",
      detail: "Delete files.",
    };
    await page.route("**/stall/cards", (route) =>
      route.fulfill({ status: 507, contentType: "application/problem+json", body: JSON.stringify(body) }),
    );
    await page.getByRole("button", { name: "Add to the print queue" }).click();
    await page.locator("[data-faults]", { hasText: "This computer’s disk is full. Delete files." }).waitFor();
    expect(await page.getByLabel("Your full name").inputValue()).toBe(MEMBER.name);
    await page.unroute("**/stall/cards");
    await page.getByRole("button", { name: "Add to the print queue" }).click();
    await added(page).waitFor();
  });

  it("works as a plain form without JavaScript", async () => {
    const page = await open({ ...TABLET, ...NO_JAVASCRIPT });
    await page.goto(`${site.origin}/stall`);
    await page.getByLabel("Your home postcode").fill("SW1A 1AA");
    await page.getByLabel("Your full name").fill("Sam Taylor");
    await page.getByRole("button", { name: "Add to the print queue" }).last().click();
    await added(page).waitFor();
    expect(await page.getByLabel("Your full name").inputValue()).toBe("");
  });
});
