// What a proof found, as the desk's pages show it: in words, each with a link to its place in the editor.
import { createHash } from "node:crypto";
import type { Finding } from "../../../proofs/finding.ts";
import { faultPath, findingWords, placeWords } from "../../../proofs/finding-words.ts";
import type { ProofReport } from "../../../proofs/prove-source.ts";
import type { Words } from "../../../words.ts";

/** One line of the list. `href` is null where nothing in the campaign is at fault; `accepts` is what ticking a warning sends. */
export type ReportLine = {
  readonly href: string | null;
  readonly place: string;
  readonly text: string;
  readonly where: string;
  readonly accepts: string;
};

export type ReportView = {
  readonly errors: readonly ReportLine[];
  readonly warnings: readonly ReportLine[];
  readonly holds: boolean;
  /** What is so and cannot be mended here: MPs without an email, seats without an MP. */
  readonly facts: readonly string[];
  readonly summary: string;
};

/** The lines of a proof. A campaign that cannot be read has its faults as errors. */
export function reportView(words: Words, report: ProofReport): ReportView {
  const { id, faults, findings, seats, vacant, silent, asks, examples } = report;
  const href = (path: string) => (path === "" ? null : `/desk/campaigns/${id}/edit#${path}`);
  const ofFault = (fault: ProofReport["faults"][number]): ReportLine => {
    const path = faultPath(fault);
    const isTemplate = path === "postcard" || path === "letter";
    const where = isTemplate ? words("desk.proof.line", { line: fault.line }) : "";
    const { expected, near } = fault;
    const text =
      near === null ? words("edit.fault", { expected }) : words("edit.faultNear", { expected, near });
    return {
      // A file that cannot be read has no places: the editor shows it as a text.
      href: href(path === "" ? "yaml" : path),
      place: path === "" ? words("edit.fields.yaml") : placeWords(words, path),
      text,
      where,
      accepts: "",
    };
  };
  const ofFinding = (finding: Finding): ReportLine => {
    const { path } = finding;
    return {
      href: href(path),
      place: placeWords(words, path),
      ...findingWords(words, finding, asks),
      accepts: acceptKey(finding),
    };
  };
  const errors = [
    ...faults.map(ofFault),
    ...findings.filter(({ severity }) => severity === "error").map(ofFinding),
  ];
  const warnings = findings.filter(({ severity }) => severity === "warning").map(ofFinding);
  const facts = [
    ...(silent > 0 ? [words("desk.proof.silent", { count: silent })] : []),
    ...(vacant > 0 ? [words("desk.proof.vacant", { count: vacant })] : []),
  ];
  const holds = errors.length === 0;
  const count = errors.length;
  const summary = holds
    ? words("desk.proof.holds", { count: seats, asks, examples })
    : words("desk.proof.fails", { count });
  return { errors, warnings, holds, facts: faults.length > 0 ? [] : facts, summary };
}

/** What somebody accepts who ticks a warning: exactly this, and another one as soon as anything in it changes. */
export function acceptKey({ kind, path, asks, example, seats, found }: Finding): string {
  const said = JSON.stringify([kind, path, asks, example, seats, found]);
  return createHash("sha256").update(said).digest("base64url").slice(0, 22);
}
