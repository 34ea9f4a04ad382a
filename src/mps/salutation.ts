// How a letter greets an MP and how an envelope names them, worked out from the name that Parliament publishes ("Sir Keir Starmer", "Mr Connor Rand").

/** Go with the first name: "Dear Sir Keir". */
const HONOURS = new Set(["Sir", "Dame"]);
/** Go with the surname: "Dear Dr Huq". */
const TITLES = new Set([
  "Mr",
  "Mrs",
  "Ms",
  "Miss",
  "Mx",
  "Dr",
  "Prof",
  "Professor",
  "Rev",
  "Revd",
  "Lady",
  "Lord",
]);
/** Begin a surname of several words: "De Cordova", "van Mierlo". */
const PARTICLES = new Set(["ap", "da", "de", "del", "der", "di", "du", "la", "le", "st", "van", "von"]);
/** Stand before a surname and are not part of it: "Tanmanjeet Singh Dhesi" is Mr Dhesi. */
const BEFORE_A_SURNAME = new Set(["kaur", "singh"]);
/** Surnames of two words that no rule finds, of members who have them. Add to it when a new one sits. */
const TWO_WORDS = new Set(["Duncan Smith", "Long Bailey", "Saville Roberts"]);

/**
 * What follows "Dear": honour and first name; else title and surname; else the full name. `name` is the name as
 * displayed, without "Rt Hon" and "MP". Where a title is known but the surname is not certain, it is the full name.
 */
export function salutationOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const [title = "", first = ""] = words;
  if (HONOURS.has(title)) return `${title} ${first}`;
  if (!TITLES.has(title)) return words.join(" ");
  const surname = surnameOf(words.slice(1));
  return surname === undefined ? words.slice(1).join(" ") : `${title} ${surname}`;
}

/** The surname in a name without its title; undefined where it cannot be told. */
function surnameOf(words: readonly string[]): string | undefined {
  if (words.length <= 2) return words.at(-1);
  const particle = words.findIndex((word, at) => at > 0 && PARTICLES.has(word.toLowerCase()));
  if (particle > 0) return words.slice(particle).join(" ");
  const lastTwo = words.slice(-2).join(" ");
  if (TWO_WORDS.has(lastTwo)) return lastTwo;
  return BEFORE_A_SURNAME.has(words.at(-2)?.toLowerCase() ?? "") ? words.at(-1) : undefined;
}

/** The published title with the style that every MP has; the published list forgets it for some. */
export function withStyle(fullTitle: string): string {
  return / MP$/.test(fullTitle) ? fullTitle : `${fullTitle} MP`;
}
