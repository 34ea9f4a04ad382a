// The card as it will print, drawn while the member types and before they send; never logged, never stored.
import type { Letter } from "../../letters/letter.ts";
import { parseLetterRequest } from "../../letters/request.ts";
import { letterTexts } from "../../paper/printed-texts.ts";
import type { Words } from "../../words.ts";
import { toProblem } from "../failures.ts";
import type { WebParts } from "../parts.ts";
import { fieldErrors } from "./fields.ts";
import { type MemberForm, toRequest } from "./form.ts";
import { canLeaveOut } from "./leave-out.ts";

/**
 * Both sides as SVG, "" where nothing can be drawn, and how the text fits: `message` says it in words, `caption` how far the
 * picture can be trusted. `trouble` says why this card cannot be printed, or is null; `unprintable` is whether that is because
 * of its characters, `leavable` whether the member typed such, so that they can be left out. `text` is the card as plain text; `campaignText` what of the letter is the campaign's.
 */
export type Preview = {
  readonly back: string;
  readonly front: string;
  readonly state: "fits" | "over" | "none";
  readonly message: string;
  readonly caption: string;
  readonly trouble: string | null;
  readonly unprintable: boolean;
  readonly leavable: boolean;
  readonly text: string;
  readonly campaignText: string;
};

/** What is said of a card that cannot be printed: about how many words are over, or which characters there is no print for. */
export type Refusals = {
  readonly over: (count: number) => string;
  readonly unprintable: (characters: string) => string;
};

type PreviewParts = Pick<WebParts, "words" | "writeLetter" | "paper">;

/** Draws the card of a form that may still be half empty. */
export async function previewOf(parts: PreviewParts, campaign: string, form: MemberForm): Promise<Preview> {
  const { words, writeLetter, paper } = parts;
  const named = form.name.trim() !== "";
  const name = named ? form.name : words("preview.yourName");
  const request = toRequest({ ...form, name, email: "" }, campaign);
  try {
    const letter = await writeLetter(parseLetterRequest(request));
    const bare = await writeLetter(parseLetterRequest({ ...request, ownWords: "" }));
    const preview = drawPreview(parts, letter, canLeaveOut(paper, form));
    const caption = named || preview.state !== "fits" ? preview.caption : words("preview.nameless");
    return { ...preview, caption, campaignText: bare.body.paragraphs.join("\n") };
  } catch (error) {
    const problem = toProblem(error);
    if (problem.code === "internal") throw error;
    // What is wrong with another field is said beside that field, once the form is sent.
    const message = fieldErrors(problem, words).wrong.ownWords ?? "";
    const state = message === "" ? "none" : "over";
    const caption = words("preview.notYet");
    return {
      back: "",
      front: "",
      state,
      message,
      caption,
      trouble: message,
      unprintable: false,
      leavable: false,
      text: "",
      campaignText: "",
    };
  }
}

/**
 * Draws both sides of a letter's card and says how it fits; `typed` is whether the member typed what cannot be printed. Never
 * throws for it. By default what is said of a card that cannot be printed offers the email and the letter.
 */
export function drawPreview(
  { paper, words }: Pick<PreviewParts, "paper" | "words">,
  letter: Letter,
  typed: boolean,
  refusals: Refusals = refusalsIn(words),
): Preview {
  const { headline, line } = letter.card.front;
  const text = cardText(letter);
  const { back, front, fit, unprintable } = paper.cardSvg(letter, {
    back: words("preview.backPicture", { text: text.replace(/\s+/g, " ") }),
    front: words("preview.frontPicture", { headline, line }),
  });
  const drawn = { back, front, text, campaignText: "" };
  const over = (message: string, isUnprintable: boolean): Preview => ({
    ...drawn,
    state: "over",
    message,
    caption: words("preview.notAll"),
    trouble: message,
    unprintable: isUnprintable,
    leavable: isUnprintable && typed,
  });
  if (unprintable.length > 0) return over(refusals.unprintable(named(unprintable)), true);
  if (!fit.ok) return over(refusals.over(fit.wordsOver), false);
  const message = fit.wordsLeft > 0 ? words("preview.fits", { count: fit.wordsLeft }) : words("preview.full");
  return {
    ...drawn,
    state: "fits",
    message,
    caption: words("preview.exact"),
    trouble: null,
    unprintable: false,
    leavable: false,
  };
}

/** What of a letter on A4 cannot be printed, in words; null where all of it can. */
export function letterTrouble({ paper, words }: PreviewParts, letter: Letter): string | null {
  const characters = paper.unprintable(letterTexts(letter).join("\n"));
  return characters.length === 0 ? null : refusalsIn(words).unprintable(named(characters));
}

function refusalsIn(words: Words): Refusals {
  return {
    over: (count) => words("preview.over", { count }),
    unprintable: (characters) => words("preview.unprintable", { characters }),
  };
}

/** The card's back as plain text: what is said, and who signs. */
function cardText({ salutation, card, close }: Letter): string {
  return [`${salutation},`, ...card.paragraphs, `${close},\n${card.signature.join("\n")}`].join("\n\n");
}

/** Characters with their code points, since the device may not have them either: "😴 (U+1F634)". */
function named(characters: readonly string[]): string {
  return characters
    .map(
      (each) =>
        `${each} (${[...each].map((one) => `U+${one.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}`).join(" ")})`,
    )
    .join(", ");
}
