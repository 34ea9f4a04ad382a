// What the editor's page sends: the campaign's fields by their paths (`reasons.0.title`), and what was seen and wanted beside them.
import { z } from "zod";
import { type Seen, sumsOf } from "../../../campaigns/edit-conflict.ts";
import { type EditForm, editFormSchema } from "../../../campaigns/edit-form.ts";
import { LONGEST } from "../../../campaigns/read-yaml.ts";
import { Problem } from "../../../errors.ts";

const bodySchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
const text = z.string().max(300).default("");
const count = z.coerce.number().int().min(0).max(1e9);

/**
 * Besides the fields. `revision` and `version` are the draft and the live version that the page was made of (0: none); `action` is the
 * button: `save`, `proof`, `up:reasons.2`; `seat` and `example` are for whom the preview is; `find` is a name to look for among the seats.
 */
const besidesSchema = z.object({
  revision: count,
  version: count,
  action: text,
  seat: text,
  example: text,
  find: text,
  /** What each field said when the page was made, as short sums: by it a conflict knows what was changed here. */
  seen: z.string().max(20_000).default(""),
  /** The last field of the page: without it the form did not arrive whole. */
  whole: z.literal("1"),
});

/** A campaign's texts as its files have them, where `campaign.yaml` cannot be read by its fields. */
const filesSchema = z.object({
  yaml: z.string().max(LONGEST),
  postcard: z.string().max(LONGEST).default(""),
  letter: z.string().max(LONGEST).default(""),
});

export type Besides = z.infer<typeof besidesSchema>;
export type Files = z.infer<typeof filesSchema>;

/** What was typed: the fields, or the files' own text. `theirs` are the fields in which the other's text was chosen. */
export type Posted = {
  readonly besides: Besides;
  readonly theirs: ReadonlySet<string>;
  readonly typed: { readonly form: EditForm } | { readonly files: Files };
};

/** A name of a field: words and numbers with dots between, never one that every object has. */
const PATH = /^[a-zA-Z]{1,30}(?:\.(?:\d{1,5}|[a-zA-Z]{1,30})){0,5}$/;

/**
 * Reads what was sent. Throws `request-unreadable` where it is no form of the editor's or did not arrive whole, and
 * `campaign-too-large` where more was typed than a campaign's files may hold.
 */
export function readPosted(body: unknown): Posted {
  const fields = bodySchema.safeParse(body);
  const besides = besidesSchema.safeParse(body);
  if (!fields.success || !besides.success) throw new Problem("request-unreadable");
  const theirs = new Set(
    Object.entries(fields.data)
      .filter(([name, value]) => name.startsWith("choose.") && value === "theirs")
      .map(([name]) => name.slice("choose.".length)),
  );
  if ("yaml" in fields.data) {
    const files = filesSchema.safeParse(fields.data);
    if (!files.success) throw new Problem("campaign-too-large");
    return { besides: besides.data, theirs, typed: { files: files.data } };
  }
  const form = editFormSchema.safeParse(treeOf(fields.data));
  if (!form.success) throw new Problem("campaign-too-large");
  return { besides: besides.data, theirs, typed: { form: form.data } };
}

/** The sums of `seen`; none where they cannot be read. */
export function readSeen(seen: string): Seen {
  return Object.fromEntries(new URLSearchParams(seen));
}

/** The sums of a form as the page holds them. */
export function writeSeen(form: EditForm): string {
  return new URLSearchParams(sumsOf(form)).toString();
}

/** Every field that was sent but those that belong to one page only, to be sent again. */
export function fieldsOf(body: unknown): { name: string; value: string }[] {
  const fields = bodySchema.safeParse(body).data ?? {};
  const ofThePage = ["revision", "version", "action", "formToken"];
  return Object.entries(fields)
    .filter(([name]) => PATH.test(name) && !ofThePage.includes(name) && !name.startsWith("choose."))
    .flatMap(([name, value]) => [value].flat().map((each) => ({ name, value: each })));
}

/** The texts among them, to be copied from a page where they cannot be kept. */
export function textsOf(body: unknown): { name: string; value: string }[] {
  return fieldsOf(body).filter(
    ({ name, value }) => !Object.hasOwn(besidesSchema.shape, name) && value.trim() !== "",
  );
}

type Branch = Map<string, Branch | string | string[]>;

/** `reasons.0.title` and the like as lists and values inside each other; numbers need not be without gaps. */
function treeOf(fields: Readonly<Record<string, string | string[]>>): unknown {
  const root: Branch = new Map();
  for (const [name, value] of Object.entries(fields)) {
    if (!PATH.test(name)) continue;
    const steps = name.split(".");
    const last = steps.pop() ?? "";
    let branch: Branch | undefined = root;
    for (const step of steps) {
      const next: Branch | string | string[] = branch.get(step) ?? new Map();
      if (!(next instanceof Map)) {
        branch = undefined;
        break;
      }
      branch.set(step, next);
      branch = next;
    }
    branch?.set(last, value);
  }
  return valueOfBranch(root);
}

function valueOfBranch(branch: Branch): unknown {
  const entries = [...branch].map(([name, value]): [string, unknown] => [
    name,
    value instanceof Map ? valueOfBranch(value) : value,
  ]);
  const isList = entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name));
  if (!isList) return Object.fromEntries(entries);
  return entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value);
}
