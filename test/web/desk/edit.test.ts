// The editor's pages without a browser: what a form does to a draft, faults at their fields, two people at once, and refusals.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildDesk, type Desk, type DeskApp } from "../../support/desk.ts";
import { decode, fieldsOfPage, seedCampaign, shippedSource } from "../../support/editor.ts";

const ID = "safe-workloads";
const EDIT = `/desk/campaigns/${ID}/edit`;

let test: DeskApp;
let desk: Desk;
beforeEach(async () => {
  test = await buildDesk();
  await seedCampaign(test, ID);
  desk = await test.signIn("editor");
});
afterEach(() => test.app.close());

const draft = async () => (await (await test.parts.versions()).draft(ID))?.source;
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
});
