import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp, form } from "../support/app.ts";
import { readPdf } from "../support/pdf.ts";

let app: FastifyInstance;
beforeAll(async () => {
  ({ app } = await buildApp());
});
afterAll(() => app.close());

const CAMPAIGN = "/campaigns/eight-reasons";
const FIELDS = {
  postcode: "cf10 1ep",
  name: "Sam Taylor",
  ownWords: "I had ten minutes for a man with nowhere to sleep.",
  reasons: ["burnout"],
};

const post = (page: string, fields: Record<string, string | string[]>) =>
  app.inject({ url: `${CAMPAIGN}/${page}`, ...form(fields) });

describe("the front page", () => {
  it("lists every campaign with its card's front, and marks the samples", async () => {
    const { payload, statusCode } = await app.inject("/");
    expect(statusCode).toBe(200);
    for (const id of ["eight-reasons", "drop-in", "safe-workloads"]) {
      expect(payload).toContain(`href="/campaigns/${id}"`);
    }
    expect(payload.match(/Sample, facts of 2019/g)).toHaveLength(2);
  });
});

describe("a campaign's page", () => {
  it("says why it matters, where figures are from, and asks for a postcode by POST", async () => {
    const { payload } = await app.inject(CAMPAIGN);
    expect(payload).toContain(`action="${CAMPAIGN}/write"`);
    expect(payload).toContain("HMI Probation");
    expect(payload).toMatch(/<form[^>]*method="post"/);
    expect(payload).not.toMatch(/method="get"/i);
  });

  it("is a clear 404 for a campaign that does not exist", async () => {
    const response = await app.inject("/campaigns/no-such");
    expect(response.statusCode).toBe(404);
    expect(response.payload).toContain("There is no such campaign");
  });

  it.each(["write", "preview", "send", "postcard.pdf", "letter.pdf"])(
    "is where a GET of %s leads back to",
    async (page) => {
      const response = await app.inject(`${CAMPAIGN}/${page}`);
      expect(response.statusCode).toBe(303);
      expect(response.headers.location).toBe(CAMPAIGN);
    },
  );
});

describe("from the postcode to the writing page", () => {
  it("shows the MP with party and constituency, and what to mind before writing", async () => {
    const { payload, statusCode } = await post("write", { postcode: "cf101ep" });
    expect(statusCode).toBe(200);
    expect(payload).toContain("Stephen Doughty");
    expect(payload).toMatch(/Labour \(Co-op\) MP for Cardiff South and Penarth/);
    expect(payload).toContain("Before you write");
    expect(payload).toContain('value="CF10 1EP"');
    expect(payload).toMatch(/<svg[^>]*role="img"/);
  });

  it("keeps a bad postcode in its box, says what is wrong, and keeps what was written", async () => {
    const { payload, statusCode } = await post("write", { ...FIELDS, postcode: "SW1A 1A" });
    expect(statusCode).toBe(422);
    expect(payload).toContain('value="SW1A 1A"');
    expect(payload).toContain("both halves of it");
    expect(payload).toContain('<input type="hidden" name="ownWords" value="I had ten minutes');
    expect(payload).toContain('<input type="hidden" name="reasons" value="burnout">');
  });

  it("offers Northern Ireland's seats for a postcode there, keeps what was typed, and takes the choice", async () => {
    const { payload, statusCode } = await post("write", { ...FIELDS, postcode: "BT1 1AA" });
    expect(statusCode).toBe(200);
    expect(payload.match(/type="radio"/g)).toHaveLength(18);
    expect(payload).toContain('name="name" value="Sam Taylor"');
    const chosen = await post("write", { ...FIELDS, postcode: "BT1 1AA", seat: "N05000001", picked: "1" });
    expect(chosen.payload).toContain("MP for Belfast East");
  });

  it("asks again, kindly, where no constituency was picked", async () => {
    const { payload, statusCode } = await post("write", { postcode: "BT1 1AA", picked: "1" });
    expect(statusCode).toBe(422);
    expect(payload).toContain("Pick a constituency from the list");
  });

  it("lists the sector's other seats and a search where the MP is not theirs", async () => {
    const { payload } = await post("write", { ...FIELDS, change: "1" });
    expect(payload).toContain("Search for your MP");
    expect(payload).toContain("Cardiff South and Penarth");
    const found = await post("write", { ...FIELDS, find: "ynys mon" });
    expect(found.payload).toContain("1 constituency matches");
    expect(found.payload).toContain("Llinos Medi");
    const unpicked = await post("write", { ...FIELDS, seat: "", find: "ynys mon", picked: "1" });
    expect(unpicked.statusCode).toBe(422);
    expect(unpicked.payload).toContain("Llinos Medi");
    expect(unpicked.payload).toContain("Pick a constituency from the list");
    const nothing = await post("write", { ...FIELDS, find: "zzzz<script>" });
    expect(nothing.payload).toContain("We found no constituency");
    expect(nothing.payload).not.toContain("<script>");
  });

  it("says what is known of a seat whose MP is not", async () => {
    const { payload } = await post("write", { postcode: "WC1X 9DT", seat: "E14001290" });
    expect(payload).toContain("The Member of Parliament for Holborn and St Pancras");
    expect(payload).toContain("8 October 2026");
    expect(payload).toContain("Write to the MP for Holborn and St Pancras");
  });
});

describe("the greeting", () => {
  it("is the MP's usual one unless the member writes their own, which goes to no other MP", async () => {
    const greeting = (payload: string) => /name="salutation" value="([^"]*)"/.exec(payload)?.[1];
    const own = { ...FIELDS, salutation: "Dear Stephen" };
    expect(greeting((await post("write", FIELDS)).payload)).toBe("");
    expect((await post("write", FIELDS)).payload).toContain("Leave it empty for “Dear Stephen Doughty”");
    expect(greeting((await post("write", own)).payload)).toBe("Dear Stephen");
    const changed = await post("write", { ...own, seat: "W07000112", picked: "1", change: "1" });
    expect(greeting(changed.payload)).toBe("");
    expect((await post("preview", { ...FIELDS, seat: "W07000112" })).payload).toContain("Dear Llinos Medi");
  });
});

describe("a seat that does not exist", () => {
  it("leads to the constituencies to pick from, with what is wrong said and what was typed kept", async () => {
    const { payload, statusCode } = await post("write", { ...FIELDS, seat: "E14009999" });
    expect(statusCode).toBe(422);
    expect(payload).toContain("is not a constituency of the House of Commons");
    expect(payload).toContain("Search for your MP");
    expect(payload).toContain('name="ownWords" value="I had ten minutes');
  });
});

describe("the preview", () => {
  it("shows both sides and three ways out, print first on a desktop and email first on a phone", async () => {
    const { payload, statusCode } = await post("preview", FIELDS);
    expect(statusCode).toBe(200);
    expect(payload.match(/<svg/g)).toHaveLength(2);
    const order = (html: string) => [...html.matchAll(/id="way-(\w+)"/g)].map(([, way]) => way);
    expect(order(payload)).toEqual(["card", "letter", "email"]);
    const phone = await app.inject({
      url: `${CAMPAIGN}/preview`,
      ...form(FIELDS),
      headers: { ...form(FIELDS).headers, "sec-ch-ua-mobile": "?1" },
    });
    expect(order(phone.payload)).toEqual(["email", "card", "letter"]);
  });

  it("leads back to the writing page with the fault beside its field and everything typed kept", async () => {
    const { payload, statusCode } = await post("preview", { ...FIELDS, name: " " });
    expect(statusCode).toBe(422);
    expect(payload).toContain('href="#name"');
    expect(payload).toContain("I had ten minutes for a man");
    expect(payload).toMatch(/value="burnout" checked/);
  });

  it("offers email and letter, and no card, for a text that is too long for one", async () => {
    const { payload } = await post("preview", { ...FIELDS, ownWords: "Much too long a story. ".repeat(60) });
    expect(payload).toMatch(/\d+ words too many for the card/);
    expect(payload).not.toContain("postcard.pdf");
    expect(payload).toContain("letter.pdf");
    expect(payload).toContain(`${CAMPAIGN}/send`);
  });

  it("names characters that cannot be printed and offers email", async () => {
    const { payload } = await post("preview", { ...FIELDS, ownWords: "We are tired 😴" });
    expect(payload).toContain("We cannot print these characters: 😴 (U+1F634)");
    expect(payload).not.toContain("postcard.pdf");
    expect(payload).not.toContain("letter.pdf");
    expect(payload).toContain(`${CAMPAIGN}/send`);
    expect(payload).toContain('name="leaveOut"');
  });

  it("leaves such characters out of everything that the member typed, and only then", async () => {
    const typed = { ...FIELDS, name: "Sam 🌈 Taylor", ownWords: "Tired 😴.", salutation: "Hi 👋 Stephen" };
    const asked = { ...typed, address: "1 Mill 🏠 Lane", answers: ["Too 😴 much"], leaveOut: "1" };
    const { payload } = await post("write", asked);
    for (const left of [
      'value="Sam Taylor"',
      "Tired.</textarea>",
      'value="Hi Stephen"',
      "1 Mill Lane",
      "Too much",
    ])
      expect(payload).toContain(left);
    expect(payload).not.toMatch(/\p{Emoji_Presentation}/u);
    expect(payload).toMatch(/data-leave-out hidden/);
    expect((await post("write", typed)).payload).toMatch(/data-leave-out >/);
    expect((await post("preview", asked)).payload).not.toContain('name="leaveOut"');
  });

  it("is drawn as JSON while somebody types, with and without a name", async () => {
    const json = (fields: Record<string, string | string[]>) =>
      app.inject({
        url: `${CAMPAIGN}/preview`,
        ...form(fields),
        headers: { ...form(fields).headers, accept: "application/json" },
      });
    const half = (await json({ postcode: "CF10 1EP", name: "", ownWords: "I" })).json();
    expect(half.state).toBe("fits");
    expect(half.back).toMatch(/^<svg/);
    expect(half.back).toContain("Your name");
    expect(half.message).toMatch(/room for about \d+ more words/);
    const over = (await json({ ...FIELDS, ownWords: "word ".repeat(400) })).json();
    expect(over).toMatchObject({ state: "over" });
    expect(over.message).toMatch(/\d+ words too many/);
    const huge = (await json({ ...FIELDS, ownWords: "a".repeat(5_001) })).json();
    expect(huge.message).toContain("5,000");
  });

  it("shows what a member types as the text it is", async () => {
    const { payload } = await post("preview", {
      ...FIELDS,
      ownWords: "<img src=x onerror=alert(1)> {{ask}} \"quoted\" & 'so'",
      name: "O'Neill </title><b>",
    });
    expect(payload).not.toContain("<img");
    expect(payload).not.toContain("</title><b>");
    expect(payload).toContain("{{ask}}");
  });
});

describe("the ways out", () => {
  const ADDRESS = { address: "12 Example Street\r\nExampleton" };

  it("asks for the address where the email needs it, and keeps the rest", async () => {
    const { payload, statusCode } = await post("send", FIELDS);
    expect(statusCode).toBe(422);
    expect(payload).toContain('href="#address"');
    expect(payload).toContain('name="ownWords" value="I had ten minutes');
  });

  it("gives the email as a link, as text to copy, and as webmail links that tell the service nothing of us", async () => {
    const { payload } = await post("send", { ...FIELDS, ...ADDRESS });
    expect(payload).toMatch(/href="mailto:stephen\.doughty\.mp@parliament\.uk\?subject&#x3D;/);
    expect(payload).toContain("12 Example Street\nExampleton\nCF10 1EP");
    const outside = [...payload.matchAll(/<a href="https:[^>]*>/g)].map(([link]) => link);
    expect(outside).toHaveLength(4);
    for (const link of outside) expect(link).toContain('rel="noreferrer"');
  });

  it("offers paper and says why where the MP publishes no email", async () => {
    const { seats } = (await app.inject("/api/v1/seats")).json();
    const silent = seats.find(
      (seat: { member: { email: string | null } | null }) => seat.member?.email === null,
    );
    const { payload } = await post("preview", { ...FIELDS, ...ADDRESS, seat: silent.code });
    expect(payload).toContain("publishes no email address");
    expect(payload).not.toContain(`${CAMPAIGN}/send`);
    const stale = await post("send", { ...FIELDS, ...ADDRESS, seat: silent.code });
    expect(stale.statusCode).toBe(422);
    expect(stale.payload).toContain("publishes no email address");
  });

  it.each([
    ["a4-single", 1],
    ["card", 2],
  ])("gives the card on %s as a download that names nobody", async (sheet, pages) => {
    const response = await post("postcard.pdf", { ...FIELDS, sheet });
    expect(response.headers["content-disposition"]).toBe('attachment; filename="postcard.pdf"');
    expect((await readPdf(new Uint8Array(response.rawPayload))).pages).toHaveLength(pages);
  });

  it("gives the letter", async () => {
    const response = await post("letter.pdf", { ...FIELDS, ...ADDRESS });
    const [page] = (await readPdf(new Uint8Array(response.rawPayload))).pages;
    expect(page?.lines.map(({ text }) => text)).toContain("12 Example Street");
  });

  it("thanks, says how to post it, and clears the draft", async () => {
    const { payload } = await app.inject(`${CAMPAIGN}/sent`);
    expect(payload).toContain("Thank you");
    expect(payload).toContain('data-sent="eight-reasons"');
  });
});

describe("a campaign with dates", () => {
  const folder = mkdtempSync(join(tmpdir(), "postbag-campaigns-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  function withDates(id: string, dates: string): void {
    cpSync(new URL("../../templates/campaigns/safe-workloads", import.meta.url), join(folder, id), {
      recursive: true,
    });
    appendFileSync(join(folder, id, "campaign.yaml"), `\n${dates}\n`);
  }

  it("keeps its page after it closes, or before it opens, says so, and takes no letters", async () => {
    withDates("over", "closes: 2026-11-21");
    withDates("to-come", "opens: 2026-11-23");
    withDates("last-day", "closes: 2026-11-22");
    const dated = await buildApp({}, { campaignsFolder: folder });
    const page = (id: string) => dated.app.inject(`/campaigns/${id}`);
    expect((await page("over")).payload).toContain("closed on 21 November 2026");
    expect((await page("to-come")).payload).toContain("opens on 23 November 2026");
    expect((await page("over")).payload).not.toContain('id="postcode"');
    expect((await page("last-day")).payload).toContain('id="postcode"');

    const late = await dated.app.inject({ url: "/campaigns/over/write", ...form(FIELDS) });
    expect(late.statusCode).toBe(422);
    expect(late.payload).toContain("closed on 21 November 2026");
    // What they wrote is there to be copied.
    expect(late.payload).toMatch(/<textarea[^>]*readonly[^>]*>I had ten minutes for a man/);
    await dated.app.close();
  });
});

describe("pages about the site", () => {
  it("says what is kept and whom a postcode may be asked of", async () => {
    expect((await app.inject("/privacy")).payload).toContain("is sent to nobody");
    const asking = await buildApp({ POSTCODES_IO_URL: "https://postcodes.example" });
    expect((await asking.app.inject("/privacy")).payload).toContain("postcodes.example");
    expect((await asking.app.inject(CAMPAIGN)).payload).toContain("postcodes.example");
    await asking.app.close();
  });

  it("gives the data's licences as the data files state them", async () => {
    const { payload } = await app.inject("/attribution");
    for (const owner of [
      "Contains OS data",
      "Royal Mail",
      "National Statistics",
      "Open Parliament Licence",
      "mySociety",
    ]) {
      expect(payload).toContain(owner);
    }
  });
});
