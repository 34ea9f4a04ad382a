// Words that tell a surname from what else can follow a title, and a public figure from anybody else.
import { before } from "./kinds.ts";

const setOf = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** What can follow a title and is nobody's surname there: offices, other titles, and words that start a sentence. */
export const NO_NAMES = setOf(
  "speaker deputy chairman chairwoman chairperson chair justice president minister prime secretary mayor ambassador commissioner " +
    "mr mrs ms miss mx dr doctor prof professor rev revd reverend right nobody who martens pepper teams excel outlook word office society " +
    "i we you he she it they me us him her them my our your his its their this that these those there here " +
    "the a an and or but nor if as at by for from in into of off on onto out over to up with without about after " +
    "against before between during since than then through until upon while when where why how what which whom whose " +
    "not no yes never now today tomorrow yesterday again also always another any anybody anyone every everybody everyone",
);

/** What follows a title in small letters and goes on with the sentence; with a capital it can be a surname ("Mr May"). */
export const NO_SMALL_NAMES = setOf(
  "is am are was were be been being has have had do does did will would shall should can could may might must " +
    "so all both each few many more most some somebody someone such only own same too very just even still yet men " +
    "said says saw came went got told asked made left gave took because last next later once ago please thinks thought wrote " +
    "appointment appointments surgery note notes letter letters app application patient patients nurse diagnosis symptoms " +
    "relapse access project visit visits referral prescription shortage deadlines meetings hearings work",
);

/** What can follow "Probation Officer", "PO" or "Judge" with a capital, and is nobody's name. */
export const NO_OFFICERS = setOf(
  "advocate general training grade band vacancy vacancies role roles post posts box qualification apprentice apprenticeship pay union " +
    "level region recruitment workload workloads course job jobs day days case cases team teams staff numbers entry " +
    "association institute report reports review work shortage shortages number unit safety guide service services " +
    "programme scheme status time level standards commanding delivery probation prison police officer manager in cymru unison napo parliament caseload caseloads pressure supervision sentenced sentencing working based employed retired qualified responsible " +
    "wales scotland england britain ireland uk north south east west northern southern eastern western central greater " +
    "london cardiff swansea newport bristol manchester liverpool leeds birmingham sheffield newcastle nottingham " +
    "kent essex sussex surrey norfolk suffolk devon cornwall dorset somerset midlands yorkshire cumbria wiltshire",
);

/** Small words inside a surname. */
export const PARTICLES = setOf(
  "van von der den de di da dos das du del della la le el al bin ibn bint ap ab ferch ní nic ó ua mac ter ten te st zu",
);

/** Who somebody is: after one of these the name can be left out ("my client Mr Smith"). */
export const ROLES = setOf(
  "client clients colleague man woman person offender prisoner victim witness tenant patient manager officer boss " +
    "supervisor worker judge inspector doctor partner neighbour father mother son daughter brother sister husband wife",
);

const OFFICE =
  "(?:[Mm]inister|Secretary|(?:[Jj]ustice|[Hh]ome) secretary|[Ss]ecretary of [Ss]tate|[Cc]hancellor|[Cc]hief [Ii]nspector|" +
  "Inspector of (?:Probation|Prisons|Constabulary)|[Jj]udge|(?:Chief|Lord|Lady) Justice|Speaker|MP)";
const OF_WHAT = "(?:\\s(?:of|for|at|in)(?:\\s[\\p{L}’'-]{1,20}){1,5})?";
const PHRASE_END = "\\s*(?:[,.;:!?…)\\]–—]|$)";

/** "the Minister, Mr Buckland,": with a comma the name has to stand by itself, or it may begin what comes next. */
const OFFICE_BEFORE = new RegExp(`(?:^|[^\\p{L}\\p{N}])${OFFICE}${OF_WHAT},?\\s+$`, "u");
const NAME_ENDS = new RegExp(`^${PHRASE_END}`, "u");
/** "Mr Gauke, the Justice Secretary": but not "When I saw Mr Smith, the judge refused". */
const OFFICE_AFTER = new RegExp(
  `^(?:,|\\s\\()\\s?(?:(?:the|our|my|your|then|now|who|is|was|as|a|former|shadow|current|new)\\s){0,4}` +
    `(?:(?:\\p{Lu}[\\p{L}’']{0,20}|of|for|and|the)\\s){0,5}${OFFICE}${OF_WHAT}(?:${PHRASE_END}|\\swho\\s)`,
  "u",
);

/** Whether somebody named from `start` to `end` has a public office next to the name. */
export function holdsOffice(text: string, start: number, end: number): boolean {
  const head = before(text, start, 80);
  const tail = text.slice(end, end + 120);
  if (OFFICE_AFTER.test(tail)) return true;
  if (!OFFICE_BEFORE.test(head)) return false;
  return /,\s+$/.test(head) ? NAME_ENDS.test(tail) : !/(?:^|\s)\p{Ll}+\s+$/u.test(head);
}
