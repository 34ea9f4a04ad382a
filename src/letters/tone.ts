// How a letter sounds: what makes an office put it aside unread. A gentle note, and rather none than a wrong one.

const TONES = ["capitals", "shouting", "threat"] as const;

/** All capitals, a row of exclamation marks, or words that can only be read as a threat. */
export type Tone = (typeof TONES)[number];

/** What of a text would be heard as shouting or as a threat, each once; `[]` nearly always. Takes linear time. */
export function findTone(text: string): Tone[] {
  const heard = { capitals: isInCapitals(text), shouting: isShouted(text), threat: isThreat(text) };
  return TONES.filter((tone) => heard[tone]);
}

/** Words in capitals, one after the other or in the whole, that are a sentence and no longer a row of initials. */
const CAPITALS_MIN = 5;

/** Said as letters or as a name. Those without a vowel (NPS, CRC, WLMT) are not listed. */
const INITIALS = new Set(
  (
    "SFO SFOS PO POS PSO PSOS SPO SPOS OMIC OMU HMI HMIP HMPPS MAPPA OASYS MOJ MP MPS UK EU IPP ROSH ARMS OPD AP APS UPW CEO GP ACO MARAC VLO " +
    "UNISON NAPO GMB PDU LDU PQIP HDC SCOOP"
  ).split(" "),
);

function isInCapitals(text: string): boolean {
  let run = 0;
  let shouted = 0;
  let all = 0;
  let inCapitals = 0;
  for (const word of text.match(/[\p{L}\p{M}'’]+/gu) ?? []) {
    const upper = word.toUpperCase();
    // One letter, a script without capitals, initials: they tell nothing either way.
    if (word.replace(/['’\p{M}]/gu, "").length < 2 || upper === word.toLowerCase() || isInitials(word))
      continue;
    const capitals = word === upper;
    run = capitals ? run + 1 : 0;
    if (run >= CAPITALS_MIN) return true;
    all += word.length;
    if (!capitals) continue;
    shouted += 1;
    inCapitals += word.length;
  }
  return shouted >= CAPITALS_MIN && inCapitals * 2 > all;
}

function isInitials(word: string): boolean {
  const letters = word.replace(/['’]?s$/, "");
  if (letters !== letters.toUpperCase()) return false;
  return INITIALS.has(letters) || !/[AEIOUY]/.test(letters.normalize("NFD"));
}

/** Three exclamation marks in a row, or every third sentence ending with one where there are five. */
function isShouted(text: string): boolean {
  const ends = text.match(/[.!?…]+/g) ?? [];
  if (ends.some((end) => (end.match(/!/g)?.length ?? 0) >= 3 || /(?:!\?|\?!){2}/.test(end))) return true;
  const marked = ends.filter((end) => end.includes("!")).length;
  return marked >= 5 && marked * 3 >= ends.length;
}

const THREATS = [
  "or else(?= *(?:[.!?…\"”']|$))",
  "you(?: will|'ll) (?:live to )?regret (?:it|this|that)",
  "you(?: will|'ll) be sorry(?= *(?:[.!?…]|$))",
  "(?:i|we) know where (?:you|your \\w+) lives?",
  "(?:i|we)(?: will|'ll| am going to|'m going to| are going to|'re going to) (?:make you (?:pay|suffer)|kill you|hurt you|destroy you|ruin you)",
  "you(?: will|'ll) pay for (?:this|that|what you)",
  "(?:i|we)(?:'m| am|'re| are) coming for you(?! with)",
  "you(?: had|'d)? better watch your (?:back|step)",
  "this is your (?:last|final) warning",
  "you (?:deserve|ought) to (?:die|be (?:shot|hanged|hung))",
  "you should be (?:shot|hanged|hung|strung up)",
  "(?:i|we) hope you die",
];
const THREAT = new RegExp(`(?:^|[^\\p{L}\\p{N}'])(?:${THREATS.join("|")})(?![\\p{L}\\p{N}'])`, "gu");

/** Reported speech: a member who was threatened says so, and threatens nobody. */
const REPORTED =
  /["“‘]|(?:^|[^\p{L}])(?:say|says|said|saying|told|tells|telling|shouts?|shouted|shouting|screamed|screaming|threaten(?:s|ed|ing)?|wrote|writes|texts?|texted|messages?|messaged|warn(?:s|ed)?|heard|hear)(?![\p{L}])/u;

/** "…, he said" behind it; what the member says they said themselves stays a threat. */
const REPORTED_AFTER =
  /^["”']?[,!?]?["”']?\s?(?:-\s|–\s|—\s)?(?!(?:i|we)\s)(?:(?:an?|the|one|some|this|that|another|my|his|her|their)\s)?(?:[\p{L}']{1,20}\s){0,3}?(?!(?:i|we)\s)[\p{L}']{1,20}\s(?:said|says|told|shouted|screamed|wrote|texted|messaged|warned|threatened|yelled|whispered)(?![\p{L}])/u;

function isThreat(text: string): boolean {
  const plain = text.toLowerCase().replace(/[’ʼ]/g, "'").replace(/\s+/g, " ");
  for (const { 0: threat, index } of plain.matchAll(THREAT)) {
    const sentence = plain.slice(Math.max(0, index - 160), index + 1).replace(/^.*[.!?…] /, "");
    const end = index + threat.length;
    if (!REPORTED.test(sentence) && !REPORTED_AFTER.test(plain.slice(end, end + 120))) return true;
  }
  return false;
}
