// Reads the font files from the installed packages: the edge of the otherwise pure folder.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { FontName } from "./fonts.ts";

/** Where each TTF is. WOFF is slow to read and WOFF2 crashes on accents, so it is TTF. */
export const FONT_FILES: Readonly<Record<FontName, string>> = {
  regular: "@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf",
  bold: "@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf",
  black: "@expo-google-fonts/noto-sans/900Black/NotoSans_900Black.ttf",
  symbols: "@expo-google-fonts/noto-sans-symbols/400Regular/NotoSansSymbols_400Regular.ttf",
  symbols2: "@expo-google-fonts/noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf",
};

/** The path of a font's file on this machine. */
export function fontPath(name: FontName): string {
  return fileURLToPath(import.meta.resolve(FONT_FILES[name]));
}

/** The bytes of the files, ready for `createFonts`. Rejects as the file system does when one is missing. */
export async function readFontFiles(): Promise<Record<FontName, Uint8Array>> {
  const [regular, bold, black, symbols, symbols2] = await Promise.all([
    readFile(fontPath("regular")),
    readFile(fontPath("bold")),
    readFile(fontPath("black")),
    readFile(fontPath("symbols")),
    readFile(fontPath("symbols2")),
  ]);
  return { regular, bold, black, symbols, symbols2 };
}
