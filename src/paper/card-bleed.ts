// One card for a print shop: each side on a page 3 mm larger all round, with its colour to that page's edge.
import { overEdge } from "./four-up.ts";
import type { Layout } from "./layout.ts";
import type { Card } from "./postcard.ts";
import { A6, BLEED } from "./sizes.ts";

/** The front and then the back, 154 × 111 mm, to be cut to the trim. */
export function cardBleed(card: Card): Layout[] {
  return [card.front, card.back].map(withBleed);
}

function withBleed(side: Layout): Layout {
  const size = { width: A6.width + 2 * BLEED, height: A6.height + 2 * BLEED };
  const everywhere = { top: true, bottom: true, left: true, right: true };
  const items = [...overEdge(side, everywhere), ...side.items];
  return {
    ...size,
    items: [{ kind: "group", x: BLEED, y: BLEED, turn: 0, items }],
    trim: { x: BLEED, y: BLEED, ...A6 },
    bleed: { x: 0, y: 0, ...size },
  };
}
