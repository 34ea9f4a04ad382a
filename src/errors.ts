// One table of everything that can go wrong for a person: its code, its HTTP status and its exit code.
// The plain words stand under the same code in templates/words/<language>.yaml (`errors.<code>`), and
// docs/errors.md explains each: a test holds the three together.

/** Code → HTTP status and command-line exit code (1 the input is at fault, 3 something outside failed). */
export const ERRORS = {
  "postcode-missing": { status: 422, exit: 1 },
  "postcode-incomplete": { status: 422, exit: 1 },
  "postcode-shape": { status: 422, exit: 1 },
  "postcode-area": { status: 422, exit: 1 },
  "postcode-jersey": { status: 422, exit: 1 },
  "postcode-guernsey": { status: 422, exit: 1 },
  "postcode-isle-of-man": { status: 422, exit: 1 },
  "postcode-gibraltar": { status: 422, exit: 1 },
  "postcode-forces": { status: 422, exit: 1 },
  "postcode-overseas": { status: 422, exit: 1 },
  "postcode-no-place": { status: 422, exit: 1 },
  "seat-unknown": { status: 422, exit: 1 },
  "seat-needed": { status: 422, exit: 1 },
  "campaign-unknown": { status: 404, exit: 1 },
  "campaign-not-open": { status: 422, exit: 1 },
  "campaign-closed": { status: 422, exit: 1 },
  "campaign-invalid": { status: 500, exit: 1 },
  "campaign-too-large": { status: 413, exit: 1 },
  "campaign-exists": { status: 422, exit: 1 },
  "version-unknown": { status: 404, exit: 1 },
  "language-unknown": { status: 422, exit: 1 },
  "reason-unknown": { status: 422, exit: 1 },
  "name-missing": { status: 422, exit: 1 },
  "address-missing": { status: 422, exit: 1 },
  "card-address-missing": { status: 422, exit: 1 },
  "field-invalid": { status: 422, exit: 1 },
  "words-too-long": { status: 422, exit: 1 },
  "text-does-not-fit": { status: 422, exit: 1 },
  "characters-unprintable": { status: 422, exit: 1 },
  "sheet-unknown": { status: 422, exit: 2 },
  "table-not-csv": { status: 422, exit: 1 },
  "table-columns": { status: 422, exit: 1 },
  "table-column-twice": { status: 422, exit: 1 },
  "table-unclosed-quote": { status: 422, exit: 1 },
  "table-too-long": { status: 422, exit: 1 },
  "table-empty": { status: 422, exit: 1 },
  "request-unreadable": { status: 400, exit: 1 },
  "request-too-large": { status: 413, exit: 1 },
  "media-type": { status: 415, exit: 1 },
  "other-origin": { status: 403, exit: 1 },
  "not-found": { status: 404, exit: 1 },
  "method-not-allowed": { status: 405, exit: 1 },
  "too-many-requests": { status: 429, exit: 3 },
  "too-busy": { status: 503, exit: 3 },
  "not-ready": { status: 503, exit: 3 },
  internal: { status: 500, exit: 3 },
  "file-unreadable": { status: 500, exit: 1 },
  "file-unwritable": { status: 500, exit: 3 },
  "file-invalid": { status: 500, exit: 1 },
  "store-unusable": { status: 503, exit: 3 },
  "store-full": { status: 507, exit: 3 },
  "store-gone": { status: 503, exit: 3 },
  "stall-unknown": { status: 404, exit: 1 },
  "stall-not-open": { status: 422, exit: 1 },
  "stall-closed": { status: 422, exit: 1 },
  "stall-wiped": { status: 410, exit: 1 },
  "stall-key-used": { status: 409, exit: 1 },
  "stall-job-gone": { status: 410, exit: 1 },
  "stall-card-unreadable": { status: 500, exit: 3 },
  "stall-key-missing": { status: 503, exit: 3 },
  "stall-keys-damaged": { status: 503, exit: 3 },
  "pairing-code-wrong": { status: 403, exit: 1 },
  "pairing-invitation-used": { status: 403, exit: 1 },
  "pairing-wait": { status: 429, exit: 3 },
  "pairing-locked": { status: 429, exit: 3 },
  "device-unpaired": { status: 401, exit: 1 },
  "device-not-allowed": { status: 403, exit: 1 },
  "line-not-private": { status: 403, exit: 3 },
  "seats-source": { status: 503, exit: 3 },
  "seats-refused": { status: 500, exit: 3 },
  "index-loses": { status: 500, exit: 1 },
  stopped: { status: 500, exit: 3 },
  "cannot-listen": { status: 500, exit: 3 },
  "sign-in-needed": { status: 401, exit: 1 },
  "sign-in-failed": { status: 422, exit: 1 },
  "sign-in-locked": { status: 429, exit: 1 },
  "form-token": { status: 403, exit: 1 },
  "not-allowed": { status: 403, exit: 1 },
  "desk-not-private": { status: 403, exit: 1 },
  "password-link": { status: 404, exit: 1 },
  "password-wrong": { status: 422, exit: 1 },
  "password-short": { status: 422, exit: 1 },
  "password-long": { status: 422, exit: 1 },
  "password-common": { status: 422, exit: 1 },
  "email-invalid": { status: 422, exit: 1 },
  "account-exists": { status: 422, exit: 1 },
  "account-unknown": { status: 422, exit: 1 },
  "tally-not-one": { status: 422, exit: 1 },
  "tally-newer": { status: 422, exit: 1 },
  "tally-line": { status: 422, exit: 1 },
  "tally-sums": { status: 422, exit: 1 },
  "tally-changed": { status: 422, exit: 1 },
  "public-url-missing": { status: 503, exit: 2 },
  "setting-invalid": { status: 500, exit: 2 },
  "preview-link": { status: 404, exit: 1 },
  "preview-links-many": { status: 422, exit: 1 },
} as const satisfies Record<string, { status: number; exit: 1 | 2 | 3 }>;

export type ErrorCode = keyof typeof ERRORS;

/** A field at fault: its path in the Request (`sender.name`), and what is wrong with it by code. */
export type FieldFault = {
  field: string;
  code: ErrorCode;
  values?: Readonly<Record<string, string | number>>;
};

/**
 * What domain code throws when a person's input is at fault or something outside failed.
 *
 * `message` is the code alone, so that a stray log line can never hold what a member typed; `values` fill the gaps
 * of the sentence under `errors.<code>` and are shown to the person, never logged.
 */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: ErrorCode;
  readonly values: Readonly<Record<string, string | number>>;
  readonly fields: readonly FieldFault[];

  constructor(
    code: ErrorCode,
    values: Readonly<Record<string, string | number>> = {},
    fields: readonly FieldFault[] = [],
  ) {
    super(code);
    this.code = code;
    this.values = values;
    this.fields = fields;
  }
}

/** A Problem whose cause is one field of the Request, named by its path. */
export function fieldProblem(field: string, code: ErrorCode, values: Problem["values"] = {}): Problem {
  return new Problem(code, values, [{ field, code, values }]);
}
