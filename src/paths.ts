// Where everything that Postbag reads stands.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const inProject = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Where everything that Postbag reads stands. */
export const PATHS = {
  index: inProject("data/postcodes.idx"),
  seats: inProject("data/seats.json"),
  seatCorrections: inProject("data/seat-corrections.csv"),
  campaigns: inProject("templates/campaigns"),
  pages: inProject("templates/pages"),
  words: inProject("templates/words"),
  package: inProject("package.json"),
  public: inProject("public"),
  fonts: dirname(
    fileURLToPath(import.meta.resolve("@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2")),
  ),
} as const;
