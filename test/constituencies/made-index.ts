// Small indexes for tests, built from the text of a table.
import { gunzipSync } from "node:zlib";
import { buildPostcodeIndex } from "../../src/constituencies/build-index.ts";
import { openPostcodeIndex, type PostcodeIndex } from "../../src/constituencies/postcode-index.ts";
import { createTableGatherer, type PostcodeTable } from "../../src/constituencies/postcode-table.ts";

export const ORIGIN = { source: "made up", date: "2026", licence: "none" };

/** The table in a CSV's bytes, plain or gzip, that come in pieces of this length. */
export function tableOf(csv: Uint8Array | string, file = "table.csv", piece = 65_536): PostcodeTable {
  const given = typeof csv === "string" ? new TextEncoder().encode(csv) : csv;
  const bytes = given[0] === 0x1f ? gunzipSync(given) : given;
  const gatherer = createTableGatherer();
  const scanner = gatherer.scan(file);
  for (let at = 0; at < bytes.length; at += piece) scanner.push(bytes.subarray(at, at + piece));
  scanner.end();
  return gatherer.finish(file);
}

/** The bytes of an index over a CSV. */
export function buildFrom(csv: Uint8Array | string, origin = ORIGIN, file = "table.csv"): Uint8Array {
  return buildPostcodeIndex(tableOf(csv, file), origin, file);
}

/** An index over a CSV, opened. */
export function indexFrom(csv: Uint8Array | string): PostcodeIndex {
  return openPostcodeIndex(buildFrom(csv), "made.idx");
}
