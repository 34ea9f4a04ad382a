// Where somebody lives: a street with its number, and postcodes.
import { parsePostcode } from "../../postcode/postcode.ts";
import { before, type Candidate, END, plainWords, wholeMatches } from "./kinds.ts";
import { fitMasks, nounMasks } from "./masks.ts";

const TYPES =
  "Street St Road Rd Lane Ln Avenue Ave Drive Close Court Crescent Cres Gardens Gdns Grove Place Square Sq Terrace Way Hill " +
  "Row Mews Walk Wynd Parade Rise View Park Green Broadway Boulevard Villas Buildings Mansions Heights Meadow Meadows " +
  "Croft Quay Wharf Vale Mount Bank Fold Brow Cottages Approach Common Drove Ridge";
const TYPE = TYPES.split(" ")
  .flatMap((type) => [type, type.toUpperCase()])
  .join("|");
const WELSH_TYPE = "(?:Heol|Ffordd|Stryd|Lôn|Lon|Maes|Clos|Rhodfa|Rhes|Teras|Llys|Cwrt)";
const NUMBER = "\\d{1,4}[A-Za-z]?(?: ?[-–/] ?\\d{1,4}[A-Za-z]?)?,?\\s";
/** A full stop ends a sentence, but for "St. John's Road" and "D.H. Lawrence Way". */
const CAPITAL = "(?:St\\.|(?:\\p{Lu}\\.){1,3}|\\p{Lu}[\\p{L}\\p{M}'’-]{0,20})";
const LINK = "(?:of|the|and|on|upon|de|le|y|yr|a)";

const STREET = new RegExp(
  `${NUMBER}((?:(?:${CAPITAL}|${LINK})\\s){1,4}?)(${TYPE})(?: (?:${TYPE}))?${END}`,
  "gu",
);
const WELSH_STREET = new RegExp(`${NUMBER}${WELSH_TYPE}(?:\\s${LINK}){0,2}(?:[\\s-]${CAPITAL}){1,3}`, "gu");
const BUILDING = "(?:House|Court|Lodge|Tower|Towers|Mansions|Heights|Point|Buildings)";
const FLAT_OF = `(?:Flat|Apartment|Apt|Unit)\\.?\\s\\d{1,4}[A-Za-z]?`;
const FLAT = new RegExp(`${FLAT_OF},?\\s(?:${CAPITAL}\\s){1,3}${BUILDING}${END}`, "gu");
const FLAT_BEFORE = new RegExp(
  `(?:^|[^\\p{L}\\p{N}])((?:${FLAT_OF},?\\s|(?:No|Number)\\.?\\s)(?:(?:${CAPITAL}\\s){1,3}${BUILDING},?\\s)?)$`,
  "iu",
);

const COURTS =
  /(?:Crown|County|Magistrates?['’]?|Mags|Supreme|Senior|High|Youth|Family|Criminal|Civil|Coroner['’]?s|Justice|Drugs?|Alcohol|Health|Solving|Treatment|Recovery|Abuse|Violence|Appeals?|Remand|Circuit|District|Sheriff|Open|Closed|Women['’]s|Veterans['’]?|Specialist|Community|Combined|Probation|Video|Virtual|Remote|Nightingale|Sentencing|Review|Human Rights)\s$/i;
/** What is counted and what people do there, after "3 High Street" and "5 Green Court", and no building. */
const COUNTED_AFTER =
  /^\s(?:staff|teams?|offices?|officers|shops?|banks?|stores?|reports?|reviews?|hearings?|cases|orders|workers|duty|duties|cover|listings?|lists|dates|days|sessions|appearances)(?![\p{L}\p{N}])/u;
/** What is counted, and is no street: "45 Minutes Drive", "3 Suspended Sentence Orders on Green". */
const COUNTED =
  /(?:^|\s)(?:years?|months?|weeks?|days?|hours?|hrs|minutes?|mins?|miles?|metres|yards|cases|people|persons|men|women|clients|officers|orders|offenders|prisoners|reports|reviews|appointments|assessments|colleagues|staff|members|managers|workers|visits|sentences|vacancies|posts|per cent|percent)\s/i;
const ENDS_IN_LINK = /(?:^|\s)(?:of|and|on|upon)\s$/;
const INSTITUTION = /^\s(?:Prison|Hospital|School|College|Magistrates|Police|Station|Surgery|Stadium)/;
const YEAR = /^(?:19|20)\d\d\D/;

/** Finds street addresses and postcodes. */
export function findPlaces(text: string): Candidate[] {
  return [...findStreets(text), ...findPostcodes(text)];
}

function findStreets(text: string): Candidate[] {
  const streets = wholeMatches(text, STREET).filter(({ 0: found, 1: name = "", 2: type = "", index }) => {
    if (!/\p{Lu}/u.test(name) || YEAR.test(found) || /Downing\s$/i.test(name)) return false;
    if (/^court$/i.test(type) && COURTS.test(name)) return false;
    if (COUNTED.test(name) || ENDS_IN_LINK.test(name)) return false;
    const after = text.slice(index + found.length, index + found.length + 24);
    if ((/^court$/i.test(type) || /^High\s/i.test(name)) && COUNTED_AFTER.test(after)) return false;
    return !INSTITUTION.test(text.slice(index + found.length, index + found.length + 16));
  });
  return [...streets, ...wholeMatches(text, WELSH_STREET), ...wholeMatches(text, FLAT)]
    .filter(({ index }) => !/[\d][.,/–-]$|[£$€%#]$/.test(before(text, index, 2)))
    .map(({ 0: found, index }) => {
      const start = index - (FLAT_BEFORE.exec(before(text, index, 90))?.[1]?.length ?? 0);
      const end = index + found.length;
      const masks = fitMasks(text, start, ["a local address", "their home"]);
      return { kind: "street", start, end, value: plainStreet(text.slice(start, end)), masks };
    });
}

/** A street in one spelling, to look for inside an address: "flat 3 14 high street". */
export function plainStreet(text: string): string {
  return plainWords(text)
    .replace(/ st(?= |$)/g, " street")
    .replace(/\brd\b/g, "road");
}

/** Inward letters are Royal Mail's: without C, I, K, M, O and V, which also leaves out "9am", "5km" and "3cm". */
const POSTCODE = new RegExp(`[A-Z]{1,2}\\d[A-Z\\d]?[^\\S\\n]{0,2}\\d[ABD-HJLNP-UW-Z]{2}${END}`, "giu");
const ORDINAL_OR_HOURS = /\d(?:st|nd|rd|th|hr)$/;
const ONE_CASE = /^(?:[A-Z\d\s]+|[A-Za-z][a-z\d\s]+)$/;
const AFTER_PREPOSITION =
  /(?:^|\s)(?:in|at|near|around|from|to|of|within|outside|across|for|through|about)\s+$/i;
const AFTER_TOWN = /(?:\p{Lu}[\p{L}\p{M}'’-]{0,30}|,)\s+$/u;

function findPostcodes(text: string): Candidate[] {
  return wholeMatches(text, POSTCODE)
    .filter(({ 0: found }) => ONE_CASE.test(found) && !ORDINAL_OR_HOURS.test(found) && hasAddresses(found))
    .map(({ 0: found, index: start }) => ({
      kind: "postcode",
      start,
      end: start + found.length,
      value: plainPostcode(found),
      masks: postcodeMasks(text, start),
    }));
}

/** Whether somebody could live there. Jersey and forces post have no MP, but people all the same. */
function hasAddresses(found: string): boolean {
  const parsed = parsePostcode(found);
  return parsed.ok || (parsed.code !== "postcode-area" && parsed.code !== "postcode-shape");
}

function postcodeMasks(text: string, start: number): string[] {
  const head = before(text, start, 40);
  if (AFTER_PREPOSITION.test(head)) return fitMasks(text, start, ["this area"]);
  if (AFTER_TOWN.test(head)) return fitMasks(text, start, ["", "this area"]);
  return nounMasks(text, start, ["this area"]);
}

/** A postcode in one spelling: "SW1A1AA". */
export function plainPostcode(text: string): string {
  return text.replace(/\s/g, "").toUpperCase();
}
