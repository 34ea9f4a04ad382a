// Every number of the printed page once: lengths in mm from the page's top left, type sizes in pt.

/** Points in a millimetre: 72 to the inch of 25.4 mm (ISO 32000-1 §8.3.2.3). */
export const PT_PER_MM = 72 / 25.4;

/** A6 after cutting (ISO 216), lying: the card. */
export const A6 = { width: 148, height: 105 } as const;

/** A4 (ISO 216), upright. */
export const A4 = { width: 210, height: 297 } as const;

/** SRA4 (ISO 217), upright: what a print shop prints four cards on, to be cut out of it. */
export const SRA4 = { width: 225, height: 320 } as const;

/** Colour runs over the edge by this much, so that a cut slightly off shows no white. */
export const BLEED = 3;

/** Text stays this far from a card's every edge: a card's edge can be the sheet's, and home printers cannot print there. */
export const SAFE_EDGE = 7;

/** The card's back. The right half is what Royal Mail's machines read: address, stamp and the blank strip below. */
export const BACK = {
  /** The message: salutation, paragraphs, close and signature. */
  message: { x: SAFE_EDGE, y: SAFE_EDGE, width: 63, height: A6.height - 2 * SAFE_EDGE },
  /** The line between the halves: between the message and the stamp's area. */
  divider: { x: 72, top: SAFE_EDGE, bottom: A6.height - SAFE_EDGE, thickness: 0.3 },
  /** Kept empty for stamp and postmark, measured from the top right corner. */
  stamp: { x: A6.width - 75, y: 0, width: 75, height: 40 },
  /** The address: clear by 5 mm all round, first baseline at least 40 mm down, longest first line on three lines. */
  address: { x: 79, width: 62, firstBaseline: 53, clear: 5, maxFirstLines: 3 },
  /** Blank across the address half: the sorting machine prints its own marks here. */
  blankBottom: 18,
} as const;

/** Room under the close for a signature by hand, where the text leaves it. */
export const SIGNING = { most: 10 } as const;

/** Type on the card, pt. Leading is a multiple of the size. */
export const CARD_TYPE = {
  /** The message is set as large as it fits; below the smallest it is refused. */
  message: { largest: 11, smallest: 8, step: 0.25, leading: 1.25, paragraphGap: 0.55 },
  address: { sizes: [11, 10.5, 10], leading: 1.3 },
  imprint: { size: 6, leading: 1.25, gap: 1.5 },
} as const;

/** The card's front: a field of the campaign's colour to the edges with the headline on it, stripes, a strip of paper. */
export const FRONT = {
  field: { height: 66 },
  /** The slanted stripes of an airmail envelope, in the campaign's colour and ink. */
  stripes: { top: 67.6, height: 3.4, width: 7.4, gap: 3.4, slant: 2.4 },
  headline: {
    x: 9,
    y: SAFE_EDGE,
    width: 130,
    bottom: 59,
    largest: 76,
    smallest: 16,
    step: 1,
    leading: 1.04,
    maxLines: 5,
  },
  line: {
    x: 9,
    width: 130,
    top: 76.5,
    bottom: 90.5,
    largest: 16,
    smallest: 9,
    step: 0.5,
    leading: 1.28,
    maxLines: 3,
  },
  foot: {
    x: 9,
    width: 130,
    baseline: 97,
    /** Between who campaigns and the imprint, and the least width that the imprint is set in. */
    gap: 6,
    imprintRoom: 15,
    largest: 8.5,
    smallest: 6,
    step: 0.5,
    leading: 1.2,
    maxLines: 2,
  },
} as const;

/** The A4 letter; the window is that of a DL or C5 envelope (address area of GOV.UK Notify's letter specification). */
export const LETTER = {
  window: { x: 24.6, y: 39.5, right: 120, bottom: 66.3 },
  /** Nothing is printed nearer to a side than this. */
  side: 15,
  text: { x: 25, width: 160, top: 95, bottom: 272, continuedTop: 25 },
  address: { x: 25, width: 94, firstBaseline: 45.5, sizes: [10.5, 9.5, 8.5, 8], leading: 1.3 },
  sender: { x: 128, width: 67, firstBaseline: 20, size: 10, leading: 1.35 },
  body: { sizes: [11, 10.5, 10], leading: 1.4, paragraphGap: 0.6 },
  questions: { indent: 7 },
  signing: 14,
  foot: { baseline: 284, size: 7.5, leading: 1.3 },
} as const;

/** One card on plain A4 (`a4-single`): the back above, the front upside down below it, bottom edges at the fold. */
export const A4_SINGLE = {
  x: (A4.width - A6.width) / 2,
  y: 57,
  steps: { size: 10, leading: 1.45, indent: 5.5, clear: 15 },
  guide: { thickness: 0.2, mark: 6, gap: 1.5, dash: 2 },
} as const;

/** Four cards on a page, turned by a quarter: two columns and two rows of cells, a card in the middle of each. */
export const FOUR_UP = {
  columns: 2,
  rows: 2,
  /** On A4 the cells fill the page: 0.5 mm lie between the rows, and the only guide is the line in there. */
  a4: { cell: { width: A6.height, height: 148.5 }, guide: 0.1 },
  /** On SRA4 the cards butt. Marks start `gap` mm beyond the bleed; sides have 4.5 mm for them, head and foot 9 mm. */
  sra4: {
    cell: { width: A6.height, height: A6.width },
    mark: { gap: 0.5, side: 3.5, headAndFoot: 6, thickness: 0.1 },
    note: { size: 6, baseline: 5 },
  },
} as const;

/** A card to write on by hand: lines to write on, and where nobody is known yet the way to find them. */
export const HANDWRITING = {
  firstLine: 15,
  pitch: 8.5,
  thickness: 0.2,
  text: { size: 10, leading: 1.3 },
  /** Between a word before a line and the line. */
  gap: 2,
  find: { size: 24, gap: 2, above: 1, addressSize: 8 },
} as const;

/** The poster: A4, and readable from across a room when it is printed on A3. */
export const POSTER = {
  field: { height: 122 },
  stripes: { top: 125.5, height: 7, width: 15.2, gap: 7, slant: 5 },
  headline: {
    x: 16,
    y: 16,
    width: 178,
    bottom: 110,
    largest: 130,
    smallest: 28,
    step: 1,
    leading: 1.04,
    maxLines: 5,
  },
  line: {
    x: 16,
    width: 178,
    top: 142,
    bottom: 168,
    largest: 26,
    smallest: 14,
    step: 0.5,
    leading: 1.28,
    maxLines: 3,
  },
  code: { x: 7, y: 172, size: 86 },
  prompt: {
    x: 104,
    width: 90,
    top: 181,
    bottom: 252,
    largest: 30,
    smallest: 16,
    step: 0.5,
    leading: 1.25,
    maxLines: 7,
  },
  address: {
    x: 16,
    width: 178,
    top: 263,
    bottom: 275,
    largest: 22,
    smallest: 9,
    step: 0.5,
    leading: 1.2,
    maxLines: 2,
  },
  foot: {
    x: 16,
    width: 178,
    baseline: 286,
    largest: 11,
    smallest: 8,
    step: 0.5,
    leading: 1.2,
    maxLines: 1,
    gap: 8,
    imprintSize: 7.5,
    imprintRoom: 40,
  },
} as const;

/**
 * The hand-out for people who will not wait: A4, black on white, so that it can be copied. In large print nothing is set in less than
 * 18 pt, and it goes on behind where it has to.
 */
export const HAND_OUT = {
  x: 16,
  width: 178,
  bottom: 283,
  stripes: { top: 12, height: 5, width: 15.2, gap: 7, slant: 4 },
  top: 28,
  headline: { height: 56, largest: 48, smallest: 26, step: 1, leading: 1.06, maxLines: 5 },
  /** The place of a step's number. */
  indent: 0.62,
  writeIn: { pitch: 12, thickness: 0.3 },
  plain: { text: 15, line: 18, address: 17, foot: 10, imprint: 7.5, leading: 1.35, gap: 8, code: 64 },
  large: { text: 18, line: 20, address: 18, foot: 18, imprint: 18, leading: 1.4, gap: 6, code: 64 },
} as const;

/** An unbroken run of more characters than this is broken anywhere: shaping takes more than its share of time on longer ones. */
export const LONGEST_RUN = 60;
