import { rmSync } from "node:fs";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { FrontImage } from "../../src/campaigns/front-image.ts";
import type { StallCard } from "../../src/stalls/card.ts";
import { createClosing } from "../../src/stalls/closing.ts";
import { createQueue, KEPT_MS, UNDO_MS } from "../../src/stalls/queue.ts";
import { LATE_MS } from "../../src/stalls/stall.ts";
import { exampleSeat } from "../support/letter.ts";
import { frontImage, makeTestCard } from "../support/pictures.ts";
import { day, HOUR, keyOf, NOON, newStall, openParts, type TestStall, typedCard } from "../support/stall.ts";

const unaddressed: StallCard = {
  kind: "handwriting",
  seat: null,
  name: null,
  text: {
    front: { headline: "Headline", line: "Line", colour: "#8c1d40", image: null, organisation: "Your union" },
    greeting: "Dear",
    nameLabel: "Name",
    below: null,
    signed: [],
    name: null,
    house: ["House of Commons"],
    find: null,
    imprint: null,
  },
};

/** A typed card whose front is a picture. */
function withFront(image: FrontImage): StallCard {
  const plain = typedCard();
  if (plain.kind !== "typed") throw new Error("it is typed");
  const { letter } = plain;
  const front = { ...letter.card.front, image };
  return { kind: "typed", letter: { ...letter, card: { ...letter.card, front } } };
}

async function withCards(count: number): Promise<TestStall & { readonly ids: string[] }> {
  const made = await newStall();
  const ids: string[] = [];
  for (let at = 0; at < count; at++)
    ids.push((await made.queue.add(made.stall.id, typedCard(`Member ${at}`), keyOf(at))).id);
  return { ...made, ids };
}

const states = async ({ queue, stall }: TestStall) =>
  (await queue.view(stall.id)).cards.map(({ number, state }) => `${number} ${state}`);
const total = async ({ store, stall }: TestStall) => {
  const { byDay } = await store.tally(stall.id);
  const sum = (what: "made" | "printed" | "withdrawn" | "expired") =>
    byDay.reduce((all, each) => all + each[what], 0);
  return { made: sum("made"), printed: sum("printed"), withdrawn: sum("withdrawn"), expired: sum("expired") };
};

describe("the queue", () => {
  it("shows the rep whom a card is from and for, and nothing that it says", async () => {
    const { queue, stall } = await newStall();
    await queue.add(stall.id, typedCard("Sam Carter", "A secret of mine."), keyOf(1));
    await queue.add(stall.id, unaddressed, keyOf(2));
    const view = await queue.view(stall.id);
    expect(view.cards).toEqual([
      {
        id: expect.any(String),
        number: 1,
        state: "queued",
        job: null,
        addedAt: "2026-11-22T12:00:00.000Z",
        until: "2026-11-23T00:00:00.000Z",
        about: { way: "typed", name: "Sam Carter", mp: "Robin Example MP", constituency: "Aldershot" },
      },
      expect.objectContaining({
        number: 2,
        about: { way: "handwriting", name: null, mp: null, constituency: null },
      }),
    ]);
    expect(JSON.stringify(view)).not.toContain("secret");
  });

  it("keeps a card composed as it was, whatever becomes of its campaign", async () => {
    const { queue, stall } = await newStall();
    const card = typedCard("Dŵr O’Neill", "Ŵyn, ağ, 漢 and 👍\nnew line");
    await queue.add(stall.id, card, keyOf(1));
    const job = (await queue.take(stall.id, "all")) ?? "";
    expect((await queue.open(stall.id, job)).map((opened) => opened.card)).toEqual([card]);
  });

  it("keeps the campaign's picture once for all its cards, and gives it back with each that is printed", async () => {
    const { queue, stall, store, database } = await newStall();
    const image = frontImage(makeTestCard(1300, 940));
    const plain = typedCard();
    const pictured = withFront(image);
    const front = { ...unaddressed.text.front, image };
    const byHand: StallCard = { ...unaddressed, text: { ...unaddressed.text, front } };
    for (const [at, card] of [pictured, plain, byHand].entries()) await queue.add(stall.id, card, keyOf(at));
    expect((await store.pictures(stall.id)).map(({ hash }) => hash)).toEqual([image.hash]);
    expect((await queue.view(stall.id)).cards.every(({ about }) => about !== null)).toBe(true);
    const job = (await queue.take(stall.id, "all")) ?? "";
    expect((await queue.open(stall.id, job)).map(({ card }) => card)).toEqual([pictured, plain, byHand]);
    await database.deleteFrom("stall_pictures").execute();
    expect((await queue.open(stall.id, job)).map(({ card }) => card)).toEqual([null, plain, null]);
  });

  it("adds a card once for a key: tried again, by two at once, after a restart, and after it was printed", async () => {
    const made = await newStall();
    const { queue, stall, folder, hands } = made;
    const [one, two] = await Promise.all([1, 2].map(() => queue.add(stall.id, typedCard(), keyOf(1))));
    expect(one?.id).toBe(two?.id);
    expect([one?.again, two?.again].sort()).toEqual([false, true]);
    await made.database.destroy();
    const later = await openParts(folder, hands.restarted());
    // Composed anew it may say something else, as where the campaign was published in between.
    expect(await later.queue.add(stall.id, typedCard("Sam Carter", "Other words."), keyOf(1))).toEqual({
      id: one?.id,
      number: 1,
      again: true,
    });
    const job = (await later.queue.take(stall.id, "all")) ?? "";
    await later.queue.confirm(stall.id, job);
    hands.pass(UNDO_MS);
    expect(await later.queue.add(stall.id, typedCard(), keyOf(1))).toMatchObject({ again: true });
    expect((await later.queue.view(stall.id)).cards).toEqual([]);
  });

  it("refuses a key that has added something else, names that card, and keeps both as they were", async () => {
    const { queue, stall } = await newStall();
    const add = (asked: string) => queue.add(stall.id, typedCard(asked), keyOf(1), asked);
    const both = await Promise.allSettled([add("Sam"), add("Kit")]);
    expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    await expect(add("Kit")).rejects.toMatchObject({ code: "stall-key-used", values: { number: 1 } });
    expect(await add("Sam")).toMatchObject({ number: 1, again: true });
    expect((await queue.view(stall.id)).cards.map(({ about }) => about?.name)).toEqual(["Sam"]);
    expect(await queue.add(stall.id, typedCard("Kit"), keyOf(2), "Kit")).toMatchObject({ again: false });
  });

  it.each(["", "short", "a".repeat(101), "with space 0123456789"])("refuses the key %j", async (key) => {
    const { queue, stall } = await newStall();
    await expect(queue.add(stall.id, typedCard(), key)).rejects.toMatchObject({ code: "field-invalid" });
  });

  it("takes all that wait, or those that were picked, each into one job however many press at once", async () => {
    const made = await withCards(6);
    const { queue, stall, ids } = made;
    const [first, second, none] = await Promise.all([
      queue.take(stall.id, ids.slice(0, 2)),
      queue.take(stall.id, "all"),
      queue.take(stall.id, "all"),
    ]);
    expect(none).toBeNull();
    expect(await queue.take(stall.id, ids)).toBeNull();
    const view = await queue.view(stall.id);
    expect(view.jobs.map(({ id, printing }) => [id, printing])).toEqual(
      expect.arrayContaining([
        [first, 2],
        [second, 4],
      ]),
    );
    expect(await queue.take(stall.id, ["none"])).toBeNull();
    expect(await queue.take(stall.id, [])).toBeNull();
  });

  it("lets those wait again that did not come out, counts the others, and takes it back when that was a slip", async () => {
    const made = await withCards(4);
    const { queue, stall, ids, hands } = made;
    const job = (await queue.take(stall.id, "all")) ?? "";
    expect(await queue.confirm(stall.id, job, [ids[1] ?? "", "none"])).toHaveLength(3);
    expect(await states(made)).toEqual(["2 queued"]);
    expect(await total(made)).toEqual({ made: 4, printed: 3, withdrawn: 0, expired: 0 });
    expect(await queue.confirm(stall.id, job)).toEqual([]);
    expect((await queue.view(stall.id)).jobs).toEqual([
      { id: job, takenAt: expect.any(String), printing: 0, printed: 3 },
    ]);
    hands.pass(UNDO_MS - 1);
    expect(await queue.undo(stall.id, job)).toBe(3);
    expect(await states(made)).toEqual(["1 printing", "2 queued", "3 printing", "4 printing"]);
    expect((await total(made)).printed).toBe(0);
    expect(await queue.putBack(stall.id, [ids[0] ?? ""])).toBe(1);
    expect(await queue.confirm(stall.id, job)).toHaveLength(2);
    hands.pass(UNDO_MS);
    expect(await queue.undo(stall.id, job)).toBe(0);
    expect(await made.store.cards(stall.id)).toHaveLength(2);
    expect((await queue.view(stall.id)).jobs).toEqual([]);
    expect(await total(made)).toEqual({ made: 4, printed: 2, withdrawn: 0, expired: 0 });
  });

  it("lets a member take a card back, at once and once", async () => {
    const made = await withCards(2);
    const { queue, stall, ids, store } = made;
    expect(await queue.withdraw(stall.id, ids[0] ?? "")).toBe(true);
    expect(await queue.withdraw(stall.id, ids[0] ?? "")).toBe(false);
    expect(await store.cards(stall.id)).toHaveLength(1);
    expect(await total(made)).toEqual({ made: 2, printed: 0, withdrawn: 1, expired: 0 });
  });

  it("sets stuck cards aside from 'print all' until they are put back", async () => {
    const made = await withCards(2);
    const { queue, stall, ids } = made;
    await queue.take(stall.id, "all");
    await queue.stick(stall.id, [ids[0] ?? ""]);
    expect(await states(made)).toEqual(["1 stuck", "2 printing"]);
    expect(await queue.take(stall.id, "all")).toBeNull();
    expect(await queue.putBack(stall.id, [ids[0] ?? ""])).toBe(1);
    expect(await queue.take(stall.id, "all")).not.toBeNull();
  });

  it("names a card by its number that was altered in the store or put in another's place, and opens the others", async () => {
    const made = await withCards(3);
    const { queue, stall, ids, database } = made;
    const [one] = await made.store.cards(stall.id);
    const altered = Uint8Array.from(one?.sealed ?? []);
    altered[20] = (altered[20] ?? 0) ^ 1;
    await database
      .updateTable("stall_cards")
      .set({ sealed: altered })
      .where("id", "=", ids[0] ?? "")
      .execute();
    await database
      .updateTable("stall_cards")
      .set({ sealed: one?.sealed ?? altered })
      .where("id", "=", ids[1] ?? "")
      .execute();
    const { cards } = await queue.view(stall.id);
    expect(cards.map(({ number, about }) => [number, about?.name ?? null])).toEqual([
      [1, null],
      [2, null],
      [3, "Member 2"],
    ]);
    expect(await queue.withdraw(stall.id, ids[0] ?? "")).toBe(true);
  });
});

describe("a card's time", () => {
  it("is over twelve hours after it was added, in whatever state it is, and a tally is left", async () => {
    const made = await withCards(3);
    const { queue, stall, ids, hands, store } = made;
    await queue.take(stall.id, [ids[0] ?? ""]);
    const printed = (await queue.take(stall.id, [ids[1] ?? ""])) ?? "";
    hands.pass(KEPT_MS - 1);
    await queue.confirm(stall.id, printed);
    expect(await states(made)).toEqual(["1 printing", "3 queued"]);
    hands.pass(1);
    await queue.sweep();
    expect(await store.cards(stall.id)).toEqual([]);
    expect(await total(made)).toEqual({ made: 3, printed: 1, withdrawn: 0, expired: 2 });
    const { bySeat, byDay } = await store.tally(stall.id);
    expect(bySeat).toEqual([
      { seat: exampleSeat().code, way: "typed", made: 3, printed: 1, withdrawn: 0, expired: 2 },
    ]);
    expect(byDay.map((each) => each.day)).toEqual(["2026-11-22", "2026-11-23"]);
  });

  it("goes on while the laptop sleeps, and is not changed by a clock that is set by two hours either way", async () => {
    for (const moved of [2 * HOUR, -2 * HOUR]) {
      const made = await withCards(1);
      made.hands.set(moved);
      made.hands.pass(KEPT_MS - 1);
      expect(await states(made)).toEqual(["1 queued"]);
      made.hands.pass(1);
      expect(await states(made)).toEqual([]);
    }
  });

  it("is ten to fourteen hours where the clock was moved by two and the program started again in between", async () => {
    for (const [moved, kept] of [
      [2 * HOUR, 10 * HOUR],
      [-2 * HOUR, 12 * HOUR],
    ] as const) {
      const made = await withCards(1);
      const { folder, stall, hands, database } = made;
      hands.set(moved);
      await database.destroy();
      const { queue } = await openParts(folder, hands.restarted());
      expect((await queue.view(stall.id)).cards).toHaveLength(1);
      hands.pass(kept - 1);
      expect((await queue.view(stall.id)).cards).toHaveLength(1);
      hands.pass(1);
      expect((await queue.view(stall.id)).cards).toHaveLength(0);
    }
  });

  it("ends by the sweep in every stall, also where a stall's key is gone", async () => {
    const made = await withCards(2);
    rmSync(made.keyFile);
    made.hands.pass(KEPT_MS);
    await made.queue.sweep();
    expect(await made.store.cards(made.stall.id)).toEqual([]);
    expect(await made.store.tally(made.stall.id)).toMatchObject({
      byDay: [
        { day: day(NOON), made: 2 },
        { expired: 2, addressed: false },
      ],
    });
  });
});

describe("a stall's hours", () => {
  it("are kept, but for the cards of a device that had lost the server, for an hour", async () => {
    const opens = new Date(NOON + HOUR).toISOString();
    const closes = new Date(NOON + 2 * HOUR).toISOString();
    const { queue, stall, hands } = await newStall({ opens, closes });
    const add = (at: number) => queue.add(stall.id, typedCard(), keyOf(at));
    await expect(add(1)).rejects.toMatchObject({ code: "stall-not-open" });
    hands.pass(HOUR);
    expect(await add(1)).toMatchObject({ again: false });
    hands.pass(HOUR + LATE_MS);
    expect(await add(2)).toMatchObject({ again: false });
    hands.pass(1);
    await expect(add(3)).rejects.toMatchObject({ code: "stall-closed" });
    expect(await add(2)).toMatchObject({ again: true });
    expect((await queue.view(stall.id)).cards).toHaveLength(2);
  });

  it("are over once it is wiped, and no other stall is meant", async () => {
    const { queue, stall, store } = await newStall();
    await expect(queue.view("none")).rejects.toMatchObject({ code: "stall-unknown" });
    await store.wipe(stall.id, new Date(NOON).toISOString());
    for (const ask of [
      queue.add(stall.id, typedCard(), keyOf(1)),
      queue.view(stall.id),
      queue.take(stall.id, "all"),
    ])
      await expect(ask).rejects.toMatchObject({ code: "stall-wiped", values: { name: stall.name } });
  });
});

describe("a wipe while a card is half added", () => {
  // At each step that an addition takes the stall is wiped before it goes on.
  it.each(["receipt", "hasPicture", "keepPicture", "add"] as const)(
    "confirms nothing and leaves nothing behind, where it comes before %s",
    async (step) => {
      const made = await newStall();
      const { store, keys, stall, hands } = made;
      const closing = createClosing({ store, keys, clock: hands.clock, seats: { byCode: () => undefined } });
      const wiping = new Proxy(store, {
        get(target, name) {
          const method = Reflect.get(target, name);
          if (name !== step || typeof method !== "function") return method;
          return async (...given: unknown[]) => {
            await closing.wipe(stall);
            return Reflect.apply(method, target, given);
          };
        },
      });
      const queue = createQueue({ store: wiping, keys, clock: hands.clock, day });
      const card = withFront(frontImage(makeTestCard(1300, 940)));
      await expect(queue.add(stall.id, card, keyOf(1))).rejects.toMatchObject({ code: "stall-unknown" });
      const { tables } = await store.lookFor(stall.id, []);
      expect(tables.filter(({ rows }) => rows > 0)).toEqual([]);
      expect((await store.tally(stall.id)).bySeat).toEqual([]);
    },
  );
});

describe("when the machine fails", () => {
  it("confirms nothing that it could not keep, says so, and adds the same card once there is room", async () => {
    const made = await newStall();
    const { queue, stall, database } = made;
    await sql`pragma wal_checkpoint(truncate)`.execute(database);
    await sql`pragma max_page_count = 1`.execute(database);
    const told: number[] = [];
    let refused: unknown = null;
    for (let at = 0; refused === null && at < 500; at++) {
      await queue.add(stall.id, typedCard(`Member ${at}`), keyOf(at)).then(
        ({ number }) => told.push(number),
        (error: unknown) => {
          refused = error;
        },
      );
    }
    expect(refused).toMatchObject({ code: "store-full" });
    expect((await queue.view(stall.id)).cards.map(({ number }) => number)).toEqual(told);
    await sql`pragma max_page_count = 1000000`.execute(database);
    expect(await queue.add(stall.id, typedCard(), keyOf(told.length))).toMatchObject({ again: false });
  });

  it("says that the key file is missing or damaged, and where, and keeps nothing without it", async () => {
    const made = await withCards(1);
    const { queue, stall, keyFile, keys } = made;
    rmSync(keyFile);
    const add = () => queue.add(stall.id, typedCard(), keyOf(7));
    await expect(add()).rejects.toMatchObject({ code: "stall-key-missing", values: { file: keyFile } });
    await expect(queue.view(stall.id)).rejects.toMatchObject({ code: "stall-key-missing" });
    await keys.make(stall.id);
    expect((await queue.view(stall.id)).cards.map(({ about }) => about)).toEqual([null]);
    await add();
    expect(await states(made)).toEqual(["1 queued", "2 queued"]);
  });

  it("holds a thousand cards", async () => {
    const made = await withCards(1000);
    const { queue, stall } = made;
    expect(new Set(await states(made)).size).toBe(1000);
    const job = (await queue.take(stall.id, "all")) ?? "";
    expect(await queue.open(stall.id, job)).toHaveLength(1000);
    expect(await queue.confirm(stall.id, job)).toHaveLength(1000);
    made.hands.pass(UNDO_MS);
    expect(await states(made)).toEqual([]);
    expect(await total(made)).toEqual({ made: 1000, printed: 1000, withdrawn: 0, expired: 0 });
  });
});
