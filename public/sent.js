// Once they say that it is sent, the draft has served its purpose and is cleared.
// @ts-check
import { clearDraft } from "./drafts.js";

/** @param {ParentNode} root */
export function enhanceSent(root) {
  const sent = root.querySelector("[data-sent]");
  if (!(sent instanceof HTMLElement)) return;
  clearDraft(sent.dataset.sent ?? "");
  const cleared = sent.querySelector("[data-cleared]");
  if (cleared instanceof HTMLElement) cleared.hidden = false;
}
