// The rules of who may import whom (docs: CONTRIBUTING.md, "The order of imports"), checked on any set of sources.
import { builtinModules } from "node:module";
import { posix } from "node:path";
import { MODULES } from "../../src/web/modules.ts";
import { readSource, type SourceFacts } from "./source.ts";

/** Sources by their path inside the repository, such as `src/paper/sizes.ts`. */
export type Sources = ReadonlyMap<string, string>;

/** The folders of `src/` in the order of the sentence: each imports only from those before it. */
export const FOLDER_ORDER: readonly string[] = [
  "postcode",
  "constituencies",
  "mps",
  "campaigns",
  "letters",
  "paper",
  "email",
  "proofs",
  "batches",
  "stalls",
  "tallies",
  "accounts",
  "storage",
  "web",
  "cli",
];

const STRANGERS: readonly (readonly string[])[] = [
  ["paper", "email"],
  ["web", "cli"],
];

/** Files at the top of `src/`: who may import them. */
const FOR_ALL = ["errors.ts", "words.ts"];
const ABOVE_ALL = ["server.ts", "assemble.ts"];
const SETTINGS = "config.ts";

/** The middle: what computes and never reaches out. An edge is a file of such a folder that does, by design. */
const MIDDLE = [
  "postcode/",
  "constituencies/postcode-index.ts",
  "campaigns/",
  "letters/",
  "paper/",
  "email/",
];
const EDGES = [
  "campaigns/parse-campaign.ts",
  "campaigns/front-image/check-front-image.ts",
  "campaigns/front-image/read-png.ts",
  "paper/font-files.ts",
  "paper/paint-pdf.ts",
  "paper/paper.ts",
  "paper/slim-pdf.ts",
  "paper/stack.ts",
  "email/eml.ts",
];

/** npm packages that the middle may use: they compute, and need nothing of Node. */
const PURE_PACKAGES = ["zod", "handlebars", "yaml", "fontkit", "uqr", "diff"];

/** What pages get served as it is: no npm package, because a browser could not find it. */
const SERVED_TO_PAGES = [
  "postcode/",
  "constituencies/postcode-index.ts",
  "constituencies/index-format.ts",
  "constituencies/index-frame.ts",
  "constituencies/sector-block.ts",
  ...MODULES,
];

const within = (path: string, places: readonly string[]): boolean =>
  places.some((place) => path === place || (place.endsWith("/") && path.startsWith(place)));

/** Every broken rule as a sentence that begins with `file:line`; `[]` where all hold. */
export function findBrokenRules(sources: Sources): string[] {
  const facts = new Map([...sources].map(([path, source]) => [path, readSource(source)]));
  const broken: string[] = [];
  for (const [path, file] of facts) {
    for (const { specifier, line } of file.imports) {
      const fault =
        specifier === null
          ? "imports something worked out at run time"
          : faultOfImport(path, specifier, facts);
      if (fault !== null) broken.push(`${path}:${line} ${fault}`);
    }
  }
  return [...broken, ...findImpurities(facts)];
}

function faultOfImport(
  path: string,
  specifier: string,
  facts: ReadonlyMap<string, SourceFacts>,
): string | null {
  const from = path.replace(/^src\//, "");
  if (!specifier.startsWith(".")) {
    const served = within(from, SERVED_TO_PAGES);
    return served ? `imports "${specifier}", but pages are served this file and have no npm packages` : null;
  }
  const target = posix.join(posix.dirname(path), specifier);
  if (!target.startsWith("src/")) return `imports ${specifier}, which is outside src/`;
  if (!facts.has(target)) return `imports ${specifier}, which does not exist`;
  return faultOfOrder(from, target.replace(/^src\//, ""));
}

/** Why one file of `src/` may not import another; null where it may. Paths are relative to `src/`. */
function faultOfOrder(from: string, to: string): string | null {
  if (ABOVE_ALL.includes(from)) return null;
  if (FOR_ALL.includes(to)) return null;
  if (ABOVE_ALL.includes(to)) return `imports ${to}, which stands above all`;
  if (to === SETTINGS) return `imports ${SETTINGS}: only ${ABOVE_ALL.join(" and ")} hand settings out`;
  const [own, other] = [folderOf(from), folderOf(to)];
  if (own === null) return `imports ${to}: a file that all may import cannot import from a folder`;
  if (other === null) return `imports ${to}, which is in none of the folders`;
  if (own === other) return null;
  if (STRANGERS.some((pair) => pair.includes(own) && pair.includes(other))) {
    return `imports ${to}: ${own} and ${other} never import each other`;
  }
  return rankOf(other) < rankOf(own) ? null : `imports ${to}: ${own} comes before ${other}`;
}

function folderOf(path: string): string | null {
  const [folder = "", ...rest] = path.split("/");
  return rest.length > 0 ? folder : null;
}

/** A folder that nobody listed ranks last, so that importing from it is a fault until it is given its place. */
function rankOf(folder: string): number {
  const rank = FOLDER_ORDER.indexOf(folder);
  return rank === -1 ? Number.POSITIVE_INFINITY : rank;
}

/** Checks the middle and whatever code it brings in: an import of types alone brings none. */
function findImpurities(facts: ReadonlyMap<string, SourceFacts>): string[] {
  const broken: string[] = [];
  const seen = new Set<string>();
  const queue = [...facts.keys()].filter((path) => {
    const inside = path.replace(/^src\//, "");
    return within(inside, MIDDLE) && !EDGES.includes(inside);
  });
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const file = facts.get(path);
    if (file === undefined || seen.has(path)) continue;
    seen.add(path);
    for (const { name, line } of file.globals)
      broken.push(`${path}:${line} uses ${name}, but the middle is pure`);
    for (const { specifier, line, typeOnly } of file.imports) {
      if (specifier === null || typeOnly) continue;
      if (specifier.startsWith(".")) queue.push(posix.join(posix.dirname(path), specifier));
      else if (!isPurePackage(specifier))
        broken.push(`${path}:${line} imports "${specifier}", but the middle is pure`);
    }
  }
  return broken.sort();
}

function isPurePackage(specifier: string): boolean {
  if (specifier.startsWith("node:") || builtinModules.includes(specifier)) return false;
  return PURE_PACKAGES.some((name) => specifier === name || specifier.startsWith(`${name}/`));
}
