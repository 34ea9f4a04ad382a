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
    const postcode = start.querySelector("#postcode");
    const apply = () => {
      markShared(shared.checked);
      postcode?.setAttribute("autocomplete", shared.checked ? "off" : "postal-code");
    };
    // It may have been ticked before this was loaded.
    if (isShared()) shared.checked = true;
    if (shared.checked) apply();
    shared.addEventListener("change", apply);
  }

  const resume = start.querySelector("[data-resume]");
  if (!(resume instanceof HTMLElement)) return;
  const showResume = () => {
    resume.hidden = !readDraft(campaign);
  };
  showResume();
  start.addEventListener("postbag:shown", showResume);
  resume.querySelector("[data-clear]")?.addEventListener("click", () => {
    clearDraft(campaign);
    dispatchEvent(new Event("postbag:cleared"));
    resume.hidden = true;
    document.getElementById("postcode")?.focus();
  });
}
