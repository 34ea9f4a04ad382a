// A made-up Letter for tests: complete, ordinary, and easy to change in one place.
import type { Letter } from "../../src/letters/letter.ts";
import type { Seat } from "../../src/mps/seat.ts";
import type { Postcode } from "../../src/postcode/postcode.ts";

/** A constituency's name of 120 characters, three times as long as the longest. */
export const LONG_CONSTITUENCY =
  "Kingston upon Hull West and Haltemprice with Brigg, Immingham, Cleethorpes, Goole, Pocklington and all of the Humber Bay";

/** A seat held by a made-up MP. */
export function exampleSeat(changes: Partial<Seat> = {}): Seat {
  return {
    code: "E14001063",
    name: "Aldershot",
    nameCy: null,
    nation: "england",
    region: "South East",
    status: "held",
    member: {
      id: 1,
      name: "Robin Example",
      addressAs: "Robin Example MP",
      salutation: "Robin Example",
      party: "Independent",
      email: "robin.example.mp@parliament.example",
    },
    attributes: [],
    note: null,
    map: { q: 0, r: 0 },
    asOf: "2026-10-01",
    ...changes,
  };
}

/** Parts of a letter that a test wants otherwise. `card` and `body` are merged field by field. */
export type LetterChanges = Partial<Omit<Letter, "card" | "body">> & {
  readonly card?: Partial<Letter["card"]>;
  readonly body?: Partial<Letter["body"]>;
};

/** A letter of ordinary length. */
export function exampleLetter({ card, body, ...changes }: LetterChanges = {}): Letter {
  return {
    language: "en",
    campaign: { id: "example", title: "An example campaign" },
    seat: exampleSeat(),
    to: ["Robin Example MP", "House of Commons", "LONDON", "SW1A 0AA"],
    salutation: "Dear Robin Example",
    subject: "Bring probation back together",
    ask: "Will you support one public probation service?",
    close: "Yours sincerely",
    sender: {
      name: "Sam Carter",
      address: ["12 Mill Lane", "Aldershot"],
      // An area that does not exist, so nobody lives there.
      postcode: "QQ1 1AA" as Postcode,
      email: null,
    },
    replyLine: null,
    writtenOn: "2019-05-01",
    imprint: null,
    ...changes,
    card: {
      front: {
        headline: "Eight reasons to reunify probation",
        line: "Rehabilitation, public safety, and a profession that can do its job.",
        colour: "#8c1d40",
        organisation: "Your union",
        image: null,
      },
      paragraphs: [
        "I work in probation, and I live in your constituency.",
        "Last winter three of us covered the work of seven. I wrote reports at night and met people whom I had never seen before.",
        "Will you support one public probation service, and tell me what you will do?",
      ],
      signature: ["Sam Carter", "your constituent in Aldershot"],
      ...card,
    },
    body: {
      paragraphs: [
        "I work in probation, and I live in your constituency. I am writing about what the split of the service has done.",
        "Last winter three of us covered the work of seven. I wrote reports at night and met people whom I had never seen before.",
        "Will you support one public probation service, and tell me what you will do?",
      ],
      brief: ["I work in probation.", "Will you support one public probation service?"],
      questions: null,
      ...body,
    },
  };
}
