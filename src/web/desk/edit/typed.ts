// What was typed, put into the campaign's files, with what the button pressed does to it.
import { applyEditForm } from "../../../campaigns/apply-edit-form.ts";
import type { EditForm } from "../../../campaigns/edit-form.ts";
import { withImage } from "../../../campaigns/edit-image.ts";
import * as lists from "../../../campaigns/edit-lists.ts";
import { LONGEST } from "../../../campaigns/read-yaml.ts";
import type { CampaignSource } from "../../../campaigns/versions.ts";
import { Problem } from "../../../errors.ts";
import type { Seats } from "../../../mps/seats.ts";
import { chosenForm } from "./conflict.ts";
import type { Files, Posted } from "./posted.ts";
import type { Stored } from "./stored.ts";

/**
 * `form` is what the source was made of, without its empty entries, and null where the files themselves were edited; `pathOf` leads
 * from its paths to those of the form as it was sent; `at` is the entry that was moved, or what stands where one was taken out.
 */
export type Typed = {
  readonly source: CampaignSource;
  readonly form: EditForm | null;
  readonly pathOf: (path: string) => string;
  readonly at: string;
};

/** The files with what was typed and what the button does. Throws `campaign-too-large`. */
export function typedSource(stored: Stored, { typed, theirs, besides }: Posted): Typed {
  if ("files" in typed) {
    return { source: newFiles(stored.source, typed.files), form: null, pathOf: (path) => path, at: "" };
  }
  const { form: whole, kept } = lists.withoutBlanks(chosenForm(stored, typed.form, theirs));
  const { form, at } = changed(whole, kept, besides.action);
  const applied = applyEditForm(stored.source, form);
  const source = besides.action === "no-image" ? withImage(applied, null) : applied;
  if ([source.yaml, source.postcard, source.letter].some((file) => file.length > LONGEST)) {
    throw new Problem("campaign-too-large");
  }
  return { source, form, pathOf: (path) => lists.typedPath(path, kept), at };
}

/** What a button does to the form: `up:reasons.2`, `down:…`, `remove:…`; every other leaves it as it is. */
function changed(form: EditForm, kept: lists.Kept, action: string): { form: EditForm; at: string } {
  const [what = "", entry = ""] = action.split(":");
  const place = lists.keptPath(entry, kept);
  if (place === null) return { form, at: "" };
  if (what === "up") return lists.moveEntry(form, place, -1);
  if (what === "down") return lists.moveEntry(form, place, 1);
  return what === "remove" ? lists.removeEntry(form, place) : { form, at: "" };
}

function newFiles(source: CampaignSource, { yaml, postcard, letter }: Files): CampaignSource {
  // A browser sends other line ends than the file may have; where that is all, the file stays as it is.
  const lines = (file: string) => file.replace(/\r\n?/g, "\n");
  const kept = (was: string, now: string) => (lines(was) === lines(now) ? was : lines(now));
  return {
    ...source,
    yaml: kept(source.yaml, yaml),
    postcard: kept(source.postcard, postcard),
    letter: kept(source.letter, letter),
  };
}

/** The address of the page after a button, with whom the preview is for and what to go to. Nothing typed stands in it. */
export function pageAfter(id: string, { besides }: Posted, { form, at }: Typed, seats: Seats): string {
  const { action, seat, example, find } = besides;
  if (action === "proof") return `/desk/campaigns/${id}/proof`;
  const [what = "", place = ""] = action.split(":");
  const [first] = what === "find" ? seats.search(find) : [];
  const query = new URLSearchParams({
    saved: "1",
    seat: what === "seat" ? place : (first?.code ?? seat),
    example,
  });
  if (what === "find") query.set("find", find);
  if (what === "add") query.set("add", place);
  if (at !== "") query.set("at", at);
  else if (action === "no-image") query.set("at", "card.image");
  if (form === null) query.set("as", "file");
  const preview = what === "find" || what === "seat" || what === "show";
  const fragment = what === "add" ? place : preview ? "preview" : at;
  return `/desk/campaigns/${id}/edit?${query}${fragment === "" ? "" : `#${fragment}`}`;
}
