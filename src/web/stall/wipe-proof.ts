// What a page shows of a wipe: every table and every file that was looked at, and whether anything was left.
import type { WipeProof } from "../../stalls/closing.ts";
import type { Words } from "../../words.ts";
import { londonTime } from "../desk/london-time.ts";

/** The proof in words, for the rep's page and for the desk's. */
export function showProof({ wipedAt, clean, tables, files }: WipeProof, words: Words) {
  return {
    clean,
    at: londonTime(wipedAt),
    tables: tables.map(({ table, rows }) => ({
      name: table,
      what: words(`stall.wiped.tables.${table}`),
      left: words("stall.wiped.rows", { count: rows }),
      clean: rows === 0,
    })),
    files: files.map(({ file, bytes, clean: empty }) => ({
      name: file,
      left: words(empty ? "stall.wiped.fileClean" : "stall.wiped.fileNot", { bytes }),
      clean: empty,
    })),
  };
}
