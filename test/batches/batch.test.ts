import { describe, expect, it } from "vitest";
import { ROWS_MAX } from "../../src/batches/check-rows.ts";
import { pageTexts, runBatch, SETTINGS } from "../support/batch.ts";

const CARDIFF = "CF10 1EP";
const MANCHESTER = "M1 1AE";

/** A cell in quotes. */
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** The backs of a stack of single cards without covers: every second page. */
const backs = (ran: Parameters<typeof pageTexts>[0]) => pageTexts(ran).filter((_, at) => at % 2 === 1);

describe("a batch", () => {
  it("prints a front and a back for each row, each with its own words, name and MP and nobody else's", async () => {
    const rows = Array.from({ length: 30 }, (_, at) => ({
      name: `Member${at}x Taylor`,
      words: `Marker${at}x happened to me.`,
      postcode: at % 3 === 0 ? CARDIFF : MANCHESTER,
      place: at % 3 === 0 ? "Cardiff South and Penarth" : "Manchester Central",
    }));
    const table = [
      "Name,Postcode,Own words",
      ...rows.map((row) => `${row.name},${row.postcode},${row.words}`),
    ];
    const ran = await runBatch(table.join("\n"));
    expect(ran).toMatchObject({ good: 30, bad: 0, faults: [] });
    const cards = backs(ran);
    expect(cards).toHaveLength(30);
    for (const [at, text] of cards.entries()) {
      expect(text.match(/(?:Marker|Member)\d+x/g)).toEqual([`Marker${at}x`, `Member${at}x`]);
      expect(text).toContain(`your constituent in ${rows[at]?.place}`);
    }
    expect(new Set(pageTexts(ran).filter((_, at) => at % 2 === 0)).size).toBe(1);
    expect(ran.pdf.fonts.every(({ embedded }) => embedded)).toBe(true);
    expect(ran.pdf.title).toBe("Cards: A safe workload for probation");
    expect(ran.pdf.language).toBe("en");
  });

  it("puts each MP's cards behind a cover with their number and address, by constituency, and a summary last", async () => {
    const table = `Name,Postcode\nAnn,${MANCHESTER}\nBea,${CARDIFF}\nCyd,${MANCHESTER}\n`;
    const ran = await runBatch(table, { order: "constituency", covers: true });
    const texts = pageTexts(ran);
    // Two covers and a summary with blank backs, and three cards.
    expect(texts).toHaveLength(2 * 2 + 2 + 3 * 2);
    const shown = texts.filter((_, at) => at % 2 === 0);
    expect(shown[0]).toMatch(
      /^1 card for Stephen Doughty MP .*Cardiff South and Penarth.*House of Commons LONDON SW1A 0AA$/,
    );
    expect(texts[3]).toContain("Bea");
    expect(shown[2]).toMatch(/^2 cards for Rt Hon Lucy Powell MP .*Manchester Central/);
    expect(texts[7]).toContain("Ann");
    expect(texts[9]).toContain("Cyd");
    expect(shown.at(-1)).toMatch(
      /What is in this stack A safe workload for probation. Cards: 3. MPs: 2. .*1 Stephen Doughty MP, Cardiff South and Penarth 2 Rt Hon Lucy Powell MP, Manchester Central$/,
    );
    expect([texts[1], texts[5], texts.at(-1)]).toEqual(["", "", ""]);
  });

  it("can leave covers out, and then cards of different MPs share a sheet", async () => {
    const table = `Name,Postcode\nAnn,${MANCHESTER}\nBea,${CARDIFF}\nCyd,${MANCHESTER}\n`;
    const settings = { order: "constituency", sheet: "a4-duplex-long" } as const;
    const together = await runBatch(table, { ...settings, covers: false });
    expect(pageTexts(together)).toHaveLength(2);
    expect(pageTexts(together)[1]?.match(/Ann|Bea|Cyd/g)).toEqual(["Bea", "Ann", "Cyd"]);
    const covered = await runBatch(table, { ...settings, covers: true });
    expect(pageTexts(covered)).toHaveLength(2 * (2 + 2 + 1));
  });

  it("goes on after rows that fail, and says what is wrong with each, by its line and not by its name", async () => {
    const rows = [
      "Name,Postcode,Seat,Reasons,Own words,Salutation",
      `Good One,${CARDIFF},,,Fine.,`,
      `,${CARDIFF},,,No name.,`,
      "Bad Postcode,QQ1 1AA,,,x,",
      "No Postcode,,,,x,",
      `Bad Seat,${CARDIFF},Atlantis,,x,`,
      `Bad Reason,${CARDIFF},,nonsense,x,`,
      `Long Words,${CARDIFF},,,${"word ".repeat(400)},`,
      `Longer Words,${CARDIFF},,,${quoted("x".repeat(1_048_576))},`,
      `Emoji,${CARDIFF},,,Well 👍 done,`,
      `Arabic,${CARDIFF},,,العمل كثير,`,
      `Long Greeting,${CARDIFF},,,x,${"Dear ".repeat(20)}`,
      `Comma, Comma,${CARDIFF},,,x,,`,
      `${"N".repeat(121)},${CARDIFF},,,x,`,
      "Unlisted Postcode,BT1 1AA,,,x,",
      `Good Two,${MANCHESTER},,,Fine too.,`,
    ];
    const ran = await runBatch(rows.join("\r\n"));
    expect({ good: ran.good, bad: ran.bad }).toEqual({ good: 2, bad: 13 });
    expect(ran.faults.map(({ row, title }) => [row.line, title])).toEqual([
      [3, "Please enter your name."],
      [4, "No UK postcode starts like that."],
      [5, "Please enter your postcode."],
      [6, "There is no such constituency."],
      [7, "One of the reasons is not in this campaign."],
      [8, "That is more than fits."],
      [9, "Your own words are too long."],
      [10, "Some characters cannot be printed."],
      [11, "Some characters cannot be printed."],
      [12, "The greeting is longer than 80 characters."],
      [13, expect.stringMatching(/^The row has more cells/)],
      [14, "The name is longer than 120 characters."],
      [15, expect.stringContaining("Write the name of the right one under “Seat”")],
    ]);
    expect(ran.faults[7]?.reason).toContain("👍");
    expect(ran.faults[5]?.reason).toMatch(/\d+ words too long/);
    // Whoever mends a table has no list to choose from, no box to tick and no email to send instead.
    expect(ran.faults.map(({ reason }) => reason).join(" ")).not.toMatch(/email|its list|search|tick/i);
    const cards = backs(ran);
    expect(cards).toHaveLength(2);
    expect(cards[0]).toContain("Good One");
    expect(cards[1]).toContain("Good Two");
  });

  it("prints names as they are written, in every normal form", async () => {
    const names = ["O'Neill", "D’Arcy-Smith", "Ŵyn ap Siôn", "Ọlájùmọ̀kẹ́ Ẹniọlá", "Nguyễn Thị Ánh", "X"];
    names.push("=HYPERLINK(1)", `Anna ${"van den ".repeat(14)}B`, 'Sam "Sammy" Carter');
    const forms = ["NFC", "NFD"] as const;
    const table = forms.flatMap((form) => names.map((name) => `${quoted(name.normalize(form))},${CARDIFF}`));
    const ran = await runBatch(["Name,Postcode", ...table].join("\n"));
    expect(ran.faults).toEqual([]);
    const cards = backs(ran);
    for (const [at, text] of cards.entries()) {
      const name = names[at % names.length]?.normalize("NFC") ?? "";
      expect(text.normalize("NFC").replaceAll(" ", "")).toContain(name.replaceAll(" ", ""));
    }
  });

  it("prints text of only newlines, and text exactly at the limit, and refuses a word more", async () => {
    const words = (count: number) => Array.from({ length: count }, () => "word").join(" ");
    const table = (texts: string[]) =>
      ["Name,Postcode,Own words", ...texts.map((text) => `Sam,${CARDIFF},${quoted(text)}`)].join("\n");
    expect(await runBatch(table(["\n\n\n", "\r\n", "x".repeat(200)]))).toMatchObject({ good: 3, bad: 0 });
    const many = await runBatch(table(Array.from({ length: 250 }, (_, at) => words(at + 1))));
    const limit = many.good;
    expect(limit).toBeGreaterThan(60);
    expect(many.faults.map(({ row }) => row.line)).toEqual(
      Array.from({ length: 250 - limit }, (_, at) => limit + 2 + at),
    );
    expect(many.faults[0]?.reason).toContain("too long for a card");
  });

  it("takes addresses of no lines to six, and shows them on the card only where that was asked for", async () => {
    const address = (lines: number) => Array.from({ length: lines }, (_, at) => `Line${at}x`).join("\n");
    const rows = [0, 1, 6, 7, 8].map((lines) => `Sam,${CARDIFF},${quoted(address(lines))}`);
    const table = ["Name,Postcode,Address", ...rows].join("\n");
    const hidden = await runBatch(table);
    expect(hidden.faults.map(({ row, title }) => [row.line, title])).toEqual([
      // The rows before hold line ends of their own.
      [10, expect.stringContaining("more than six lines")],
      [17, expect.stringContaining("more than six lines")],
    ]);
    expect(pageTexts(hidden).join(" ")).not.toMatch(/Line\d/);
    const shown = await runBatch(table, { showOnCard: ["address"] });
    expect(shown.faults[0]?.title).toBe("Please enter your address.");
    expect(shown.faults[0]?.reason).toContain("Write it, or leave addresses off all the cards.");
    expect(backs(shown)[1]?.match(/Line\dx/g)).toHaveLength(6);
    expect(backs(shown)[1]).toContain(CARDIFF);
  });

  it("takes a seat by its code, its name or its Welsh name over what the postcode says", async () => {
    const rows = ["E14001063", "e14001063", "aldershot", "Ynys Mon", "Aberafan Maesteg"];
    const table = ["Name,Postcode,Seat", ...rows.map((seat) => `Sam,${CARDIFF},${seat}`)].join("\n");
    const ran = await runBatch(table);
    const places = ["Aldershot", "Aldershot", "Aldershot", "Ynys Môn", "Aberafan Maesteg"];
    expect(ran.good).toBe(5);
    for (const [at, text] of backs(ran).entries())
      expect(text).toContain(`your constituent in ${places[at]}`);
  });

  it("joins a name of two columns, and takes a greeting", async () => {
    const table = `Surname;First name;Postcode;Greeting\nTaylor;Sam;${CARDIFF};Dear Stephen,\n`;
    const [card] = backs(await runBatch(table));
    expect(card).toContain("Dear Stephen,");
    expect(card).toContain("Sam Taylor");
  });

  it("keeps apostrophes that members wrote, and takes away those that the list of rows to mend added", async () => {
    const heading = "Line in the file,What to mend,Name,Postcode,Own words";
    const [mended] = backs(await runBatch(`${heading}\n2,x,Sam,${CARDIFF},'=1+1 is not 3\n`));
    expect(mended).toContain(" =1+1 is not 3");
    const [plain] = backs(await runBatch(`Name,Postcode,Own words\nSam,${CARDIFF},'=1+1 is not 3\n`));
    expect(plain).toContain("'=1+1 is not 3");
  });

  it("is refused as a whole where no row is to blame", async () => {
    await expect(runBatch("")).rejects.toMatchObject({ code: "table-columns" });
    await expect(runBatch("Name,Postcode\n\n,\n")).rejects.toMatchObject({ code: "table-empty" });
    const row = `Name,Postcode\nSam,${CARDIFF}\n`;
    await expect(runBatch(row, { campaign: "nonsense" })).rejects.toMatchObject({ code: "campaign-unknown" });
  });

  it("takes a hundred thousand rows and not one more", async () => {
    const table = `Name,Postcode\n${"Sam,\n".repeat(ROWS_MAX)}`;
    await expect(runBatch(`${table}Sam,\n`)).rejects.toMatchObject({
      code: "table-too-long",
      values: { max: 100_000 },
    });
  }, 60_000);

  it("stops where it is told to, while it checks and while it prints", async () => {
    const table = `Name,Postcode\n${`Sam,${CARDIFF}\n`.repeat(20)}`;
    for (const phase of ["checking", "printing"] as const) {
      const controller = new AbortController();
      const progress = (now: { phase: string; done: number }) => {
        if (now.phase === phase && now.done === 10) controller.abort(new Error("enough"));
      };
      const watched = runBatch(table, SETTINGS, { progress, signal: controller.signal });
      await expect(watched).rejects.toThrow("enough");
    }
  });

  it("makes the same bytes of the same table", async () => {
    const table = `Name,Postcode\nAnn,${MANCHESTER}\nBea,${CARDIFF}\n`;
    const [one, other] = [await runBatch(table), await runBatch(table)];
    expect(Buffer.compare(one.bytes, other.bytes)).toBe(0);
  });
});
