// The campaigns that are shipped: what they must say, and must not say, in every combination.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Campaign } from "../../src/campaigns/campaign.ts";
import {
  CONDITIONS,
  campaignSchema,
  exampleSchema,
  figureSchema,
  reasonSchema,
} from "../../src/campaigns/campaign.ts";
import { chooseAsk } from "../../src/campaigns/choose-ask.ts";
import type { CompiledCampaign } from "../../src/campaigns/compile-campaign.ts";
import { FLAGS, PLACEHOLDERS, REASON_PLACEHOLDERS } from "../../src/campaigns/lint-template.ts";
import { DEFAULT_ORGANISATION } from "../../src/campaigns/organisation.ts";
import type { TemplateValues } from "../../src/campaigns/template.ts";
import { NATIONS } from "../../src/mps/seat.ts";
import { readCampaigns } from "../../src/storage/campaign-files.ts";
import { exampleSeat } from "../support/letter.ts";
import { VALUES } from "./example-campaign.ts";

const root = join(import.meta.dirname, "../..");
const store = await readCampaigns({
  folder: join(root, "templates/campaigns"),
  organisation: DEFAULT_ORGANISATION,
});
const shipped = store.list().map((compiled) => [compiled.campaign.id, compiled] as const);

/** Everything that a campaign can say, without what its examples say. */
const wordsOf = ({ examples: _, ...campaign }: Campaign) => JSON.stringify(campaign);

const wordCount = (text: string) => text.split(/\s+/).filter((word) => word !== "").length;

/** The card or letter of every ask, with no reason, one, two and all, with own words and without. */
function everyText(
  compiled: CompiledCampaign,
  kind: "postcard" | "letter",
): { text: string; values: TemplateValues }[] {
  const { asks, reasons } = compiled.campaign;
  const picks = [[], ...reasons.map((reason) => [reason]), reasons.slice(0, 2), reasons];
  return asks.flatMap((ask) =>
    picks.flatMap((picked) =>
      ["", "OWN WORDS."].map((ownWords) => {
        const abstains = ask.when?.attribute?.includes("abstains") === true;
        const values = { ...VALUES, abstains, ownWords, reasons: picked };
        const filled = { ...values, ask: compiled.ask(ask, values) };
        return { text: compiled[kind](filled), values: filled };
      }),
    ),
  );
}

describe("the shipped campaigns", () => {
  it("are two samples of 2019 and one without a date for the organisation of the settings", () => {
    expect(
      store
        .list()
        .map(({ campaign }) => [campaign.id, campaign.sample, campaign.organisation, campaign.closes]),
    ).toEqual([
      ["safe-workloads", false, "Your union", null],
      ["drop-in", true, "Napo", "2019-05-01"],
      ["eight-reasons", true, "Napo", null],
    ]);
    expect(store.get("eight-reasons")?.campaign.reasons).toHaveLength(8);
    expect(store.get("drop-in")?.campaign.questions).toHaveLength(4);
  });

  it("state no figure and name no union where the campaign has no date", () => {
    const campaign = store.get("safe-workloads")?.campaign;
    expect(campaign && wordsOf({ ...campaign, card: { ...campaign.card, colour: "" } })).not.toMatch(
      /\d|Napo|per cent|GMB|Unison/i,
    );
  });

  it.each(shipped)(
    "%s gives every figure its source, year and day of review, on the card too",
    (_, { campaign }) => {
      for (const { id, short, long, figures } of campaign.reasons) {
        if (/\d/.test(short + long)) expect(figures, id).not.toEqual([]);
        if (/\d/.test(short)) expect(short).toMatch(/\([A-Z][\w ]+, 20\d\d\)\.$/);
        for (const figure of figures) expect(figure.year).toBeLessThanOrEqual(2019);
      }
    },
  );

  it.each(shipped)("%s never sets the two reoffending rates side by side", (_, { campaign }) => {
    expect(wordsOf(campaign)).not.toMatch(/\b(?:63|56) ?(?:%|per cent)/);
  });

  it.each(shipped)("%s never says how to vote, and never asks for a vote", (_, { campaign }) => {
    expect(JSON.stringify(campaign)).not.toMatch(/\bvot(?:e|es|ing)\b|\belection|\bparty conference/i);
  });

  it.each(shipped)("%s asks one thing that can be answered with yes or no", (_, compiled) => {
    for (const ask of compiled.campaign.asks) {
      const text = compiled.ask(ask, VALUES);
      expect(text).toMatch(/(?:^|[.] )Will you\b[^.?]*\?$/);
      expect(text.match(/\?/g)).toHaveLength(1);
      // "…, and send me the reply?" would be a second thing.
      expect(text).not.toMatch(/, and (?:send|to bring|to make)\b/);
    }
  });

  it.each(shipped)("%s asks nobody for what they cannot do", (_, compiled) => {
    const { asks } = compiled.campaign;
    const asked = (changes: Parameters<typeof exampleSeat>[0]) => chooseAsk(asks, exampleSeat(changes));
    const [nobody, unknown] = [
      asked({ status: "vacant", member: null }),
      asked({ status: "unknown", member: null }),
    ];
    const [speaker, deputy] = [asked({ attributes: ["speaker"] }), asked({ attributes: ["deputy"] })];
    const abstains = asked({ attributes: ["abstains"], nation: "northern-ireland" });
    expect(unknown).toBe(nobody);
    expect(deputy).toBe(speaker);
    expect(abstains.text).toMatch(/open letter|Belfast|do not take your seat/);
    const nations = NATIONS.map((nation) => asked({ nation }));
    expect(new Set([nobody, speaker, abstains, ...nations]).size).toBeGreaterThanOrEqual(6);
    expect(asked({ nation: "scotland" }).text).toContain("Scotland");
    expect(asked({ nation: "northern-ireland" }).text).toMatch(/Northern Ireland|Belfast/);
  });

  it.each(shipped)(
    "%s puts own words before its own case, and reads without a gap in every combination",
    (_, compiled) => {
      for (const kind of ["postcard", "letter"] as const) {
        for (const { text, values } of everyText(compiled, kind)) {
          const line = text.replace(/\s+/g, " ").trim();
          expect(line).not.toMatch(/\{\{|\}\}|undefined| [.,;:?!]|[.,;:?!]{2}|\( *\)/);
          expect(line).toContain(values.ask);
          expect(line).toMatch(/^I /);
          for (const reason of values.reasons)
            expect(line).toContain(kind === "postcard" ? reason.short : reason.long);
          if (values.ownWords === "") continue;
          const before = line.slice(0, line.indexOf(values.ownWords));
          expect(wordCount(before)).toBeLessThanOrEqual(kind === "postcard" ? 12 : 30);
          expect(text).toMatch(/\n\nOWN WORDS\.\n/);
        }
      }
    },
  );

  it.each(shipped)("%s leaves most of the card to the member", (_, compiled) => {
    const { asks, reasons } = compiled.campaign;
    const ask = asks.at(-1);
    const counts = reasons.flatMap((one, i) =>
      reasons.slice(i + 1).map((other) => {
        const values = { ...VALUES, ownWords: "own", reasons: [one, other] };
        return wordCount(compiled.postcard({ ...values, ask: ask ? compiled.ask(ask, values) : "" })) - 1;
      }),
    );
    expect(counts.length).toBeGreaterThan(0);
    expect(Math.max(...counts)).toBeLessThanOrEqual(60);
  });

  it.each(shipped)("%s has a card with few words in big type", (_, { campaign }) => {
    expect(campaign.card.headline.length).toBeLessThanOrEqual(40);
    expect(wordCount(campaign.card.headline)).toBeLessThanOrEqual(7);
  });

  it.each(shipped)("%s has examples of many lengths that identify nobody", (_, { campaign }) => {
    const lengths = campaign.examples.map(({ ownWords }) => wordCount(ownWords));
    expect(Math.min(...lengths)).toBe(0);
    expect(Math.max(...lengths)).toBeGreaterThanOrEqual(60);
    for (const { ownWords, address } of campaign.examples) {
      expect(address.length).toBeGreaterThan(0);
      expect(ownWords).not.toMatch(
        /\b(?:Mr|Mrs|Ms|Miss|Dr)\b|\d{3,}|@|\b[A-Z]\d{4}[A-Z]{2}\b|\b\d{1,2} (?:January|May)\b/,
      );
    }
  });

  it("give the drop-in's day, hours and room on the card, and say that hours and room are made up", () => {
    const compiled = store.get("drop-in");
    for (const { text } of compiled ? everyText(compiled, "postcard") : []) {
      expect(text).toContain("Wednesday 1 May 2019, 2pm to 4pm, Committee Room 10");
    }
    expect(new Date("2019-05-01").getUTCDay()).toBe(3);
    const yaml = readFileSync(join(root, "templates/campaigns/drop-in/campaign.yaml"), "utf8");
    expect(yaml).toMatch(/^# MADE UP/m);
    expect(compiled?.campaign.why.join(" ")).toContain("are made up");
  });
});

describe("docs/campaigns.md", () => {
  const guide = readFileSync(join(root, "docs/campaigns.md"), "utf8");

  it.each([
    ...Object.keys(campaignSchema.shape),
    ...Object.keys(campaignSchema.shape.card.shape),
    ...Object.keys(reasonSchema.shape),
    ...Object.keys(figureSchema.shape),
    ...CONDITIONS,
    ...NATIONS,
    ...FLAGS,
    ...[...PLACEHOLDERS, "ask", ...REASON_PLACEHOLDERS].map((name) => `{{${name}}}`),
  ])("explains %s", (name) => {
    expect(guide).toContain(`\`${name}\``);
  });

  it("shows an example's names in the files it points to", () => {
    const yaml = readFileSync(join(root, "templates/campaigns/safe-workloads/campaign.yaml"), "utf8");
    for (const name of Object.keys(exampleSchema.shape)) expect(yaml).toContain(`${name}:`);
  });
});
