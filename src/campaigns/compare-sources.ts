// What changed between two sources of a campaign, field by field and word by word, for a page to show.
import { z } from "zod";
import { compareFields, type FieldChange } from "./compare-fields.ts";
import { createCompareWords } from "./compare-words.ts";
import { readYaml } from "./read-yaml.ts";
import { sameBytes } from "./same-source.ts";
import type { CampaignSource } from "./versions.ts";

export type { FieldChange } from "./compare-fields.ts";

export type SourceComparison = {
  /** In the order of the newer file; the templates last. */
  readonly changes: readonly FieldChange[];
  readonly image: "same" | "added" | "removed" | "changed";
  /** Whether the YAML changed in nothing but its comments and how it is written. */
  readonly onlyWriting: boolean;
};

/** Compares an older source with a newer one, sound or not. Whatever they hold, it takes less than a second. */
export function compareSources(before: CampaignSource, after: CampaignSource): SourceComparison {
  const words = createCompareWords();
  const text = (path: string, a: string, b: string): FieldChange[] =>
    a === b ? [] : [{ path, kind: "text", item: null, before: a, after: b, pieces: words(a, b) }];

  const fields = before.yaml === after.yaml ? [] : compareYaml(before.yaml, after.yaml);
  return {
    changes: [
      ...(fields ?? text("campaign.yaml", before.yaml, after.yaml)),
      ...text("postcard", before.postcard, after.postcard),
      ...text("letter", before.letter, after.letter),
    ],
    image: compareImages(before.image, after.image),
    onlyWriting: before.yaml !== after.yaml && fields?.length === 0,
  };

  /** Null where one of them is no YAML. */
  function compareYaml(a: string, b: string): FieldChange[] | null {
    const [older, newer] = [readYaml(a, "", z.unknown()), readYaml(b, "", z.unknown())];
    if (!("value" in older && "value" in newer)) return null;
    try {
      return compareFields(older.value, newer.value, words);
    } catch (error) {
      // Thousands of nested lists exhaust the stack.
      if (error instanceof RangeError) return null;
      throw error;
    }
  }
}

function compareImages(before: Uint8Array | null, after: Uint8Array | null): SourceComparison["image"] {
  if (before === null || after === null) {
    return before === after ? "same" : before === null ? "added" : "removed";
  }
  return sameBytes(before, after) ? "same" : "changed";
}
