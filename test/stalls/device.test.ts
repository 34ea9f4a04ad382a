import { describe, expect, it } from "vitest";
import { isPrivateLine } from "../../src/stalls/device.ts";

const plain = { protocol: "http", address: "127.0.0.1", host: "127.0.0.1:3000", forwarded: false };

describe("a line on which members' words may travel", () => {
  it.each([
    [
      "is encrypted, wherever it comes from",
      { ...plain, protocol: "https", address: "192.0.2.1", host: "postbag.example", forwarded: true },
    ],
    ["never leaves the machine", plain],
    [
      "never leaves it by another of its own addresses",
      { ...plain, address: "127.1.2.3", host: "localhost:3000" },
    ],
    ["never leaves it over IPv6", { ...plain, address: "::1", host: "[::1]:3000" }],
    [
      "never leaves it over IPv4 as IPv6 writes it",
      { ...plain, address: "::ffff:127.0.0.1", host: "LOCALHOST" },
    ],
  ])("%s", (_, line) => {
    expect(isPrivateLine(line)).toBe(true);
  });

  it.each([
    ["comes over the venue's wifi", { ...plain, address: "192.168.1.20", host: "192.168.1.10:3000" }],
    ["comes through a proxy on this machine", { ...plain, forwarded: true }],
    ["asks for a name that is not this machine's", { ...plain, host: "evil.example:3000" }],
    ["asks for a name that only looks like it", { ...plain, host: "127.0.0.1.evil.example" }],
    ["asks for the machine's own name from elsewhere", { ...plain, address: "10.0.0.5", host: "localhost" }],
    ["has no address any more", { ...plain, address: "" }],
    ["says nothing of whom it asks for", { ...plain, host: "" }],
    ["has an address that only begins like it", { ...plain, address: "127.0.0.1.evil" }],
  ])("is not one that %s", (_, line) => {
    expect(isPrivateLine(line)).toBe(false);
  });
});
