import { deflateSync, inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { checkFrontImage } from "../../../src/campaigns/front-image/check-front-image.ts";
import { COVERED, type FrontImage, LARGEST_BYTES } from "../../../src/campaigns/front-image.ts";
import { A6, BLEED } from "../../../src/paper/sizes.ts";
import {
  frontImage,
  makePng,
  makeTestCard,
  PNG_END,
  pictureFile,
  pngChunk,
  pngFile,
  pngHeader,
  turnedJpeg,
  withSegment,
} from "../../support/pictures.ts";

/** The reason for which bytes are refused; "" where they are not. */
function reasonFor(bytes: Uint8Array): string {
  const checked = checkFrontImage(bytes);
  return checked.ok ? "" : checked.reason;
}

/** The colours of pixels that were made into rows with differences to the left. */
function coloursOf({ pixels }: FrontImage): (x: number, y: number) => number[] {
  const rows = inflateSync(pixels.data);
  const length = 1 + pixels.width * 3;
  expect(rows).toHaveLength(length * pixels.height);
  for (let y = 0; y < pixels.height; y++) {
    expect(rows[y * length]).toBe(1);
    for (let at = 4; at < length; at++)
      rows[y * length + at] = (rows[y * length + at] ?? 0) + (rows[y * length + at - 3] ?? 0);
  }
  return (x, y) => [...rows.subarray(y * length + 1 + x * 3, y * length + 4 + x * 3)];
}

const idat = (bytes: Uint8Array) => pngChunk("IDAT", deflateSync(bytes));

describe("a picture for a card's front", () => {
  it("is known by its content: a PNG and a JPEG, their size and how fine they print", () => {
    expect(checkFrontImage(makeTestCard(1819, 1311))).toMatchObject({
      ok: true,
      type: "png",
      width: 1819,
      height: 1311,
      dpi: 299,
      warnings: [],
    });
    expect(checkFrontImage(pictureFile("baseline.jpg"))).toMatchObject({
      ok: true,
      type: "jpeg",
      width: 24,
      height: 16,
      dpi: 3,
      warnings: [{ kind: "low-dpi", dpi: 3, least: 200 }],
    });
  });

  it("is the same whatever kind of bytes holds it, and none of them are kept", () => {
    for (const name of ["plain.png", "clear-interlaced.png", "sixteen-bits.png", "baseline.jpg"]) {
      const file = pictureFile(name);
      // As Node reads files: a part of a larger piece of memory, whose slices are no copies.
      const inside = Buffer.concat([Buffer.alloc(7), file]).subarray(7);
      const image = frontImage(inside);
      inside.fill(0);
      expect(image).toEqual(frontImage(file));
    }
  });

  it("is looked at once while it is among the last few", () => {
    const [first, ...others] = [1, 2, 3, 4, 5].map((side) => makeTestCard(20 + side, 20));
    if (first === undefined) throw new Error("there is no picture");
    const check = checkFrontImage(first);
    expect(checkFrontImage(first.slice())).toBe(check);
    for (const other of others) checkFrontImage(other);
    expect(checkFrontImage(first)).not.toBe(check);
    expect(checkFrontImage(first)).toEqual(check);
  });

  it("has to be 200 dots an inch over the card and its bleed, whichever way it is cut, or a warning says so", () => {
    expect(COVERED).toEqual({ width: A6.width + 2 * BLEED, height: A6.height + 2 * BLEED });
    const warns = (width: number, height: number) => {
      const checked = checkFrontImage(makePng(width, height, () => [0, 0, 0]));
      return checked.ok && checked.warnings.length > 0;
    };
    expect(warns(1213, 875)).toBe(false);
    expect(warns(1212, 875)).toBe(true);
    expect(warns(1213, 873)).toBe(true);
    expect(warns(1213, 5000)).toBe(false);
  });

  it("lies in memory that threads share, and a clone of it takes no copy", () => {
    for (const bytes of [makeTestCard(60, 40), pictureFile("baseline.jpg"), pictureFile("clear.png")]) {
      const image = frontImage(bytes);
      const clone = structuredClone(image);
      expect(clone).toEqual(image);
      expect(image.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
      expect(image.pixels.data.buffer).toBeInstanceOf(SharedArrayBuffer);
      const first = image.pixels.data[5] ?? 0;
      clone.pixels.data[5] = first ^ 255;
      expect(image.pixels.data[5]).toBe(first ^ 255);
    }
  });

  it("is named after its content", () => {
    const [one, same, other] = [makeTestCard(9, 9), makeTestCard(9, 9), makeTestCard(9, 8)].map(frontImage);
    expect(one?.hash).toMatch(/^[0-9a-f]{32}$/);
    expect(one?.hash).toBe(same?.hash);
    expect(one?.hash).not.toBe(other?.hash);
  });
});

describe("a PNG", () => {
  it("that is plain goes into a PDF with its bytes as they are", () => {
    const rows = Uint8Array.of(0, 1, 2, 3, 4, 5, 6);
    const data = deflateSync(rows);
    const parts = [data.subarray(0, 4), data.subarray(4)].map((part) => pngChunk("IDAT", part));
    const { pixels } = frontImage(pngFile(pngHeader(2, 1), ...parts, PNG_END));
    expect(pixels).toMatchObject({ filter: "FlateDecode", channels: 3, bits: 8, palette: null });
    expect([...pixels.data]).toEqual([...data]);
  });

  it("with a palette keeps it, down to one bit a pixel", () => {
    const palette = pngChunk("PLTE", Uint8Array.of(9, 8, 7, 255, 0, 255));
    const file = pngFile(
      pngHeader(9, 1, 1, 3),
      palette,
      idat(Uint8Array.of(0, 0b10101010, 0b10000000)),
      PNG_END,
    );
    const { pixels } = frontImage(file);
    expect(pixels).toMatchObject({ channels: 1, bits: 1, width: 9 });
    expect([...(pixels.palette ?? [])]).toEqual([9, 8, 7, 255, 0, 255]);
  });

  it.each(["interlaced.png", "sixteen-bits.png"])("as %s is read pixel by pixel", (name) => {
    const colour = coloursOf(frontImage(pictureFile(name)));
    for (let y = 0; y < 16; y++)
      for (let x = 0; x < 24; x++) expect(colour(x, y)).toEqual([x * 10, y * 15, 128]);
  });

  it.each(["clear.png", "clear-interlaced.png"])("as %s shows white where it is clear", (name) => {
    const colour = coloursOf(frontImage(pictureFile(name)));
    const over = (value: number) => Math.round(value * (128 / 255) + 255 * (1 - 128 / 255));
    for (let y = 0; y < 16; y++) {
      for (let x = 0; x < 24; x++) {
        const own = [x * 10, y * 15, 128];
        expect(colour(x, y)).toEqual(x < 12 ? own : own.map(over));
      }
    }
  });

  it("with one clear colour, or clear entries of its palette, shows white there", () => {
    const rows = idat(Uint8Array.of(0, 1, 2, 3, 4, 5, 6));
    const key = pngChunk("tRNS", Uint8Array.of(0, 4, 0, 5, 0, 6));
    const keyed = coloursOf(frontImage(pngFile(pngHeader(2, 1), key, rows, PNG_END)));
    expect([keyed(0, 0), keyed(1, 0)]).toEqual([
      [1, 2, 3],
      [255, 255, 255],
    ]);
    const palette = pngChunk("PLTE", Uint8Array.of(10, 20, 30, 0, 0, 0));
    const half = pngChunk("tRNS", Uint8Array.of(255, 0));
    const file = pngFile(pngHeader(3, 1, 2, 3), palette, half, idat(Uint8Array.of(0, 0b00010000)), PNG_END);
    const entries = coloursOf(frontImage(file));
    expect([entries(0, 0), entries(1, 0), entries(2, 0)]).toEqual([
      [10, 20, 30],
      [255, 255, 255],
      [10, 20, 30],
    ]);
  });

  it("of grey with a clear half is read at every depth", () => {
    const eight = coloursOf(
      frontImage(pngFile(pngHeader(2, 1, 8, 4), idat(Uint8Array.of(0, 90, 255, 90, 0)), PNG_END)),
    );
    expect([eight(0, 0), eight(1, 0)]).toEqual([
      [90, 90, 90],
      [255, 255, 255],
    ]);
    const row = Uint8Array.of(0, 90, 7, 255, 255);
    const sixteen = coloursOf(frontImage(pngFile(pngHeader(1, 1, 16, 4), idat(row), PNG_END)));
    expect(sixteen(0, 0)).toEqual([90, 90, 90]);
  });

  it("leaves its comments, its date and its place behind", () => {
    const said = pngChunk("tEXt", Buffer.from("Author\0Somebody", "latin1"));
    const placed = pngChunk("eXIf", Buffer.from("GPS 51.5", "latin1"));
    const file = pngFile(pngHeader(1, 1), said, placed, idat(Uint8Array.of(0, 1, 2, 3)), PNG_END);
    const { bytes } = frontImage(file);
    expect(Buffer.from(bytes).toString("latin1")).not.toMatch(/Somebody|GPS/);
    expect(checkFrontImage(bytes)).toMatchObject({ ok: true, width: 1 });
  });

  it("that says it is small and holds gigabytes is refused without inflating them", () => {
    const bomb = pngFile(pngHeader(10, 10), idat(new Uint8Array(50_000_000)), PNG_END);
    expect(bomb.length).toBeLessThan(100_000);
    expect(reasonFor(bomb)).toBe("a PNG of the size that its header says, but this one holds more");
  });

  it("that is huge is refused by its header alone", () => {
    const huge = pngFile(pngHeader(60_000, 60_000), idat(new Uint8Array(10)), PNG_END);
    expect(reasonFor(huge)).toBe("at most 40 megapixels, but this picture is 60000 × 60000");
    const odd = pngFile(pngHeader(0xffffffff, 0xffffffff), PNG_END);
    expect(reasonFor(odd)).toContain("at most 40 megapixels");
    expect(reasonFor(pngFile(pngHeader(0, 5), PNG_END))).toBe("a picture with width and height");
  });

  it.each([["plain.png"], ["clear-interlaced.png"]])("%s cut off anywhere is refused", (name) => {
    const whole = pictureFile(name);
    for (let length = 8; length < whole.length; length += 7) {
      expect(reasonFor(whole.subarray(0, length)), `${length}`).toMatch(/ends too early|damaged/);
    }
  });

  it("with one byte changed anywhere is refused, or is still a picture of its size", () => {
    const whole = pictureFile("plain.png");
    for (let at = 0; at < whole.length; at++) {
      const changed = whole.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x21;
      const checked = checkFrontImage(changed);
      if (checked.ok) expect(checked).toMatchObject({ width: 24, height: 16 });
    }
  });

  it.each([
    [
      "too few rows",
      pngFile(pngHeader(2, 9), idat(Uint8Array.of(0, 1, 2, 3, 4, 5, 6)), PNG_END),
      /too early/,
    ],
    [
      "pixels that are no zlib",
      pngFile(pngHeader(2, 1), pngChunk("IDAT", Uint8Array.of(1, 2, 3)), PNG_END),
      /damaged/,
    ],
    ["no pixels", pngFile(pngHeader(2, 1), PNG_END), /too early|damaged/],
    ["no header", pngFile(idat(Uint8Array.of(0)), PNG_END), /damaged/],
    [
      "a filter that there is not",
      pngFile(pngHeader(1, 1), idat(Uint8Array.of(9, 1, 2, 3)), PNG_END),
      /damaged/,
    ],
    ["no palette", pngFile(pngHeader(1, 1, 8, 3), idat(Uint8Array.of(0, 1)), PNG_END), /damaged/],
    [
      "a depth that there is not",
      pngFile(pngHeader(1, 1, 3, 2), idat(Uint8Array.of(0, 1)), PNG_END),
      /damaged/,
    ],
    [
      "a palette beyond its pixels' reach",
      pngFile(pngHeader(1, 1, 1, 3), pngChunk("PLTE", new Uint8Array(9)), idat(Uint8Array.of(0, 0)), PNG_END),
      /damaged/,
    ],
    [
      "more clear entries than colours",
      pngFile(
        pngHeader(1, 1, 8, 3),
        pngChunk("PLTE", new Uint8Array(3)),
        pngChunk("tRNS", new Uint8Array(2)),
        idat(Uint8Array.of(0, 0)),
        PNG_END,
      ),
      /damaged/,
    ],
    [
      "two headers",
      pngFile(pngHeader(1, 1), pngHeader(9, 9), idat(Uint8Array.of(0, 1, 2, 3)), PNG_END),
      /damaged/,
    ],
    [
      "a part that nobody knows",
      pngFile(pngHeader(1, 1), pngChunk("ABCD", new Uint8Array()), PNG_END),
      /damaged/,
    ],
  ])("with %s is refused", (_, file, reason) => {
    expect(reasonFor(file)).toMatch(reason);
  });
});

describe("a JPEG", () => {
  it.each([
    ["baseline.jpg", 3],
    ["progressive.jpg", 3],
    ["grey.jpg", 1],
  ])("as %s goes into a PDF as it is", (name, channels) => {
    const { pixels, bytes } = frontImage(pictureFile(name));
    expect(pixels).toMatchObject({ filter: "DCTDecode", bits: 8, width: 24, height: 16, channels });
    expect(pixels.data).toBe(bytes);
  });

  it("is turned as its Exif part says, in either byte order, and leaves that part behind", () => {
    const jpeg = pictureFile("baseline.jpg");
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
      for (const little of [false, true]) {
        const image = frontImage(turnedJpeg(jpeg, orientation, little));
        const [width, height] = orientation > 4 ? [16, 24] : [24, 16];
        expect(image).toMatchObject({ orientation, width, height });
        expect(image.pixels).toMatchObject({ width: 24, height: 16 });
        expect(Buffer.from(image.bytes).includes("Exif")).toBe(false);
      }
    }
    expect(frontImage(turnedJpeg(jpeg, 9)).orientation).toBe(1);
    expect(
      frontImage(withSegment(jpeg, 0xe1, Buffer.from("Exif\0\0MM\0*\xff\xff\xff\xff\xff", "latin1")))
        .orientation,
    ).toBe(1);
  });

  it("leaves comments, profiles and whatever follows its end behind", () => {
    const jpeg = pictureFile("baseline.jpg");
    const noted = withSegment(
      withSegment(jpeg, 0xfe, Buffer.from("by Somebody")),
      0xe2,
      Buffer.from("ICC_PROFILE\0"),
    );
    const { bytes } = frontImage(new Uint8Array(Buffer.concat([noted, Buffer.from("a film")])));
    expect(Buffer.from(bytes).toString("latin1")).not.toMatch(/Somebody|ICC|film/);
    expect([...bytes]).toEqual([...frontImage(jpeg).bytes]);
  });

  it("in CMYK is refused, and says what it should be", () => {
    expect(reasonFor(pictureFile("cmyk.jpg"))).toBe("a JPEG in RGB, but this one is in CMYK");
  });

  it.each([["baseline.jpg"], ["progressive.jpg"]])("%s cut off anywhere is refused", (name) => {
    const whole = pictureFile(name);
    for (let length = 3; length < whole.length; length += 5)
      expect(reasonFor(whole.subarray(0, length)), `${length}`).toMatch(/ends too early|damaged/);
  });

  it("with one byte changed anywhere is refused or read, and never throws", () => {
    const whole = turnedJpeg(pictureFile("baseline.jpg"), 6);
    for (let at = 0; at < whole.length; at++) {
      const changed = whole.slice();
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      expect(typeof checkFrontImage(changed).ok).toBe("boolean");
    }
  });

  it("that is huge, of another kind or of 12 bits is refused", () => {
    const jpeg = Buffer.from(pictureFile("baseline.jpg"));
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    const changed = (at: number, ...values: number[]) => {
      const copy = new Uint8Array(jpeg);
      copy.set(values, frame + at);
      return reasonFor(copy);
    };
    expect(changed(5, 255, 255, 255, 255)).toBe("at most 40 megapixels, but this picture is 65535 × 65535");
    expect(changed(1, 0xc9)).toContain("rare kind");
    expect(changed(1, 0xc3)).toContain("rare kind");
    expect(changed(4, 12)).toContain("8 bits");
    expect(changed(5, 0, 0)).toBe("a picture with width and height");
  });
});

describe("a file that is no picture", () => {
  it.each([
    ["", "empty"],
    ["hello", "neither"],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', "an SVG drawing"],
    ['<?xml version="1.0"?><svg/>', "an SVG drawing"],
    ["GIF89a......", "a GIF"],
    ["RIFF\x10\x00\x00\x0aWEBPVP8 ", "a WebP picture"],
    ["%PDF-1.7", "a PDF"],
    ["II*\0....", "a TIFF picture"],
    ["\0\0\0\x18ftypheic", "a HEIC or AVIF picture"],
    ["BM......", "a Windows bitmap"],
  ])("such as %j is named", (text, kind) => {
    expect(reasonFor(Buffer.from(text, "latin1"))).toBe(`a PNG or JPEG picture, but this is ${kind}`);
  });

  it("is refused for its size before anything in it is read", () => {
    expect(reasonFor(new Uint8Array(LARGEST_BYTES + 1))).toBe("at most 8 MB, but this file has more");
  });
});
