// A campaign's own texts by their places in the editor: to say in which of them something stands.
import type { Campaign } from "../campaigns/campaign.ts";

/** A text and its path, as `Finding` names places. */
export type PlacedText = { readonly path: string; readonly text: string };

/** Everything of a campaign that can be printed on a card or in a letter, its made-up members' words included. */
export function printedTexts(campaign: Campaign): PlacedText[] {
  const { card, reasons, asks, questions, examples, templates } = campaign;
  return [
    { path: "organisation", text: campaign.organisation },
    { path: "imprint", text: campaign.imprint ?? "" },
    { path: "subject", text: campaign.subject },
    { path: "card.headline", text: card.headline },
    { path: "card.line", text: card.line },
    ...asks.map(({ text }, at) => ({ path: `asks.${at}.text`, text })),
    ...questions.map((text, at) => ({ path: `questions.${at}`, text })),
    ...reasons.flatMap(({ title, short, long }, at) => [
      { path: `reasons.${at}.title`, text: title },
      { path: `reasons.${at}.short`, text: short },
      { path: `reasons.${at}.long`, text: long },
    ]),
    ...examples.flatMap(({ name, address, ownWords }, at) => [
      { path: `examples.${at}.name`, text: name },
      { path: `examples.${at}.address`, text: address.join("\n") },
      { path: `examples.${at}.ownWords`, text: ownWords },
    ]),
    { path: "postcard", text: templates.postcard },
    { path: "letter", text: templates.letter },
  ];
}

/** The path of the text in which a piece stands as it is; `otherwise` where a template has put it together. */
export function placeOf(campaign: Campaign, piece: string, otherwise: string): string {
  const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();
  const wanted = oneLine(piece);
  if (wanted === "") return otherwise;
  return (
    printedTexts(campaign).find(({ text }) => text.includes(piece) || oneLine(text).includes(wanted))?.path ??
    otherwise
  );
}
