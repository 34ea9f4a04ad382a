// `postbag lookup` over the whole table of postcodes, where POSTBAG_POSTCODES_CSV names it: it agrees on every line.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createFindConstituency } from "../../src/constituencies/find-constituency.ts";
import { openPostcodeIndex } from "../../src/constituencies/postcode-index.ts";
import { createFindMp } from "../../src/mps/find-mp.ts";
import { createSeats, readSeatsSnapshot } from "../../src/mps/seats.ts";
import { readWords } from "../../src/storage/words-file.ts";
import { runDataCommand, SHIPPED } from "./run-data-command.ts";

const table = process.env.POSTBAG_POSTCODES_CSV;

describe.skipIf(table === undefined)("postbag lookup over the whole table", () => {
  it("finds each of the 1,733,406 postcodes in its constituency", { timeout: 300_000 }, async () => {
    const bytes = readFileSync(table ?? "");
    const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString("utf8");
    const lines = text.trimEnd().split("\n").slice(1);
    const index = openPostcodeIndex(readFileSync(SHIPPED.index), "postcodes.idx");
    const seats = createSeats(readSeatsSnapshot(readFileSync(SHIPPED.seats, "utf8"), "seats.json"));
    const words = await readWords(join(import.meta.dirname, "../../templates/words"), "en");
    const findConstituency = createFindConstituency({ index, askPostcodesIo: null });

    let answered = 0;
    let rest = "";
    const wrong: string[] = [];
    const compare = new Writable({
      write(chunk, _encoding, done) {
        const answers = (rest + String(chunk)).split("\n");
        rest = answers.pop() ?? "";
        for (const answer of answers) {
          const [, postcode, code] = /"postcode":"([^"]+)","seat":\{"code":"([^"]+)"/.exec(answer) ?? [];
          if (`${postcode},${code}` !== lines[answered]) wrong.push(lines[answered] ?? answer);
          answered++;
        }
        done();
      },
    });
    const { exitCode } = await runDataCommand(["lookup", "--json"], {
      stdin: lines.map((line) => `${line.slice(0, line.indexOf(","))}\n`),
      findMp: createFindMp({ findConstituency, seats, words }),
      stdout: compare,
    });
    expect([answered, wrong.slice(0, 10), exitCode]).toEqual([1_733_406, [], 0]);
  });
});
