// The page with the card: what its form carries is the draft, so that a reload or a step back loses nothing.
// @ts-check
import { fieldsOf, keepDraft } from "./drafts.js";

const form = document.querySelector("[data-draft-keep]");
if (form instanceof HTMLFormElement) {
  const keep = () => keepDraft(form.dataset.draftKeep ?? "", fieldsOf(form));
  keep();
  form.addEventListener("input", keep);
}
