// A campaign's source in the store: its texts in the row, its image once for all rows that show it.
import { createHash } from "node:crypto";
import type { Transaction } from "kysely";
import type { CampaignSource } from "../campaigns/versions.ts";
import type { SourceColumns } from "./migrations/0001-campaigns.ts";
import type { Tables } from "./tables.ts";

/** What is selected where a source is read: the row's columns and, through the joined image, its bytes. */
export type SourceRow = SourceColumns & { bytes: Uint8Array | null };

/** The columns of a source, whose image is kept if it is not yet. A half of a surrogate pair becomes U+FFFD, as in any UTF-8. */
export async function keepSource(
  transaction: Transaction<Tables>,
  { yaml, postcard, letter, image }: CampaignSource,
): Promise<SourceColumns> {
  const sha256 = image === null ? null : createHash("sha256").update(image).digest("hex");
  if (image !== null && sha256 !== null) {
    await transaction
      .insertInto("images")
      .values({ sha256, bytes: image })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  return {
    yaml: yaml.toWellFormed(),
    postcard: postcard.toWellFormed(),
    letter: letter.toWellFormed(),
    image: sha256,
  };
}

/** Deletes an image that no version and no draft shows any more. */
export async function dropUnusedImage(
  transaction: Transaction<Tables>,
  sha256: string | null,
): Promise<void> {
  if (sha256 === null) return;
  const used = (table: "versions" | "drafts") =>
    transaction.selectFrom(table).select("image").where("image", "=", sha256).limit(1).executeTakeFirst();
  if ((await used("versions")) ?? (await used("drafts"))) return;
  await transaction.deleteFrom("images").where("sha256", "=", sha256).execute();
}

/** A row's source. */
export function sourceOf({ yaml, postcard, letter, bytes }: SourceRow): CampaignSource {
  return { yaml, postcard, letter, image: bytes };
}

/** Whether two rows hold the same source. */
export function sameColumns(a: SourceColumns, b: SourceColumns): boolean {
  return a.yaml === b.yaml && a.postcard === b.postcard && a.letter === b.letter && a.image === b.image;
}
