// One contender of bench/lookup.ts, in a process of its own: holds every postcode in its way and answers the queries.
// Run as `node --expose-gc bench/lookup-contender.ts <name> <index> <queries> <sqlite file>`; prints one line of JSON.
import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { openPostcodeIndex } from "../src/constituencies/postcode-index.ts";
import { type ParsedPostcode, parsePostcode } from "../src/postcode/postcode.ts";

const [name = "", indexFile = "", queriesFile = "", sqliteFile = ""] = process.argv.slice(2);
const ROUNDS = 5;

/** Answers for a postcode as typed, "SW1A 1AA", with the code of its constituency; and the ms it took to be ready. */
type Held = { readonly find: (postcode: string) => string | undefined; readonly openMs: number };

/** Every postcode and its code, in the order of the file. */
function everyPostcode(): [postcode: string, code: string][] {
  const index = openPostcodeIndex(readFileSync(indexFile), indexFile);
  // Copied, so that a string is one piece in memory and the index with its buffer can go.
  return Array.from(index.entries(), ([postcode, [code = ""]]) => [
    Buffer.from(postcode).toString("latin1"),
    code,
  ]);
}

const CONTENDERS: Readonly<Record<string, () => Held>> = {
  Postbag() {
    const bytes = readFileSync(indexFile);
    const start = performance.now();
    const index = openPostcodeIndex(bytes, indexFile);
    const openMs = performance.now() - start;
    const find = (text: string): string | undefined => {
      const parsed: ParsedPostcode = parsePostcode(text);
      return parsed.ok ? index.seatsOf(parsed.postcode)[0] : undefined;
    };
    return { find, openMs };
  },
  Map() {
    const entries = everyPostcode();
    const start = performance.now();
    const map = new Map(entries);
    return { find: (postcode) => map.get(postcode), openMs: performance.now() - start };
  },
  "sorted array"() {
    const entries = everyPostcode().sort(([a], [b]) => (a < b ? -1 : 1));
    const start = performance.now();
    const postcodes = entries.map(([postcode]) => postcode);
    const codes = entries.map(([, code]) => code);
    function find(postcode: string): string | undefined {
      let low = 0;
      let high = postcodes.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((postcodes[middle] ?? "") < postcode) low = middle + 1;
        else high = middle;
      }
      return postcodes[low] === postcode ? codes[low] : undefined;
    }
    return { find, openMs: performance.now() - start };
  },
  "node:sqlite"() {
    const start = performance.now();
    const database = new DatabaseSync(sqliteFile, { readOnly: true });
    const select = database.prepare("SELECT code FROM postcodes WHERE postcode = ?");
    const openMs = performance.now() - start;
    const find = (postcode: string): string | undefined => {
      const code = select.get(postcode)?.code;
      return typeof code === "string" ? code : undefined;
    };
    return { find, openMs };
  },
};

/** What the process takes of the machine's memory now, in bytes, once what is not used has been given back. */
function resident(): number {
  for (let time = 0; time < 3; time++) globalThis.gc?.();
  return process.memoryUsage().rss;
}

const queries = readFileSync(queriesFile, "latin1");
const before = resident();
const held = CONTENDERS[name]?.();
if (held === undefined) throw new Error(`no contender is called “${name}”`);
const memory = resident() - before;

const rates: number[] = [];
let wrong = 0;
for (let round = 0; round <= ROUNDS; round++) {
  // New strings each time: a person's postcode arrives as one, and a Map has to hash it.
  const lines = queries.split("\n");
  const pairs = lines.map((line) => [line.slice(0, -10), line.slice(-9)] as const);
  const start = performance.now();
  let found = 0;
  for (const [postcode, code] of pairs) if (held.find(postcode) === code) found++;
  const rate = (pairs.length / (performance.now() - start)) * 1_000;
  wrong += pairs.length - found;
  // The first round is for the compiler.
  if (round > 0) rates.push(rate);
}
rates.sort((a, b) => a - b);
const result = { name, openMs: held.openMs, memory, rate: rates[ROUNDS >> 1] ?? 0, wrong };
process.stdout.write(`${JSON.stringify(result)}\n`);
