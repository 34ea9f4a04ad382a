// Who runs this copy of Postbag: whose campaigns are shown, whom to ask, and who answers for the data.
import { z } from "zod";
import type { Fault } from "./fault.ts";
import { readYaml } from "./read-yaml.ts";

const line = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .regex(/^[^\n]*$/, { error: "one line of text" });

export const organisationSchema = z.strictObject({
  name: line,
  /** Whom a member asks: an email address, a phone number or a page. */
  contact: line.nullable().default(null),
  /** The line that election law can require on every print, email and page. */
  imprint: line.nullable().default(null),
  /** Who answers for personal data, for the privacy page. */
  dataController: line.nullable().default(null),
});

export type Organisation = Readonly<z.infer<typeof organisationSchema>>;

/** What a copy without an `organisation.yaml` calls itself. */
export const DEFAULT_ORGANISATION: Organisation = {
  name: "Your union",
  contact: null,
  imprint: null,
  dataController: null,
};

/** Reads the text of an `organisation.yaml`; gives the organisation, or all faults with their lines. */
export function parseOrganisation(
  yaml: string,
  file: string,
): { organisation: Organisation } | { faults: readonly [Fault, ...Fault[]] } {
  const read = readYaml(yaml, file, organisationSchema);
  return "faults" in read ? read : { organisation: read.value };
}
