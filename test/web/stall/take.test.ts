import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../../src/storage/database.ts";
import { form } from "../../support/app.ts";
import {
  type AtStallClient,
  buildHostedStall,
  buildLocalStall,
  type HostedStall,
} from "../../support/at-stall.ts";

const CARD = {
  key: "a-key-of-a-first-card",
  postcode: "SW1A 1AA",
  name: "Sam Taylor",
  reasons: ["time"],
  ownWords: "Three of us did the work of seven.",
};
const keyed = (nth: number, changes: Record<string, unknown> = {}) => ({
  ...CARD,
  reasons: [],
  key: `a-key-drawn-for-a-test-${nth}`,
  ...changes,
});

describe("taking a card at a hosted stall", () => {
  let test: HostedStall;
  let table: AtStallClient;
  let rep: AtStallClient;
  beforeAll(async () => {
    test = await buildHostedStall();
    table = await test.pair("table");
    rep = await test.pair("rep");
  });
  afterAll(() => test.app.close());
  const waiting = async () => (await (await test.parts.stalls()).queue.view(test.stall.id)).cards;

  it("finds the MP for a postcode, and seats by a part of an MP’s or a constituency’s name", async () => {
    const found = (await table.send("/stall/mp", { postcode: "sw1a1aa" })).json();
    expect(found.seat).toMatchObject({ name: "Cities of London and Westminster" });
    expect(Object.keys(found.seat.member)).toEqual(["name", "addressAs", "party"]);
    const named = (await table.send("/stall/mp", { find: "ynys" })).json();
    expect(named.choices.map(({ name }: { name: string }) => name)).toEqual(["Ynys Môn"]);
    const none = (await table.send("/stall/mp", { find: "nowhere at all" })).json();
    expect(none).toMatchObject({ seat: null, choices: [] });
    expect(none.why).toContain("nowhere at all");
  });

  it("says what is wrong with a postcode, and reads a question that is none as an empty one", async () => {
    const wrong = await table.send("/stall/mp", { postcode: "QQ1 1AA" });
    expect([wrong.statusCode, wrong.json().code]).toEqual([422, "postcode-area"]);
    expect((await table.send("/stall/mp", { postcode: ["SW1A 1AA"] })).json().code).toBe("postcode-missing");
  });

  it("draws the card as it prints, typed and with lines to write on, and says when it is too long", async () => {
    const typed = (await table.send("/stall/preview", CARD)).json();
    expect(typed).toMatchObject({ state: "fits" });
    expect(typed.back).toContain("Three of us did the work of seven.");
    const hand = (await table.send("/stall/preview", { way: "hand", seat: "E14001172", name: "Sam" })).json();
    expect(hand).toMatchObject({ state: "fits" });
    expect(hand.back).toContain("<svg");
    const over = (await table.send("/stall/preview", { ...CARD, ownWords: "word ".repeat(300) })).json();
    expect(over.state).toBe("over");
    expect(over.message).toMatch(/words too many/);
    const refused = (await table.send("/stall/cards", { ...keyed(0), ownWords: "word ".repeat(300) })).json();
    // What a table has not got is not offered.
    for (const text of [over.message, refused.errors[0].text]) expect(text).not.toMatch(/email|letter/);
    const half = (await table.send("/stall/preview", { postcode: "SW1A 1AA" })).json();
    expect(half.caption).toContain("once you have entered your name");
    expect((await table.send("/stall/preview", {})).json()).toMatchObject({ back: "", state: "none" });
  });

  it("leaves out what cannot be printed of everything that was typed, and says what is left", async () => {
    const typed = { ...CARD, name: "Sam 🙂Taylor", ownWords: "Three of us 😀 did the work." };
    const drawn = (await table.send("/stall/preview", typed)).json();
    expect(drawn).toMatchObject({ state: "over", leavable: true });
    expect(drawn.message).not.toContain("email");
    const left = (await table.send("/stall/preview", { ...typed, leaveOut: "1" })).json();
    expect(left).toMatchObject({ state: "fits", leavable: false });
    expect(left.left.name).toBe("Sam Taylor");
    expect(left.left.ownWords).not.toContain("😀");
  });

  it("adds a card and says its number, and the same key again is the same card", async () => {
    const before = (await waiting()).length;
    const first = await table.send("/stall/cards", keyed(1));
    expect(first.json()).toMatchObject({ again: false, print: null });
    const second = (await table.send("/stall/cards", keyed(1))).json();
    expect(second).toMatchObject({ id: first.json().id, number: first.json().number, again: true });
    expect(await waiting()).toHaveLength(before + 1);
  });

  it("takes a card without a postcode where the MP was found by name, and shows none on it", async () => {
    const seat = (await table.send("/stall/mp", { find: "Ynys Môn" })).json().choices[0].code;
    const added = await table.send("/stall/cards", keyed(2, { postcode: "", seat }));
    expect(added.statusCode).toBe(200);
    const shown = await table.send(
      "/stall/cards",
      keyed(3, { postcode: "", seat, showOnCard: ["postcode"] }),
    );
    expect([shown.statusCode, shown.json().code]).toEqual([422, "postcode-missing"]);
    const neither = await table.send("/stall/cards", keyed(4, { postcode: "", seat: "" }));
    expect(neither.json().code).toBe("postcode-missing");
  });

  it("takes a card to be written by hand with next to nothing on it", async () => {
    const added = await table.send("/stall/cards", { key: keyed(5).key, way: "hand" });
    expect(added.statusCode).toBe(200);
    const card = (await waiting()).find(({ id }) => id === added.json().id);
    expect(card?.about).toEqual({ way: "handwriting", name: null, mp: null, constituency: null });
  });

  it("names every field at fault, and adds nothing", async () => {
    const before = (await waiting()).length;
    const answer = await table.send("/stall/cards", keyed(6, { name: " ", showOnCard: ["address"] }));
    expect(answer.statusCode).toBe(422);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(answer.json().errors).toEqual([{ id: "name", text: expect.stringContaining("name") }]);
    const long = await table.send("/stall/cards", keyed(7, { ownWords: "word ".repeat(300) }));
    expect(long.json().code).toBe("text-does-not-fit");
    // Nobody can send an email or a letter at a table.
    const drawn = await table.send("/stall/preview", keyed(7, { ownWords: "word ".repeat(300) }));
    for (const text of [long.json().errors[0].text, drawn.json().message])
      expect(text).toMatch(
        /^About \d+ words too many for the card\. Please shorten it, or choose “I’ll write it by hand”/,
      );
    const emoji = await table.send("/stall/preview", keyed(7, { ownWords: "Well 👍 done" }));
    expect(emoji.json().message).toContain("👍");
    expect(emoji.json().message).not.toContain("email");
    expect(await waiting()).toHaveLength(before);
  });

  it.each(["typed", "hand"])("offers a pen and no email where a name cannot be printed, %s", async (way) => {
    const form = keyed(way === "hand" ? 41 : 42, { name: "محمد", way });
    const answer = await table.send("/stall/cards", form);
    expect(answer.json().code).toBe("characters-unprintable");
    const [{ text = "" }] = answer.json().errors;
    expect(text).toContain("use a pen");
    expect(text).not.toContain("email");
    const drawn = await table.send("/stall/preview", form);
    expect(drawn.json().message).not.toBe("");
    // And as it says: a line for the name.
    expect((await table.send("/stall/cards", keyed(43, { name: "", way: "hand" }))).statusCode).toBe(200);
  });

  it("does not take a card that a screen made for another stall", async () => {
    const answer = await table.send("/stall/cards", keyed(8, { stall: "another" }));
    expect([answer.statusCode, answer.json().code]).toEqual([401, "device-unpaired"]);
  });

  it("lets a rep print at once, and no other device", async () => {
    const printed = await rep.send("/stall/cards/print", keyed(9));
    expect(printed.json().print).toMatch(/^\/stall\/print\/[\w-]+$/);
    const again = (await rep.send("/stall/cards/print", keyed(9))).json();
    expect(again).toMatchObject({ id: printed.json().id, again: true, print: "/stall/queue" });
    const refused = await table.send("/stall/cards/print", keyed(10));
    expect([refused.statusCode, refused.json().code]).toEqual([403, "device-not-allowed"]);
    expect((await rep.get("/stall")).payload).toContain("Print now");
    expect((await table.get("/stall")).payload).not.toContain("Print now");
  });

  it("gives a paired device the lists to look MPs up without the server, and no other", async () => {
    const index = await table.get("/stall/postcodes.idx");
    expect(index.rawPayload.length).toBeGreaterThan(400_000);
    const { seats } = (await table.get("/stall/seats")).json();
    expect(seats).toHaveLength(650);
    for (const url of ["/stall/postcodes.idx", "/stall/seats", "/stall/alive"]) {
      expect((await test.app.inject({ url, headers: { accept: "application/json" } })).statusCode).toBe(401);
    }
    expect((await table.get("/stall/alive")).statusCode).toBe(200);
  });

  it("refuses another site’s page", async () => {
    const answer = await test.app.inject({
      method: "POST",
      url: "/stall/cards",
      headers: { cookie: table.cookie, "sec-fetch-site": "cross-site", accept: "application/json" },
      payload: keyed(11),
    });
    expect([answer.statusCode, answer.json().code]).toEqual([403, "other-origin"]);
  });

  it("holds nothing of a member in its log", async () => {
    await table.send("/stall/cards", keyed(12, { name: "Xanthippe Quill", ownWords: "unmistakable" }));
    await table.send(
      "/stall/cards",
      keyed(13, { name: "Xanthippe Quill", ownWords: "unmistakable ".repeat(300) }),
    );
    expect(test.log()).not.toMatch(/Xanthippe|unmistakable|SW1A/i);
  });
});

describe("taking a card without JavaScript", () => {
  it("adds it, and the next form is blank with a key of its own", async () => {
    const { app, rep } = await buildLocalStall();
    const blank = await rep.get("/stall");
    const key = keyOn(blank.payload);
    const added = await rep.post("/stall/cards", { ...CARD, key });
    expect(added.statusCode).toBe(200);
    expect(added.payload).toContain("Card 1 is in the print queue.");
    expect(added.payload).not.toMatch(/Sam Taylor|Three of us/);
    expect(keyOn(added.payload)).not.toBe(key);
    // The page is loaded again: the browser sends the same form.
    expect((await rep.post("/stall/cards", { ...CARD, key })).payload).toContain(
      "Card 1 is in the print queue.",
    );
    await app.close();
  });

  it("leads to the print job of a card that is printed at once", async () => {
    const { app, rep } = await buildLocalStall();
    const printed = await rep.post("/stall/cards/print", CARD);
    expect(printed.statusCode).toBe(303);
    expect(printed.headers.location).toMatch(/^\/stall\/print\//);
    await app.close();
  });

  it("shows the seats to pick from after a search, and keeps what was typed with its key", async () => {
    const { app, rep } = await buildLocalStall();
    const answer = await rep.post("/stall/cards", { ...CARD, postcode: "", find: "ynys" });
    expect(answer.statusCode).toBe(422);
    expect(answer.payload).toContain("Ynys Môn");
    expect(answer.payload).toContain('value="Sam Taylor"');
    expect(keyOn(answer.payload)).toBe(CARD.key);
    const code = /name="seat" value="(W07\d+)"/.exec(answer.payload)?.[1] ?? "";
    const added = await rep.post("/stall/cards", { ...CARD, postcode: "", find: "ynys", seat: code });
    expect(added.payload).toContain("Card 1 is in the print queue.");
    await app.close();
  });

  it("shows once what might let somebody be recognised, replaces it on request, and then adds the card", async () => {
    const { app, rep } = await buildLocalStall();
    const words = { ...CARD, ownWords: "On 3 May 2019 we were two." };
    const guarded = await rep.post("/stall/cards", words);
    expect(guarded.statusCode).toBe(422);
    expect(guarded.payload).toContain("With what happened, it can lead to a case");
    const mask = /name="mask" value="([^"]+)"/.exec(guarded.payload)?.[1] ?? "";
    const masked = await rep.post("/stall/cards", { ...words, mask, checked: "1" });
    expect(masked.payload).not.toContain("3 May 2019");
    const added = await rep.post("/stall/cards", { ...words, checked: "1" });
    expect(added.payload).toContain("Card 1 is in the print queue.");
    await app.close();
  });

  it("does not take another member’s words for the card that was added from the same form, as after the back button", async () => {
    const { app, rep } = await buildLocalStall();
    await rep.post("/stall/cards", CARD);
    expect((await rep.post("/stall/cards", CARD)).payload).toContain("Card 1 is in the print queue.");
    const other = { ...CARD, name: "Kit Reed", ownWords: "I like the work." };
    const refused = await rep.post("/stall/cards", other);
    expect(refused.statusCode).toBe(409);
    expect(refused.payload).toContain("Card 1 was added from this form before");
    expect(refused.payload).toContain('value="Kit Reed"');
    const key = keyOn(refused.payload);
    expect(key).not.toBe(CARD.key);
    expect((await rep.post("/stall/cards", { ...other, key })).payload).toContain("Card 2 is in the print");
    await app.close();
  });

  it("leads to the queue, where the card is, when it was added and could not be printed at once", async () => {
    const folder = await mkdtemp(join(tmpdir(), "postbag-now-"));
    const url = `sqlite:${join(folder, "store.sqlite")}`;
    const test = await buildHostedStall({}, {}, { DATABASE_URL: url });
    const rep = await test.pair("rep");
    const beside = await openDatabase(url);
    await sql`create trigger broken before insert on stall_jobs begin select raise(abort, 'broken'); end`.execute(
      beside,
    );
    const posted = await rep.post("/stall/cards/print", CARD);
    expect(posted.statusCode).toBe(303);
    const queue = await rep.get(String(posted.headers.location));
    expect(queue.payload).toContain("The card is in the queue");
    expect(queue.payload).toContain("Sam Taylor");
    const sent = await rep.send("/stall/cards/print", { ...CARD, key: "a-key-of-a-second-card" });
    expect(sent.json()).toMatchObject({ number: 2, print: posted.headers.location });
    expect(test.log()).toContain("a card was added and not printed");
    expect(test.log()).not.toContain("Sam Taylor");
    await beside.destroy();
    await test.app.close();
  });

  it("keeps the form where the store cannot keep the card, and says what to do", async () => {
    const { app, rep, parts, stall } = await buildLocalStall();
    await (await parts.stalls()).closing.wipe(stall);
    const wiped = await rep.post("/stall/cards", CARD);
    expect(wiped.statusCode).toBe(410);
    expect(wiped.payload).toContain("The stall has been wiped");
    expect((await rep.get("/stall")).statusCode).toBe(410);
    await app.close();
  });

  it("reads any body at all as a form", async () => {
    const { app, rep } = await buildLocalStall();
    const hostile = await rep.post("/stall/cards", {
      way: "sideways",
      key: ["a", "b"],
      name: "<script>alert(1)</script>",
    });
    expect(hostile.statusCode).toBe(422);
    expect(hostile.payload).not.toContain("<script>alert(1)");
    const list = await app.inject({
      url: "/stall/cards",
      ...form({}),
      headers: {
        accept: "application/json",
        "sec-fetch-site": "same-origin",
        "content-type": "application/json",
      },
      payload: "[]",
    });
    expect(list.statusCode).toBe(422);
    await app.close();
  });
});

function keyOn(page: string): string {
  return /name="key" value="([^"]+)"/.exec(page)?.[1] ?? "";
}
