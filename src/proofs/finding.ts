// What a proof finds: an error, which stops a campaign from being published, or a warning, which somebody has to accept.

/** Every kind of finding and how much it weighs. */
export const SEVERITY = {
  "not-composed": "error",
  "not-fitting": "error",
  "front-not-fitting": "error",
  "no-room": "error",
  "no-mailto": "error",
  "ask-unused": "error",
  "placeholder-empty": "error",
  "ask-missing": "error",
  "words-missing": "error",
  unprintable: "error",
  gap: "error",
  subject: "error",
  salutation: "error",
  "reasons-missing": "warning",
  "figure-stale": "warning",
  "figure-soon": "warning",
  "figure-unsourced": "warning",
  "asks-by-party": "warning",
  "ask-votes": "warning",
  "closes-past": "warning",
  "email-long": "warning",
  "letter-long": "warning",
  "image-soft": "warning",
} as const satisfies Record<string, "error" | "warning">;

export type FindingKind = keyof typeof SEVERITY;
export type Severity = (typeof SEVERITY)[FindingKind];

/**
 * One finding. `path` is the place in the editor, dotted as in a `Fault` ("asks.1.text"), `postcard` or `letter` for the two templates,
 * and "" where nothing in the campaign is at fault. `asks` count from 1; `example` is a name (null where none or several are at fault); `seat`
 * names one seat for which it holds and `seats` says for how many; `found` is what was seen: a text, an error code or a number of words.
 */
export type Finding = {
  readonly campaign: string;
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly path: string;
  readonly asks: readonly number[];
  readonly example: string | null;
  readonly seat: string | null;
  readonly seats: number;
  readonly found: string;
};

/** What is seen of a finding at one time. */
export type Sighting = {
  readonly kind: FindingKind;
  readonly path: string;
  readonly found: string;
  readonly ask?: number;
  readonly example?: string;
  readonly seat?: { readonly code: string; readonly name: string };
};

/**
 * Collects what is seen: of letters, what is of the same kind at the same place is one finding; of texts, each is one.
 * `list` gives errors first, each in the order in which they were first seen.
 */
export type Findings = { add(sighting: Sighting): void; list(): Finding[] };

type Seen = {
  readonly first: Sighting;
  readonly asks: Set<number>;
  readonly examples: Set<string>;
  readonly seats: Set<string>;
};

export function createFindings(campaign: string): Findings {
  const all = new Map<string, Seen>();
  return {
    add(sighting) {
      const { kind, path, found, ask, example, seat } = sighting;
      const key = JSON.stringify([kind, path, seat === undefined ? found : ""]);
      const seen = all.get(key) ?? {
        first: sighting,
        asks: new Set(),
        examples: new Set(),
        seats: new Set(),
      };
      all.set(key, seen);
      if (ask !== undefined) seen.asks.add(ask);
      if (example !== undefined) seen.examples.add(example);
      if (seat !== undefined) seen.seats.add(seat.code);
    },
    list: () =>
      [...all.values()]
        .map(({ first: { kind, path, found, seat }, asks, examples, seats }): Finding => {
          const [example = null] = examples.size === 1 ? examples : [];
          const places = { asks: [...asks].toSorted((a, b) => a - b), seats: seats.size };
          const severity = SEVERITY[kind];
          return { campaign, kind, severity, path, example, seat: seat?.name ?? null, found, ...places };
        })
        .toSorted((a, b) => Number(a.severity === "warning") - Number(b.severity === "warning")),
  };
}
