// The page with the card: what its form carries is the draft, so that a reload loses nothing.
// @ts-check
import { fieldsOf, keepDraft, readDraft } from "./drafts.js";

/** @param {ParentNode} root */
export function enhanceWays(root) {
  const form = root.querySelector("[data-draft-keep]");
  if (!(form instanceof HTMLFormElement)) return;
  const campaign = form.dataset.draftKeep ?? "";
  const days = readDraft(campaign)?.days ?? false;
  const keep = () => keepDraft(campaign, fieldsOf(form), { days });
  keep();
  form.addEventListener("input", keep);
}
