// A campaign's page: says that words begun here are still here, clears them on request, and marks a device as shared.
// @ts-check
import { clearDraft, forgetOldDrafts, isShared, markShared, readDraft } from "./drafts.js";

/** @param {ParentNode} root */
export function enhanceStart(root) {
  const start = root.querySelector("[data-start]");
  if (!(start instanceof HTMLElement)) return;
  forgetOldDrafts();
  const campaign = start.dataset.start ?? "";

  const shared = start.querySelector("input[name=shared]");
  if (shared instanceof HTMLInputElement) {
    if (isShared()) shared.checked = true;
    shared.addEventListener("change", () => markShared(shared.checked));
  }

  const resume = start.querySelector("[data-resume]");
  if (!(resume instanceof HTMLElement) || !readDraft(campaign)) return;
  resume.hidden = false;
  resume.querySelector("[data-clear]")?.addEventListener("click", () => {
    clearDraft(campaign);
    resume.hidden = true;
    document.getElementById("postcode")?.focus();
  });
}
