// Before anything leaves: what in the member's words might identify somebody, and one click that replaces it.
import type { Campaign } from "../../campaigns/campaign.ts";
import {
  type Context,
  type Finding,
  findConfidential,
  KINDS,
  maskFinding,
} from "../../letters/confidential.ts";
import { cleanText } from "../../letters/own-words.ts";
import type { Seat } from "../../mps/seat.ts";
import type { Words } from "../../words.ts";
import type { MemberForm } from "./form.ts";

/** What the guard's part of a page shows; `marked` is the text in pieces, those found and those between. */
export type Guard = {
  readonly action: string;
  readonly findings: readonly {
    readonly text: string;
    readonly reason: string;
    readonly masks: readonly { readonly label: string; readonly value: string }[];
  }[];
  readonly marked: readonly { readonly text: string; readonly found: boolean }[];
  /** For the same search in the browser, as they type. */
  readonly reasons: readonly { readonly kind: string; readonly reason: string }[];
  readonly mpNames: string;
  readonly postcode: string;
  readonly publicText: string;
};

type Letter = { readonly campaign: Campaign; readonly seat: Pick<Seat, "member">; readonly form: MemberForm };

/** Looks through the own words of a form. `action` is where a click on a replacement is sent. */
export function guardOf({ campaign, seat, form }: Letter, words: Words, action: string): Guard {
  const text = cleanText(form.ownWords);
  const context = contextOf(campaign, seat, form);
  const findings = findConfidential(text, context);
  const reason = (kind: string): string => words(`guard.kinds.${kind}.reason`);
  return {
    action,
    findings: findings.map((finding, at) => ({
      text: finding.text,
      reason: reason(finding.kind),
      masks: finding.masks.map((mask, option) => ({
        label: mask === "" ? words("guard.leaveOut") : words("guard.replace", { mask }),
        value: `${at}.${option}.${finding.kind}`,
      })),
    })),
    marked: pieces(text, findings),
    reasons: KINDS.map((kind) => ({ kind, reason: reason(kind) })),
    mpNames: JSON.stringify(context.mpNames),
    postcode: form.postcode,
    publicText: context.campaignText,
  };
}

/**
 * The form with one place in its own words replaced, as the button that was pressed says: `finding.mask.kind`, counted as
 * `guardOf` shows them. A form that has changed meanwhile, or a made-up value, is left as it is.
 */
export function applyMask(letter: Letter): MemberForm {
  const { campaign, seat, form } = letter;
  const [at = "", option = "", kind = ""] = form.mask.split(".");
  const text = cleanText(form.ownWords);
  const finding = findConfidential(text, contextOf(campaign, seat, form))[Number(at)];
  const mask = finding?.masks[Number(option)];
  if (finding?.kind !== kind || mask === undefined) return form;
  return { ...form, ownWords: maskFinding(text, finding, mask) };
}

function contextOf(campaign: Campaign, { member }: Pick<Seat, "member">, form: MemberForm): Context {
  return {
    senderName: form.name,
    senderEmail: form.email,
    senderAddress: form.address.split(/\r?\n/),
    senderPostcode: form.postcode,
    mpNames: member ? [member.name, member.addressAs, member.salutation] : [],
    campaignText: publicText(campaign),
  };
}

/** Everything that the campaign itself says in public: a member who quotes it gives nobody away. */
function publicText(campaign: Campaign): string {
  return [
    campaign.title,
    campaign.summary,
    ...campaign.why,
    ...campaign.reasons.flatMap(({ title, short, long }) => [title, short, long]),
    ...campaign.asks.map(({ text }) => text),
    ...campaign.questions,
    campaign.card.headline,
    campaign.card.line,
    campaign.templates.postcard,
    campaign.templates.letter,
  ].join("\n");
}

function pieces(text: string, findings: readonly Finding[]): Guard["marked"] {
  const found: { text: string; found: boolean }[] = [];
  let at = 0;
  for (const { start, end } of findings) {
    found.push({ text: text.slice(at, start), found: false }, { text: text.slice(start, end), found: true });
    at = end;
  }
  return [...found, { text: text.slice(at), found: false }].filter((piece) => piece.text !== "");
}
