import { describe, expect, it } from "vitest";
import {
  CODE_GRACE_MS,
  CODE_MS,
  createPairing,
  INVITATION_MS,
  requireRep,
} from "../../src/stalls/pairing.ts";
import { createPairingGuard, PAIRING_LIMITS } from "../../src/stalls/pairing-guard.ts";
import { LATE_MS } from "../../src/stalls/stall.ts";
import { exampleStall, HOUR, NOON, newStall } from "../support/stall.ts";

async function newPairing(changes: Parameters<typeof newStall>[0] = {}) {
  const made = await newStall({ kind: "hosted", ...changes });
  const { store, keys, hands } = made;
  const guard = createPairingGuard({ now: () => hands.clock.now() });
  const pairing = createPairing({ store, keys, clock: hands.clock, guard });
  const from = { address: "192.0.2.1", name: "Tablet" };
  const wrong = async (): Promise<string> =>
    ((Number((await pairing.code(made.stall)).code) + 1) % 1e6).toString().padStart(6, "0");
  return { ...made, pairing, from, wrong };
}

describe("pairing by code", () => {
  it("gives a device that shows the code a session for that stall alone, to take cards", async () => {
    const { pairing, stall, store, keys, from } = await newPairing();
    const other = exampleStall({ id: "22222222-2222-4333-8444-555555555555", kind: "hosted" });
    await keys.make(other.id);
    await store.create(other);
    const { code } = await pairing.code(stall);
    expect(code).toMatch(/^\d{6}$/);
    const { device, token } = await pairing.pair(stall, ` ${code.slice(0, 3)} ${code.slice(3)}`, from);
    expect(device).toMatchObject({ stall: stall.id, role: "table", name: "Tablet" });
    expect(await pairing.session(token)).toEqual({ device, stall });
    expect(() => requireRep(device)).toThrow(expect.objectContaining({ code: "device-not-allowed" }));
    await expect(pairing.pair(other, code, from)).rejects.toMatchObject({ code: "pairing-code-wrong" });
    expect(await pairing.devices(other)).toEqual([]);
  });

  it("has another code every five minutes, and takes the last one for a moment more", async () => {
    const { pairing, stall, hands, from } = await newPairing();
    const first = await pairing.code(stall);
    expect(first.forMs).toBe(CODE_MS);
    hands.pass(CODE_MS - 1);
    expect(await pairing.code(stall)).toEqual({ code: first.code, forMs: 1 });
    hands.pass(CODE_GRACE_MS);
    expect((await pairing.code(stall)).code).not.toBe(first.code);
    await pairing.pair(stall, first.code, from);
    hands.pass(1);
    await expect(pairing.pair(stall, first.code, from)).rejects.toMatchObject({ code: "pairing-code-wrong" });
  });

  it("slows a hundred wrong codes in a row, locks them out for a while, and takes the right one afterwards", async () => {
    const { pairing, stall, hands, from, wrong } = await newPairing();
    const codes: Record<string, number> = {};
    for (let at = 0; at < 100; at++) {
      const code = await pairing.pair(stall, await wrong(), from).then(
        () => "paired",
        (error: { code: string }) => error.code,
      );
      codes[code] = (codes[code] ?? 0) + 1;
    }
    expect(codes).toEqual({
      "pairing-code-wrong": PAIRING_LIMITS.free,
      "pairing-wait": 100 - PAIRING_LIMITS.free,
    });
    await expect(pairing.pair(stall, (await pairing.code(stall)).code, from)).rejects.toMatchObject({
      code: "pairing-wait",
      values: { count: 1 },
    });
    // Whoever waits as told, and guesses on.
    let guesses = PAIRING_LIMITS.free;
    for (let at = 0; at < 20; at++) {
      hands.pass(PAIRING_LIMITS.longestWaitMs);
      await pairing.pair(stall, await wrong(), from).catch((error) => {
        if (error.code === "pairing-code-wrong") guesses++;
      });
    }
    expect(guesses).toBe(PAIRING_LIMITS.fromOne);
    await expect(pairing.pair(stall, await wrong(), from)).rejects.toMatchObject({ code: "pairing-locked" });
    const elsewhere = { ...from, address: "192.0.2.2" };
    expect((await pairing.pair(stall, (await pairing.code(stall)).code, elsewhere)).token).toBeDefined();
    hands.pass(PAIRING_LIMITS.lockMs);
    expect((await pairing.pair(stall, (await pairing.code(stall)).code, from)).token).toBeDefined();
  });

  it("slows two hundred wrong codes that come at once as if they came one by one", async () => {
    const { pairing, stall, from, wrong } = await newPairing();
    const code = await wrong();
    const tries = await Promise.allSettled(
      Array.from({ length: 200 }, () => pairing.pair(stall, code, from)),
    );
    const looked = tries.filter(
      (each) => each.status === "rejected" && each.reason.code === "pairing-code-wrong",
    );
    expect(looked).toHaveLength(PAIRING_LIMITS.free);
  });

  it("locks a stall that is guessed at from many addresses, and still lets in whoever the rep invites", async () => {
    const { pairing, stall, hands, from, wrong } = await newPairing();
    const early = await pairing.pair(stall, (await pairing.code(stall)).code, from);
    for (let at = 0; at < PAIRING_LIMITS.fromAll; at++)
      await pairing
        .pair(stall, await wrong(), { ...from, address: `192.0.2.${at + 10}` })
        .catch(() => undefined);
    const { code } = await pairing.code(stall);
    await expect(pairing.pair(stall, code, from)).rejects.toMatchObject({
      code: "pairing-locked",
      values: { count: PAIRING_LIMITS.lockMs / 60_000 },
    });
    expect(await pairing.session(early.token)).toMatchObject({ device: early.device });
    const invited = await pairing.accept(stall, await pairing.invite(stall, "rep"), "Rep’s laptop");
    expect(() => requireRep(invited.device)).not.toThrow();
    hands.pass(PAIRING_LIMITS.lockMs);
    await pairing.pair(stall, (await pairing.code(stall)).code, from);
  });

  it("forgets addresses that stop guessing, and never remembers more than it should", () => {
    let now = 0;
    const guard = createPairingGuard({ now: () => now });
    for (let at = 0; at < PAIRING_LIMITS.addresses * 2; at++) guard.wrong(`stall ${at}`, "192.0.2.1");
    for (let at = 0; at < PAIRING_LIMITS.free; at++) guard.wrong("stall", "192.0.2.1");
    expect(() => guard.before("stall", "192.0.2.1")).toThrow();
    now += PAIRING_LIMITS.forgetMs;
    for (let at = 1; at < PAIRING_LIMITS.free; at++) guard.wrong("stall", "192.0.2.1");
    expect(() => guard.before("stall", "192.0.2.1")).not.toThrow();
  });
});

describe("an invitation", () => {
  it("is good for one device, for its stall, and for ten minutes or as long as was said", async () => {
    const { pairing, stall, hands } = await newPairing();
    const invitation = await pairing.invite(stall, "table");
    expect((await pairing.accept(stall, invitation, "One")).device.role).toBe("table");
    await expect(pairing.accept(stall, invitation, "Two")).rejects.toMatchObject({
      code: "pairing-invitation-used",
    });
    const late = await pairing.invite(stall, "table");
    const longer = await pairing.invite(stall, "rep", hands.clock.now() + 24 * HOUR);
    hands.pass(INVITATION_MS + 1);
    await expect(pairing.accept(stall, late, "Three")).rejects.toMatchObject({
      code: "pairing-invitation-used",
    });
    expect((await pairing.accept(stall, longer, "Four")).device.role).toBe("rep");
    for (const guess of ["", "x", "a".repeat(43)])
      await expect(pairing.accept(stall, guess, "Five")).rejects.toMatchObject({
        code: "pairing-invitation-used",
      });
  });
});

describe("a device's session", () => {
  it("is kept by the hash of its token alone, and no other token is one", async () => {
    const { pairing, stall, from, database } = await newPairing();
    const { token } = await pairing.pair(stall, (await pairing.code(stall)).code, from);
    const rows = await database.selectFrom("stall_devices").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
    for (const guess of ["", rows[0]?.token_hash ?? "", `${token}x`, "a".repeat(43), "../../etc"])
      await expect(pairing.session(guess)).rejects.toMatchObject({ code: "device-unpaired" });
  });

  it("ends when the rep ends it, one or all", async () => {
    const { pairing, stall } = await newPairing();
    const [one, two, three] = await Promise.all(
      ["One", "Two", "Three"].map(async (name) =>
        pairing.accept(stall, await pairing.invite(stall, "table"), name),
      ),
    );
    await pairing.setRole(stall, two?.device.id ?? "", "rep");
    expect((await pairing.session(two?.token ?? "")).device.role).toBe("rep");
    await pairing.end(stall, one?.device.id ?? "");
    await expect(pairing.session(one?.token ?? "")).rejects.toMatchObject({ code: "device-unpaired" });
    expect(await pairing.devices(stall)).toHaveLength(2);
    const open = await pairing.invite(stall, "table");
    await pairing.end(stall, "all");
    await expect(pairing.session(three?.token ?? "")).rejects.toMatchObject({ code: "device-unpaired" });
    await expect(pairing.accept(stall, open, "Four")).rejects.toMatchObject({
      code: "pairing-invitation-used",
    });
  });

  it("ends with its stall: twelve hours after it closes, or when it is wiped", async () => {
    const closes = new Date(NOON + HOUR).toISOString();
    const { pairing, stall, hands, store, from } = await newPairing({ closes });
    const { token } = await pairing.pair(stall, (await pairing.code(stall)).code, from);
    hands.pass(HOUR + LATE_MS + 1);
    const { code } = await pairing.code(stall);
    await expect(pairing.pair(stall, code, from)).rejects.toMatchObject({ code: "stall-closed" });
    await expect(pairing.invite(stall, "rep")).rejects.toMatchObject({ code: "stall-closed" });
    expect((await pairing.session(token)).stall.id).toBe(stall.id);
    hands.pass(12 * HOUR);
    await expect(pairing.session(token)).rejects.toMatchObject({ code: "device-unpaired" });

    const wiped = await newPairing();
    const paired = await wiped.pairing.pair(wiped.stall, (await wiped.pairing.code(wiped.stall)).code, from);
    await wiped.store.wipe(wiped.stall.id, new Date(NOON).toISOString());
    await expect(wiped.pairing.session(paired.token)).rejects.toMatchObject({ code: "device-unpaired" });
    expect(await store.get(stall.id)).not.toBeNull();
  });
});
