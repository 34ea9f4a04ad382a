// A campaign begun at the desk: the id that its title makes, and what a copy and a blank one hold.
import { describe, expect, it } from "vitest";
import { blankSource, copySource, idFromTitle, titleOf } from "../../src/campaigns/new-campaign.ts";
import { compileSource } from "../../src/proofs/prove-source.ts";
import { englishWords } from "../support/paper.ts";
import { FILES, YAML } from "./example-campaign.ts";

const SOURCE = { yaml: YAML, postcard: FILES.postcard, letter: FILES.letter, image: null };

describe("the id that a title makes", () => {
  it.each([
    ["A safe workload", "a-safe-workload"],
    ["  Gŵyr & Ynys Môn!  ", "gwyr-ynys-mon"],
    ["It’s the members' turn", "its-the-members-turn"],
    ["привет", "campaign"],
    ["<script>alert(1)</script>", "script-alert-1-script"],
    ["../../etc/passwd", "etc-passwd"],
    ["__proto__", "proto"],
    ["one two three four five six seven eight nine ten", "one-two-three-four-five-six-seven-eight"],
  ])("%s: %s", (title, id) => {
    expect(idFromTitle(title, () => false)).toBe(id);
  });

  it("is one that is free", () => {
    const taken = ["safe", "safe-2"];
    expect(idFromTitle("Safe", (id) => taken.includes(id))).toBe("safe-3");
    const long = "x".repeat(60);
    expect(idFromTitle(long, (id) => id === "x".repeat(40))).toBe(`${"x".repeat(38)}-2`);
  });
});

describe("a copy", () => {
  it("has the title given, is no sample and has no dates; all else stays as it is written", () => {
    const from = {
      ...SOURCE,
      yaml: `# A note\n${YAML}sample: true\nopens: "2020-01-01"\ncloses: "2020-02-01"\n`,
    };
    const copy = copySource(from, "Another: one");
    expect(titleOf(copy)).toBe("Another: one");
    expect(copy.yaml).toContain("# A note");
    expect(copy.yaml).not.toMatch(/^(?:sample|opens|closes):/m);
    expect(copy.yaml.replace(/^title:.*$/m, "")).toBe(`# A note\n${YAML}`.replace(/^title:.*$/m, ""));
    expect([copy.postcard, copy.letter]).toEqual([SOURCE.postcard, SOURCE.letter]);
  });

  it("of what cannot be read is the same text", () => {
    const broken = { ...SOURCE, yaml: "title: [" };
    expect(copySource(broken, "New")).toEqual(broken);
    expect(titleOf(broken)).toBeNull();
  });
});

describe("a blank campaign", () => {
  it("has its title, and nothing is wrong with it but what is empty", () => {
    const source = blankSource("Brand: new", englishWords());
    expect(titleOf(source)).toBe("Brand: new");
    const made = compileSource({ id: "new", source, organisation: FILES.organisation });
    const faults = "faults" in made ? made.faults : [];
    expect(faults.length).toBe(9);
    expect(new Set(faults.map(({ expected }) => expected))).toEqual(new Set(["text, not nothing"]));
  });
});
