// Line numbers beside the long texts, with the lines marked that have faults. The picture behind the text is for the eye only; the
// same is said in the list below it.
// @ts-check

/** @typedef {import("./desk-preview.js").ShownFault} ShownFault */

/**
 * @param {HTMLFormElement} form
 * @param {AbortSignal} signal
 * @returns {{ mark: (faults: ShownFault[]) => void }}
 */
export function showLines(form, signal) {
  const texts = [...form.querySelectorAll("[data-lines]")].map((box) => follow(box, form, signal));
  return {
    mark(faults) {
      for (const mark of texts) mark(faults);
    },
  };
}

/** @param {Element} box @param {HTMLFormElement} form @param {AbortSignal} signal @returns {(faults: ShownFault[]) => void} */
function follow(box, form, signal) {
  const field = box.querySelector("textarea");
  if (!field) return () => {};
  const behind = document.createElement("div");
  behind.className = "lines-behind";
  behind.setAttribute("aria-hidden", "true");
  box.prepend(behind);
  box.classList.add("numbered");
  const list = form.querySelector(`[data-line-faults="${field.id}"]`);
  /** @type {Set<number>} */
  let wrong = new Set(
    [...(list?.querySelectorAll("[data-line]") ?? [])].map((item) =>
      item instanceof HTMLElement ? Number(item.dataset.line) : 0,
    ),
  );

  const draw = () => {
    behind.replaceChildren(
      ...field.value.split("\n").map((text, i) => {
        const line = document.createElement("div");
        line.textContent = text === "" ? "\u200b" : text;
        if (wrong.has(i + 1)) line.className = "line-wrong";
        return line;
      }),
    );
  };
  draw();
  addButtons();
  field.addEventListener("input", draw, { signal });

  return (faults) => {
    const own = faults.filter(({ anchor, line }) => anchor === field.id && line !== null);
    wrong = new Set(own.map(({ line }) => line ?? 0));
    draw();
    box.closest(".field")?.classList.toggle("field-wrong", own.length > 0);
    field.toggleAttribute("aria-invalid", own.length > 0);
    if (own.length > 0) field.setAttribute("aria-invalid", "true");
    list?.replaceChildren(...own.map(item));
    addButtons();
  };

  /** @param {ShownFault} fault */
  function item({ line, text, message }) {
    const made = document.createElement("li");
    made.dataset.line = String(line);
    const code = document.createElement("code");
    code.textContent = text;
    const said = document.createElement("span");
    said.textContent = message;
    made.append(code, " ", said);
    return made;
  }

  function addButtons() {
    for (const made of list?.querySelectorAll("[data-line]") ?? []) {
      if (!(made instanceof HTMLElement)) continue;
      const line = Number(made.dataset.line);
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet";
      button.textContent = (form.dataset.goLine ?? "").replace("{line}", String(line));
      button.addEventListener("click", () => goTo(line));
      made.querySelector("strong")?.remove();
      made.prepend(button, " ");
    }
  }

  /** @param {number} line */
  function goTo(line) {
    if (!field) return;
    const lines = field.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    field.focus({ preventScroll: true });
    field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    behind.children[line - 1]?.scrollIntoView({ block: "center" });
  }
}
