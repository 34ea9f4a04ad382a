// A campaign with its templates compiled, made once when it is loaded and used for every letter.
import type { Ask, Campaign } from "./campaign.ts";
import {
  compileTemplate,
  compileWithoutAsk,
  type Template,
  type TemplateValues,
  type ValuesWithoutAsk,
} from "./template.ts";

/**
 * A campaign and its texts as functions of the values. All give text as filled: line ends of the template still in it,
 * since only the composer knows which are the member's.
 */
export type CompiledCampaign = {
  readonly campaign: Campaign;
  readonly postcard: Template<TemplateValues>;
  readonly letter: Template<TemplateValues>;
  readonly subject: Template<ValuesWithoutAsk>;
  /** The text of one of the campaign's own asks, as `chooseAsk` gives it. */
  readonly ask: (ask: Ask, values: ValuesWithoutAsk) => string;
  readonly questions: (values: ValuesWithoutAsk) => string[];
};

/** Compiles all templates of a campaign. Throws a `CampaignProblem` where one of them says what it may not. */
export function compileCampaign(campaign: Campaign): CompiledCampaign {
  const { id, templates } = campaign;
  const yaml = `${id}/campaign.yaml`;
  const asks = new Map(campaign.asks.map((ask) => [ask, compileWithoutAsk(ask.text, yaml)]));
  const questions = campaign.questions.map((question) => compileWithoutAsk(question, yaml));
  return {
    campaign,
    postcard: compileTemplate(templates.postcard, `${id}/postcard.hbs`),
    letter: compileTemplate(templates.letter, `${id}/letter.hbs`),
    subject: compileWithoutAsk(campaign.subject, yaml),
    ask(ask, values) {
      const template = asks.get(ask);
      if (!template) throw new Error(`campaign ${id}: that ask is not one of its own`);
      return template(values);
    },
    questions: (values) => questions.map((question) => question(values)),
  };
}
