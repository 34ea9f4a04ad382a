// Filling a template: what is printed is what was given, and nothing that was given is ever run.
import Handlebars from "handlebars";
import { describe, expect, it } from "vitest";
import { CampaignProblem } from "../../src/campaigns/fault.ts";
import { compileTemplate, compileWithoutAsk, type TemplateValues } from "../../src/campaigns/template.ts";
import { faultsOf, VALUES } from "./example-campaign.ts";

const fill = (source: string, values: Partial<TemplateValues> = {}) =>
  compileTemplate(source, "postcard.hbs")({ ...VALUES, ...values });

describe("a filled template", () => {
  it("says what the placeholders stand for", () => {
    expect(
      fill("{{name}} of {{constituency}}, {{nation}}, to {{mp}} ({{party}}): {{ask}} {{organisation}}"),
    ).toBe("Ada O'Neill of Ynys Môn, Wales, to Robin Example (Independent): Will you help? Your union");
  });

  it("is a letter and no HTML: quotes, ampersands and angle brackets stay as they are", () => {
    const name = 'O\'Neill & "Sons" <b>`=é\u2028</b>';
    expect(fill("{{name}}", { name })).toBe(name);
  });

  it("leaves Handlebars that a member types as text", () => {
    const typed =
      '{{constructor}} {{#each reasons}}x{{/each}} {{{name}}} {{> x}} \\{{ask}} {{lookup . "x"}} {{!-- ';
    expect(fill("{{ownWords}}|{{name}}", { ownWords: typed, name: "{{ask}}" })).toBe(`${typed}|{{ask}}`);
    expect(fill("{{#if ownWords}}{{ownWords}}{{/if}}", { ownWords: "{{/if}}" })).toBe("{{/if}}");
  });

  it("chooses by what is there and by what is true", () => {
    const source = "{{#if ownWords}}own{{else}}none{{/if}} {{#if vacant}}vacant{{else if held}}held{{/if}}";
    expect(fill(source)).toBe("own held");
    expect(fill(source, { ownWords: "", held: false, vacant: true })).toBe("none vacant");
  });

  it("walks the reasons, and knows when there are none", () => {
    const source =
      "{{#if reasons}}Why: {{#each reasons}}{{title}}={{short}} {{/each}}{{else}}No reason.{{/if}}";
    expect(fill(source)).toBe("Why: Time=It takes time. People=It takes people. ");
    expect(fill(source, { reasons: [] })).toBe("No reason.");
  });

  it("has no empty lines where a block stands on a line of its own", () => {
    expect(fill("a\n{{#if held}}\nb\n{{/if}}\nc\n")).toBe("a\nb\nc\n");
  });

  it("sees nothing of what a value's maker put on it beside the known names", () => {
    const reasons = [
      Object.assign(Object.create({ short: "inherited" }), {
        title: "T",
        short: "own",
        long: "L",
        secret: "s",
      }),
    ];
    expect(fill("{{#each reasons}}{{short}}{{/each}}", { reasons })).toBe("own");
  });

  it("is the same whatever was filled before", () => {
    const template = compileTemplate("{{name}}", "postcard.hbs");
    expect(["A", "B", "A"].map((name) => template({ ...VALUES, name }))).toEqual(["A", "B", "A"]);
  });
});

describe("compiling a template", () => {
  it("refuses what linting refuses, with all faults", () => {
    const faults = faultsOf(() => compileTemplate("{{a}}\n{{b}}", "safe/letter.hbs"));
    expect(faults.map(({ file, line }) => `${file}:${line}`)).toEqual([
      "safe/letter.hbs:1",
      "safe/letter.hbs:2",
    ]);
    expect(() => compileTemplate("{{a}}", "x")).toThrow(CampaignProblem);
  });

  it("refuses {{ask}} in what is filled before the ask is chosen", () => {
    expect(faultsOf(() => compileWithoutAsk("{{ask}}", "x"))).toHaveLength(1);
    expect(compileWithoutAsk("For {{constituency}}", "x")(VALUES)).toBe("For Ynys Môn");
  });

  it("does not share helpers or partials with anybody's Handlebars", () => {
    Handlebars.registerHelper("name", () => "helper");
    Handlebars.registerPartial("name", "partial");
    try {
      expect(fill("{{name}}")).toBe("Ada O'Neill");
      expect(Handlebars.compile("{{#unless x}}still here{{/unless}}")({})).toBe("still here");
    } finally {
      Handlebars.unregisterHelper("name");
      Handlebars.unregisterPartial("name");
    }
  });
});
