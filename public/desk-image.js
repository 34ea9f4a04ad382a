// The picture on the card's front: sent as soon as it is chosen, after what was typed.
// @ts-check

/**
 * @param {HTMLFormElement} form
 * @param {{ save: () => Promise<void>, settled: () => Promise<void> }} saving
 * @param {() => void} done shows the page with the picture
 */
export function startImage(form, saving, done) {
  const box = form.querySelector("[data-image]");
  const line = box?.querySelector("[data-image-line]");
  const chooser = box?.querySelector("input[type=file]");
  if (!(box instanceof HTMLElement && line && chooser instanceof HTMLInputElement)) return;
  box.querySelector("[data-image-choose]")?.removeAttribute("hidden");
  chooser.addEventListener("change", () => {
    const [file] = chooser.files ?? [];
    if (file) void send(file);
  });
  // The file is no text of the campaign: choosing one is not typing.
  for (const event of ["input", "change"]) chooser.addEventListener(event, (each) => each.stopPropagation());

  /** @param {File} file */
  async function send(file) {
    if (!(box instanceof HTMLElement && line && chooser instanceof HTMLInputElement)) return;
    // Before it is sent: a server that says no to a large body closes the line, and a browser takes that for no connection.
    if (file.size > Number(box.dataset.largest)) {
      line.textContent = box.dataset.tooLarge ?? "";
      return;
    }
    await saving.save();
    await saving.settled();
    // What is typed while the picture is on its way would be saved over a draft without it.
    form.inert = true;
    const seen = new URLSearchParams();
    for (const name of ["revision", "version"]) {
      const field = form.elements.namedItem(name);
      seen.set(name, field instanceof HTMLInputElement ? field.value : "0");
    }
    try {
      const answer = await fetch(`${box.dataset.image}?${seen}`, {
        method: "POST",
        headers: {
          accept: "application/json",
          "content-type":
            file.type === "image/png" || file.type === "image/jpeg" ? file.type : "application/octet-stream",
          "x-form-token": document.body.dataset.formToken ?? "",
        },
        body: file,
      });
      const { saved, message, title, detail } = await answer.json();
      form.inert = false;
      line.textContent = message ?? `${title}. ${detail}`;
      if (saved) done();
      else chooser.focus();
    } catch {
      form.inert = false;
      line.textContent = form.dataset.offline ?? "";
      chooser.focus();
    }
  }
}
