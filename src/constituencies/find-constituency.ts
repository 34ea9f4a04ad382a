// Which constituency a postcode is in: the index first, then postcodes.io, else the constituencies it can be in.
import { areaOf, districtOf, type Postcode } from "../postcode/postcode.ts";
import type { PostcodeIndex } from "./postcode-index.ts";
import { NORTHERN_IRELAND } from "./seat-code.ts";

/** When Royal Mail stopped using a postcode; `month` from 1. */
export type Terminated = { readonly year: number; readonly month: number };

/**
 * What postcodes.io says: the seat's code, that the postcode is no longer in use, or nothing (it does not know, cannot
 * be reached, or said something else than it should).
 */
export type LiveAnswer =
  | { readonly says: "seat"; readonly code: string }
  | { readonly says: "terminated"; readonly terminated: Terminated }
  | { readonly says: "nothing" };

/** Asks postcodes.io. Never rejects. */
export type AskPostcodesIo = (postcode: Postcode) => Promise<LiveAnswer>;

/** By which knowledge a choice was narrowed, nearest first. */
export type ChoiceSource = "index" | "sector" | "district" | "area" | "nation";

/**
 * Where a postcode is, by seat codes. `others` are the other seats of its sector and `codes` those it can be in, both the
 * likeliest first: by the nearest neighbours inside a sector, by the number of postcodes in a district or an area. `codes`
 * is empty only where the index knows nothing of its area.
 */
export type Lookup =
  | {
      readonly outcome: "found";
      readonly postcode: Postcode;
      readonly source: "index" | "postcodes.io";
      readonly code: string;
      readonly others: readonly string[];
    }
  | {
      readonly outcome: "choose";
      readonly postcode: Postcode;
      readonly source: ChoiceSource;
      readonly codes: readonly string[];
      readonly terminated?: Terminated;
    };

export type FindConstituency = (postcode: Postcode) => Promise<Lookup>;

/** What the lookup needs: `askPostcodesIo` is null where the settings turn it off. */
export type FindConstituencyParts = {
  readonly index: Pick<PostcodeIndex, "seatsOf" | "seatsNear" | "seatsOfDistrict" | "seatsOfArea">;
  readonly askPostcodesIo: AskPostcodesIo | null;
};

/** Makes the lookup of DESIGN §4. It never rejects: what fails outside ends in `choose`. */
export function createFindConstituency({ index, askPostcodesIo }: FindConstituencyParts): FindConstituency {
  function found(postcode: Postcode, source: "index" | "postcodes.io", code: string): Lookup {
    const others = index.seatsNear(postcode).filter((other) => other !== code);
    return { outcome: "found", postcode, source, code, others };
  }

  function nearest(postcode: Postcode): { source: ChoiceSource; codes: readonly string[] } {
    const sector = index.seatsNear(postcode);
    if (sector.length > 0) return { source: "sector", codes: sector };
    const district = index.seatsOfDistrict(districtOf(postcode));
    if (district.length > 0) return { source: "district", codes: district };
    const area = index.seatsOfArea(areaOf(postcode));
    if (area.length === 0 && areaOf(postcode) === "BT") return { source: "nation", codes: NORTHERN_IRELAND };
    return { source: "area", codes: area };
  }

  return async function findConstituency(postcode) {
    const codes = index.seatsOf(postcode);
    const [only] = codes;
    if (codes.length > 1) return { outcome: "choose", postcode, source: "index", codes };
    if (only !== undefined) return found(postcode, "index", only);

    const live: LiveAnswer = askPostcodesIo === null ? { says: "nothing" } : await askPostcodesIo(postcode);
    if (live.says === "seat") return found(postcode, "postcodes.io", live.code);
    const choice = { outcome: "choose", postcode, ...nearest(postcode) } as const;
    return live.says === "terminated" ? { ...choice, terminated: live.terminated } : choice;
  };
}
