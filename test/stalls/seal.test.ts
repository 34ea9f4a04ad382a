import { describe, expect, it } from "vitest";
import { keyedDigest, newKey, seal, unseal } from "../../src/stalls/seal.ts";

const place = { stall: "stall 1", card: "card 1" };
const content = new TextEncoder().encode("Three of us did the work of seven.");

describe("a seal", () => {
  const key = newKey();

  it("opens with its key, in its place, to what was sealed", () => {
    expect(unseal(key, place, seal(key, place, content))).toEqual(Buffer.from(content));
    expect(unseal(key, place, seal(key, place, new Uint8Array()))).toEqual(Buffer.alloc(0));
  });

  it("shows nothing of it, and is another each time", () => {
    const sealed = [seal(key, place, content), seal(key, place, content)];
    expect(sealed[0]).not.toEqual(sealed[1]);
    for (const each of sealed) expect(Buffer.from(each).includes("seven")).toBe(false);
  });

  it("does not open with another key, in another place, or altered by one bit anywhere", () => {
    const sealed = seal(key, place, content);
    expect(unseal(newKey(), place, sealed)).toBeNull();
    expect(unseal(key, { ...place, card: "card 2" }, sealed)).toBeNull();
    expect(unseal(key, { ...place, stall: "stall 2" }, sealed)).toBeNull();
    for (let at = 0; at < sealed.length; at++) {
      const altered = Uint8Array.from(sealed);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(unseal(key, place, altered)).toBeNull();
    }
    for (const length of [0, 1, 27, 28, sealed.length - 1])
      expect(unseal(key, place, sealed.subarray(0, length))).toBeNull();
  });

  it("digests with the key, and otherwise for another purpose", () => {
    const one = keyedDigest(key, "one", "text");
    expect(one).toEqual(keyedDigest(key, "one", "text"));
    expect(one).not.toEqual(keyedDigest(key, "two", "text"));
    expect(one).not.toEqual(keyedDigest(newKey(), "one", "text"));
  });
});
