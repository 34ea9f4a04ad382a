// organisation.yaml, the file named by the setting ORGANISATION: read and checked, or the default where none is named.
import { DEFAULT_ORGANISATION, type Organisation, parseOrganisation } from "../campaigns/organisation.ts";
import { Problem } from "../errors.ts";
import { readText } from "./read-text.ts";

/**
 * Reads the organisation's file; `null` (no file named) gives "Your union".
 * Throws `file-unreadable` (`file`), or `file-invalid` (`file`, `where`, `expected`) with the first fault's line.
 */
export async function readOrganisation(file: string | null): Promise<Organisation> {
  if (file === null) return DEFAULT_ORGANISATION;
  const read = parseOrganisation(await readText(file), file);
  if ("organisation" in read) return read.organisation;
  const [{ line, path, expected }] = read.faults;
  throw new Problem("file-invalid", {
    file,
    where: `line ${line}${path === "" ? "" : ` (${path})`}`,
    expected,
  });
}
