// The files of a campaign: what they may hold, and that every mistake is told with its line.
import { describe, expect, it } from "vitest";
import { CampaignProblem, MOST_FAULTS } from "../../src/campaigns/fault.ts";
import { frontImageName, parseCampaign } from "../../src/campaigns/parse-campaign.ts";
import { makeTestCard } from "../support/pictures.ts";
import { FILES, faultsOf, lineOf, parsed, YAML } from "./example-campaign.ts";

const faults = (from: string, to: string) => faultsOf(() => parsed(from, to));

describe("a campaign's front", () => {
  it("is a picture where campaign.yaml names one, whatever the name ends in", () => {
    const image = makeTestCard(30, 20);
    const { card } = parsed("headline: Safe work", "headline: Safe work\n  image: front.jpg", { image });
    expect(card).toMatchObject({ headline: "Safe work", image: { type: "png", width: 30, height: 20 } });
    expect(parsed("", "", { image }).card.image).toBeNull();
    expect(parsed().card.image).toBeNull();
  });

  it("is found by name in a file that may be wrong elsewhere", () => {
    expect(frontImageName("card: { image: front.png, headline: 3 }\nnonsense: 1")).toBe("front.png");
    for (const yaml of ["card: { image: ../front.png }", "card: { image: null }", "card: 3", "", "[", YAML])
      expect(frontImageName(yaml)).toBeNull();
  });
});

describe("a campaign that is right", () => {
  it("has what its files say, and defaults for the rest", () => {
    const campaign = parsed();
    expect(campaign).toMatchObject({
      id: "safe",
      title: "Safe work",
      opens: null,
      closes: null,
      sample: false,
      languages: ["en"],
      beforeYouWrite: null,
      imprint: null,
      templates: { postcard: FILES.postcard, letter: FILES.letter },
    });
    expect(campaign.examples[2]).toEqual({
      name: "Cat Example",
      postcode: "TR1 2HE",
      address: [],
      reasons: [],
      ownWords: "",
    });
  });

  it("belongs to the organisation of the settings unless it names its own", () => {
    const organisation = {
      name: "The Branch",
      contact: "rep@example.org",
      imprint: "Promoted by us",
      dataController: null,
    };
    expect(parsed("", "", { organisation })).toMatchObject({
      organisation: "The Branch",
      contact: "rep@example.org",
      imprint: "Promoted by us",
    });
    const yaml = `organisation: Other\n${YAML}`;
    expect(parsed("", "", { organisation, yaml })).toMatchObject({ organisation: "Other", contact: null });
  });
});

describe("a mistake in campaign.yaml", () => {
  it.each([
    [
      "a missing name",
      "title: Safe work\n",
      "",
      1,
      "title",
      "text (in quotes where it looks like something else), but it is missing",
    ],
    [
      "a missing name deeper down",
      "    long: It takes a lot of people.\n",
      "",
      lineOf("id: people"),
      "reasons.1.long",
      /missing/,
    ],
    ["an empty text", "title: Safe work", 'title: " "', 1, "title", "text, not nothing"],
    ["a number for a text", "title: Safe work", "title: 2019", 1, "title", /^text \(in quotes/],
    ["a text for a list", "why:\n  - It matters.", "why: It matters.", 3, "why", "a list"],
    ["an empty list", "  - What happened?", "", 6, "prompts", /a list/],
    [
      "a long headline",
      "headline: Safe work",
      `headline: ${"x".repeat(41)}`,
      lineOf("headline"),
      "card.headline",
      "one line of at most 40 characters",
    ],
    ["a word for a colour", '"#8c1d40"', "red", lineOf("colour"), "card.colour", /such as "#9b1b30"/],
    [
      "a colour on which nothing can be read",
      '"#8c1d40"',
      '"#7b7b7b"',
      lineOf("colour"),
      "card.colour",
      /darker or a lighter/,
    ],
    [
      "a day that does not exist",
      '"2020-01-31"',
      '"2020-02-30"',
      lineOf("reviewBy"),
      "reasons.0.figures.0.reviewBy",
      /YYYY-MM-DD/,
    ],
    ["a date with a time", "why:", 'opens: "2020-01-01T00:00:00Z"\nwhy:', 3, "opens", /YYYY-MM-DD/],
    [
      "a close before the opening",
      "why:",
      'opens: "2020-02-01"\ncloses: "2020-01-31"\nwhy:',
      4,
      "closes",
      /on or after 2020-02-01/,
    ],
    ["an unknown language", "why:", "languages: [en, tlh]\nwhy:", 3, "languages.1", "one of: en"],
    [
      "an id with a space",
      "id: people",
      "id: the people",
      lineOf("id: people"),
      "reasons.1.id",
      /small letters/,
    ],
    [
      "an id that stands twice",
      "id: people",
      "id: time",
      lineOf("id: people"),
      "reasons.1.id",
      /no other reason/,
    ],
    [
      "a condition in the last ask",
      "  - text: Will you help",
      "  - when: { nation: [wales] }\n    text: Will you help",
      lineOf("text: Will you help"),
      "asks.1.when",
      /no when in the last ask/,
    ],
    [
      "no condition in another ask",
      "  - when: { attribute: [speaker] }\n    text",
      "  - text",
      lineOf("when:"),
      "asks.0",
      /a when in this ask/,
    ],
    [
      "an empty condition",
      "{ attribute: [speaker] }",
      "{}",
      lineOf("when:"),
      "asks.0.when",
      /party, nation or attribute/,
    ],
    [
      "an unknown attribute",
      "[speaker]",
      "[lord]",
      lineOf("when:"),
      "asks.0.when.attribute.0",
      /speaker, deputy/,
    ],
    [
      "a fifth question",
      "  - Does {{nation}} need it?",
      "  - a\n  - b\n  - c\n  - d\n  - e",
      lineOf("Does"),
      "questions",
      "at most 4 entries",
    ],
    [
      "an example with a reason that is not there",
      "[time, people]",
      "[time, poeple]",
      lineOf("Ben"),
      "examples.1.reasons.1",
      "one of: time, people",
    ],
    [
      "fewer than three examples",
      "  - { name: Cat Example, postcode: TR1 2HE }\n",
      "",
      lineOf("Ada"),
      "examples",
      "at least 3 entries",
    ],
    [
      "a placeholder where none is filled",
      "short: It takes time.",
      'short: "{{ask}}"',
      lineOf("short"),
      "reasons.0.short",
      /without placeholders/,
    ],
    [
      "a subject of two lines",
      'subject: "From {{constituency}}"',
      'subject: "a\\nb"',
      5,
      "subject",
      "one line",
    ],
    [
      "an unknown placeholder in the subject",
      '{{constituency}}"',
      '{{county}}"',
      5,
      "subject",
      /^a placeholder/,
    ],
    [
      "{{ask}} in an ask",
      "Will you help {{constituency}}?",
      '"{{ask}}"',
      lineOf("text: Will you help"),
      "asks.1.text",
      /^a placeholder: {{constituency}}/,
    ],
    [
      "a helper in a question",
      "Does {{nation}} need it?",
      '"{{upper nation}}"',
      lineOf("Does"),
      "questions.0",
      "one name between the braces",
    ],
  ])("is told with its line, for %s", (_, from, to, line, path, expected) => {
    const [fault, ...more] = faults(from, to);
    // A reason that lost its id is missed by the examples that pick it.
    expect(more.filter((other) => !other.path.startsWith("examples."))).toEqual([]);
    expect(fault).toMatchObject({ file: "safe/campaign.yaml", line, path });
    if (typeof expected === "string") expect(fault?.expected).toBe(expected);
    else expect(fault?.expected).toMatch(expected);
  });

  it("names the name that was meant by an unknown one", () => {
    expect(faults("summary:", "sumary:")).toContainEqual(
      expect.objectContaining({ line: 2, column: 1, path: "sumary", near: "summary" }),
    );
    expect(faults("    short: It takes time.", "    shrot: It takes time.")).toContainEqual(
      expect.objectContaining({ line: lineOf("short"), column: 5, path: "reasons.0.shrot", near: "short" }),
    );
    expect(faults("[speaker]", "[speeker]")).toMatchObject([{ near: "speaker" }]);
  });

  it.each([
    ["the same name twice", `title: Again\n${YAML}`],
    [
      "the same name twice deeper down",
      YAML.replace("    short: It takes time.", "    short: a\n    short: b"),
    ],
    ["a tab for indentation", YAML.replace("  - It matters.", "\t- It matters.")],
    ["brackets that do not close", YAML.replace("[speaker]", "[speaker")],
    ["a tag", YAML.replace("title: Safe work", "title: !!js/function 'x'")],
    ["a second document", `${YAML}---\n${YAML}`],
    ["an alias", YAML.replace("- It matters.", "- &a It matters.\n  - *a")],
    ["nothing", ""],
    ["a list", "- a\n- b\n"],
    ["nesting without end", "[".repeat(50_000)],
    ["more than a file should hold", `${YAML}# ${"x".repeat(100_000)}`],
    ["a name of every object", `__proto__: { sample: true }\n${YAML}`],
  ])("is told for %s", (_, yaml) => {
    expect(faultsOf(() => parseCampaign({ ...FILES, yaml })).length).toBeGreaterThan(0);
  });

  it("is told at once for an alias that would grow without end", () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghij"
      .split("")
      .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghi"[i]}`).join(",")}]`)
      .join("\n")}\n${YAML}`;
    expect(faultsOf(() => parseCampaign({ ...FILES, yaml: bomb }))).toMatchObject([
      { line: 2, expected: "the text itself, not an alias (*)" },
    ]);
  });
});

describe("all mistakes of a campaign", () => {
  it.each([
    ["a text that is no YAML", "}\n".repeat(45_000)],
    ["a name over and over", "title:\n".repeat(14_000)],
    ["names that nobody knows", Array.from({ length: 9_000 }, (_, i) => `x${i}: 1\n`).join("")],
    ["a list of what there is not", `languages: [${"xx,".repeat(30_000)}]`],
  ])("are as many as somebody can mend at a time: %s", (_, yaml) => {
    const count = faultsOf(() => parseCampaign({ ...FILES, yaml })).length;
    expect(count).toBeGreaterThanOrEqual(MOST_FAULTS);
    expect(count).toBeLessThan(MOST_FAULTS + 50);
  });

  it("are told together, by file and line", () => {
    const yaml = YAML.replace("title: Safe work", "title: 1")
      .replace('"2020-01-31"', "soon")
      .replace('"#8c1d40"', "red");
    const found = faultsOf(() =>
      parseCampaign({ ...FILES, yaml, postcard: "{{a}}", letter: "x\n{{#if b}}" }),
    );
    expect(found.map(({ file, line }) => `${file}:${line}`)).toEqual([
      "safe/campaign.yaml:1",
      `safe/campaign.yaml:${lineOf("reviewBy")}`,
      `safe/campaign.yaml:${lineOf("colour")}`,
      "safe/letter.hbs:2",
      "safe/postcard.hbs:1",
    ]);
  });

  it("are one Problem, whose values are those of the first", () => {
    const problem = new CampaignProblem([
      { file: "b", line: 1, column: 1, path: "", expected: "x", near: null },
      { file: "a", line: 9, column: 2, path: "title", expected: "y", near: "z" },
    ]);
    expect(problem.code).toBe("campaign-invalid");
    expect(problem.values).toEqual({
      file: "a",
      line: 9,
      column: 2,
      path: "title",
      expected: "y",
      near: "z",
      count: 2,
    });
  });

  it("name the picture, where it stands in the file and what was expected", () => {
    const named = (name: string) => ["headline: Safe work", `headline: Safe work\n  image: ${name}`] as const;
    const line = lineOf("headline") + 1;
    const place = { file: "safe/campaign.yaml", line, path: "card.image" };
    const faults = (name: string, image: Uint8Array | null) =>
      faultsOf(() => parsed(...named(name), { image }));
    expect(faults("front.png", null)).toMatchObject([
      { ...place, expected: "a file named front.png in the campaign's folder" },
    ]);
    const svg = new TextEncoder().encode("<svg/>");
    expect(faults("front.png", svg)).toMatchObject([
      { ...place, expected: "a PNG or JPEG picture, but this is an SVG drawing (front.png)" },
    ]);
    for (const name of ["../front.png", "/etc/passwd", "a/b.png", '".."', '""', "x".repeat(101)])
      expect(faults(name, makeTestCard(9, 9)), name).toMatchObject([
        { line, expected: "the name of a picture in the campaign's own folder, such as front.png" },
      ]);
    expect(faults("Front (final) größer.jpeg", makeTestCard(9, 9))).toEqual([]);
  });

  it("count the folder's name", () => {
    const expected = "a folder named in small letters, digits and hyphens";
    expect(faultsOf(() => parsed("", "", { id: "Not an id" }))).toMatchObject([{ line: 1, expected }]);
  });
});
