// Paired devices and open invitations in the database, by the hashes of their tokens.
import type { Device } from "../stalls/device.ts";
import type { DeviceStore } from "../stalls/store.ts";
import type { Database } from "./database.ts";
import { whileKept } from "./stall-kept.ts";
import type { StoreFaults } from "./store-faults.ts";

/** Makes the devices' part of the store. */
export function createDeviceStore(database: Database, { told, kept }: StoreFaults): DeviceStore {
  return {
    add: ({ id, stall, role, name, pairedAt }, tokenHash) =>
      kept(() =>
        whileKept(database, stall, async (within) => {
          await within
            .insertInto("stall_devices")
            .values({ id, stall, role, name, paired_at: pairedAt, token_hash: tokenHash })
            .execute();
        }),
      ),

    invite: (stall, invitation) =>
      kept(() =>
        whileKept(database, stall, async (within) => {
          await within
            .insertInto("stall_invitations")
            .values({ stall, ...invitation })
            .execute();
        }),
      ),

    redeem: (stall, hash, now) =>
      kept(() =>
        database.transaction().execute(async (within) => {
          await within.deleteFrom("stall_invitations").where("until", "<", now).execute();
          const taken = await within
            .deleteFrom("stall_invitations")
            .where("stall", "=", stall)
            .where("hash", "=", hash)
            .returning("role")
            .executeTakeFirst();
          return taken?.role ?? null;
        }),
      ),

    byToken: (hash) =>
      told(async () => (await devices().where("token_hash", "=", hash).execute()).map(asDevice)[0] ?? null),

    list: (stall) =>
      told(async () => {
        const rows = await devices().where("stall", "=", stall).orderBy("paired_at").orderBy("id").execute();
        return rows.map(asDevice);
      }),

    setRole: (stall, id, role) =>
      told(async () => {
        await database
          .updateTable("stall_devices")
          .set({ role })
          .where("stall", "=", stall)
          .where("id", "=", id)
          .execute();
      }),

    end: (stall, which) =>
      told(() =>
        database.transaction().execute(async (within) => {
          const ended = within.deleteFrom("stall_devices").where("stall", "=", stall);
          if (which !== "all") await ended.where("id", "=", which).execute();
          else {
            await ended.execute();
            await within.deleteFrom("stall_invitations").where("stall", "=", stall).execute();
          }
        }),
      ),
  };

  function devices() {
    return database.selectFrom("stall_devices").select(["id", "stall", "role", "name", "paired_at"]);
  }
}

function asDevice({ paired_at, ...rest }: Omit<Device, "pairedAt"> & { paired_at: string }): Device {
  return { ...rest, pairedAt: paired_at };
}
