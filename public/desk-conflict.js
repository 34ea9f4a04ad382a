// The page on which two people's texts are compared: it holds all that was typed, so this tab need not keep it any more.
// @ts-check
import { forget } from "./desk-autosave.js";

/** @param {ParentNode} root */
export function watchConflict(root) {
  const form = root.querySelector("[data-conflict]");
  if (!(form instanceof HTMLFormElement)) return;
  const done = () => forget(form.dataset.conflict ?? "");
  form.addEventListener("submit", done);
  form.querySelector("[data-forget]")?.addEventListener("click", done);
}

watchConflict(document);
