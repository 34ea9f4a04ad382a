// Reads the three font files from the installed package: the edge of the otherwise pure folder.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Face } from "./fonts.ts";

/** Where each face's TTF is. WOFF is slow to read and WOFF2 crashes on accents, so it is TTF. */
export const FONT_FILES: Readonly<Record<Face, string>> = {
  regular: "@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf",
  bold: "@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf",
  black: "@expo-google-fonts/noto-sans/900Black/NotoSans_900Black.ttf",
};

/** The path of a face's file on this machine. */
export function fontPath(face: Face): string {
  return fileURLToPath(import.meta.resolve(FONT_FILES[face]));
}

/** The bytes of the three files, ready for `createFonts`. Rejects as the file system does when one is missing. */
export async function readFontFiles(): Promise<Record<Face, Uint8Array>> {
  const [regular, bold, black] = await Promise.all([
    readFile(fontPath("regular")),
    readFile(fontPath("bold")),
    readFile(fontPath("black")),
  ]);
  return { regular, bold, black };
}
