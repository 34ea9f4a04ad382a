import { execFileSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readText } from "../../src/storage/read-text.ts";
import { beginWhole, writeWhole } from "../../src/storage/whole-file.ts";

const folder = mkdtempSync(join(tmpdir(), "postbag-files-"));
const at = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

describe("writeWhole", () => {
  it("puts the new file in the old one's place and leaves nothing beside it", async () => {
    writeFileSync(at("card.pdf"), "old");
    await writeWhole(at("card.pdf"), "new");
    expect(readFileSync(at("card.pdf"), "utf8")).toBe("new");
    expect(readdirSync(folder)).toEqual(["card.pdf"]);
  });

  it("writes to what a link leads to, and leaves the link", async () => {
    writeFileSync(at("real.pdf"), "old");
    symlinkSync(at("real.pdf"), at("link.pdf"));
    await writeWhole(at("link.pdf"), "new");
    expect(lstatSync(at("link.pdf")).isSymbolicLink()).toBe(true);
    expect(readFileSync(at("real.pdf"), "utf8")).toBe("new");
  });

  it("writes into a pipe and never replaces it", async () => {
    execFileSync("mkfifo", [at("pipe")]);
    const read = new Promise<string>((resolve) => {
      import("node:fs").then(({ readFile }) => readFile(at("pipe"), "utf8", (_error, text) => resolve(text)));
    });
    await writeWhole(at("pipe"), "new");
    expect(await read).toBe("new");
    expect(lstatSync(at("pipe")).isFIFO()).toBe(true);
  });

  it.skipIf(!existsSync("/dev/full"))("says so where the disk is full", async () => {
    await expect(writeWhole("/dev/full", "new")).rejects.toMatchObject({ code: "file-unwritable" });
  });

  it.each(["no-such-folder/card.pdf", "card.pdf/below-a-file.pdf", "folder"])(
    "says so where it cannot write: %s",
    async (name) => {
      mkdirSync(at("folder"), { recursive: true });
      await expect(writeWhole(at(name), "new")).rejects.toMatchObject({
        code: "file-unwritable",
        values: { file: at(name) },
      });
    },
  );
});

describe("beginWhole", () => {
  it("leaves what stood there, and nothing beside it, when it is dropped half-way", async () => {
    writeFileSync(at("cards.pdf"), "old");
    const before = readdirSync(folder).sort();
    const file = await beginWhole(at("cards.pdf"));
    await file.write("half");
    await file.drop();
    await file.drop();
    expect(readFileSync(at("cards.pdf"), "utf8")).toBe("old");
    expect(readdirSync(folder).sort()).toEqual(before);
  });

  it("follows a link, and keeps the link, piece by piece too", async () => {
    writeFileSync(at("stack.pdf"), "old");
    symlinkSync(at("stack.pdf"), at("stack-link.pdf"));
    const file = await beginWhole(at("stack-link.pdf"));
    await file.write("one ");
    await file.write(new TextEncoder().encode("two"));
    await file.keep();
    await file.drop();
    expect(lstatSync(at("stack-link.pdf")).isSymbolicLink()).toBe(true);
    expect(readFileSync(at("stack.pdf"), "utf8")).toBe("one two");
  });
});

describe("readText", () => {
  it("tells a file that is not there from one that is not UTF-8", async () => {
    await expect(readText(at("nothing.txt"))).rejects.toMatchObject({ code: "file-unreadable" });
    writeFileSync(at("windows.txt"), Buffer.from([0x49, 0x74, 0x92, 0x73]));
    await expect(readText(at("windows.txt"))).rejects.toMatchObject({
      code: "file-invalid",
      values: { where: "its text", expected: "UTF-8" },
    });
  });
});
