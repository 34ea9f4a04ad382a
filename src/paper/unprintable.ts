// Which characters of a text cannot be printed well, and the clean-up that every printed text gets first.
import type { Fonts } from "./fonts.ts";

/** Scripts that the fonts print well. The others need shaping from right to left or above the line that we do not have. */
const WELL_PRINTED =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]$/u;

/**
 * Emoji: characters that devices show as small coloured pictures. What they show as a plain sign unless told otherwise (✔,
 * ☎, ❤) is none, and its variation selector is left out as every mark without a shape.
 */
const EMOJI = /^(?:\p{Emoji_Presentation}|(?=\p{Emoji})[\u{1F000}-\u{1FFFF}])$/u;

/** Marks without a shape of their own (joiners, direction marks, soft hyphens, variation selectors): a printer has no use for them. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|[\uFFF9-\uFFFB]/gu;

const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/gu;

/** Tabs and spaces of other widths; the no-break spaces are not among them. */
const OTHER_SPACES = /[\t\u1680\u2000-\u2006\u2008-\u200A\u205F\u3000]/gu;

// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point.
const CONTROLS = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/gu;

/** "ﬁ" as one character, as it gets copied out of PDFs: the font makes its own ligatures out of letters. */
const READY_LIGATURES = /[\uFB00-\uFB06]/gu;

const LONE_SURROGATES = /\p{Surrogate}/gu;

/** Accents piled up as no language does: they would grow out of their line, over the rest of the card. */
const TOWER_HEIGHT = 5;
const TOWER = /\p{M}{5}/u;

/** A whole text in another script need not be listed: nobody reads further. */
const MOST_NAMED = 20;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * A text as it can be set: NFC, line ends as `\n`, single spaces, no ready-made ligatures, nothing without a shape.
 *
 * No-break spaces stay. Spaces at the ends of lines go.
 */
export function printable(text: string): string {
  return text
    .replace(LINE_ENDS, "\n")
    .replace(OTHER_SPACES, " ")
    .replace(CONTROLS, "")
    .replace(LONE_SURROGATES, "")
    .replace(INVISIBLE, "")
    .replace(READY_LIGATURES, (ligature) => ligature.normalize("NFKC"))
    .normalize("NFC")
    .replace(/ {2,}/gu, " ")
    .replace(/ ?\n ?/gu, "\n");
}

/**
 * The characters of a text that cannot be printed, each once, as the person sees them ("👍🏽" is one), in their order: the
 * first 20 of them.
 *
 * A character is unprintable where no font has its glyph (it would print as an empty box), where it is an emoji, or where
 * its script is one that we do not set well. Empty where all is well.
 */
export function unprintable(fonts: Pick<Fonts, "hasGlyph">, text: string): string[] {
  const clean = printable(text);
  const faults = faultsIn(fonts, clean);
  if (faults.size === 0 && !TOWER.test(clean)) return [];
  const seen = new Set<string>();
  for (const { segment } of graphemes.segment(text.replace(LONE_SURROGATES, "").normalize("NFC"))) {
    if (TOWER.test(segment)) seen.add(Array.from(segment).slice(0, TOWER_HEIGHT).join(""));
    else if (holds(segment, faults)) seen.add(segment);
    if (seen.size === MOST_NAMED) break;
  }
  return [...seen];
}

/**
 * A text without what `unprintable` names: emoji and their like go, with one of the spaces round each and with the
 * space before a full stop or comma that would be left. All else stays as it was typed.
 */
export function withoutUnprintable(fonts: Pick<Fonts, "hasGlyph">, text: string): string {
  const faults = faultsIn(fonts, printable(text));
  const parts: string[] = [];
  let left = false;
  for (const { segment } of graphemes.segment(text.replace(LONE_SURROGATES, "").normalize("NFC"))) {
    if (TOWER.test(segment) || holds(segment, faults)) {
      left = true;
      continue;
    }
    const before = parts.at(-1) ?? "\n";
    if (left && before === " " && /^[\s.,;:!?]/u.test(segment)) parts.pop();
    if (left && segment === " " && /\s$/u.test(parts.at(-1) ?? "\n")) continue;
    left = false;
    parts.push(segment);
  }
  if (left && parts.at(-1) === " ") parts.pop();
  return parts.join("");
}

/** The characters of a text already `printable` that no font has, emoji, and those whose script we do not set well. */
function faultsIn(fonts: Pick<Fonts, "hasGlyph">, clean: string): ReadonlySet<string> {
  const bad = (character: string) =>
    character !== "\n" &&
    (!WELL_PRINTED.test(character) ||
      EMOJI.test(character) ||
      !fonts.hasGlyph(character.codePointAt(0) ?? 0));
  return new Set([...new Set(clean)].filter(bad));
}

function holds(segment: string, faults: ReadonlySet<string>): boolean {
  return faults.values().some((character) => segment.includes(character));
}
