// A campaign's page: says that words begun in this tab are still here, and clears them on request.
// @ts-check
import { clearDraft, readDraft } from "./drafts.js";

const start = document.querySelector("[data-start]");
if (start instanceof HTMLElement) {
  const campaign = start.dataset.start ?? "";
  const resume = start.querySelector("[data-resume]");
  if (resume instanceof HTMLElement && readDraft(campaign)) {
    resume.hidden = false;
    resume.querySelector("[data-clear]")?.addEventListener("click", () => {
      clearDraft(campaign);
      resume.hidden = true;
      document.getElementById("postcode")?.focus();
    });
  }
}
