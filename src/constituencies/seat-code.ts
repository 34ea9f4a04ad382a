// The code of a constituency: what every part of Postbag calls a seat by.

/** Nine-character GSS code of a constituency of the House of Commons, boundaries of 2024 (Office for National Statistics). */
export const SEAT_CODE = /^(?:E14|W07|S14|N05)\d{6}$/;

/** The 18 seats of Northern Ireland, N05000001 to N05000018: the choice where its postcodes are not known. */
export const NORTHERN_IRELAND: readonly string[] = Array.from(
  { length: 18 },
  (_, at) => `N05${String(at + 1).padStart(6, "0")}`,
);
