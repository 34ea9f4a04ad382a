// What the writing page computes while somebody types: 5,000 characters, ordinary and hostile, within 5 ms each.
import { joinAnswers } from "../src/letters/answers.ts";
import { type Context, findConfidential } from "../src/letters/confidential.ts";
import { ownShare } from "../src/letters/own-share.ts";
import { findTone } from "../src/letters/tone.ts";
import { atMost, type BenchResult, type Contender, inTurns } from "./rounds.ts";

const ROUNDS = 25;
const PER_ROUND = 4;
const CHARACTERS = 5_000;
const LIMIT_MS = 5;

const PARAGRAPH =
  "Last Thursday I had nine appointments, two reports due, and a phone that did not stop. On 3 May 2019 Mr Smith " +
  "(A1234BC) came to 12 Mill Lane, CF10 1EQ, and nobody was there; he rang 07700 900123 and wrote to sam@mail.example. " +
  "Case X123456 had four officers. In 2018 my WLMT was at 210%, and it takes weeks until somebody trusts you.\n\n";
const CAMPAIGN =
  "Only one person in two keeps the same officer from start to end (HMI Probation, 2017). About 1,000 posts stand empty, " +
  "and those who stay carry the work. Come to the drop-in on 1 May 2019 with Alex Placeholder. ";

const CONTEXT: Context = {
  senderName: "Siân O'Neill",
  senderEmail: "sian.oneill@mail.example",
  senderAddress: ["2 Example Road", "Cardiff"],
  senderPostcode: "CF10 1EP",
  mpNames: ["Rt Hon Robin Long-Example MP"],
  campaignText: fill(CAMPAIGN),
};

/** What takes longest to read, of all that the tests know. */
const HOSTILE = [
  "7",
  "0 ",
  "12/",
  " ",
  "Mr ",
  "Mr A. B. C. D. ",
  "12 Mill Mill Mill Mill ",
  "3, 4 and 5 ",
  "@a.a.",
];

function fill(piece: string): string {
  return piece.repeat(Math.ceil(CHARACTERS / piece.length)).slice(0, CHARACTERS);
}

/** Times each measure that runs in the page on the longest text a member may write. */
export async function wordsBench(): Promise<BenchResult> {
  const ordinary = fill(PARAGRAPH);
  const measures: [string, () => unknown][] = [
    ["the guard", () => findConfidential(ordinary, CONTEXT)],
    ...HOSTILE.map((piece): [string, () => unknown] => {
      const text = fill(piece);
      return [`the guard, hostile: ${JSON.stringify(piece)}`, () => findConfidential(text, CONTEXT)];
    }),
    ["own words, half of them pasted", () => ownShare(CAMPAIGN + ordinary, CONTEXT.campaignText)],
    ["the tone", () => findTone(ordinary)],
    ["joining answers", () => joinAnswers([ordinary, ordinary, ordinary])],
  ];
  const contenders: Contender[] = measures.map(([name, measure]) => ({
    name,
    perRound: PER_ROUND,
    run: async () => measure(),
  }));
  const timings = await inTurns(contenders, ROUNDS);
  return {
    name: "Beside the letter while it is written, 5,000 characters",
    timings,
    targets: atMost(timings, LIMIT_MS),
    skipped: [],
    notes: [
      "Nobody offers this to compare with: each is held to a time of its own, here and not on a phone.",
    ],
  };
}
