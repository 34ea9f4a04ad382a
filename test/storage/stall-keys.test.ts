import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createStallKeys } from "../../src/storage/stall-keys.ts";

const ONE = "11111111-2222-4333-8444-555555555555";
const TWO = "22222222-2222-4333-8444-555555555555";

function newKeys() {
  const folder = mkdtempSync(join(tmpdir(), "postbag-keys-"));
  const file = join(folder, "keys", "stalls.keys");
  let last: Promise<unknown> = Promise.resolve();
  const exclusively = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
  return { file, keys: createStallKeys({ file, exclusively }) };
}

const hexOf = async (keys: ReturnType<typeof newKeys>["keys"], stall: string) =>
  Buffer.from(await keys.find(stall)).toString("hex");

describe("the key file", () => {
  it("is its owner's alone, in a folder that is too, and has a key of 32 bytes for each stall", async () => {
    const { file, keys } = newKeys();
    await Promise.all([keys.make(ONE), keys.make(TWO)]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(file, "..")).mode & 0o777).toBe(0o700);
    expect(await keys.find(ONE)).toHaveLength(32);
    expect(await keys.find(ONE)).not.toEqual(await keys.find(TWO));
    expect(readdirSync(join(file, ".."))).toEqual(["stalls.keys"]);
  });

  it("keeps a key that is made again, and takes the right to read it back from others", async () => {
    const { file, keys } = newKeys();
    await keys.make(ONE);
    const before = await hexOf(keys, ONE);
    await keys.make(ONE);
    chmodSync(file, 0o644);
    expect(await hexOf(keys, ONE)).toBe(before);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("says that it is missing, has no such key, or where it is damaged, and is not touched then", async () => {
    const { file, keys } = newKeys();
    await expect(keys.find(ONE)).rejects.toMatchObject({ code: "stall-key-missing", values: { file } });
    await keys.make(ONE);
    await expect(keys.find(TWO)).rejects.toMatchObject({ code: "stall-key-missing" });
    const whole = readFileSync(file, "utf8");
    for (const damaged of [
      whole.slice(0, -10),
      `${whole}nonsense\n`,
      whole.replace(ONE, TWO.slice(1)),
      whole + whole,
    ]) {
      writeFileSync(file, damaged);
      const problem = { code: "stall-keys-damaged", values: { file, line: expect.any(Number) } };
      await expect(keys.find(ONE)).rejects.toMatchObject(problem);
      await expect(keys.make(TWO)).rejects.toMatchObject(problem);
      await expect(keys.check()).rejects.toMatchObject(problem);
      expect(readFileSync(file, "utf8")).toBe(damaged);
    }
  });

  it("loses one key and keeps the others, and goes with its last", async () => {
    const { file, keys } = newKeys();
    await keys.make(ONE);
    await keys.make(TWO);
    const [one, two] = [await hexOf(keys, ONE), await hexOf(keys, TWO)];
    expect(await keys.destroy(ONE)).toEqual([{ file, bytes: expect.any(Number), clean: true }]);
    expect(readFileSync(file, "utf8")).not.toContain(one);
    expect(await hexOf(keys, TWO)).toBe(two);
    expect(await keys.destroy(TWO)).toEqual([{ file, bytes: 0, clean: true }]);
    expect(existsSync(file)).toBe(false);
    expect(await keys.destroy(TWO)).toEqual([{ file, bytes: 0, clean: true }]);
  });

  it("loses a key from what a power cut has left beside it, and from a damaged file", async () => {
    const { file, keys } = newKeys();
    await keys.make(ONE);
    const one = await hexOf(keys, ONE);
    const left = join(file, "..", ".0f0f0f0f-2222-4333-8444-555555555555.tmp");
    const strange = join(file, "..", ".1f0f0f0f-2222-4333-8444-555555555555.tmp");
    writeFileSync(left, readFileSync(file));
    writeFileSync(strange, "not ours");
    writeFileSync(file, `${readFileSync(file, "utf8")}damage\n`);
    const looked = await keys.destroy(ONE);
    expect(looked.map((each) => [each.file, each.clean])).toEqual([
      [file, true],
      [left, true],
    ]);
    expect(existsSync(left)).toBe(false);
    expect(existsSync(strange)).toBe(true);
    expect(readFileSync(file, "utf8")).not.toContain(one);
    expect(readFileSync(file, "utf8")).toContain("damage");
  });

  it("can be checked before it is needed, and nothing is left of that", async () => {
    const { file, keys } = newKeys();
    await keys.check();
    expect(readdirSync(join(file, ".."))).toEqual([]);
    const blocked = createStallKeys({ file: "/dev/null/keys", exclusively: (work) => work() });
    await expect(blocked.check()).rejects.toMatchObject({ code: expect.stringMatching(/^file-un/) });
  });
});
