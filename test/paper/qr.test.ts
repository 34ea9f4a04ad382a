import { encode } from "uqr";
import { describe, expect, it } from "vitest";
import { contrast, WHITE } from "../../src/campaigns/colour.ts";
import { QUIET_ZONE, qrCode, shortAddress } from "../../src/paper/qr.ts";
import { modulesOf } from "../support/qr.ts";

const URLS = [
  "https://postbag.example/campaigns/drop-in",
  `https://a-very-long-name-of-a-union.branch.example.org/somewhere/campaigns/${"x".repeat(40)}`,
  "http://localhost:3000/campaigns/a",
];

describe("a QR code", () => {
  it.each(URLS)("draws every module of the code for %s, dark where it is dark and nowhere else", (url) => {
    const figure = qrCode(url, { x: 12, y: 30, size: 40 }, "A code");
    expect(modulesOf(figure)).toEqual(encode(url, { ecc: "M", border: 0 }).data);
  });

  it("keeps four modules of quiet all round within its square", () => {
    const figure = qrCode(URLS[0] ?? "", { x: 12, y: 30, size: 40 }, "A code");
    const module = 40 / (encode(URLS[0] ?? "", { ecc: "M", border: 0 }).size + 8);
    const points = figure.parts.flat();
    const edges = [
      Math.min(...points.map(([x]) => x)) - 12,
      Math.min(...points.map(([, y]) => y)) - 30,
      52 - Math.max(...points.map(([x]) => x)),
      70 - Math.max(...points.map(([, y]) => y)),
    ];
    for (const edge of edges) expect(edge).toBeCloseTo(QUIET_ZONE * module, 9);
    expect(QUIET_ZONE).toBe(4);
  });

  it("is dark enough on white", () => {
    expect(contrast(qrCode("x", { x: 0, y: 0, size: 10 }, "").fill, WHITE)).toBeGreaterThan(15);
  });
});

describe("a short address", () => {
  it("has no protocol and no slash at its end", () => {
    expect(shortAddress("https://postbag.example/campaigns/drop-in")).toBe(
      "postbag.example/campaigns/drop-in",
    );
    expect(shortAddress("http://postbag.example/")).toBe("postbag.example");
  });
});
