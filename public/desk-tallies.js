// Adding a stall's tally: the file's text is put into the box, so that it is seen before it is sent.
// @ts-check

/** Characters that are read at most; a longer file is no tally, and the server says so. */
const MOST = 300_000;

const field = document.querySelector("[data-file]");
const file = document.querySelector("#tally-file");
const box = document.querySelector("#tally");
if (field instanceof HTMLElement && file instanceof HTMLInputElement && box instanceof HTMLTextAreaElement) {
  field.hidden = false;
  file.addEventListener("change", async () => {
    const chosen = file.files?.[0];
    if (chosen) box.value = await chosen.slice(0, MOST).text();
  });
}
