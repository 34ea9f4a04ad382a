// Proof and publication: what a proof says and where it leads, and that nothing gets before the public without one.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Problem } from "../../../src/errors.ts";
import type { Workers } from "../../../src/workers.ts";
import { madeOnce } from "../../support/app.ts";
import { buildDesk, type Desk, type DeskApp, EMAIL } from "../../support/desk.ts";
import { CAMPAIGN, firstSource, type Spoil, saveDraft } from "../../support/desk-drafts.ts";
import { oneOfEachKind } from "../../support/proofs.ts";

let test: DeskApp;
let publisher: Desk;
let editor: Desk;
/** Whether a proof is for all seats. Only the first tests look at proofs; the others at what follows from one. */
let everySeat = true;
/** What happens once while the next proof is made. */
let whileProved: (() => Promise<void>) | null = null;
/** Whether too many proofs wait already. */
let busy = false;
beforeAll(async () => {
  const { workers } = await madeOnce();
  const prove: Workers["prove"] = async (job, progress) => {
    if (busy) throw new Problem("too-busy");
    const meanwhile = whileProved;
    whileProved = null;
    await meanwhile?.();
    return workers.prove(everySeat ? job : { ...job, seats: oneOfEachKind(job.seats) }, progress);
  };
  test = await buildDesk({}, { workers: { ...workers, prove } });
  publisher = await test.signIn("publisher");
  editor = await test.signIn("editor");
});
afterAll(() => test.app.close());

const HERE = `/desk/campaigns/${CAMPAIGN}`;
const publicPage = async () => (await test.app.inject(`/campaigns/${CAMPAIGN}`)).payload;
const liveNumber = async () => (await (await test.parts.versions()).campaign(CAMPAIGN))?.live?.number;
const titled = (title: string): Spoil => ({
  yaml: ["title: A safe workload for probation", `title: ${title}`],
});
/** The keys of the warnings that a page offers to tick. */
const ticks = (payload: string) =>
  [...payload.matchAll(/name="accept" value="([^"]+)"/g)].map(([, key]) => key ?? "");

describe("the proof of a draft", () => {
  afterAll(() => {
    everySeat = false;
  });

  it("says that it holds for all MPs, and leads to publishing", async () => {
    await saveDraft(test, titled("Holding"));
    const { payload } = await editor.get(`${HERE}/proof`);
    expect(payload).toContain("It works for all 650 MPs. Asks: 7, made-up members: 4.");
    expect(payload).toContain("4 MPs publish no email address.");
    expect(payload).toContain(`href="${HERE}/publish"`);
    for (const caption of ["The longest constituency: ", "Tried as a vacant seat: ", "The Speaker: Chorley"])
      expect(payload).toContain(caption);
  });

  it("lists what to mend, each with its place in the editor, and does not lead to publishing", async () => {
    await saveDraft(test, { yaml: ['subject: "From your constituent', `subject: "${"long ".repeat(30)}`] });
    const { payload } = await editor.get(`${HERE}/proof`);
    expect(payload).toContain("One thing has to be mended before it can be published.");
    expect(payload).toContain(`href="${HERE}/edit#subject">Subject</a>`);
    expect(payload).not.toContain(`href="${HERE}/publish"`);
  });

  it("lists warnings apart", async () => {
    await saveDraft(test, {
      yaml: ["Will you pass this on to the Justice Secretary?", "Will you vote for it?"],
    });
    const { payload } = await editor.get(`${HERE}/proof`);
    expect(payload).toContain("It works for all 650 MPs");
    expect(payload).toContain(`href="${HERE}/edit#asks.2.text">Ask 3</a>`);
    expect(payload).toContain("“vote for” can read as telling an MP how to vote.");
  });

  it("of what is live is made where nobody has a draft", async () => {
    const { payload } = await editor.get("/desk/campaigns/eight-reasons/proof");
    expect(payload).toContain("this is the proof of what members see now");
  });

  it("tells how far it is, a line at a time, up to all letters", async () => {
    await saveDraft(test, titled("Watched line by line"));
    const { payload, headers } = await editor.get(`${HERE}/proof/progress`);
    const lines = payload
      .trim()
      .split("\n")
      .map((line): { done: number; total: number } => JSON.parse(line));
    expect(headers["content-type"]).toBe("application/x-ndjson; charset=utf-8");
    expect(lines.length).toBeGreaterThan(50);
    expect(lines.every(({ done }, at) => at === 0 || done > (lines[at - 1]?.done ?? 0))).toBe(true);
    expect(lines.at(-1)).toEqual({ done: lines[0]?.total, total: lines[0]?.total });
  });

  it.each([
    ["an unknown placeholder", "{{ownWord}}", "#postcard", "Did you mean “ownWords”?"],
    ["a constructor", "{{constructor}}", "#postcard", "What is needed here: a placeholder"],
    ["a prototype", "{{__proto__.polluted}}", "#postcard", "What is needed here: a placeholder"],
    ["a partial", "{{> layout}}", "#postcard", "What is needed here: text, a placeholder"],
    ["a helper", "{{lookup this 'x'}}", "#postcard", "What is needed here: one name between the braces"],
    [
      "a raw block",
      "{{{{raw}}}}{{{{/raw}}}}",
      "#postcard",
      "What is needed here: {{#if …}} or {{#each reasons}}",
    ],
    ["an unclosed block", "{{#if party}}", "#postcard", "somewhere after this"],
  ])("shows %s in a template as a fault with its line, and never runs it", async (_, attack, place, said) => {
    await saveDraft(test, { postcard: ["{{ask}}", `${attack} {{ask}}`] });
    for (const page of ["proof", "publish"]) {
      const { payload, statusCode } = await publisher.get(`${HERE}/${page}`);
      expect(statusCode).toBe(200);
      expect(payload).toContain(`href="${HERE}/edit${place}"`);
      expect(payload).toContain(said);
      expect(payload).toMatch(/line 1\d/);
    }
  });

  it("leads to the text of a file that cannot be read", async () => {
    await saveDraft(test, { yaml: ["title:", "title: ["] });
    const { payload } = await editor.get(`${HERE}/proof`);
    expect(payload).toMatch(/href="[^"]*\/edit#yaml"[^>]*>The campaign’s file</);
    expect((await editor.get(`${HERE}/edit`)).payload).toContain('id="yaml"');
  });

  it("answers ten thousand reasons, and half a megabyte of text, with a fault", async () => {
    const reason = "  - { id: r, title: T, short: S, long: L }\n";
    for (const text of [reason.repeat(10_000), `${"x".repeat(500_000)}\n`]) {
      await saveDraft(test, { yaml: ["reasons:\n", `reasons:\n${text}`] });
      const { payload, statusCode } = await editor.get(`${HERE}/proof`);
      expect(statusCode).toBe(200);
      expect(payload).toContain("What is needed here: at most 100000 characters.");
    }
  });

  it("shows markup in a text as text", async () => {
    const attack = `<svg onload=alert(1)><script>alert(2)</script>`;
    await saveDraft(test, {
      yaml: ["title: A safe workload for probation", `title: '${attack}'`],
      letter: ["{{ask}}", `{{ask}} ${attack} {{ask}} ,`],
    });
    for (const page of ["", "/proof", "/publish", "/versions", "/compare?from=1&to=draft"]) {
      const { payload } = await publisher.get(`${HERE}${page}`);
      expect(payload, page).not.toMatch(/<svg onload|<script>alert/);
      expect(payload, page).toContain("&lt;svg onload");
    }
  });
});

describe("publishing", () => {
  it("is for publishers: an editor is told whom to ask, and can post what they like", async () => {
    const revision = await saveDraft(test, titled("Not by an editor"));
    const { payload } = await editor.get(`${HERE}/publish`);
    expect(payload).toContain(`mailto:${EMAIL.publisher}`);
    expect(payload).not.toContain("Publish now");
    const answer = await editor.post(`${HERE}/publish`, { revision: String(revision), note: "" });
    expect(answer.statusCode).toBe(403);
    expect(await publicPage()).not.toContain("Not by an editor");
  });

  it("puts a proved draft before the public at once, with who and why", async () => {
    const revision = await saveDraft(test, titled("Published by Pat"));
    const answer = await publisher.post(`${HERE}/publish`, {
      revision: String(revision),
      note: "A new title",
    });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `${HERE}?done=published`]);
    expect(await publicPage()).toContain("Published by Pat");
    const [version] = await (await test.parts.versions()).versions(CAMPAIGN);
    expect(version).toMatchObject({ publishedBy: EMAIL.publisher, note: "A new title", restored: null });
    expect((await publisher.get(HERE)).payload).toContain("A new title");
  });

  it("can be sent once more where too much waits, with the note that was typed and a new form token", async () => {
    const revision = String(await saveDraft(test, titled("Published at last")));
    busy = true;
    const answer = await publisher
      .post(`${HERE}/publish`, { revision, note: 'At "last"', accept: ["a", "b"] })
      .finally(() => {
        busy = false;
      });
    expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([503, "5"]);
    const kept = [...answer.payload.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
    const ofForm = kept.map(([, name, value]) => `${name}=${value}`).slice(-5);
    expect(ofForm).toEqual([
      `formToken=${publisher.formToken}`,
      `revision=${revision}`,
      "note=At &quot;last&quot;",
      "accept=a",
      "accept=b",
    ]);
    expect(answer.payload).toContain(`action="${HERE}/publish"`);
    expect((await publisher.post(`${HERE}/publish`, { revision, note: "At last" })).statusCode).toBe(303);
  });

  it("takes a form once: sent again, it publishes nothing and says what is live", async () => {
    const revision = await saveDraft(test, titled("Sent twice"));
    const form = { revision: String(revision), note: "" };
    expect((await publisher.post(`${HERE}/publish`, form)).statusCode).toBe(303);
    const number = await liveNumber();
    const again = await publisher.post(`${HERE}/publish`, { ...form, note: "Typed by the second" });
    expect(again.statusCode).toBe(409);
    expect(again.payload).toContain(`Members have seen version ${number} since`);
    expect(again.payload).toContain("Typed by the second");
    expect(await liveNumber()).toBe(number);
  });

  it("refuses a draft that somebody changed in between, and shows what it is now", async () => {
    const revision = await saveDraft(test, titled("Seen by Pat"));
    await saveDraft(test, titled("Changed by Edith"));
    const number = await liveNumber();
    const answer = await publisher.post(`${HERE}/publish`, { revision: String(revision), note: "Keep me" });
    expect(answer.statusCode).toBe(409);
    expect(answer.payload).toContain(`because ${EMAIL.editor} saved other changes`);
    expect(answer.payload).toContain('value="Keep me"');
    expect(await liveNumber()).toBe(number);
  });

  it("publishes nothing of a campaign that somebody archives while it is proved", async () => {
    const revision = String(await saveDraft(test, titled("Archived meanwhile")));
    const number = await liveNumber();
    whileProved = async () => {
      await publisher.post(`${HERE}/archive`, { archived: "1" });
    };
    const answer = await publisher.post(`${HERE}/publish`, { revision, note: "Kept" });
    expect([answer.statusCode, answer.payload.includes("Kept")]).toEqual([422, true]);
    expect(await liveNumber()).toBe(number);
    await publisher.post(`${HERE}/archive`, { archived: "0" });
  });

  it("takes no forged state", async () => {
    await saveDraft(test, titled("Forged"));
    const number = await liveNumber();
    for (const revision of ["0", "-1", "1e9", "NaN", "", "9999999", "1; drop table versions"])
      expect((await publisher.post(`${HERE}/publish`, { revision, note: "" })).statusCode, revision).toBe(
        409,
      );
    expect(await liveNumber()).toBe(number);
  });

  it("makes its own proof: a draft with an error stays a draft, whatever the form says", async () => {
    const number = await liveNumber();
    for (const spoil of [
      { postcard: ["{{ask}}", "{{constructor}}"] },
      { letter: ["{{ask}}", "No ask here."] },
    ] satisfies Spoil[]) {
      const revision = await saveDraft(test, spoil);
      const form = { revision: String(revision), note: "", accept: ["everything"] };
      const answer = await publisher.post(`${HERE}/publish`, form);
      expect(answer.statusCode).toBe(422);
      expect(answer.payload).toContain("has to be mended before it can be published");
    }
    expect(await liveNumber()).toBe(number);
  });

  it("has every warning ticked, and exactly this one", async () => {
    const ask = "Will you pass this on to the Justice Secretary?";
    const first = await saveDraft(test, { yaml: [ask, "Will you vote for it?"] });
    const page = await publisher.get(`${HERE}/publish`);
    const accept = ticks(page.payload);
    expect(accept).toEqual([expect.stringMatching(/^[\w-]{22}$/)]);
    const untouched = await publisher.post(`${HERE}/publish`, { revision: String(first), note: "" });
    expect(untouched.statusCode).toBe(422);
    expect(untouched.payload).toContain("Please mend this, or tick that it is right");

    const other = await saveDraft(test, { yaml: [ask, "Will you vote against it?"] });
    const stale = await publisher.post(`${HERE}/publish`, { revision: String(other), note: "", accept });
    expect(stale.statusCode).toBe(422);
    const now = ticks(stale.payload);
    expect(now).not.toEqual(accept);
    const done = await publisher.post(`${HERE}/publish`, { revision: String(other), note: "", accept: now });
    expect(done.statusCode).toBe(303);
  });

  it("has no use for a note of a page, and loses nothing of it", async () => {
    const revision = await saveDraft(test, titled("With a long note"));
    const note = "word ".repeat(100).trim();
    const answer = await publisher.post(`${HERE}/publish`, { revision: String(revision), note });
    expect(answer.statusCode).toBe(422);
    expect(answer.payload).toContain(note);
  });

  it("of a campaign that there is not is no page of ours", async () => {
    for (const id of ["nowhere", "..%2F..%2Fetc", "%27%20or%201=1", "__proto__"]) {
      expect((await publisher.get(`/desk/campaigns/${id}/publish`)).statusCode, id).toBe(404);
      expect((await publisher.post(`/desk/campaigns/${id}/publish`, { revision: "1" })).statusCode, id).toBe(
        404,
      );
    }
  });
});

describe("restoring", () => {
  it("publishes an older version again, once", async () => {
    const revision = await saveDraft(test, titled("To be undone"));
    await publisher.post(`${HERE}/publish`, { revision: String(revision), note: "" });
    const live = await liveNumber();
    const form = { live: String(live), note: "Undone" };
    const answer = await publisher.post(`${HERE}/versions/1/restore`, form);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `${HERE}?done=restored`]);
    expect(await publicPage()).toContain("A safe workload for probation");
    expect(await liveNumber()).toBe((live ?? 0) + 1);

    const again = await publisher.post(`${HERE}/versions/1/restore`, form);
    expect(again.statusCode).toBe(409);
    expect(await liveNumber()).toBe((live ?? 0) + 1);
    expect((await publisher.get(`${HERE}/versions`)).payload).toContain("Version 1 published again.");
  });

  it("takes two clicks at once as one", async () => {
    const live = await liveNumber();
    const form = { live: String(live), note: "" };
    const answers = await Promise.all(
      [2, 2].map((n) => publisher.post(`${HERE}/versions/${n}/restore`, form)),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409]);
    expect(await liveNumber()).toBe((live ?? 0) + 1);
  });

  it("leaves a draft alone", async () => {
    const revision = await saveDraft(test, titled("Still being worked on"));
    await publisher.post(`${HERE}/versions/1/restore`, { live: String(await liveNumber()), note: "" });
    expect((await (await test.parts.versions()).draft(CAMPAIGN))?.revision).toBe(revision);
  });

  it("is for publishers", async () => {
    const form = { live: String(await liveNumber()), note: "" };
    expect((await editor.post(`${HERE}/versions/1/restore`, form)).statusCode).toBe(403);
    expect((await editor.get(`${HERE}/versions/1`)).payload).toContain(
      "A publisher can go back to this version.",
    );
  });

  it("is refused where another version goes live while it is proved", async () => {
    const live = await liveNumber();
    const versions = await test.parts.versions();
    const source = { ...(await firstSource(test)), letter: "Dear {{mp}}\n\n{{ask}}\n\n{{ownWords}}" };
    const change = { by: "files", at: "2026-11-22T12:00:00.000Z" };
    const [answer] = await Promise.all([
      publisher.post(`${HERE}/versions/1/restore`, { live: String(live), note: "Keep me" }),
      new Promise((resolve) => setImmediate(resolve)).then(() =>
        versions.importVersion(CAMPAIGN, { source, note: "" }, change),
      ),
    ]);
    expect(answer.statusCode).toBe(409);
    expect(answer.payload).toContain("another version has gone live in the meantime");
    expect(answer.payload).toContain(`name="live" value="${(live ?? 0) + 1}"`);
    expect(await liveNumber()).toBe((live ?? 0) + 1);
  });

  it("waits until an archived campaign is brought back, as publishing does", async () => {
    const live = await liveNumber();
    await publisher.post(`${HERE}/archive`, { archived: "1" });
    const form = { live: String(live), note: "" };
    const answer = await publisher.post(`${HERE}/versions/1/restore`, form);
    expect(answer.statusCode).toBe(422);
    expect(answer.payload).toContain("This campaign is archived. Bring it back first.");
    await publisher.post(`${HERE}/archive`, { archived: "0" });
    expect(await liveNumber()).toBe(live);
  });

  it("is not undone unseen by a draft that was begun before", async () => {
    await saveDraft(test, titled("Begun before"));
    const older = /were begun before version \d+ went live/;
    const versions = await test.parts.versions();
    const { basedOn } = (await versions.draft(CAMPAIGN)) ?? {};
    if (basedOn === (await liveNumber()))
      expect((await publisher.get(`${HERE}/publish`)).payload).not.toMatch(older);
    const live = await liveNumber();
    const number = (live ?? 2) - 1;
    await publisher.post(`${HERE}/versions/${number}/restore`, { live: String(live), note: "" });
    expect(await liveNumber()).toBe((live ?? 0) + 1);
    expect((await publisher.get(`${HERE}/publish`)).payload).toMatch(older);
  });

  it("publishes nothing that would fail its proof today", async () => {
    const versions = await test.parts.versions();
    const broken = { ...(await firstSource(test)), letter: "Nothing is asked here." };
    await versions.importVersion(
      CAMPAIGN,
      { source: broken, note: "" },
      { by: "files", at: "2026-11-22T12:00:00.000Z" },
    );
    const bad = await liveNumber();
    await publisher.post(`${HERE}/versions/1/restore`, { live: String(bad), note: "" });
    const live = await liveNumber();
    const answer = await publisher.post(`${HERE}/versions/${bad}/restore`, { live: String(live), note: "" });
    expect(answer.statusCode).toBe(422);
    expect(answer.payload).toContain("This version no longer passes the proof.");
    expect(await liveNumber()).toBe(live);
  });

  it.each(["0", "-1", "1.5", "99", "one", "1%00", "9999999999999999999"])(
    "of a version that there is not is no page of ours: %s",
    async (number) => {
      expect((await publisher.get(`${HERE}/versions/${number}`)).statusCode).toBe(404);
      expect((await publisher.post(`${HERE}/versions/${number}/restore`, { live: "1" })).statusCode).toBe(
        404,
      );
    },
  );
});

describe("comparing", () => {
  it("marks what went and what came as such, not by colour alone", async () => {
    await saveDraft(test, titled("A safer workload for probation"));
    const { payload } = await editor.get(`${HERE}/compare?from=1&to=draft`);
    expect(payload).toContain('<del><span class="visually-hidden">gone: </span>safe</del>');
    expect(payload).toContain('<ins><span class="visually-hidden">new: </span>safer</ins>');
    expect(payload).toContain("From version 1 to what is being worked on");
  });

  it("says where nothing is different", async () => {
    expect((await editor.get(`${HERE}/compare?from=1&to=1`)).payload).toContain("Nothing is different.");
  });

  it("leads back to the list where it is not told what to compare, and knows no version that there is not", async () => {
    for (const query of ["", "?from=1", "?from=a&to=b", "?from=0&to=1", "?from=1&from=2&to=1"])
      expect((await editor.get(`${HERE}/compare${query}`)).headers.location).toBe(`${HERE}/versions`);
    expect((await editor.get(`${HERE}/compare?from=1&to=999`)).statusCode).toBe(404);
    expect((await editor.get("/desk/campaigns/drop-in/compare?from=1&to=draft")).statusCode).toBe(404);
  });
});
