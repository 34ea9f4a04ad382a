// What pages do more where there is JavaScript. Each module looks for its own parts of a page, first and after every swap.
// @ts-check
import { enhanceCopy } from "./copy.js";
import { startJourney } from "./journey.js";
import { enhanceSent } from "./sent.js";
import { enhanceStart } from "./start.js";
import { enhanceWays } from "./ways.js";

/** @param {ParentNode} root */
function enhance(root) {
  enhanceStart(root);
  enhanceWays(root);
  enhanceCopy(root);
  enhanceSent(root);
  void enhanceWriting(root);
}

/**
 * The writing page brings the guard and much else with it, so it is loaded there, and ahead of it on a campaign's page.
 * @param {ParentNode} root
 */
async function enhanceWriting(root) {
  // Looked for now: by the time the module is there, another page may be, which is enhanced by itself.
  const form = root.querySelector("[data-draft]");
  if (!form && !root.querySelector("[data-start]")) return;
  const { enhanceWrite } = await import("./write.js");
  if (form instanceof HTMLFormElement) enhanceWrite(form);
}

enhance(document);
startJourney(enhance);
