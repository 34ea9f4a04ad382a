// A UK postcode: read it from what people type, print it the one right way.
// Pages run this file as it is (without its types), so it imports nothing but its neighbour.
import { AREAS, AREAS_WITHOUT_AN_MP, type NoMpCode, ODD_SHAPES } from "./areas.ts";

declare const brand: unique symbol;

/** A well-formed UK postcode in its printed form, "SW1A 1AA", of an area whose addresses have an MP. */
export type Postcode = string & { readonly [brand]: "Postcode" };

/** What can be wrong with what was typed: codes of errors.ts. */
export type PostcodeFault =
  | "postcode-missing"
  | "postcode-incomplete"
  | "postcode-shape"
  | "postcode-area"
  | NoMpCode;

/** A postcode, or why it is none. `area` is the letters at fault where the code is `postcode-area`. */
export type ParsedPostcode =
  | { readonly ok: true; readonly postcode: Postcode }
  | { readonly ok: false; readonly code: PostcodeFault; readonly area?: string };

/** Longer than any postcode, however oddly spaced. Refused unread: ten thousand characters cost nothing. */
const LONGEST_TYPED = 64;

/** The printed form: what nearly every call gets, and the bulk of any file. */
const PRINTED = /^[A-Z]{1,2}(?:[0-9]|[1-9][0-9]|[0-9][A-HJ-NP-Z]) [0-9][A-Z]{2}$/;

/** The character code of "A": digits lie below it. */
const FIRST_LETTER = 65;

/** An outward part's area and the rest. The number of a two-digit district never starts with 0. */
const OUTWARD = /^([A-Z]{1,2})(?:[0-9]|[1-9][0-9]|[0-9][A-HJ-NP-Z])$/;

/** A beginning that more letters could make a postcode of: an area, a district, a sector, or all but the last letter. */
const BEGINNING = /^([A-Z]{1,2})(?:[0-9][A-Z0-9]?(?:[0-9][A-Z]?)?)?$/;

/** The outward shapes, by length: A is a letter, 9 a digit. */
const SHAPES = ["A9", "A99", "AA9", "A9A", "AA99", "AA9A"];

/** Letters that people type for a digit. */
const DIGIT_FOR: Readonly<Record<string, string>> = { O: "0", I: "1", L: "1" };
/** Digits that people type for a letter. */
const LETTER_FOR: Readonly<Record<string, string>> = { "0": "O", "1": "I" };

/**
 * Reads a postcode from what somebody typed. Never throws.
 *
 * Understands lower case, missing, double, non-breaking and zero-width spaces, hyphens, full-width letters, dots and
 * commas around it, and O, I or L for a digit, and 0 or 1 for a letter of the area, wherever only one reading is a postcode. Whether
 * the postcode exists is not its business; the shape is Royal Mail's, but for the last two letters, of which any pass.
 */
export function parsePostcode(typed: string): ParsedPostcode {
  if (typed.length > LONGEST_TYPED) return fault("postcode-shape");
  if (PRINTED.test(typed) && AREAS.has(typed.slice(0, typed.charCodeAt(1) < FIRST_LETTER ? 1 : 2)))
    return { ok: true, postcode: brandPostcode(typed) };

  const text = bareText(typed);
  if (text === "") return fault("postcode-missing");
  for (const [shape, code] of ODD_SHAPES) if (shape.test(text)) return fault(code);
  if (!/^[A-Z0-9]+$/.test(text)) return fault("postcode-shape");

  return readWhole(text) ?? readBeginning(text) ?? fault("postcode-shape");
}

/** The area, "SW". */
export function areaOf(postcode: Postcode): string {
  return postcode.slice(0, /^[A-Z]{2}/.test(postcode) ? 2 : 1);
}

/** The district, "SW1A": all that stands before the space. */
export function districtOf(postcode: Postcode): string {
  return postcode.slice(0, -4);
}

/** The sector, "SW1A 1". */
export function sectorOf(postcode: Postcode): string {
  return postcode.slice(0, -2);
}

/** Without its space, "SW1A1AA": how postcodes are sorted and asked for. */
export function compact(postcode: Postcode): string {
  return postcode.replace(" ", "");
}

function fault(code: PostcodeFault): ParsedPostcode {
  return { ok: false, code };
}

function brandPostcode(printed: string): Postcode {
  return printed as Postcode;
}

/** Capitals and digits without spaces, invisible characters, hyphens, and punctuation around them. */
function bareText(typed: string): string {
  return typed
    .normalize("NFKC")
    .replace(/[\p{White_Space}\p{Cf}\p{Pd}]/gu, "")
    .replace(/^[.,;:'"()]+|[.,;:'"()]+$/g, "")
    .replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/** The text as a whole postcode, or why its area has no MP; undefined where it is no whole postcode. */
function readWhole(text: string): ParsedPostcode | undefined {
  if (text.length < 5 || text.length > 7) return undefined;
  if (!/^[0-9OIL][A-Z]{2}$/.test(text.slice(-3))) return undefined;
  const inward = (fitTo(text.slice(-3, -2), "9") ?? "") + text.slice(-2);
  const typedOutward = text.slice(0, -3);

  const asTyped = OUTWARD.exec(typedOutward);
  if (asTyped?.[1] !== undefined) {
    return inArea(asTyped[1]) ?? { ok: true, postcode: brandPostcode(`${typedOutward} ${inward}`) };
  }
  const readings = new Set<string>();
  for (const shape of SHAPES) {
    const outward = shape.length === typedOutward.length ? fitTo(typedOutward, shape) : undefined;
    const area = outward === undefined ? undefined : OUTWARD.exec(outward)?.[1];
    if (outward !== undefined && area !== undefined && inArea(area)?.code !== "postcode-area")
      readings.add(outward);
  }
  const [outward, another] = readings;
  if (outward === undefined || another !== undefined) return undefined;
  return inArea(outward.replace(/\d.*/, "")) ?? { ok: true, postcode: brandPostcode(`${outward} ${inward}`) };
}

/** What to say to the beginning of a postcode; undefined where the text is no such beginning. */
function readBeginning(text: string): ParsedPostcode | undefined {
  const area = BEGINNING.exec(text)?.[1];
  if (area === undefined) return undefined;
  const startsOne = text.length === 1 && [...AREAS].some((known) => known.startsWith(text));
  return (startsOne ? undefined : inArea(area)) ?? fault("postcode-incomplete");
}

/** Why an area has no MP; undefined where it has. */
function inArea(area: string): { ok: false; code: PostcodeFault; area?: string } | undefined {
  if (AREAS.has(area)) return undefined;
  const code = AREAS_WITHOUT_AN_MP.get(area);
  return code === undefined ? { ok: false, code: "postcode-area", area } : { ok: false, code };
}

/** The text with letters and digits that look alike swapped to fit a shape; undefined where it cannot fit. */
function fitTo(text: string, shape: string): string | undefined {
  let out = "";
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const wantsDigit = shape[at] === "9";
    const isDigit = char >= "0" && char <= "9";
    const fitted = isDigit === wantsDigit ? char : wantsDigit ? DIGIT_FOR[char] : LETTER_FOR[char];
    if (fitted === undefined) return undefined;
    out += fitted;
  }
  return out;
}
