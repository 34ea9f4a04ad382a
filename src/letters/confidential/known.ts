// What the guard leaves alone: the sender's own details, the MP's name, and what the campaign says in public.
import { type Candidate, plainWords } from "./kinds.ts";
import { NO_NAMES } from "./name-words.ts";
import { plainPostcode, plainStreet } from "./places.ts";

/** What is known while somebody writes; "" and [] where nothing is known yet. */
export type Context = {
  readonly senderName: string;
  readonly senderEmail: string;
  readonly senderAddress: readonly string[];
  readonly senderPostcode: string;
  /** In any form: "Rt Hon Wendy Morton MP", "Mr Rand", "Alex Baker". */
  readonly mpNames: readonly string[];
  /** Everything that the campaign says in public. */
  readonly campaignText: string;
};

/** The House of Commons, where every MP's post goes. */
const PUBLIC_POSTCODE = "SW1A0AA";
const PUBLIC_DOMAIN = /[@.]parliament\.uk$/;

/** Says of a candidate whether it is no secret. `inCampaign` is what was found in the campaign's own text. */
export function whatIsKnown(
  context: Context,
  inCampaign: readonly Candidate[],
): (candidate: Candidate) => boolean {
  const { senderEmail, senderPostcode, senderAddress, campaignText } = context;
  const campaign = new Set(inCampaign.map(({ kind, value }) => `${kind} ${value}`));
  const names = once(() => [...ownNames(context), ...namesIn(campaignText)]);
  const address = once(() => ` ${plainStreet(senderAddress.join(" "))} `);

  return ({ kind, value }) => {
    if (campaign.has(`${kind} ${value}`)) return true;
    switch (kind) {
      case "email":
        return value === senderEmail.trim().toLowerCase() || PUBLIC_DOMAIN.test(value);
      case "postcode":
        return value === plainPostcode(senderPostcode) || value === PUBLIC_POSTCODE;
      case "street":
        return address().includes(` ${value} `);
      case "name":
        return names().some((name) => endsWith(name, value.split(" ")));
      default:
        return false;
    }
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const STYLES = new Set(
  (
    "rt right hon honourable the mp mr mrs ms miss mx dr prof professor rev revd reverend sir dame lord lady baroness " +
    "kc qc obe mbe cbe kbe dbe kcb"
  ).split(" "),
);

function ownNames({ senderName, mpNames }: Context): string[][] {
  return [senderName, ...mpNames].map((name) => withoutStyles(plainWords(name).split(" ")));
}

function withoutStyles(words: readonly string[]): string[] {
  return words.filter((word) => word !== "" && !STYLES.has(word));
}

const CAPITALS = /\p{Lu}[\p{L}\p{M}'’-]{0,40}\.?(?:[^\S\n]\p{Lu}[\p{L}\p{M}'’-]{0,40})+/gu;

/** Whoever the campaign names: capitals that stand together, as a forename and a surname do, or after a title. */
function namesIn(text: string): string[][] {
  return (text.match(CAPITALS) ?? []).flatMap((run) => {
    const words = plainWords(run).split(" ");
    // "In Scotland" names no Mr Scotland.
    const name = withoutStyles(words).filter((word) => !NO_NAMES.has(word));
    return name.length > 1 || words.some((word) => STYLES.has(word)) ? [name] : [];
  });
}

/** Whether a full name ends with a name; an initial stands for any name that starts with it. */
function endsWith(full: readonly string[], name: readonly string[]): boolean {
  if (full.length < name.length) return false;
  const end = full.slice(full.length - name.length);
  return name.every(
    (word, at) => word === end[at] || (word.length === 1 && end[at]?.startsWith(word) === true),
  );
}
