// What changed between two sources, as a page shows it.
import { describe, expect, it } from "vitest";
import { compareSources } from "../../src/campaigns/compare-sources.ts";
import { createCompareWords } from "../../src/campaigns/compare-words.ts";
import type { CampaignSource } from "../../src/campaigns/versions.ts";
import { FILES, YAML } from "./example-campaign.ts";

const SOURCE: CampaignSource = { yaml: YAML, postcard: FILES.postcard, letter: FILES.letter, image: null };
const NOTHING = { changes: [], image: "same", onlyWriting: false };

/** What changes when one text of the YAML is replaced by another. */
function changing(from: string, to: string) {
  if (!YAML.includes(from)) throw new Error(`the example has no "${from}"`);
  return compareSources(SOURCE, { ...SOURCE, yaml: YAML.replace(from, to) });
}
/** Pieces as one line: [-gone-] and {+new+}. */
const line = (pieces: ReturnType<ReturnType<typeof createCompareWords>>) =>
  pieces
    ?.map(({ change, text }) =>
      change === "same" ? text : change === "added" ? `{+${text}+}` : `[-${text}-]`,
    )
    .join("") ?? null;
const lines = ({ changes }: ReturnType<typeof changing>) =>
  changes.map(({ path, item, before, after, pieces }) => [
    path,
    item,
    pieces === null ? `${before} → ${after}` : line(pieces),
  ]);

describe("two sources", () => {
  it("that are the same have no changes", () => {
    expect(compareSources(SOURCE, { ...SOURCE })).toEqual(NOTHING);
  });

  it("are compared field by field, by word", () => {
    expect(lines(changing("Ask for a safe workload.", "Ask for a workload that is safe."))).toEqual([
      ["summary", null, "Ask for a [-safe -]workload{+ that is safe+}."],
    ]);
    expect(lines(changing("It takes a long time.", "It takes a very long time."))).toEqual([
      ["reasons.0.long", "Time", "It takes a {+very +}long time."],
    ]);
    expect(lines(changing("year: 2019", "year: 2021"))).toEqual([
      ["reasons.0.figures.0.year", "Time", "[-2019-]{+2021+}"],
    ]);
    expect(lines(changing("attribute: [speaker]", "attribute: [speaker, deputy]"))).toEqual([
      ["asks.0.when.attribute", null, "speaker{+, deputy+}"],
    ]);
  });

  it("say what is new and what is gone", () => {
    expect(lines(changing("subject:", "contact: rep@example.org\nsubject:"))).toEqual([
      ["contact", null, "null → rep@example.org"],
    ]);
    expect(
      lines(changing("  - Does {{nation}} need it?\n", "  - Does {{nation}} need it?\n  - Really?\n")),
    ).toEqual([["questions.1", null, "null → Really?"]]);
    expect(lines(changing("questions:\n  - Does {{nation}} need it?\n", ""))).toEqual([
      ["questions.0", null, "Does {{nation}} need it? → null"],
    ]);
  });

  it("know a reason by its id wherever it stands, and say where only the order changed", () => {
    const [, time = "", people = ""] =
      /( {2}- id: time[\s\S]*?)( {2}- id: people[\s\S]*?)asks:/.exec(YAML) ?? [];
    const turned = compareSources(SOURCE, { ...SOURCE, yaml: YAML.replace(time + people, people + time) });
    expect(turned.changes).toEqual([
      {
        path: "reasons",
        kind: "order",
        item: null,
        before: "time, people",
        after: "people, time",
        pieces: null,
      },
    ]);
    const without = compareSources(SOURCE, { ...SOURCE, yaml: YAML.replace(time, "") });
    expect(lines(without).map(([path, item]) => [path, item])).toEqual([
      ["reasons.0.id", "Time"],
      ["reasons.0.title", "Time"],
      ["reasons.0.short", "Time"],
      ["reasons.0.long", "Time"],
      ["reasons.0.figures.0.claim", "Time"],
      ["reasons.0.figures.0.source", "Time"],
      ["reasons.0.figures.0.year", "Time"],
      ["reasons.0.figures.0.reviewBy", "Time"],
    ]);
  });

  it("put a list's entries beside each other, so that a new first one changes no other", () => {
    expect(lines(changing("prompts:\n", "prompts:\n  - What is new?\n"))).toEqual([
      ["prompts.0", null, "null → What is new?"],
    ]);
    expect(
      lines(
        changing(
          "  - { name: Ada Example",
          "  - { name: Zoe Example, postcode: M1 1AD }\n  - { name: Ada Example",
        ),
      ),
    ).toEqual([
      ["examples.0.name", "Zoe Example", "null → Zoe Example"],
      ["examples.0.postcode", "Zoe Example", "null → M1 1AD"],
    ]);
    expect(lines(changing("What happened?", "What happened this week?"))).toEqual([
      ["prompts.0", null, "What happened{+ this week+}?"],
    ]);
  });

  it("show the templates by word, with their line ends", () => {
    const { changes } = compareSources(SOURCE, {
      ...SOURCE,
      letter: FILES.letter.replace("I live", "We live\r\n"),
    });
    expect(changes.map(({ path, pieces }) => [path, line(pieces)?.split("{{")[0]])).toEqual([
      ["letter", "[-I-]{+We+} live{+\r\n+} in "],
    ]);
  });

  it("tell a comment from a change, and null from nothing", () => {
    expect(changing("title: Safe work", "# A note\ntitle: 'Safe work'")).toEqual({
      ...NOTHING,
      onlyWriting: true,
    });
    expect(changing("subject:", "contact: null\nsubject:")).toEqual({ ...NOTHING, onlyWriting: true });
  });

  it("say whether the picture changed", () => {
    const [one, two] = [Uint8Array.of(1), Uint8Array.of(2)];
    const image = (a: Uint8Array | null, b: Uint8Array | null) =>
      compareSources({ ...SOURCE, image: a }, { ...SOURCE, image: b }).image;
    expect([image(null, one), image(one, two), image(one, Uint8Array.of(1)), image(one, null)]).toEqual([
      "added",
      "changed",
      "same",
      "removed",
    ]);
  });

  it("are compared as texts where one of them is no YAML", () => {
    const { changes } = changing("title: Safe work", "title: [Safe work");
    expect(changes.map(({ path, pieces }) => [path, line(pieces)?.slice(0, 30)])).toEqual([
      ["campaign.yaml", "title: {+[+}Safe work\nsummary:"],
    ]);
  });

  it("give back every word of both, whatever they are", () => {
    const before = "Gŵyr  O'Neill, “safe” <b>&amp;</b> 🦜 work\n\n\tto do.";
    const after = "Gŵyr O'Neill, “safer” <i>&amp;</i> 🦜🦜 works\r\n\tto do…";
    const pieces = createCompareWords()(before, after) ?? [];
    const without = (gone: string) =>
      pieces.flatMap(({ change, text }) => (change === gone ? [] : [text])).join("");
    expect([without("added"), without("removed")]).toEqual([before, after]);
  });
});

describe("sources beyond bounds", () => {
  /** Made-up words in an order that a seed decides. */
  function words(count: number, seed: number): string {
    let state = seed;
    const next = () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return `w${state % 5_000}`;
    };
    return Array.from({ length: count }, next).join(" ");
  }

  it("of a megabyte are too different to show word by word, or show the little that changed", () => {
    const [one, two] = [words(170_000, 1), words(170_000, 2)];
    const { changes } = compareSources(
      { ...SOURCE, postcard: one, letter: one },
      {
        ...SOURCE,
        postcard: two,
        letter: `${one} and more`,
      },
    );
    expect(changes.map(({ path, before, pieces }) => [path, before, pieces?.at(-1)?.text])).toEqual([
      ["postcard", one, undefined],
      ["letter", one, " and more"],
    ]);
  });

  it("stop being shown word by word when many long texts changed, and each is still there whole", () => {
    const yaml = (seed: number) =>
      `why:\n${Array.from({ length: 30 }, (_, i) => `  - ${words(300, seed + i)}\n`).join("")}`;
    const { changes } = compareSources({ ...SOURCE, yaml: yaml(1) }, { ...SOURCE, yaml: yaml(100) });
    expect(changes).toHaveLength(30);
    expect(changes[0]?.pieces).not.toBeNull();
    expect(changes.at(-1)).toMatchObject({
      path: "why.29",
      before: words(300, 30),
      after: words(300, 129),
      pieces: null,
    });
  });

  it("with ten thousand reasons, nests of lists or bombs of aliases are compared all the same", () => {
    const reasons = (word: string) =>
      `reasons:\n${Array.from({ length: 9_000 }, (_, i) => `  - ${word}${i}\n`).join("")}`;
    const compared = compareSources({ ...SOURCE, yaml: reasons("a") }, { ...SOURCE, yaml: reasons("b") });
    expect(compared.changes.map(({ path }) => path)).toEqual(["reasons"]);
    const nest = (depth: number) => `a: ${"[".repeat(depth)}x${"]".repeat(depth)}\n`;
    expect(
      compareSources({ ...SOURCE, yaml: nest(900) }, { ...SOURCE, yaml: nest(901) }).changes,
    ).toHaveLength(1);
    const bomb = `a: &a [x, x]\nb: &b [*a, *a]\n${"c: [*b, *b]\n"}`;
    expect(compareSources(SOURCE, { ...SOURCE, yaml: bomb }).changes.map(({ path }) => path)).toEqual([
      "campaign.yaml",
    ]);
    const proto = '{"__proto__": {"title": "x"}, "constructor": 1}';
    expect(
      compareSources({ ...SOURCE, yaml: "{}" }, { ...SOURCE, yaml: proto }).changes.map(({ path }) => path),
    ).toEqual(["__proto__.title", "constructor"]);
  });
});
