// The campaigns at the desk: the list, new ones and copies, how each stands, the archive, and links to a preview.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { form } from "../../support/app.ts";
import { buildDesk, type Desk, type DeskApp, EMAIL } from "../../support/desk.ts";
import { CAMPAIGN, saveDraft } from "../../support/desk-drafts.ts";

let clock = Temporal.Instant.from("2026-11-22T12:00Z");
let test: DeskApp;
let publisher: Desk;
let editor: Desk;
beforeAll(async () => {
  test = await buildDesk({}, { now: () => clock });
  publisher = await test.signIn("publisher");
  editor = await test.signIn("editor");
});
afterAll(() => test.app.close());

const HERE = `/desk/campaigns/${CAMPAIGN}`;
const publicPage = async (path: string) => (await test.app.inject(path)).payload;
const draftOf = async (id: string) => (await (await test.parts.versions()).draft(id))?.source.yaml;

describe("the desk's first page", () => {
  it("has every campaign with how it stands, and the way to a new one", async () => {
    const { payload } = await editor.get("/desk");
    expect(payload).toContain(`<a href="${HERE}">A safe workload for probation</a>`);
    expect(payload).toContain("Members have seen version 1 since 22 Nov 2026, 12:00.");
    expect(payload).toContain("Sample");
    expect(payload).toContain("A copy of “Eight reasons to reunify probation”");
  });

  it("says who is working on what", async () => {
    await saveDraft(test, {});
    expect((await editor.get("/desk")).payload).toContain(
      `Last saved by ${EMAIL.editor} on 22 Nov 2026, 11:58.`,
    );
  });
});

describe("a new campaign", () => {
  it("begins blank, as a draft that nobody sees, with a proof that says what to fill in", async () => {
    const { headers } = await editor.post("/desk/campaigns", { title: "Ymgyrch newydd: Gŵyr!", from: "" });
    expect(headers.location).toBe("/desk/campaigns/ymgyrch-newydd-gwyr");
    expect((await test.app.inject("/campaigns/ymgyrch-newydd-gwyr")).statusCode).toBe(404);
    expect((await editor.get("/desk")).payload).toContain("Not published yet");
    const { payload } = await editor.get("/desk/campaigns/ymgyrch-newydd-gwyr/proof");
    expect(payload).toContain("9 things have to be mended");
    expect(payload).toContain("Reason 1: paragraph for the letter");
  });

  it("or as a copy: with its title, without sample and dates, its notes kept", async () => {
    const { headers } = await editor.post("/desk/campaigns", { title: "Come to ours", from: "drop-in" });
    expect(headers.location).toBe("/desk/campaigns/come-to-ours");
    const yaml = (await draftOf("come-to-ours")) ?? "";
    expect(yaml).toContain("title: Come to ours\n");
    expect(yaml).not.toMatch(/^(?:sample|closes):/m);
    expect(yaml).toContain("# The first ask whose `when` fits the MP is used.");
  });

  it("gets an id of its own, however often its title comes", async () => {
    for (const id of ["drop-in-2", "drop-in-3"]) {
      const { headers } = await editor.post("/desk/campaigns/drop-in/duplicate", { title: "Drop-in" });
      expect(headers.location).toBe(`/desk/campaigns/${id}`);
    }
  });

  it.each(["", "   ", "x".repeat(81)])("needs a title that fits: %j", async (title) => {
    const { statusCode, payload } = await editor.post("/desk/campaigns", { title, from: "drop-in" });
    expect(statusCode).toBe(422);
    expect(payload).toContain('aria-invalid="true"');
    expect(payload).toContain('<option value="drop-in" selected>');
  });

  it("is no copy of one that there is not", async () => {
    for (const from of ["nowhere", "../drop-in", "__proto__"])
      expect((await editor.post("/desk/campaigns", { title: "Copied", from })).statusCode).toBe(404);
  });
});

describe("the archive", () => {
  const archive = (archived: string, desk = publisher) =>
    desk.post("/desk/campaigns/drop-in/archive", { archived });

  it("is for publishers", async () => {
    expect((await archive("1", editor)).statusCode).toBe(403);
    expect(await publicPage("/")).toContain("/campaigns/drop-in");
  });

  it("takes a campaign from the list; its page says that it has ended, and nothing is deleted", async () => {
    expect((await archive("1")).headers.location).toBe("/desk/campaigns/drop-in?done=archived");
    expect(await publicPage("/")).not.toContain("/campaigns/drop-in");
    const page = await publicPage("/campaigns/drop-in");
    expect(page).toContain("This campaign has ended.");
    expect(page).toContain("Come to the drop-in");
    expect(page).not.toContain('name="postcode"');
    expect((await publisher.get("/desk")).payload).toContain("Archived campaigns");
    expect((await publisher.get("/desk/campaigns/drop-in")).payload).toContain("Bring it back");
  });

  it("loses nothing of what a member was writing", async () => {
    const sent = form({ postcode: "CF10 1EP", name: "Sam", ownWords: "What I was writing." });
    const { statusCode, payload } = await test.app.inject({ url: "/campaigns/drop-in/preview", ...sent });
    expect(statusCode).toBe(422);
    expect(payload).toContain("What I was writing.");
    expect(payload).toContain("This campaign has ended.");
  });

  it("publishes nothing, and gives back what it took", async () => {
    expect((await publisher.get("/desk/campaigns/drop-in/publish")).payload).toContain(
      "This campaign is archived.",
    );
    expect((await archive("0")).headers.location).toBe("/desk/campaigns/drop-in?done=unarchived");
    expect(await publicPage("/")).toContain("/campaigns/drop-in");
  });

  it("takes nothing but yes and no", async () => {
    for (const archived of ["", "2", "true"]) await archive(archived);
    expect(await publicPage("/")).toContain("/campaigns/drop-in");
  });

  it("knows no page of a campaign that was never published", async () => {
    await publisher.post("/desk/campaigns/come-to-ours/archive", { archived: "1" });
    expect((await test.app.inject("/campaigns/come-to-ours")).statusCode).toBe(404);
  });
});

describe("changes that nobody wants", () => {
  const discard = (fields: Record<string, string>) => editor.post(`${HERE}/discard`, fields);

  it("are thrown away when somebody ticks that they mean it, and what members see stays", async () => {
    const revision = await saveDraft(test, {
      yaml: ["title: A safe workload for probation", "title: Unwanted"],
    });
    const unticked = await discard({ revision: String(revision) });
    expect(unticked.statusCode).toBe(422);
    expect(unticked.payload).toContain("Please tick that you mean it.");
    expect(await draftOf(CAMPAIGN)).toContain("title: Unwanted");
    const { headers } = await discard({ revision: String(revision), sure: "1" });
    expect(headers.location).toBe(`${HERE}?done=discarded`);
    expect(await draftOf(CAMPAIGN)).toBeUndefined();
    const { payload } = await editor.get(`${HERE}?done=discarded`);
    expect(payload).toContain("The changes are thrown away.");
    expect(payload).not.toContain("Throw the changes away");
    expect((await editor.get(`/desk/audit?campaign=${CAMPAIGN}`)).payload).toContain("Threw the draft away");
  });

  it("stay where somebody saved in between, where there are none, and where nothing was published", async () => {
    const revision = await saveDraft(test, {});
    const [before, none] = [String(revision - 1), "nonsense"];
    for (const seen of [before, none]) {
      const { statusCode, payload } = await discard({ revision: seen, sure: "1" });
      expect(statusCode).toBe(409);
      expect(payload).toContain("Nothing was thrown away");
    }
    expect(await draftOf(CAMPAIGN)).toBeDefined();
    const copy = await editor.post("/desk/campaigns/come-to-ours/discard", { revision: "1", sure: "1" });
    expect(copy.statusCode).toBe(409);
    expect(await draftOf("come-to-ours")).toBeDefined();
  });
});

describe("a link to the preview", () => {
  const PATH = /value="http:\/\/[^"/]+(\/preview\/[\w-]{43})"/;
  const make = async () => PATH.exec((await editor.post(`${HERE}/preview-link`)).payload)?.[1] ?? "";

  it("shows what is being worked on, card, letter and email of every example, to whoever has it", async () => {
    const path = await make();
    await saveDraft(test, { yaml: ["title: A safe workload for probation", "title: Not yet public"] });
    const { payload, headers, statusCode } = await test.app.inject(path);
    expect(statusCode).toBe(200);
    expect(payload).toContain("Preview: not public.");
    expect(payload).toContain("Not yet public");
    for (const name of ["Priya Nair", "Dave O’Hara", "Nia Rowlands", "Iain Baird"])
      expect(payload).toContain(`${name} to `);
    expect(payload.match(/<svg/g)?.length).toBeGreaterThanOrEqual(12);
    expect(payload).toContain("From your constituent in");
    expect([headers["x-robots-tag"], headers["cache-control"]]).toEqual(["noindex, nofollow", "no-store"]);
  });

  it("has no form, and nothing that leads to a real letter", async () => {
    const { payload } = await test.app.inject(await make());
    expect(payload).not.toMatch(/<form|<button|mailto:|\/campaigns\/safe-workloads/);
  });

  it("follows the draft, and says so where it cannot be read at the moment", async () => {
    const path = await make();
    await saveDraft(test, { yaml: ["title: A safe workload for probation", "title: Changed since"] });
    expect((await test.app.inject(path)).payload).toContain("Changed since");
    await saveDraft(test, { postcard: ["{{ask}}", "{{constructor}}"] });
    const { payload, statusCode } = await test.app.inject(path);
    expect(statusCode).toBe(200);
    expect(payload).toContain("something in it is being mended");
    await saveDraft(test, {});
  });

  it("is shown once, and kept as a hash only", async () => {
    const path = await make();
    expect((await editor.get(HERE)).payload).not.toContain(path);
    const database = await test.parts.database();
    const rows = JSON.stringify(await database.selectFrom("preview_links").selectAll().execute());
    expect(rows).toContain(EMAIL.editor);
    expect(rows).not.toContain(path.split("/").at(-1));
    expect(test.log()).not.toContain(path.split("/").at(-1));
  });

  it("is the same where the page with it is loaded again, or its button is pressed twice", async () => {
    const once = /name="once" value="([^"]+)"/.exec((await editor.get(HERE)).payload)?.[1] ?? "";
    const before = (await (await test.parts.audit()).entries({ limit: 1 })).entries[0]?.id ?? 0;
    const pages = await Promise.all([1, 2, 3].map(() => editor.post(`${HERE}/preview-link`, { once })));
    const paths = pages.map(({ payload }) => PATH.exec(payload)?.[1]);
    expect(paths).toEqual(Array(3).fill(expect.stringMatching(/^\/preview\//)));
    expect(new Set(paths).size).toBe(1);
    const { entries } = await (await test.parts.audit()).entries({ limit: 10 });
    expect(entries.filter(({ id }) => id > before).map(({ what }) => what)).toEqual(["preview-link-made"]);
    // Somebody else's form, and the next one of one's own, make links of their own.
    for (const [desk, each] of [
      [publisher, once],
      [editor, `${once}2`],
    ] as const)
      expect(PATH.exec((await desk.post(`${HERE}/preview-link`, { once: each })).payload)?.[1]).not.toBe(
        paths[0],
      );
  });

  it("works until somebody ends it", async () => {
    const path = await make();
    const ids = [...(await publisher.get(HERE)).payload.matchAll(/name="link" value="([^"]+)"/g)].map(
      ([, id]) => id ?? "",
    );
    const other = await publisher.post("/desk/campaigns/drop-in/preview-link/end", { link: ids[0] ?? "" });
    expect(other.statusCode).toBe(303);
    expect((await test.app.inject(path)).statusCode).toBe(200);
    for (const link of ids) await publisher.post(`${HERE}/preview-link/end`, { link });
    const { statusCode, payload, headers } = await test.app.inject(path);
    expect(statusCode).toBe(404);
    expect(payload).toContain("This link no longer works");
    expect(headers["x-robots-tag"]).toBe("noindex, nofollow");
  });

  it("works for seven days", async () => {
    const [path, made] = [await make(), clock];
    clock = made.add({ hours: 7 * 24 - 1 });
    expect((await test.app.inject(path)).statusCode).toBe(200);
    clock = made.add({ hours: 7 * 24 });
    expect((await test.app.inject(path)).statusCode).toBe(404);
    clock = made;
  });

  it("is no more than one of twenty", async () => {
    for (let at = 0; at < 20; at++) await editor.post("/desk/campaigns/eight-reasons/preview-link");
    const { statusCode, payload } = await editor.post("/desk/campaigns/eight-reasons/preview-link");
    expect(statusCode).toBe(422);
    expect(payload).toContain("20 links");
  });

  it.each(["x", "a".repeat(43), "%00", "..%2F..%2Fdesk"])("cannot be guessed: %s", async (token) => {
    expect((await test.app.inject(`/preview/${token}`)).statusCode).toBe(404);
  });

  it("is in the audit log, made and ended", async () => {
    const { entries } = await (await test.parts.audit()).entries({ limit: 100, campaign: CAMPAIGN });
    expect(entries.map(({ what }) => what)).toEqual(
      expect.arrayContaining(["preview-link-made", "preview-link-ended"]),
    );
  });
});
