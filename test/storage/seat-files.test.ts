// The seats in use, the snapshot before, and the operator's overrides, kept as files that are whole or as they were.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dissolved, overridden } from "../../src/mps/seat-overrides.ts";
import { readSeatsSnapshot } from "../../src/mps/seats.ts";
import { createSeatFiles, type SeatFiles } from "../../src/storage/seat-files.ts";

const shippedFile = join(import.meta.dirname, "../../data/seats.json");
const shipped = readSeatsSnapshot(readFileSync(shippedFile, "utf8"), shippedFile);
const later = { ...shipped, date: "2026-11-22" };
const CODE = "E14001063";

let root: string;
let folder: string;
let files: SeatFiles;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "postbag-seats-"));
  folder = join(root, "var");
  files = createSeatFiles({ shipped: shippedFile, folder });
});
afterEach(() => rmSync(root, { recursive: true }));

describe("the seats in use", () => {
  it("are the shipped ones until a refresh, and nothing is written for reading", async () => {
    expect(await files.current()).toEqual(shipped);
    expect(await files.overrides()).toEqual({});
    expect(readdirSync(root)).toEqual([]);
  });

  it("are the refreshed ones afterwards, and the ones before are kept", async () => {
    await files.save(later);
    expect(await files.current()).toEqual(later);
    await files.save({ ...later, date: "2026-11-23" });
    expect((await files.current()).date).toBe("2026-11-23");
    const previous = readSeatsSnapshot(readFileSync(join(folder, "seats.previous.json"), "utf8"), "p");
    expect(previous).toEqual(later);
    expect(readdirSync(folder).toSorted()).toEqual(["seats.json", "seats.previous.json"]);
  });

  it("are the shipped ones where a new version of the program brings newer ones", async () => {
    await files.save({ ...shipped, date: "2026-01-01" });
    expect((await files.current()).date).toBe(shipped.date);
  });

  it("are refused by name where the file is damaged, and stay where it cannot be written", async () => {
    await files.save(later);
    writeFileSync(join(folder, "seats.json"), readFileSync(join(folder, "seats.json")).subarray(0, 5_000));
    await expect(files.current()).rejects.toMatchObject({
      code: "file-invalid",
      values: { file: join(folder, "seats.json") },
    });
    const nowhere = createSeatFiles({ shipped: shippedFile, folder: join(shippedFile, "var") });
    await expect(nowhere.save(later)).rejects.toMatchObject({ code: "file-unwritable" });
    expect(await nowhere.current()).toEqual(shipped);
  });
});

describe("an operator's own word on a seat", () => {
  const override = { status: "vacant", note: "A by-election is on its way.", date: "2026-11-22" } as const;

  it("is kept, and stands over every snapshot", async () => {
    await files.saveOverrides({ [CODE]: override });
    const kept = await files.overrides();
    for (const snapshot of [shipped, later]) {
      const seat = overridden(snapshot, kept).seats.find(({ code }) => code === CODE);
      expect(seat).toMatchObject({ status: "vacant", member: null, note: override.note, asOf: "2026-11-22" });
    }
    expect(overridden(shipped, kept).seats.filter(({ member }) => member !== null)).toHaveLength(648);
  });

  it("is refused where the file was changed into something else", async () => {
    mkdirSync(folder);
    for (const text of ["", "[]", `{"${CODE}":{"status":"held"}}`]) {
      writeFileSync(join(folder, "seat-overrides.json"), text);
      await expect(files.overrides()).rejects.toMatchObject({ code: "file-invalid" });
    }
  });
});

describe("a dissolution", () => {
  it("leaves no seat with a member, and says why on each", () => {
    const { seats } = dissolved(shipped, "Dissolved.");
    expect(new Set(seats.map(({ status, member, note }) => `${status} ${member} ${note}`))).toEqual(
      new Set(["vacant null Dissolved."]),
    );
  });
});
