// What the database's failures mean for a person: a full disk, a file that somebody deleted, or something else.
import { type BigIntStats, statSync } from "node:fs";
import { Problem } from "../errors.ts";
import { fileOf } from "./database.ts";

/** SQLite's primary result codes (sqlite.org/rescode.html). */
const FULL = 13;

/**
 * How a part speaks to the database. `told` says failures as Problems; `kept` does so too, and besides refuses with `store-gone` where
 * the database's file is no longer the one that was opened: what is written then would be gone with the process.
 */
export type StoreFaults = {
  told<T>(work: () => Promise<T>): Promise<T>;
  kept<T>(work: () => Promise<T>): Promise<T>;
};

/** Makes it for a database that is open; `url` is what it was opened with, and `:memory:` cannot be deleted. */
export function createStoreFaults(url: string): StoreFaults {
  const file = fileOf(url);
  const opened = identity(file);

  function refuseGone(): void {
    if (identity(file) !== opened) throw new Problem("store-gone", { file });
  }

  async function told<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw sayFault(error, file);
    }
  }

  return {
    told,
    async kept(work) {
      refuseGone();
      const done = await told(work);
      // Once more: what was said to be kept has to be in a file that will be found again.
      refuseGone();
      return done;
    },
  };
}

/** A store of an open database whose every call, reading too, says failures as `told` does; `url` is what the database was opened with. */
export function sayingFaults<Store extends object>(store: Store, url: string): Store {
  const { told } = createStoreFaults(url);
  return new Proxy(store, {
    get(target, name) {
      const part: unknown = Reflect.get(target, name);
      if (typeof part !== "function") return part;
      return (...given: readonly unknown[]) => told(async () => Reflect.apply(part, target, given));
    },
  });
}

/** Which file it is, by device and number; what is no file is always the same. */
function identity(file: string): string {
  if (file === ":memory:") return "";
  const found: BigIntStats | undefined = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? "none" : `${found.dev} ${found.ino}`;
}

function sayFault(error: unknown, file: string): unknown {
  if (error instanceof Problem) return error;
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return error;
  // The lowest byte is the primary code; the others only say more.
  if ((error.errcode & 0xff) === FULL) return new Problem("store-full", { file });
  return new Problem("store-unusable", { file, why: error.message });
}
