// The editor's pages without a browser: what a form does to a draft, faults at their fields, two people at once, and refusals.
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { form } from "../../support/app.ts";
import { buildDesk, type Desk, type DeskApp } from "../../support/desk.ts";
import { decode, type Fields, fieldsOfPage, seedCampaign, shippedSource } from "../../support/editor.ts";

const ID = "safe-workloads";
const EDIT = `/desk/campaigns/${ID}/edit`;

let test: DeskApp;
let desk: Desk;
beforeEach(async () => {
  test = await buildDesk();
  desk = await test.signIn("editor");
});
afterEach(() => test.app.close());

const draft = async () => (await (await test.parts.versions()).draft(ID))?.source;
const headersOf = ({ cookie, formToken }: Desk) => ({
  cookie,
  "x-form-token": formToken,
  "sec-fetch-site": "same-origin",
});

/** What the page's own fetch sends: a form, answered in JSON. */
const ask = (what: "draft" | "preview", fields: Fields) => {
  const { headers, ...rest } = form({ ...fields, action: "save" });
  return test.app.inject({
    url: `/desk/campaigns/${ID}/${what}`,
    ...rest,
    headers: { ...headers, ...headersOf(desk), accept: "application/json" },
  });
};
const autosave = (fields: Fields) => ask("draft", fields);
const preview = (fields: Fields) => ask("preview", fields);

const pageFields = async (url = EDIT) => fieldsOfPage((await desk.get(url)).payload);

describe("the editor's page", () => {
  it("has every field of the campaign, and saving it unchanged makes no draft", async () => {
    const page = await desk.get(EDIT);
    expect(page.statusCode).toBe(200);
    const fields = fieldsOfPage(page.payload);
    expect(fields.title).toBe("A safe workload for probation");
    expect(fields["reasons.1.id"]).toBe("empty-posts");
    expect(fields["asks.0.nation"]).toEqual(["scotland", "northern-ireland"]);
    expect(fields["examples.0.reasons"]).toEqual(["time", "empty-posts"]);
    const answer = await desk.post(EDIT, { ...fields, action: "save" });
    expect([answer.statusCode, answer.headers.location]).toEqual([
      303,
      expect.stringContaining(`${EDIT}?saved=1`),
    ]);
    expect(await draft()).toBeUndefined();
  });

  it("saves what an editor typed, and nothing else of the files changes", async () => {
    const fields = await pageFields();
    await desk.post(EDIT, { ...fields, title: "A safer workload", action: "save" });
    const { yaml, letter } = shippedSource(ID);
    expect(await draft()).toMatchObject({
      yaml: yaml.replace("title: A safe workload for probation", "title: A safer workload"),
      letter,
    });
    expect((await pageFields()).title).toBe("A safer workload");
    expect(test.log()).not.toContain("A safer workload");
  });

  it("draws the card, the letter and the email of the example and the seat asked for", async () => {
    const { payload } = await desk.get(`${EDIT}?seat=speaker&example=1`);
    const text = decode(payload);
    expect(text).toContain("Lindsay Hoyle");
    expect(text).toContain("I know that the Chair stays out of campaigns.");
    expect(text).toContain("Dave O’Hara");
    expect(payload.match(/<svg/g)?.length).toBeGreaterThanOrEqual(3);
  });

  it("moves, takes out and adds entries with submit buttons, and goes to where they are then", async () => {
    const down = await desk.post(EDIT, { ...(await pageFields()), action: "down:reasons.0" });
    expect(down.headers.location).toMatch(/at=reasons\.1.*#reasons\.1$/);
    let fields = await pageFields();
    expect([fields["reasons.0.id"], fields["reasons.1.id"]]).toEqual(["empty-posts", "time"]);

    await desk.post(EDIT, { ...fields, action: "remove:prompts.3" });
    fields = await pageFields();
    expect(Object.keys(fields).filter((name) => name.startsWith("prompts."))).toHaveLength(3);

    const add = await desk.post(EDIT, { ...fields, action: "add:asks" });
    const page = await desk.get(String(add.headers.location));
    const added = fieldsOfPage(page.payload);
    expect(page.payload).toContain('data-at="asks.6"');
    expect(added["asks.6.text"]).toBe("");
    expect(added["asks.7.text"]).toContain("Will you ask the Justice Secretary");
    // Left empty, it is not kept: nothing is wrong with it either.
    expect(page.payload).not.toContain('class="wrong"');
    await desk.post(EDIT, { ...added, action: "save" });
    expect(await pageFields()).not.toHaveProperty("asks.7.text");
  });

  it("says what is wrong at the field and in the line, and keeps it all the same", async () => {
    const fields = await pageFields();
    await desk.post(EDIT, {
      ...fields,
      summary: "{{mp}}",
      "card.colour": "red",
      opens: "2026-12-01",
      closes: "2026-11-01",
      letter: "Fine.\n\nNot {{mpp}} fine.",
      action: "save",
    });
    const { payload } = await desk.get(EDIT);
    const text = decode(payload);
    const wrongAt = (id: string) =>
      decode(new RegExp(`id="${id.replaceAll(".", "\\.")}-wrong"[^>]*>(.*?)</div>`).exec(payload)?.[1] ?? "");
    expect(wrongAt("summary")).toContain("text without placeholders");
    expect(wrongAt("why.0")).toBe("");
    expect(wrongAt("card.colour")).toContain('a colour in quotes, such as "#9b1b30"');
    expect(wrongAt("title")).toBe("");
    expect(text).toContain("Text of the letter, line 3:");
    expect(text).toContain('<li data-line="3"><strong>Line 3</strong> <code>Not {{mpp}} fine.</code>');
    expect(text).toContain("things to mend before this can be published");
    expect((await pageFields())["card.colour"]).toBe("red");
    const ask = await preview({ ...fields, "asks.1.text": "Hello {{constituancy}}?" });
    expect(ask.json().faults).toMatchObject([
      { anchor: "asks.1.text", message: expect.stringContaining("Did you mean “constituency”?") },
    ]);
  });

  it("puts a fault behind an empty entry at the entry that has it", async () => {
    const fields = await pageFields();
    const answer = await preview({ ...fields, "prompts.0": "", "prompts.2": "{{x}}" });
    expect(answer.json().faults).toMatchObject([{ anchor: "prompts.2" }]);
    expect(answer.json().drawn).toBeNull();
  });
});

describe("two people at once", () => {
  it("tells the second, shows both field by field, and keeps what they choose", async () => {
    const [mine, theirs] = [await pageFields(), await pageFields()];
    const other = await test.signIn("publisher");
    await other.post(EDIT, {
      ...theirs,
      title: "Their title",
      "reasons.0.title": "Their reason",
      action: "save",
    });

    const typed = {
      ...mine,
      summary: "My summary.",
      "reasons.0.title": "My reason",
      "prompts.4": "",
      action: "save",
    };
    const told = await desk.post(EDIT, typed);
    expect(told.statusCode).toBe(409);
    const text = decode(told.payload);
    expect(text).toContain("pat@union.example saved this campaign on");
    for (const each of [
      "Their title",
      "A safe workload for probation",
      "My summary.",
      "My reason",
      "Their reason",
    ]) {
      expect(text).toContain(each);
    }
    expect((await pageFields()).title).toBe("Their title");

    const choices = fieldsOfPage(told.payload);
    // What was changed on one side only is chosen already; of what both changed, one's own.
    expect([choices["choose.title"], choices["choose.summary"], choices["choose.reasons.0"]]).toEqual([
      "theirs",
      "mine",
      "mine",
    ]);
    const chosen = await desk.post(EDIT, { ...choices, action: "save" });
    expect(chosen.statusCode).toBe(303);
    const after = await pageFields();
    expect([after.title, after.summary, after["reasons.0.title"]]).toEqual([
      "Their title",
      "My summary.",
      "My reason",
    ]);
  });

  it("tells an autosave too, and whoever saw an older published version", async () => {
    const fields = await pageFields();
    await desk.post(EDIT, { ...fields, title: "First", action: "save" });
    const late = await autosave({ ...fields, title: "Second" });
    expect([late.statusCode, late.json().conflict]).toEqual([409, true]);

    const versions = await test.parts.versions();
    const change = { by: "pat@union.example", at: "2026-11-20T10:00:00.000Z" };
    const now = await versions.draft(ID);
    await versions.publish(ID, { revision: now?.revision ?? 0, note: "" }, change);
    expect((await autosave({ ...fields, title: "Third" })).statusCode).toBe(409);
  });

  it("takes a save that is there already for done, as after an answer that was lost", async () => {
    const fields = await pageFields();
    expect((await autosave({ ...fields, title: "Once" })).statusCode).toBe(200);
    const again = await autosave({ ...fields, title: "Once" });
    expect([again.statusCode, again.json()]).toMatchObject([200, { conflict: false, version: 1 }]);
  });
});

describe("what the editor refuses", () => {
  it("a megabyte of text and ten thousand reasons: nothing is saved, and all that was typed is shown", async () => {
    const fields = await pageFields();
    const much = await desk.post(EDIT, { ...fields, letter: "many words ".repeat(95_000), action: "save" });
    expect(much.statusCode).toBe(413);
    expect(much.payload).toContain("more than a campaign can hold");
    expect(much.payload).toContain("many words many words");

    const reasons = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, i) => [`reasons.${i}.title`, `No. ${i}`]),
    );
    const many = await desk.post(EDIT, { ...fields, ...reasons, action: "save" });
    expect(many.statusCode).toBe(413);
    expect(many.payload).toContain("No. 9999");
    expect((await autosave({ ...fields, ...reasons })).json()).toMatchObject({ code: "campaign-too-large" });
    expect(await draft()).toBeUndefined();
  });

  it("no file of nothing but names: an ask's own parties are offered at that ask alone", async () => {
    const asks = [1, 2, 3].map((i) => `  - when: { party: [Party of ${i}] }\n    text: Help\n`);
    const yaml = `title: x\nasks:\n${asks.join("")}reasons:\n  - { id: a, title: ${"t".repeat(5_000)} }\nexamples:\n  - name: Sam\n`;
    await desk.post(EDIT, { ...(await pageFields(`${EDIT}?as=file`)), yaml, action: "save" });
    const { payload } = await desk.get(EDIT);
    expect(payload.match(/value="Party of \d"/g)).toEqual([1, 2, 3].map((i) => `value="Party of ${i}"`));
    // Its field has it whole, and its heading; no tick box does.
    expect(payload.match(/t{5000}/g)).toHaveLength(2);
  });

  it("a form that did not arrive whole, instead of emptying the fields that are missing", async () => {
    const answer = await desk.post(EDIT, { revision: "0", version: "1", title: "Only this", action: "save" });
    expect(answer.statusCode).toBe(400);
    expect(decode(answer.payload)).toContain("Only this");
    expect(await draft()).toBeUndefined();
  });

  it("whoever is not signed in, a campaign that there is not, and fields with names of objects", async () => {
    const stranger = await test.app.inject({ url: EDIT });
    expect(stranger.statusCode).toBe(303);
    expect((await desk.get("/desk/campaigns/none/edit")).statusCode).toBe(404);
    expect((await desk.get("/desk/campaigns/__proto__/edit")).statusCode).toBe(404);
    const fields = await pageFields();
    const odd = { "__proto__.title": "x", "constructor.prototype.y": "x", "reasons.__proto__.id": "x" };
    const answer = await desk.post(EDIT, { ...fields, ...odd, action: "up:__proto__.1" });
    expect(answer.statusCode).toBe(303);
    expect(await draft()).toBeUndefined();
  });

  it("no text, however hostile: it stays in its field", async () => {
    const fields = await pageFields();
    const hostile = 'x"\n---\n&a *a !!js {{constructor}} <script>alert(1)</script>\u0000';
    await desk.post(EDIT, { ...fields, title: hostile, "why.0": hostile, action: "save" });
    const { payload } = await desk.get(EDIT);
    expect(payload).not.toContain("<script>alert");
    const after = await pageFields();
    expect(after.title).toBe('x" --- &a *a !!js {{constructor}} <script>alert(1)</script>');
    expect(after["why.0"]).toBe(hostile.replace("\u0000", ""));
    expect(after.summary).toBe(fields.summary);
  });
});

describe("a campaign's file that cannot be read by its fields", () => {
  it("is shown as text with its faults, and mended there", async () => {
    const broken = { ...shippedSource(ID), yaml: "title: One\ntitle: Two\n" };
    await seedCampaign(test, "broken", broken);
    const url = "/desk/campaigns/broken/edit";
    const page = await desk.get(url);
    const fields = fieldsOfPage(page.payload);
    expect(fields.yaml).toBe(broken.yaml);
    expect(decode(page.payload)).toContain("<strong>Line 2</strong> <code>title: Two</code>");
    const { yaml } = shippedSource(ID);
    await desk.post(url, { ...fields, yaml: yaml.replaceAll("\n", "\r\n"), action: "save" });
    expect(fieldsOfPage((await desk.get(`${url}`)).payload).title).toBe("A safe workload for probation");
  });
});

describe("a campaign's file with more than a form can hold", () => {
  it("is shown as text, and mended there", async () => {
    const { yaml, ...rest } = shippedSource(ID);
    const many = yaml.replace(/^reasons:$/m, () => `reasons:\n${"  - {}\n".repeat(2_000)}`);
    await seedCampaign(test, "crowded", { ...rest, yaml: many });
    const url = "/desk/campaigns/crowded/edit";
    const { payload, statusCode } = await desk.get(url);
    expect(statusCode).toBe(200);
    expect(fieldsOfPage(payload).yaml).toBe(many);
    expect(payload).toContain("at most 12 entries");
    await desk.post(url, { ...fieldsOfPage(payload), yaml, action: "save" });
    expect(fieldsOfPage((await desk.get(url)).payload).title).toBe("A safe workload for probation");
  });
});

describe("the picture on the front", () => {
  const picture = (name: string) =>
    readFileSync(new URL(`../../fixtures/front-images/${name}`, import.meta.url));
  const send = (bytes: Buffer, type: string, seen: string) =>
    test.app.inject({
      method: "POST",
      url: `/desk/campaigns/${ID}/image?${seen}`,
      headers: { ...headersOf(desk), accept: "application/json", "content-type": type },
      payload: bytes,
    });

  it("is checked, kept with the draft, drawn in the preview, and taken out again", async () => {
    const refused = await send(Buffer.from("<svg/>"), "image/png", "revision=0&version=1");
    expect([refused.statusCode, refused.json().message]).toEqual([
      422,
      expect.stringContaining("SVG drawing"),
    ]);

    const taken = await send(picture("plain.png"), "image/png", "revision=0&version=1");
    expect([taken.statusCode, taken.json()]).toMatchObject([200, { saved: true }]);
    expect((await draft())?.yaml).toContain("image: front.png");
    const { payload } = await desk.get(EDIT);
    const url = /\/desk\/campaigns\/safe-workloads\/image\/[0-9a-f]+\.png/.exec(payload)?.[0] ?? "";
    const shown = await desk.get(url);
    expect([shown.statusCode, shown.headers["content-type"]]).toEqual([200, "image/png"]);

    const late = await send(picture("baseline.jpg"), "image/jpeg", "revision=0&version=1");
    expect(late.statusCode).toBe(409);
    await desk.post(EDIT, { ...(await pageFields()), action: "no-image" });
    expect(await draft()).toEqual(shippedSource(ID));
  });
});
