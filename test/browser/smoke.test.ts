// Proves the ground under every browser test: that a browser starts here, and that what it is asked is true.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { axe, DESKTOP, describeInBrowser, NO_JAVASCRIPT, PHONE } from "../support/browser.ts";

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'";
const page = (body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Smoke</title></head><body><main>${body}</main></body></html>`;
const PAGES: Record<string, string> = {
  "/good": page("<h1>Your MP</h1><label>Postcode <input name=postcode></label><script src=/add.js></script>"),
  "/bad": page("<h1>Your MP</h1><input name=postcode><img src=none.png>"),
  "/inline": page("<h1>Before</h1><script>document.querySelector('h1').textContent = 'After'</script>"),
  "/words": page("<h1>Gŵyr, Łódź, naïve</h1>"),
  "/blank": page(""),
};

describeInBrowser("a browser for tests", (open) => {
  let server: Server;
  let origin: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const script = request.url === "/add.js";
      const body = script ? "document.body.dataset.ran = 'yes'" : PAGES[request.url ?? ""];
      response.statusCode = body === undefined ? 404 : 200;
      response.setHeader("content-type", script ? "text/javascript" : "text/html; charset=utf-8");
      response.setHeader("content-security-policy", POLICY);
      response.end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it("opens two pages at once, each in a context of its own", async () => {
    const [phone, desktop] = [await open(PHONE), await open(DESKTOP)];
    await Promise.all([phone.goto(`${origin}/good`), desktop.goto(`${origin}/bad`)]);
    expect(await phone.evaluate(() => window.innerWidth)).toBe(360);
    expect(await desktop.evaluate(() => window.innerWidth)).toBe(1280);
    await phone.evaluate(() => sessionStorage.setItem("draft", "mine"));
    expect(await desktop.evaluate(() => sessionStorage.getItem("draft"))).toBeNull();
  });

  it("draws text, and letters with accents as wide as letters", async () => {
    const tab = await open(PHONE);
    await tab.goto(`${origin}/blank`);
    const empty = await tab.screenshot();
    await tab.goto(`${origin}/words`);
    const written = await tab.screenshot();
    expect(written.length).toBeGreaterThan(empty.length + 1000);
    const [accented, plain] = await tab.evaluate(() => {
      const width = (text: string): number => {
        const span = Object.assign(document.createElement("span"), { textContent: text });
        document.body.append(span);
        return span.getBoundingClientRect().width;
      };
      return [width("Gŵyr, Łódź, naïve"), width("Gwyr, Lodz, naive")] as const;
    });
    // The bundled font has these letters: accents add nothing to the width.
    expect(plain).toBeGreaterThan(60);
    expect(Math.abs(accented - plain)).toBeLessThan(plain * 0.05);
  });

  it("runs a page's own scripts, and none where JavaScript is off", async () => {
    for (const [options, ran] of [
      [DESKTOP, "yes"],
      [{ ...DESKTOP, ...NO_JAVASCRIPT }, null],
    ] as const) {
      const tab = await open(options);
      await tab.goto(`${origin}/good`);
      expect(await tab.locator("body").getAttribute("data-ran")).toBe(ran);
    }
  });

  it("finds what a person with a screen reader would miss", async () => {
    const tab = await open();
    await tab.goto(`${origin}/bad`);
    const found = await axe(tab);
    expect(found.map(({ rule }) => rule).sort()).toEqual(["image-alt", "label"]);
    expect(found.find(({ rule }) => rule === "label")?.where).toEqual(["input"]);
  });

  it("finds nothing on a page that is as it should be", async () => {
    const tab = await open();
    await tab.goto(`${origin}/good`);
    expect(await axe(tab)).toEqual([]);
  });

  it("leaves the page's Content-Security-Policy in force while axe runs", async () => {
    const tab = await open();
    await tab.goto(`${origin}/inline`);
    await axe(tab);
    expect(await tab.locator("h1").textContent()).toBe("Before");
  });

  it("reaches nothing outside this machine", async () => {
    const tab = await open();
    await expect(tab.goto("http://postcodes.example/")).rejects.toThrow("ERR_NAME_NOT_RESOLVED");
  });
});
