// Somebody else saved in between: both are shown field by field, nothing is lost, and whoever came second chooses.
import type { FastifyReply, FastifyRequest } from "fastify";
import { differences, isUntouched, takeTheirs } from "../../../campaigns/edit-conflict.ts";
import type { EditForm } from "../../../campaigns/edit-form.ts";
import { withoutBlanks } from "../../../campaigns/edit-lists.ts";
import { readEditForm } from "../../../campaigns/read-edit-form.ts";
import type { Words } from "../../../words.ts";
import type { WebParts } from "../../parts.ts";
import { nameOfField, timeInLondon } from "./page.ts";
import { fieldsOf, type Posted, readSeen } from "./posted.ts";
import type { Stored } from "./stored.ts";

/** What was typed, with the other's text in the fields for which that was chosen. */
export function chosenForm(stored: Stored, mine: EditForm, theirs: ReadonlySet<string>): EditForm {
  const read = readEditForm(stored.source);
  return theirs.size === 0 || "faults" in read
    ? mine
    : takeTheirs(withoutBlanks(mine).form, read.form, theirs);
}

/** Sends the page on which to choose: 409, with all that was typed in it. */
export function sendConflict(
  request: FastifyRequest,
  reply: FastifyReply,
  { words }: WebParts,
  stored: Stored,
  posted: Posted,
): Promise<FastifyReply> {
  const { id, by, at, revision, version } = stored;
  reply.code(409);
  return reply.desk("edit-conflict", {
    title: words("edit.conflict.title"),
    scripts: ["/public/desk-conflict.js"],
    id,
    told: words("edit.conflict.told", { by, time: timeInLondon(at) }),
    differences: shownDifferences(stored, posted, words),
    kept: [
      ...fieldsOf(request.body),
      { name: "revision", value: String(revision) },
      { name: "version", value: String(version) },
    ],
  });
}

function shownDifferences({ source }: Stored, { typed, besides }: Posted, words: Words) {
  const read = readEditForm(source);
  if ("files" in typed || "faults" in read) {
    const mine = "files" in typed ? typed.files : { yaml: "", ...typed.form };
    return (["yaml", "postcard", "letter"] as const)
      .filter((name) => mine[name].trim() !== source[name].trim())
      .map((name) => ({
        path: null,
        field: nameOfField(name, words),
        mine: mine[name],
        theirs: source[name],
      }));
  }
  const seen = readSeen(besides.seen);
  return differences(withoutBlanks(typed.form).form, read.form).map((difference) => ({
    path: difference.path,
    field: nameOfField(difference.path, words),
    mine: readable(difference.mine, words),
    theirs: readable(difference.theirs, words),
    // What was not touched here is older than what is saved.
    older: isUntouched(difference, seen),
  }));
}

/** A field, an entry or a whole list as text to compare: what it says, part by part. */
function readable(value: unknown, words: Words): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map((each) => readable(each, words)).join("\n\n");
  if (typeof value !== "object" || value === null) return "";
  return Object.entries(value)
    .filter(([name]) => name !== "id")
    .map(([name, each]) => (Array.isArray(each) ? ticked(name, each, words) : readable(each, words)))
    .filter((text) => text !== "")
    .join("\n");
}

/** Ticks in plain words: nations and conditions have some, parties are their own. */
function ticked(name: string, values: readonly unknown[], words: Words): string {
  const groups: Readonly<Record<string, string>> = { nation: "edit.nations", attribute: "edit.conditions" };
  return values
    .map((value) => {
      if (typeof value !== "string") return readable(value, words);
      const key = `${groups[name] ?? ""}.${value}`;
      return words.has(key) ? words(key) : value;
    })
    .join(name === "figures" ? "\n" : ", ");
}
