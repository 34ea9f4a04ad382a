// Every word a person reads that is not a campaign's: looked up by key in one language's tree.

/** One language's words as parsed from `templates/words/<language>.yaml`: sentences, nested under dotted keys. */
export type WordTree = { [key: string]: string | string[] | WordTree };

/**
 * Looks a sentence up and fills its `{name}` gaps; a number, an ISO date or one with a time among the values is written as people
 * write it.
 *
 * A key whose value has plural forms (`one:`, `other:` …) is chosen by `count`, by the language's own rules.
 * Throws an `Error` for an unknown key or a gap without a value: a missing word is a bug, never an empty page.
 */
export type Words = {
  (key: string, values?: Readonly<Record<string, string | number>>): string;
  /** The paragraphs or items under a key that holds a list. */
  list(key: string, values?: Readonly<Record<string, string | number>>): string[];
  /** An ISO date, or one with a time, as people of the language write it: "1 May 2019", "1 May 2019 at 9 am". */
  date(isoDate: string): string;
  /** Whether the key exists, for keys built from data. */
  has(key: string): boolean;
  /** BCP 47 tag of the language. */
  readonly language: string;
};

/** Makes the lookup for one language out of its tree. Pure: reading the file is the caller's. */
export function createWords(tree: WordTree, language: string): Words {
  const plural = new Intl.PluralRules(language);
  // The words are for the United Kingdom, whatever the language.
  const dates = new Intl.DateTimeFormat(`${language}-GB`, { dateStyle: "long", timeZone: "UTC" });
  const times = dateTimes(language);

  function find(key: string): string | string[] | WordTree | undefined {
    let node: string | string[] | WordTree | undefined = tree;
    for (const part of key.split(".")) {
      if (node === undefined || typeof node === "string" || Array.isArray(node)) return undefined;
      node = Object.hasOwn(node, part) ? node[part] : undefined;
    }
    return node;
  }

  function fill(key: string, text: string, values: Readonly<Record<string, string | number>>): string {
    return text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      if (value === undefined) throw new Error(`words: "${key}" needs a value for {${name}}`);
      if (typeof value === "number") return value.toLocaleString(language);
      return /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d)?$/.test(value) ? words.date(value) : value;
    });
  }

  function words(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    let found = find(key);
    if (found !== undefined && typeof found === "object" && !Array.isArray(found)) {
      const count = values.count;
      if (typeof count === "number") found = found[plural.select(count)] ?? found.other;
    }
    if (typeof found !== "string") throw new Error(`words: there is no "${key}" in ${language}`);
    return fill(key, found, values);
  }

  words.list = (key: string, values: Readonly<Record<string, string | number>> = {}): string[] => {
    const found = find(key);
    if (!Array.isArray(found)) throw new Error(`words: there is no list "${key}" in ${language}`);
    return found.map((text) => fill(key, text, values));
  };
  words.date = (isoDate: string): string =>
    isoDate.includes("T") ? times(isoDate) : dates.format(new Date(isoDate));
  words.has = (key: string): boolean => find(key) !== undefined;
  return Object.assign(words, { language });
}

/** Writes a date with a time: whole hours without minutes, and noon and midnight by the 24-hour clock, where am and pm mislead. */
function dateTimes(language: string): (time: string) => string {
  const format = (parts: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(`${language}-GB`, {
      day: "numeric",
      month: "long",
      year: "numeric",
      hour: "numeric",
      timeZone: "UTC",
      ...parts,
    });
  const anyTime = format({ minute: "2-digit", hour12: true });
  const wholeHour = format({ hour12: true });
  const noon = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return (time) => {
    const chosen = /T(?:00|12):00$/.test(time) ? noon : time.endsWith(":00") ? wholeHour : anyTime;
    return chosen.format(new Date(`${time}Z`));
  };
}
