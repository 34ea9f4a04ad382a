// The rep's queue: what it shows, and everything that is done with it, by forms as a browser without JavaScript posts them.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AtStallClient, buildHostedStall, type HostedStall } from "../../support/at-stall.ts";
import { readPdf } from "../../support/pdf.ts";
import { addBlank, addCards } from "../../support/stall-cards.ts";

let test: HostedStall;
let rep: AtStallClient;
beforeEach(async () => {
  test = await buildHostedStall();
  rep = await test.pair("rep", "Ruth’s tablet");
});
afterEach(() => test.app.close());

const add = (...names: string[]) =>
  addCards(
    test.parts,
    test.stall.id,
    names.map((name) => ({ name })),
  );

/** The text of a page without its marks. */
const said = (payload: string): string => payload.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

async function printAll(fields: Record<string, string | string[]> = { which: "all" }): Promise<string> {
  const { statusCode, headers } = await rep.post("/stall/queue/print", fields);
  expect(statusCode).toBe(303);
  return String(headers.location);
}

const jobIn = (location: string): string => /^\/stall\/print\/([\w-]+)/.exec(location)?.[1] ?? "";

describe("the queue's page", () => {
  it("shows each card's number, name, MP, constituency and when it goes, and none of its words", async () => {
    await add("Ada Quill");
    await addBlank(test.parts, test.stall.id);
    const text = said((await rep.get("/stall/queue")).payload);
    expect(text).toContain("2 cards wait.");
    expect(text).toMatch(/Ada Quill .*MP Leeds/);
    expect(text).toContain("No name given");
    expect(text).toContain("A line for the MP’s name");
    expect(text).not.toContain("Three of us");
  });

  it("says nothing new to a page that has the newest, and all of it once a card has come", async () => {
    await add("Ada Quill");
    const { payload } = await rep.get("/stall/queue");
    const version = /data-version="([^"]+)"/.exec(payload)?.[1];
    expect((await rep.get(`/stall/queue?version=${version}`)).statusCode).toBe(204);
    await add("Ben Reed");
    const answer = await rep.get(`/stall/queue?version=${version}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.payload).toContain("Ben Reed");
  });

  it("says when nothing waits", async () => {
    expect(said((await rep.get("/stall/queue")).payload)).toContain("Nothing waits to be printed.");
  });

  it("shows a thousand cards", async () => {
    const stalls = await test.parts.stalls();
    const [first = ""] = await add("Ada Quill");
    const job = (await stalls.queue.take(test.stall.id, [first])) ?? "";
    const [opened] = await stalls.queue.open(test.stall.id, job);
    if (!opened?.card) throw new Error("no card");
    for (let nth = 1; nth < 1000; nth++)
      await stalls.queue.add(test.stall.id, opened.card, `thousand-${String(nth).padStart(16, "0")}`);
    const { payload } = await rep.get("/stall/queue");
    expect(said(payload)).toContain("999 cards wait.");
    const ids = [...payload.matchAll(/name="card" value="([^"]+)"/g)].map(([, id]) => id ?? "");
    expect(ids).toHaveLength(999);
    const page = await rep.get(await printAll({ which: "ticked", card: ids }));
    expect(said(page.payload)).toContain("999 cards to print");
  });
});

describe("printing", () => {
  it("takes all that waits into a job, shows its PDF in the browser, and keeps no copy", async () => {
    await add("Ada Quill", "Ben Reed");
    const location = await printAll();
    const page = await rep.get(location);
    expect(said(page.payload)).toContain("2 cards to print");
    expect(page.headers["content-security-policy"]).toContain("frame-src 'self'");
    expect(page.headers["content-security-policy"]).toContain("script-src 'self'");
    const pdf = await rep.get(`/stall/jobs/${jobIn(location)}/cards.pdf`);
    expect(pdf.headers["content-type"]).toBe("application/pdf");
    expect(pdf.headers["content-disposition"]).toBe('inline; filename="cards.pdf"');
    expect(pdf.headers["cache-control"]).toBe("no-store");
    expect(pdf.headers["content-security-policy"]).toBe("frame-ancestors 'self'");
    expect(pdf.headers["x-frame-options"]).toBe("SAMEORIGIN");
    const { pages } = await readPdf(new Uint8Array(pdf.rawPayload));
    expect(pages).toHaveLength(2);
    const text = pages.flatMap(({ lines }) => lines.map((line) => line.text)).join(" ");
    expect(text).toContain("Ada Quill");
    expect(text).toContain("Ben Reed");
  });

  it("takes only those that are ticked, and asks for a tick where there is none", async () => {
    const [, second = ""] = await add("Ada Quill", "Ben Reed");
    expect(await printAll({ which: "ticked" })).toContain("done=none");
    const location = await printAll({ which: "ticked", card: second });
    const page = await rep.get(location);
    expect(page.payload).toContain("Ben Reed");
    expect(page.payload).not.toContain("Ada Quill");
    expect(said((await rep.get("/stall/queue")).payload)).toContain("One card waits.");
  });

  it("puts a cover before each MP's cards where that is asked for, on the page and in the PDF", async () => {
    await addCards(test.parts, test.stall.id, [
      { name: "Ada Quill" },
      { name: "Ben Reed", postcode: "CF10 1EP" },
    ]);
    const location = await printAll({ which: "all", covers: "1" });
    expect(location).toContain("covers=1");
    expect((await rep.get(location)).payload).toContain("cards.pdf?covers");
    const covered = await rep.get(`/stall/jobs/${jobIn(location)}/cards.pdf?covers=1`);
    const { pages } = await readPdf(new Uint8Array(covered.rawPayload));
    expect(pages.length).toBeGreaterThan(4);
    expect(pages.flatMap(({ lines }) => lines.map(({ text }) => text)).join(" ")).toMatch(/1 card for .*MP/);
  });

  it("tells the second of two reps who press at the same moment who has the cards", async () => {
    await add("Ada Quill");
    const other = await test.pair("rep", "Sam’s laptop");
    const answers = await Promise.all(
      [rep, other].map((client) => client.post("/stall/queue/print", { which: "all" })),
    );
    const places = answers.map(({ headers }) => String(headers.location));
    const [won] = places.filter((place) => place.startsWith("/stall/print/"));
    const [lost] = places.filter((place) => place.startsWith("/stall/queue"));
    expect(won).toBeDefined();
    const page = said((await other.get(lost ?? "")).payload);
    expect(page).toMatch(/These cards were just sent to the printer by: (Ruth’s tablet|Sam’s laptop)/);
    expect(page).toMatch(/Taken for printing at \d\d:\d\d by (Ruth’s tablet|Sam’s laptop)/);
  });

  it("shows at once what was in the printer when the program stopped", async () => {
    await add("Ada Quill");
    const stalls = await test.parts.stalls();
    await stalls.queue.take(test.stall.id, "all");
    const text = said((await rep.get("/stall/queue")).payload);
    expect(text).toContain("One card is in the printer");
    expect(text).toContain("Yes, all came out");
  });

  it("sets a card aside that cannot be printed, names it with the reason, and prints the others", async () => {
    const [first = ""] = await add("Ada Quill", "Ben Reed");
    const database = await test.parts.database();
    const sealed = new Uint8Array(4_124).fill(7);
    await database.updateTable("stall_cards").set({ sealed }).where("id", "=", first).execute();
    const page = said((await rep.get(await printAll())).payload);
    expect(page).toContain("One card to print");
    const queue = said((await rep.get("/stall/queue")).payload);
    expect(queue).toContain("Cannot be printed");
    expect(queue).toContain("1 · A card that cannot be opened");
    expect(queue).toContain("Its member has to make it again.");
    // Tried again alone, it is set aside again, and says so.
    await rep.post("/stall/queue/put-back", { card: first });
    const again = await printAll({ which: "ticked", card: first });
    expect(said((await rep.get(again)).payload)).toContain("The card cannot be printed. Below it says why.");
    await rep.post(`/stall/queue/withdraw/${first}`);
    expect(said((await rep.get("/stall/queue")).payload)).not.toContain("Cannot be printed");
  });

  it("says that a job is over, as a page and as a PDF, where its cards wait again", async () => {
    const ids = await add("Ada Quill");
    const location = await printAll();
    await rep.post("/stall/queue/put-back", { card: ids });
    expect((await rep.get(location)).headers.location).toContain("done=gone");
    const pdf = await rep.get(`/stall/jobs/${jobIn(location)}/cards.pdf`);
    expect(pdf.statusCode).toBe(410);
    expect(said(pdf.payload)).toContain("Nothing is left of this print job");
    expect((await rep.get("/stall/jobs/nonsense/cards.pdf")).statusCode).toBe(410);
  });
});

describe("what came out of the printer", () => {
  it("is marked as printed, can be undone, and printed again from there", async () => {
    await add("Ada Quill", "Ben Reed");
    const job = jobIn(await printAll());
    const done = await rep.post(`/stall/jobs/${job}/confirm`, { out: "all" });
    const page = said((await rep.get(String(done.headers.location))).payload);
    expect(page).toContain("2 cards are marked as printed.");
    expect(page).toContain("Undo “printed”");
    expect((await rep.get(`/stall/jobs/${job}/cards.pdf`)).statusCode).toBe(200);
    const undone = await rep.post(`/stall/jobs/${job}/undo`);
    expect(said((await rep.get(String(undone.headers.location))).payload)).toContain(
      "2 cards are in the printer again",
    );
    // A second tap on "Yes" from an old page changes nothing more.
    await rep.post(`/stall/jobs/${job}/confirm`, { out: "all" });
    const again = await rep.post(`/stall/jobs/${job}/confirm`, { out: "all" });
    expect(again.headers.location).toContain("done=gone");
  });

  it("is told apart from what did not, when the printer jams half-way", async () => {
    await addCards(test.parts, test.stall.id, [
      { name: "Zoe of Cardiff", postcode: "CF10 1EP" },
      { name: "Ada of Leeds" },
      { name: "Ben of Leeds" },
      { name: "Cat of London", postcode: "SW1A 1AA" },
    ]);
    const location = await printAll();
    const { payload } = await rep.get(location);
    const options = [...payload.matchAll(/<option value="([^"]+)">([^<]+)</g)].map(([, id, text]) => ({
      id: id ?? "",
      text: text ?? "",
    }));
    // The list has the order of the PDF: Cardiff, (Cities of) London, Leeds.
    expect(options.map(({ text }) => text.split(" · ")[1])).toEqual([
      "Zoe of Cardiff",
      "Cat of London",
      "Ada of Leeds",
      "Ben of Leeds",
    ]);
    const from = options.find(({ text }) => text.includes("Ada"))?.id ?? "";
    const spoilt = options.find(({ text }) => text.includes("Zoe"))?.id ?? "";
    await rep.post(`/stall/jobs/${jobIn(location)}/confirm`, { out: "some", from, notOut: spoilt });
    const stalls = await test.parts.stalls();
    const { cards } = await stalls.queue.view(test.stall.id);
    expect(cards.map(({ about, state }) => [about?.name, state])).toEqual([
      ["Zoe of Cardiff", "queued"],
      ["Ada of Leeds", "queued"],
      ["Ben of Leeds", "queued"],
    ]);
  });

  it("is what was said first, where two reps say different things at the same moment, and the second is told so", async () => {
    await add("Ada Quill", "Ben Reed");
    const other = await test.pair("rep", "Sam’s laptop");
    const job = jobIn(await printAll());
    const answers = await Promise.all([
      rep.post(`/stall/jobs/${job}/confirm`, { out: "none" }),
      other.post(`/stall/jobs/${job}/confirm`, { out: "all" }),
    ]);
    const told = answers.map(({ headers }) => String(headers.location));
    const stalls = await test.parts.stalls();
    const { cards } = await stalls.queue.view(test.stall.id);
    // Whoever came first: they wait again, or they are printed, and nobody is told the contrary.
    const done = cards.length === 2 ? "done=putBack&count=2" : "done=printed&count=2";
    expect(told.filter((location) => location.endsWith(done))).toHaveLength(1);
    expect(told.filter((location) => location.includes("done=gone"))).toHaveLength(1);
  });

  it("does not take “some did not” for “all came out” where none is named", async () => {
    await add("Ada Quill");
    const job = jobIn(await printAll());
    const { headers } = await rep.post(`/stall/jobs/${job}/confirm?covers=1`, { out: "some" });
    expect(headers.location).toBe(`/stall/print/${job}?covers=1&which=1#which`);
    const asked = await rep.get(String(headers.location));
    expect(said(asked.payload)).toContain("Nothing was named yet. Tick the cards that did not come out");
    expect(asked.payload).toContain(`/stall/jobs/${job}/cards.pdf?covers&#x3D;1`);
    expect(asked.payload).toMatch(/<details id="which" open>/);
    await rep.post(`/stall/jobs/${job}/confirm`, { out: "none" });
    expect(said((await rep.get("/stall/queue")).payload)).toContain("One card waits.");
  });
});

describe("a card that its member does not want any more", () => {
  it("is withdrawn after a question, for good, and once", async () => {
    const [id = ""] = await add("Ada Quill");
    const ask = await rep.get(`/stall/queue/withdraw/${id}`);
    expect(said(ask.payload)).toContain("Ada Quill");
    expect(said((await rep.get("/stall/queue")).payload)).toContain("One card waits.");
    const gone = await rep.post(`/stall/queue/withdraw/${id}`);
    expect(said((await rep.get(String(gone.headers.location))).payload)).toContain("The card is deleted.");
    expect((await rep.post(`/stall/queue/withdraw/${id}`)).headers.location).toContain("done=gone");
    expect((await rep.get(`/stall/queue/withdraw/${id}`)).headers.location).toContain("done=gone");
  });
});

describe("the paper", () => {
  it("is chosen once and holds for the stall", async () => {
    await rep.post("/stall/queue/sheet", { sheet: "card" });
    expect((await rep.get("/stall/queue")).payload).toMatch(/<option value="card" selected>/);
    await add("Ada Quill");
    const pdf = await rep.get(`/stall/jobs/${jobIn(await printAll())}/cards.pdf`);
    const [page] = (await readPdf(new Uint8Array(pdf.rawPayload))).pages;
    expect(page?.width).toBeCloseTo(148, 0);
    expect((await rep.post("/stall/queue/sheet", { sheet: "napkin" })).statusCode).toBe(422);
  });
});

describe("what is not the rep's", () => {
  it("is refused to a table, to a stranger and to another stall's rep", async () => {
    const ids = await add("Ada Quill");
    const job = jobIn(await printAll());
    const table = await test.pair("table");
    const stalls = await test.parts.stalls();
    const other = await stalls.create({
      kind: "hosted",
      name: "Another",
      campaign: "safe-workloads",
      sheet: "a4",
      opens: null,
      closes: null,
    });
    const token = await stalls.pairing.accept(other, await stalls.pairing.invite(other, "rep"), "Spy");
    const spy = { cookie: `postbag-stall=${token.token}` };
    const routes = [
      "/stall/queue",
      "/stall/box",
      "/stall/sheet",
      "/stall/devices",
      "/stall/devices/code",
      "/stall/close",
      "/stall/close/wipe",
      "/stall/tally.csv",
      "/stall/hand-out.pdf",
      `/stall/print/${job}`,
      `/stall/jobs/${job}/cards.pdf`,
      `/stall/queue/withdraw/${ids[0]}`,
    ];
    for (const url of routes) {
      const refused = await table.get(url);
      expect([url, refused.statusCode]).toEqual([url, 403]);
      expect(refused.payload).not.toContain("Ada Quill");
      expect((await test.app.inject({ url })).statusCode, url).toBe(303);
      const seen = await test.app.inject({ url, headers: spy });
      expect(seen.payload, url).not.toContain("Ada Quill");
    }
    const posts = ["queue/print", "queue/put-back", `queue/withdraw/${ids[0]}`, "queue/sheet", "sheet"];
    posts.push(`jobs/${job}/confirm`, `jobs/${job}/undo`, "devices/invite", "devices/end-all", "close/wipe");
    for (const path of posts) expect((await table.post(`/stall/${path}`)).statusCode, path).toBe(403);
    // Another stall's rep changes nothing here either.
    for (const path of [`jobs/${job}/confirm`, `queue/withdraw/${ids[0]}`, "queue/put-back"])
      await test.app.inject({
        method: "POST",
        url: `/stall/${path}`,
        headers: {
          ...spy,
          "sec-fetch-site": "same-origin",
          "content-type": "application/x-www-form-urlencoded",
        },
        payload: new URLSearchParams({ out: "all", card: ids[0] ?? "" }).toString(),
      });
    expect(said((await rep.get("/stall/queue")).payload)).toContain("One card is in the printer");
  });

  it("is nothing of the desk's: a stall's cookie opens no door there", async () => {
    const { statusCode, headers } = await rep.get("/desk/stalls");
    expect([statusCode, headers.location]).toEqual([303, "/desk/sign-in?next=%2Fdesk%2Fstalls"]);
  });

  it("is refused to another site's page", async () => {
    await add("Ada Quill");
    const answer = await test.app.inject({
      method: "POST",
      url: "/stall/queue/print",
      headers: { cookie: rep.cookie, origin: "https://elsewhere.example" },
      payload: "which=all",
    });
    expect(answer.statusCode).toBe(403);
  });
});
