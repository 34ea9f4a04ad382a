// The audit log's page, and what only publishers may do.
import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AUDITED } from "../../../src/accounts/audit.ts";
import type { SignIn } from "../../../src/accounts/sign-in.ts";
import { formTokenOf } from "../../../src/accounts/tokens.ts";
import { PATHS } from "../../../src/paths.ts";
import { accountOf, guardWithSession, publishersOnly } from "../../../src/web/desk/session.ts";
import { registerFailures } from "../../../src/web/failures.ts";
import { registerPages } from "../../../src/web/pages.ts";
import { buildDesk, type Desk, type DeskApp, EMAIL } from "../../support/desk.ts";

let test: DeskApp;
let desk: Desk;
beforeAll(async () => {
  test = await buildDesk();
  desk = await test.signIn("editor");
  const audit = await test.parts.audit();
  const change = { at: "2026-06-01T08:05:00.000Z", by: EMAIL.publisher, campaign: "safe-workloads" };
  await audit.record({ ...change, what: "published", from: 3, to: 4 });
  await audit.record({ ...change, what: "draft-saved", from: 4, to: 4 });
  await audit.record({ ...change, by: "files", what: "seeded", to: 1, campaign: "reunify" });
});
afterAll(() => test.app.close());

/** The rows of the table as text, newest first. */
const rows = (payload: string): string[] =>
  [...payload.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].slice(1).map(([, row = ""]) =>
    row
      .replace(/<[^>]+>/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
  );

describe("the audit log", () => {
  it("says who did what, when in London, and from which version to which, to editors too", async () => {
    const { payload } = await desk.get("/desk/audit");
    expect(rows(payload).slice(0, 3)).toEqual([
      "1 Jun 2026, 09:05 Files Took the campaign in from the files that came with the program · reunify 1",
      `1 Jun 2026, 09:05 ${EMAIL.publisher} Saved a draft · safe-workloads 4`,
      `1 Jun 2026, 09:05 ${EMAIL.publisher} Published · safe-workloads 3 to 4`,
    ]);
    expect(payload).toContain(`Added the account of ${EMAIL.editor}`);
    expect(payload).toContain("Command line");
  });

  it("can be read for one campaign, and page by page", async () => {
    const one = await desk.get("/desk/audit?campaign=reunify");
    expect(rows(one.payload)).toHaveLength(1);
    const audit = await test.parts.audit();
    for (let at = 0; at < 60; at++)
      await audit.record({
        at: "2026-06-02T08:05:00.000Z",
        by: EMAIL.editor,
        what: "archived",
        campaign: "old",
      });
    const first = await desk.get("/desk/audit?campaign=old");
    expect(rows(first.payload)).toHaveLength(50);
    const older = /href="(\/desk\/audit\?before=\d+&amp;campaign=old)"/.exec(first.payload)?.[1];
    const second = await desk.get(String(older).replace("&amp;", "&"));
    expect(rows(second.payload)).toHaveLength(10);
    expect(second.payload).toContain("Back to the newest");
  });

  it.each([
    "before=x",
    "before=-1",
    "before=1&before=2",
    "campaign=%27%3B--",
    "campaign[]=a",
    "before=99999999999999999999",
  ])("shows its newest where it is asked for nonsense (%s)", async (query) => {
    const { statusCode, payload } = await desk.get(`/desk/audit?${query}`);
    expect(statusCode).toBe(200);
    expect(rows(payload).length).toBeGreaterThan(10);
  });

  it("has words for all that can be logged", async () => {
    const words = await test.parts.words();
    expect(AUDITED.filter((what) => !words.has(`desk.audit.did.${what}`))).toEqual([]);
  });
});

describe("what only publishers may do", () => {
  it("is done for a publisher, and refused to an editor, whatever they send", async () => {
    const words = await test.parts.words();
    const token = "A".repeat(43);
    const site = { organisation: "", contact: null, imprint: null };
    for (const [role, status] of [
      ["publisher", 200],
      ["editor", 403],
    ] as const) {
      const account = { id: "1", email: "ada@union.example", role };
      const signIn = {
        session: async () => ({ token, account, expiresAt: "" }),
      } as Partial<SignIn> as SignIn;
      const app = Fastify();
      await registerPages(app, { folder: PATHS.pages, words, site });
      registerFailures(app, words);
      await app.register(async (desk) => {
        guardWithSession(desk, { signIn, words });
        desk.post(
          "/desk/publish",
          { preHandler: publishersOnly },
          async (request) => accountOf(request).email,
        );
      });
      const answer = await app.inject({
        method: "POST",
        url: "/desk/publish",
        headers: { cookie: `postbag-desk=${token}`, "x-form-token": formTokenOf(token) },
        payload: { role: "publisher", account: { role: "publisher" } },
      });
      expect(answer.statusCode).toBe(status);
      expect(answer.payload).toContain(role === "publisher" ? "ada@union.example" : "That is for publishers");
      await app.close();
    }
  });
});
