// The browser must start on a machine without Chromium's libraries, and when several test files ask for it at once.
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { describeInBrowser, launchBrowser } from "../support/browser.ts";
import { fillOnce, prepareChromium } from "../support/chromium.ts";
import { readTar } from "../support/tar.ts";

// Somebody who brings their own browser need not have the package's run.
const { CHROMIUM_PATH } = process.env;

// Inside `describeInBrowser`, so that a machine on which no browser runs skips these for the same stated reason.
describeInBrowser("Chromium out of its npm package", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "postbag-chromium-test-"));
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  it.skipIf(CHROMIUM_PATH)("draws a page with the package's own libraries", async () => {
    const browser = await launchBrowser({ libraries: "bundled" });
    const page = await browser.newPage();
    await page.setContent("<h1>Postbag</h1>");
    expect(await page.locator("h1").boundingBox()).toMatchObject({ x: 8 });
    await browser.close();
  });

  it.skipIf(CHROMIUM_PATH)("falls back to them where the system's NSS cannot be loaded", async () => {
    expect((await prepareChromium({ libraries: "bundled" })).libraries).toBe("bundled");
    // An empty file that stands before the system's library is refused by the linker, as a missing one would be.
    await writeFile(join(folder, "libnss3.so"), "");
    vi.stubEnv("LD_LIBRARY_PATH", folder);
    const chromium = await prepareChromium();
    vi.stubEnv("LD_LIBRARY_PATH", undefined);
    expect(chromium.libraries).toBe("bundled");
    expect(chromium.env.LD_LIBRARY_PATH?.split(":")).toHaveLength(2);
  });

  it("says why where the browser it was given does not start", async () => {
    await expect(launchBrowser({ path: join(folder, "none") })).rejects.toThrow("ENOENT");
  });
});

describe("a folder that several fill at once", () => {
  let parent: string;
  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), "postbag-fill-"));
  });
  afterAll(() => rm(parent, { recursive: true, force: true }));

  it("is whole, the first one's, and without leftovers", async () => {
    const folder = join(parent, "browser");
    const waiting = Promise.withResolvers<void>();
    const slow = fillOnce(folder, async (draft) => {
      await waiting.promise;
      await writeFile(join(draft, "file"), "slow");
    });
    await fillOnce(folder, (draft) => writeFile(join(draft, "file"), "quick"));
    waiting.resolve();
    expect(await slow).toBe(folder);
    expect(await readFile(join(folder, "file"), "utf8")).toBe("quick");
    expect(await readdir(parent)).toEqual(["browser"]);
  });

  it("is not filled again", async () => {
    await fillOnce(join(parent, "browser"), () => expect.unreachable());
  });

  it("is not left half full where filling fails", async () => {
    const broken = fillOnce(join(parent, "other"), async (draft) => {
      await writeFile(join(draft, "half"), "");
      throw new Error("no space");
    });
    await expect(broken).rejects.toThrow("no space");
    expect(await readdir(parent)).toEqual(["browser"]);
  });
});

describe("the archive's reader", () => {
  /** One header as tar writes it: name, mode 0644, a size in octal, a kind. */
  const header = (name: string, size: number, kind = "0"): Uint8Array => {
    const block = new Uint8Array(512);
    const put = (text: string, at: number): void => block.set(new TextEncoder().encode(text), at);
    put(name, 0);
    put("0000644", 100);
    put(size.toString(8).padStart(11, "0"), 124);
    put(kind, 156);
    put("ustar", 257);
    return block;
  };
  const archive = (...blocks: Uint8Array[]): Uint8Array => Buffer.concat([...blocks, new Uint8Array(1024)]);

  it("reads files and folders in order", () => {
    const bytes = new Uint8Array(512).fill(7, 0, 3);
    const entries = readTar(archive(header("lib/", 0, "5"), header("lib/a.so", 3), bytes, header("b", 0)));
    expect(entries.map(({ path, kind, mode, bytes }) => [path, kind, mode, [...bytes]])).toEqual([
      ["lib/", "folder", 0o644, []],
      ["lib/a.so", "file", 0o644, [7, 7, 7]],
      ["b", "file", 0o644, []],
    ]);
  });

  it.each([
    ["a path that climbs out", archive(header("../a", 0)), "unsafe path"],
    ["a path from the root", archive(header("/etc/a", 0)), "unsafe path"],
    ["a link", archive(header("a", 0, "2")), "neither a file nor a folder"],
    ["a file cut short", header("a", 600), "cut short"],
  ])("refuses %s", (_, bytes, reason) => {
    expect(() => readTar(bytes)).toThrow(reason);
  });
});
