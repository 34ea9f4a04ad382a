// Draws a PDF's page and an SVG in the test browser at print size, and counts the pixels in which they differ.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { fontPath } from "../../src/paper/font-files.ts";
import { FACES, type Face } from "../../src/paper/fonts.ts";

/** Four pixels of the printed picture to one of CSS: 384 dots an inch. */
const SCALE = 4;
const MM_PER_PX = 25.4 / 96;
const WEIGHT: Readonly<Record<Face, string>> = { regular: "400", bold: "700", black: "900" };

const resolve = createRequire(import.meta.url).resolve;
const sourceOf = (file: string): string => readFileSync(resolve(`pdfjs-dist/legacy/build/${file}`), "utf8");

/** How the page has to be opened for pictures of pages up to `width` × `height` mm. */
export function pictureOptions(width: number, height: number) {
  return {
    width: Math.ceil(width / MM_PER_PX) + 1,
    height: Math.ceil(height / MM_PER_PX) + 1,
    deviceScaleFactor: SCALE,
  };
}

/** Loads pdf.js and the print's fonts into a page, once. */
export async function preparePainters(page: Page): Promise<void> {
  await page.setContent(
    '<!doctype html><meta charset="utf-8"><style>body{margin:0}svg{display:block}</style><body></body>',
  );
  for (const file of ["pdf.worker.min.mjs", "pdf.min.mjs"])
    await page.addScriptTag({ type: "module", content: sourceOf(file) });
  await page.waitForFunction(
    () => Reflect.has(globalThis, "pdfjsLib") && Reflect.has(globalThis, "pdfjsWorker"),
  );
  for (const face of FACES) {
    const font = { weight: WEIGHT[face], data: readFileSync(fontPath(face)).toString("base64") };
    await page.evaluate(async ({ weight, data }) => {
      const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
      document.fonts.add(await new FontFace("Postbag Card", bytes, { weight }).load());
    }, font);
  }
}

/**
 * The share of pixels in which a page of a PDF (counted from 1) and an SVG differ, from 0 to 1.
 *
 * Anti-aliasing is ignored: a pixel differs where no pixel next to it in the other picture is about as dark.
 */
export async function differingShare(
  page: Page,
  pdf: Uint8Array,
  number: number,
  svg: string,
): Promise<number> {
  await page.evaluate(
    async ({ data, number: at, scale }) => {
      type Viewport = { width: number; height: number };
      type PdfPage = {
        getViewport(options: { scale: number }): Viewport;
        render(options: object): { promise: Promise<void> };
      };
      type Lib = {
        getDocument(options: object): { promise: Promise<{ getPage(at: number): Promise<PdfPage> }> };
      };
      const { getDocument } = Reflect.get(globalThis, "pdfjsLib") as Lib;
      const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
      const printed = await (await getDocument({ data: bytes, verbosity: 0 }).promise).getPage(at);
      const viewport = printed.getViewport({ scale: (96 / 72) * scale });
      const canvas = document.createElement("canvas");
      canvas.width = Math.floor(viewport.width);
      canvas.height = Math.floor(viewport.height);
      await printed.render({ canvas, canvasContext: canvas.getContext("2d"), viewport }).promise;
      Reflect.set(globalThis, "printed", canvas);
    },
    { data: Buffer.from(pdf).toString("base64"), number, scale: SCALE },
  );
  await page.evaluate((markup) => {
    document.body.innerHTML = markup;
    return document.fonts.ready;
  }, svg);
  const shot = await page.screenshot({ type: "png" });
  return await page.evaluate(async (data) => {
    const printed = Reflect.get(globalThis, "printed") as HTMLCanvasElement;
    const { width, height } = printed;
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const drawn = document.createElement("canvas");
    drawn.width = width;
    drawn.height = height;
    drawn.getContext("2d")?.drawImage(image, 0, 0);
    const colours = (canvas: HTMLCanvasElement) =>
      canvas.getContext("2d")?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
    const [one, other] = [colours(printed), colours(drawn)];
    const near = (from: Uint8ClampedArray, to: Uint8ClampedArray, x: number, y: number) => {
      const at = (y * width + x) * 4;
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const there = at + (dy * width + dx) * 4;
          let apart = 0;
          for (let channel = 0; channel < 3; channel++)
            apart = Math.max(apart, Math.abs((from[at + channel] ?? 0) - (to[there + channel] ?? 0)));
          if (apart < 64) return true;
        }
      }
      return false;
    };
    // Most pixels are the same in both, and a look at each as one number is all they need.
    const [whole, otherWhole] = [new Uint32Array(one.buffer), new Uint32Array(other.buffer)];
    let differing = 0;
    for (let y = 1; y < height - 1; y++) {
      for (let x = 1; x < width - 1; x++) {
        const at = y * width + x;
        if (whole[at] === otherWhole[at]) continue;
        if (!near(one, other, x, y) || !near(other, one, x, y)) differing += 1;
      }
    }
    return differing / (width * height);
  }, shot.toString("base64"));
}
