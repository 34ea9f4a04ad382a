// Pairing a device with a hosted stall: by a code that changes, or by an invitation that is good once; and the sessions that come of it.
import { createHash, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { Problem } from "../errors.ts";
import type { StallClock } from "./clock.ts";
import type { Device, Role } from "./device.ts";
import type { StallKeys } from "./keys.ts";
import type { PairingGuard } from "./pairing-guard.ts";
import { keyedDigest } from "./seal.ts";
import { LATE_MS, requireKept, type Stall } from "./stall.ts";
import type { StallStore } from "./store.ts";

/** A code is shown for this long, ms, and taken for a little longer, for whoever is still typing it. */
export const CODE_MS = 5 * 60 * 1000;
export const CODE_GRACE_MS = 30 * 1000;

/** How long an invitation that a rep makes at the stall is good, ms. */
export const INVITATION_MS = 10 * 60 * 1000;

const TOKEN_BYTES = 32;
const TOKEN = /^[\w-]{43}$/;

/** The code to show now: six digits, and how long it is shown, ms. */
export type PairingCode = { readonly code: string; readonly forMs: number };

/** A device that has just been paired. `token` is for its cookie and is kept nowhere else. */
export type Paired = { readonly device: Device; readonly token: string };

/** Who asks: a device and its stall. */
export type Session = { readonly device: Device; readonly stall: Stall };

export type Pairing = {
  /** The stall's code. Rejects with `stall-key-missing` and `stall-keys-damaged`. */
  code(stall: Stall): Promise<PairingCode>;
  /**
   * Pairs a device by the code it was shown, as a `table`. `address` is where it asks from. Rejects with `pairing-code-wrong`,
   * `pairing-wait`, `pairing-locked`, `stall-wiped`, `stall-closed`.
   */
  pair(
    stall: Stall,
    code: string,
    from: { readonly address: string; readonly name: string },
  ): Promise<Paired>;
  /** A token that pairs one device in that role, good once and until `until` (ms; default `INVITATION_MS` from now), whoever is locked out. */
  invite(stall: Stall, role: Role, until?: number): Promise<string>;
  /** Pairs a device by its invitation. Rejects with `pairing-invitation-used`, `stall-wiped`, `stall-closed`. */
  accept(stall: Stall, invitation: string, name: string): Promise<Paired>;
  /** The session of a token. Rejects with `device-unpaired` where it has ended, or its stall has. */
  session(token: string): Promise<Session>;
  /** In the order in which they were paired. */
  devices(stall: Stall): Promise<readonly Device[]>;
  setRole(stall: Stall, device: string, role: Role): Promise<void>;
  /** Ends one device's session, or with "all" every one and every invitation. */
  end(stall: Stall, device: string | "all"): Promise<void>;
};

/** Refuses a device that is not a rep's. Throws `device-not-allowed`. */
export function requireRep({ role }: Pick<Device, "role">): void {
  if (role !== "rep") throw new Problem("device-not-allowed");
}

/** Makes the pairing part of stalls. */
export function createPairing({
  store,
  keys,
  clock,
  guard,
}: {
  readonly store: StallStore;
  readonly keys: StallKeys;
  readonly clock: StallClock;
  readonly guard: PairingGuard;
}): Pairing {
  async function codeAt(stall: Stall, instant: number): Promise<string> {
    const digest = keyedDigest(
      await keys.find(stall.id),
      "pairing code",
      String(Math.floor(instant / CODE_MS)),
    );
    // Of 48 bits: that a million does not divide them prefers no code by more than one in a hundred million.
    return String(digest.readUIntBE(0, 6) % 1_000_000).padStart(6, "0");
  }

  /** Devices stay until the last late card may have come in, and no longer. */
  function requirePairable(stall: Stall): void {
    requireKept(stall);
    if (stall.closes !== null && clock.now() > Date.parse(stall.closes) + LATE_MS)
      throw new Problem("stall-closed", { name: stall.name });
  }

  async function enrol({ id }: Stall, role: Role, name: string): Promise<Paired> {
    const token = newToken();
    const pairedAt = new Date(clock.now()).toISOString();
    const device: Device = { id: randomUUID(), stall: id, role, name: name.trim().slice(0, 60), pairedAt };
    await store.devices.add(device, hashed(token));
    return { device, token };
  }

  return {
    async code(stall) {
      requireKept(stall);
      const now = clock.now();
      return { code: await codeAt(stall, now), forMs: CODE_MS - (now % CODE_MS) };
    },

    async pair(stall, typed, { address, name }) {
      requirePairable(stall);
      const now = clock.now();
      const good = [await codeAt(stall, now), await codeAt(stall, now - CODE_GRACE_MS)];
      // From here to the verdict nothing waits: of a thousand codes that come at once, each is counted before the next is looked at.
      guard.before(stall.id, address);
      const digits = typed.normalize("NFKC").replace(/[\s-]/g, "");
      if (!good.some((code) => same(code, digits))) {
        guard.wrong(stall.id, address);
        throw new Problem("pairing-code-wrong");
      }
      guard.right(stall.id, address);
      return enrol(stall, "table", name);
    },

    async invite(stall, role, until = clock.now() + INVITATION_MS) {
      requirePairable(stall);
      const token = newToken();
      await store.devices.invite(stall.id, { hash: hashed(token), role, until });
      return token;
    },

    async accept(stall, invitation, name) {
      requirePairable(stall);
      const role = await store.devices.redeem(stall.id, hashed(invitation), clock.now());
      if (role === null) throw new Problem("pairing-invitation-used");
      return enrol(stall, role, name);
    },

    async session(token) {
      const device = TOKEN.test(token) ? await store.devices.byToken(hashed(token)) : null;
      const stall = device && (await store.get(device.stall));
      if (!device || !stall || hasEnded(stall)) throw new Problem("device-unpaired");
      return { device, stall };
    },

    devices: ({ id }) => store.devices.list(id),
    setRole: ({ id }, device, role) => store.devices.setRole(id, device, role),
    end: ({ id }, device) => store.devices.end(id, device),
  };

  function hasEnded({ wipedAt, closes }: Stall): boolean {
    // A rep still prints and wipes after the stall has closed; twelve hours later no card is left to print.
    return wipedAt !== null || (closes !== null && clock.now() > Date.parse(closes) + SESSION_AFTER_MS);
  }
}

/** How long a device's session outlives the closing of its stall, ms. */
const SESSION_AFTER_MS = 12 * 60 * 60 * 1000;

function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/** Tokens are 256 random bits: a plain digest gives nothing away. */
function hashed(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

function same(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
