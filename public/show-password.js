// A button beside each password to see what one types: on a phone, twelve signs are easily mistyped.
// @ts-check

for (const field of document.querySelectorAll("input[data-show]")) {
  if (field instanceof HTMLInputElement) offer(field);
}

/** @param {HTMLInputElement} field */
function offer(field) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.setAttribute("aria-controls", field.id);
  const label = field.labels?.[0];
  if (label) {
    label.id ||= `${field.id}-label`;
    button.setAttribute("aria-describedby", label.id);
  }
  /** @param {boolean} shown */
  const show = (shown) => {
    field.type = shown ? "text" : "password";
    button.textContent = (shown ? field.dataset.hide : field.dataset.show) ?? "";
  };
  show(false);
  button.addEventListener("click", () => show(field.type === "password"));
  // Hidden again before it is sent, or the browser would remember it as any other text.
  field.form?.addEventListener("submit", () => show(false));
  field.after(button);
}
