// The thank-you page: the draft has served its purpose and is cleared.
// @ts-check
import { clearDraft } from "./drafts.js";

const sent = document.querySelector("[data-sent]");
if (sent instanceof HTMLElement) {
  clearDraft(sent.dataset.sent ?? "");
  const cleared = sent.querySelector("[data-cleared]");
  if (cleared instanceof HTMLElement) cleared.hidden = false;
}
