// Which columns of a table hold the postcode, the constituency, and when the postcode was taken out of use.

/** Numbers of columns; `terminated` is −1 where the table has none. */
export type TableColumns = { readonly postcode: number; readonly code: number; readonly terminated: number };

/** How the editions of the ONS Postcode Directory and the NSPL, and tables of one's own, call the postcode. */
const POSTCODE = ["pcds", "pcd8", "pcd7", "pcd", "postcode"];

/** `pcon`, or with the year of its boundaries: `pcon24cd`. */
const CODE = /^pcon(\d\d)?(?:cd)?$/;

/**
 * Finds the columns by the heading's names in lower case; undefined where the postcode's or the constituency's is not
 * there. Of several constituencies, such as `pcon19cd` and `pcon24cd`, it is the one of the latest boundaries.
 */
export function findColumns(names: readonly string[]): TableColumns | undefined {
  const postcode = POSTCODE.map((name) => names.indexOf(name)).find((at) => at >= 0);
  const [code] = names
    .map((name, at) => ({ at, year: CODE.exec(name)?.[1] ?? "00", is: CODE.test(name) }))
    .filter(({ is }) => is)
    .sort((a, b) => Number(b.year) - Number(a.year));
  if (postcode === undefined || code === undefined) return undefined;
  return { postcode, code: code.at, terminated: names.indexOf("doterm") };
}
