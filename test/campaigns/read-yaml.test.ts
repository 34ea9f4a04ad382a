// A YAML text that several parts of a page read one after another.
import { describe, expect, it } from "vitest";
import { openYaml } from "../../src/campaigns/read-yaml.ts";

describe("a text that is opened again", () => {
  it("is not read a second time, and neither is one that cannot be read, whoever asks", () => {
    expect(openYaml("title: Safe work", "a")).toBe(openYaml("title: Safe work", "b"));
    const wrong = "[".repeat(10);
    expect(openYaml(wrong, "a")).toBe(openYaml(wrong, "a"));
  });

  it("has its faults in the file that it was opened as", () => {
    const filesOf = (file: string) => {
      const opened = openYaml("a: 1\na: 2\na: 3", file);
      return "faults" in opened ? opened.faults.map((fault) => fault.file) : [];
    };
    expect([filesOf("one"), filesOf("two"), filesOf("one")]).toEqual([
      ["one", "one"],
      ["two", "two"],
      ["one", "one"],
    ]);
  });
});
