// The postcode areas (the one or two letters a postcode starts with), and what lies behind each.

/**
 * The 121 areas whose addresses have an MP: 120 of Great Britain and BT, Northern Ireland.
 * With GY, IM and JE they make Royal Mail's 124 areas.
 */
const WITH_AN_MP =
  "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G " +
  "GL GU HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA " +
  "PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR " +
  "WS WV YO ZE";

/** The areas whose addresses have an MP, in the order of the alphabet. */
export const AREAS: ReadonlySet<string> = new Set(WITH_AN_MP.split(" "));

/** Why an address has no MP, by the code of errors.ts that says it to the person. */
export type NoMpCode =
  | "postcode-jersey"
  | "postcode-guernsey"
  | "postcode-isle-of-man"
  | "postcode-gibraltar"
  | "postcode-forces"
  | "postcode-overseas"
  | "postcode-no-place";

/**
 * Areas that look like any other but have no MP. BX (banks and the tax office), XX (returned parcels) and XM (letters
 * to Father Christmas) are places on paper only.
 */
export const AREAS_WITHOUT_AN_MP: ReadonlyMap<string, NoMpCode> = new Map<string, NoMpCode>([
  ["JE", "postcode-jersey"],
  ["GY", "postcode-guernsey"],
  ["IM", "postcode-isle-of-man"],
  ["GX", "postcode-gibraltar"],
  ["BF", "postcode-forces"],
  ["BX", "postcode-no-place"],
  ["XM", "postcode-no-place"],
  ["XX", "postcode-no-place"],
]);

/**
 * Postcodes of other shapes that people hold and that have no MP, matched against letters and digits alone:
 * forces post numbers, the overseas territories (whole or their first four letters), and the old Girobank.
 */
export const ODD_SHAPES: readonly (readonly [RegExp, NoMpCode])[] = [
  [/^BFPO\d{0,4}$/, "postcode-forces"],
  [/^(?:ASCN|BBND|BIQQ|FIQQ|PCRN|SIQQ|STHL|TDCU|TKCA)(?:1ZZ)?$/, "postcode-overseas"],
  [/^(?:AI2640|KY[1-3]\d{4}|MSR\d{4}|VG\d{4})$/, "postcode-overseas"],
  [/^GIR(?:0AA|OAA)?$/, "postcode-no-place"],
];
