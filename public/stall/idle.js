// Nobody there: after a minute without a key or a touch a countdown, and then whatever was typed is cleared. Asleep counts as well.
// @ts-check

const QUIET_MS = 60_000;
const COUNTDOWN_S = 10;
const LOOK_MS = 500;

/**
 * @param {{ dialog: HTMLDialogElement, isDirty: () => boolean, clear: () => void }} settings
 */
export function watchIdle({ dialog, isDirty, clear }) {
  const shown = dialog.querySelector("[data-idle-count]");
  let last = now();
  let opened = 0;

  /** A clock that somebody sets back, and one that stands still while the laptop sleeps: between them they miss nothing. */
  function now() {
    return { wall: Date.now(), steady: performance.now() };
  }
  function quiet() {
    const { wall, steady } = now();
    return Math.max(wall - last.wall, steady - last.steady);
  }

  function look() {
    if (!isDirty()) {
      last = now();
      if (dialog.open) dialog.close();
      return;
    }
    const left = Math.ceil((QUIET_MS + COUNTDOWN_S * 1000 - quiet()) / 1000);
    if (left > COUNTDOWN_S) return;
    if (left <= 0) {
      dialog.close();
      last = now();
      clear();
      return;
    }
    if (!dialog.open) {
      dialog.showModal();
      opened = performance.now();
    }
    if (shown) shown.textContent = String(left);
  }

  /** @param {Event} event */
  function touched(event) {
    // Back from sleep: what is due goes before anything else happens, and the key that woke it is nobody's letter.
    const due = quiet() >= QUIET_MS && isDirty();
    if (due) look();
    if (due || dialog.open) {
      event.preventDefault();
      event.stopImmediatePropagation();
      dialog.close();
    }
    last = now();
  }

  for (const type of ["keydown", "pointerdown", "input", "wheel", "touchstart"])
    addEventListener(type, touched, { capture: true, passive: false });
  // The dialog's own way of closing is somebody who is there, too.
  dialog.addEventListener("close", () => {
    if (opened > 0 && isDirty()) last = now();
    opened = 0;
  });
  setInterval(look, LOOK_MS);
  for (const type of ["focus", "pageshow"]) addEventListener(type, look);
  document.addEventListener("visibilitychange", look);
}
