// A campaign's template → a function from values to text, in a Handlebars of its own that knows nothing but if and each.
import Handlebars from "handlebars";
import type { Reason } from "./campaign.ts";
import { refuseFaults } from "./fault.ts";
import { lintTemplate } from "./lint-template.ts";

/**
 * What a template can say. Text is printed as it is (a letter is no HTML) and never read as a template. `party` is empty
 * where nobody is known to hold the seat; `mp` is then "the Member of Parliament for …"; `reasons` are those picked.
 */
export type TemplateValues = {
  readonly ask: string;
  readonly constituency: string;
  readonly mp: string;
  readonly party: string;
  readonly nation: string;
  readonly organisation: string;
  readonly ownWords: string;
  readonly name: string;
  readonly reasons: readonly Pick<Reason, "title" | "short" | "long">[];
  readonly held: boolean;
  readonly vacant: boolean;
  readonly unknown: boolean;
  readonly speaker: boolean;
  readonly deputy: boolean;
  readonly abstains: boolean;
};

/** What subject, asks and questions can say: all but the ask, which is not chosen yet. */
export type ValuesWithoutAsk = Omit<TemplateValues, "ask">;

export type Template<Values> = (values: Values) => string;

const REFUSED = {
  unless: false,
  with: false,
  log: false,
  lookup: false,
  helperMissing: false,
  blockHelperMissing: false,
};
const engine = onlyIfAndEach();

/**
 * Compiles the template of a postcard or a letter. `file` names it in faults.
 * Throws a `CampaignProblem` with every fault that linting finds.
 */
export function compileTemplate(source: string, file: string): Template<TemplateValues> {
  refuseFaults(lintTemplate(source, file, { ask: true }));
  const template = compile(source);
  return ({ ask, ...rest }) => template({ ask, ...plainData(rest) }, NO_PROTOTYPE);
}

/** Compiles a subject, an ask or a question, where {{ask}} cannot be used. Throws as `compileTemplate`. */
export function compileWithoutAsk(source: string, file: string): Template<ValuesWithoutAsk> {
  refuseFaults(lintTemplate(source, file, { ask: false }));
  const template = compile(source);
  return (values) => template(plainData(values), NO_PROTOTYPE);
}

const NO_PROTOTYPE = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };

function compile(source: string): Handlebars.TemplateDelegate<object> {
  return engine.compile<object>(source, {
    noEscape: true,
    strict: true,
    knownHelpersOnly: true,
    knownHelpers: { ...REFUSED, if: true, each: true },
  });
}

function onlyIfAndEach(): typeof Handlebars {
  const isolated = Handlebars.create();
  for (const name of Object.keys(isolated.helpers)) {
    if (name !== "if" && name !== "each") isolated.unregisterHelper(name);
  }
  for (const name of Object.keys(isolated.decorators)) isolated.unregisterDecorator(name);
  return isolated;
}

/** The known names and nothing else, so that a caller's richer object cannot show through. */
function plainData(values: ValuesWithoutAsk): ValuesWithoutAsk {
  const { constituency, mp, party, nation, organisation, ownWords, name } = values;
  const { held, vacant, unknown, speaker, deputy, abstains } = values;
  const reasons = values.reasons.map(({ title, short, long }) => ({ title, short, long }));
  const flags = { held, vacant, unknown, speaker, deputy, abstains };
  return { constituency, mp, party, nation, organisation, ownWords, name, reasons, ...flags };
}
