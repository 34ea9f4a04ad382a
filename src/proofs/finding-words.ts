// A finding in plain words, for the desk's pages and for the command line.
import type { Fault } from "../campaigns/fault.ts";
import type { Words } from "../words.ts";
import type { Finding } from "./finding.ts";
import { ROOM_NAME } from "./room-example.ts";

/**
 * What was found, as a sentence, and for which of the campaign's asks (`all` is how many it has), examples and MPs: "" where that does
 * not matter.
 */
export function findingWords(words: Words, finding: Finding, all: number): { text: string; where: string } {
  const { kind, found, asks, seat, seats } = finding;
  const which = new Intl.ListFormat(words.language).format(asks.map(String));
  const where = [
    saysWhichAsks(finding, all) ? words("proof.where.ask", { asks: which, count: asks.length }) : "",
    exampleWords(words, finding),
    seat === null ? "" : words("proof.where.seats", { seat, count: seats }),
  ].filter((part) => part !== "");
  return { text: words(`proof.found.${kind}`, { found }), where: where.join("; ") };
}

/** Some of the asks; not all of them, nor the one that is the place itself. */
function saysWhichAsks({ asks, path }: Finding, all: number): boolean {
  return asks.length > 0 && asks.length < all && !path.startsWith("asks.");
}

/** The sentences of some kinds say themselves who is meant by the made-up member who needs room. */
function exampleWords(words: Words, { kind, example }: Finding): string {
  if (example === null || kind === "no-room" || kind === "letter-long") return "";
  return example === ROOM_NAME ? words("proof.where.room") : words("proof.where.example", { example });
}

/** What a place of a campaign is called, by its path: "Ask 2", "Reason 1: title", "Made-up members"; "" for what is no place of it. */
export function placeWords(words: Words, path: string): string {
  const [part = "", index = "", ...rest] = path.split(".");
  if (part === "") return "";
  if (!words.has(`proof.place.${part}`)) return path;
  const isEntry = /^\d+$/.test(index);
  if (!isEntry && words.has(`proof.whole.${part}`)) return words(`proof.whole.${part}`);
  const place = words(`proof.place.${part}`, { number: isEntry ? Number(index) + 1 : 0 });
  const field = [index, ...rest].findLast((each) => words.has(`proof.field.${each}`));
  return field === undefined
    ? place
    : words("proof.placeField", { place, field: words(`proof.field.${field}`) });
}

/** The path of a fault as findings have it: of a template, its name. */
export function faultPath({ file, path }: Pick<Fault, "file" | "path">): string {
  return /(postcard|letter)\.hbs$/.exec(file)?.[1] ?? path;
}

/** What is wrong at a fault's place: what was expected there, and what may have been meant. */
export function faultWords(words: Words, { expected, near }: Pick<Fault, "expected" | "near">): string {
  const wanted = words("proof.expected", { expected });
  return near === null ? wanted : `${wanted} ${words("proof.near", { near })}`;
}
