import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../support/app.ts";
import { readPdf } from "../support/pdf.ts";

let app: FastifyInstance;
beforeAll(async () => {
  ({ app } = await buildApp());
});
afterAll(() => app.close());

const SENDER = { name: "Sam Taylor", address: ["12 Example Street", "Exampleton"] };
const REQUEST = {
  campaign: "safe-workloads",
  postcode: "CF10 1EP",
  sender: SENDER,
  ownWords: "I had twice the cases that one officer can see properly.",
};

const post = (url: string, payload: object) => app.inject({ method: "POST", url, payload });

describe("GET /api/v1/campaigns", () => {
  it("lists the campaigns with their reasons", async () => {
    const { campaigns } = (await app.inject("/api/v1/campaigns")).json();
    const byId = Object.fromEntries(campaigns.map((campaign: { id: string }) => [campaign.id, campaign]));
    expect(Object.keys(byId).sort()).toEqual(["drop-in", "eight-reasons", "safe-workloads"]);
    expect(byId["eight-reasons"]).toMatchObject({ sample: true, open: true, languages: ["en"] });
    expect(byId["eight-reasons"].reasons).toHaveLength(8);
    expect(byId["safe-workloads"]).toMatchObject({ sample: false, open: true, opens: null, closes: null });
  });
});

describe("GET /api/v1/seats", () => {
  it.each(["ynys mon", "YNYS MÔN", "llinos"])("finds Ynys Môn by %s", async (q) => {
    const { seats } = (await app.inject({ url: "/api/v1/seats", query: { q } })).json();
    expect(seats[0]).toMatchObject({ name: "Ynys Môn", nation: "wales", member: { name: "Llinos Medi" } });
  });

  it("gives all 650 where nothing is asked for", async () => {
    const { seats } = (await app.inject("/api/v1/seats")).json();
    expect(seats).toHaveLength(650);
  });
});

describe("POST /api/v1/mp", () => {
  it("answers found with the seat, where it is from, and why", async () => {
    const answer = (await post("/api/v1/mp", { postcode: " cf101ep " })).json();
    expect(answer).toMatchObject({
      outcome: "found",
      postcode: "CF10 1EP",
      seat: { name: "Cardiff South and Penarth", member: { name: "Stephen Doughty" } },
      source: "index",
    });
    expect(answer.why).toContain("CF10 1EP");
  });

  it("answers choose with Northern Ireland's 18 seats for a postcode there", async () => {
    const answer = (await post("/api/v1/mp", { postcode: "BT1 1AA" })).json();
    expect(answer).toMatchObject({ outcome: "choose", seat: null, source: "nation" });
    expect(answer.choices).toHaveLength(18);
  });

  it.each([
    ["AB12", "postcode-incomplete"],
    ["SW1A 1A", "postcode-incomplete"],
    ["12345", "postcode-shape"],
    ["QQ1 1AA", "postcode-area"],
    ["JE2 4WF", "postcode-jersey"],
    ["", "postcode-missing"],
    ["A".repeat(10_000), "postcode-shape"],
    ["🏠🏠🏠", "postcode-shape"],
  ])("answers a bad postcode (%#) with problem+json, a code and an example", async (postcode, code) => {
    const response = await post("/api/v1/mp", { postcode });
    expect(response.statusCode).toBe(422);
    expect(response.headers["content-type"]).toMatch(/^application\/problem\+json/);
    expect(response.json()).toMatchObject({ status: 422, code });
    expect(response.json().detail).toMatch(/[A-Z]{1,2}\d/);
  });
});

describe("POST /api/v1/postcard.pdf", () => {
  it.each([
    ["SW1A 1AA", undefined, "Rachel Blake MP"],
    ["CF10 1EP", undefined, "Stephen Doughty MP"],
    ["EH99 1SP", undefined, "Chris Murray MP"],
    ["LL55 1SH", undefined, "Liz Saville Roberts MP"],
    ["TR1 2HE", undefined, "Jayne Kirkham MP"],
    ["BT1 1AA", "N05000002", null],
  ])("prints the card of %s with the right MP and address", async (postcode, seat, name) => {
    const response = await post("/api/v1/postcard.pdf", { ...REQUEST, postcode, ...(seat && { seat }) });
    expect(response.statusCode).toBe(200);
    expect(response.headers["content-type"]).toBe("application/pdf");
    expect(response.headers["cache-control"]).toBe("no-store");
    const pages = await textsOfPages(response.rawPayload);
    expect(pages).toHaveLength(2);
    const back = pages[1] ?? "";
    const expected = name ?? (await memberOf(seat ?? ""));
    for (const line of [expected, "House of Commons", "LONDON", "SW1A 0AA", "Sam Taylor"])
      expect(back).toContain(line);
    expect(back).not.toContain("Example Street");
    expect(back.replaceAll("SW1A 0AA", "")).not.toContain(postcode);
  });

  it("shows the postcode and the address on the card only where the sender says so", async () => {
    const shown = await post("/api/v1/postcard.pdf", { ...REQUEST, showOnCard: ["address"] });
    const [, back] = await textsOfPages(shown.rawPayload);
    expect(back).toContain("12 Example Street");
    expect(back).toContain("CF10 1EP");
  });

  it.each([
    [{ campaign: "no-such" }, 404, "campaign-unknown"],
    [{ seat: "E14009999" }, 422, "seat-unknown"],
    [{ postcode: "BT1 1AA" }, 422, "seat-needed"],
    [{ postcode: "JE2 4WF" }, 422, "postcode-jersey"],
    [{ reasons: ["no-such"] }, 422, "reason-unknown"],
    [{ language: "xx" }, 422, "language-unknown"],
    [{ sender: { name: " \u200b " } }, 422, "name-missing"],
    [{ showOnCard: ["address"], sender: { name: "Sam Taylor" } }, 422, "card-address-missing"],
    [{ ownWords: "word ".repeat(300) }, 422, "text-does-not-fit"],
    [{ ownWords: "a".repeat(5_001) }, 422, "words-too-long"],
    [{ ownWords: "Thank you 👍" }, 422, "characters-unprintable"],
    [{ sender: 5 }, 422, "field-invalid"],
  ])("refuses a bad request (%#) with its status and code", async (changes, status, code) => {
    const response = await post("/api/v1/postcard.pdf", { ...REQUEST, ...changes });
    expect(response.json()).toMatchObject({ status, code });
    expect(response.statusCode).toBe(status);
  });

  it("names the field at fault, and the sheets there are", async () => {
    const nameless = (await post("/api/v1/postcard.pdf", { ...REQUEST, sender: { name: "" } })).json();
    expect(nameless.fields).toEqual([
      expect.objectContaining({ field: "sender.name", code: "name-missing" }),
    ]);
    const sheet = (await post("/api/v1/postcard.pdf?sheet=a7", REQUEST)).json();
    expect(sheet.code).toBe("sheet-unknown");
    expect(sheet.detail).toContain("a4-single");
  });

  it("says by how many words a text is too long", async () => {
    const { detail } = (
      await post("/api/v1/postcard.pdf", { ...REQUEST, ownWords: "word ".repeat(300) })
    ).json();
    expect(detail).toMatch(/\d+ words too long/);
  });
});

describe("POST /api/v1/letter.pdf", () => {
  it("makes an A4 letter with the sender's full address", async () => {
    const response = await post("/api/v1/letter.pdf", { ...REQUEST });
    const text = (await textsOfPages(response.rawPayload)).join(" ");
    for (const line of ["12 Example Street", "CF10 1EP", "Stephen Doughty MP", "22 November 2026"]) {
      expect(text).toContain(line);
    }
  });

  it("asks for the address, since an MP answers constituents only", async () => {
    const response = await post("/api/v1/letter.pdf", { ...REQUEST, sender: { name: "Sam Taylor" } });
    expect(response.json()).toMatchObject({ code: "address-missing", fields: [{ field: "sender.address" }] });
  });
});

describe("POST /api/v1/email", () => {
  it("gives the recipient, the text and the links", async () => {
    const answer = (await post("/api/v1/email", REQUEST)).json();
    expect(Object.keys(answer).sort()).toEqual(["body", "complete", "links", "mailto", "subject", "to"]);
    expect(answer.to).toBe("stephen.doughty.mp@parliament.uk");
    expect(answer.body).toMatch(/^Dear Stephen Doughty,\n\n/);
    expect(answer.body).toMatch(/Sam Taylor\n12 Example Street\nExampleton\nCF10 1EP$/);
    expect(answer.mailto).toMatch(/^mailto:stephen\.doughty\.mp@parliament\.uk\?subject=/);
    expect(Object.keys(answer.links).sort()).toEqual(["gmail", "outlook", "outlookPersonal", "yahoo"]);
  });

  it("has no recipient and no mailto for an MP who publishes no address, and for a seat without an MP", async () => {
    const { seats } = (await app.inject("/api/v1/seats")).json();
    const silent = seats.filter((seat: { member: { email: string | null } | null }) => !seat.member?.email);
    expect(silent.length).toBeGreaterThanOrEqual(4);
    for (const { code } of silent) {
      const answer = (await post("/api/v1/email", { ...REQUEST, seat: code })).json();
      expect(answer).toMatchObject({ to: null, mailto: null, complete: false });
    }
  });

  it("keeps template, HTML and header syntax as the text it is", async () => {
    const ownWords = "{{ask}} {{{x}}} <b>O'Neill & co</b>\r\nBcc: evil@example.org";
    const answer = (await post("/api/v1/email", { ...REQUEST, ownWords })).json();
    expect(answer.body).toContain("{{ask}} {{{x}}} <b>O'Neill & co</b>\nBcc: evil@example.org");
  });
});

describe("the API as a whole", () => {
  it("takes JSON only", async () => {
    for (const type of ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"]) {
      const response = await app.inject({
        method: "POST",
        url: "/api/v1/mp",
        headers: { "content-type": type },
        payload: "postcode=CF101EP",
      });
      expect(response.json()).toMatchObject({ status: 415, code: "media-type" });
    }
  });

  it("answers broken JSON with 400 and does not quote it", async () => {
    const response = await app.inject({
      method: "POST",
      url: "/api/v1/mp",
      headers: { "content-type": "application/json" },
      payload: '{"postcode": "CF10 1EP',
    });
    expect(response.json()).toMatchObject({ status: 400, code: "request-unreadable" });
    expect(response.payload).not.toContain("CF10");
  });

  it("answers more than 64 KB with 413", async () => {
    const response = await post("/api/v1/postcard.pdf", { ...REQUEST, ownWords: "a".repeat(66_000) });
    expect(response.json()).toMatchObject({ status: 413, code: "request-too-large" });
  });

  it("answers a wrong method with 405 and the right one, and an unknown path with 404, both as problems", async () => {
    const wrong = await app.inject("/api/v1/mp");
    expect(wrong.statusCode).toBe(405);
    expect(wrong.headers.allow).toBe("POST");
    expect((await app.inject("/api/v1/nothing")).json()).toMatchObject({ status: 404, code: "not-found" });
  });

  it("is described by OpenAPI, path by path, and shown to people", async () => {
    const document = (await app.inject("/api/v1/openapi.json")).json();
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.paths).sort()).toEqual([
      "/api/v1/campaigns",
      "/api/v1/email",
      "/api/v1/letter.pdf",
      "/api/v1/mp",
      "/api/v1/postcard.pdf",
      "/api/v1/seats",
    ]);
    const body = document.paths["/api/v1/postcard.pdf"].post.requestBody.content["application/json"].schema;
    expect(Object.keys(body.properties)).toContain("ownWords");
    const page = await app.inject("/api");
    expect(page.payload).toContain("POST /api/v1/postcard.pdf");
  });
});

async function textsOfPages(bytes: Uint8Array): Promise<string[]> {
  const { pages } = await readPdf(new Uint8Array(bytes));
  return pages.map(({ lines }) => lines.map(({ text }) => text).join("\n"));
}

async function memberOf(code: string): Promise<string> {
  const { seats } = (await app.inject("/api/v1/seats")).json();
  return seats.find((seat: { code: string }) => seat.code === code).member.addressAs;
}
