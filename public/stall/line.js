// Whether the server is there: asked every few seconds, and at once when there is reason to think that it changed.
// @ts-check
import { ask } from "./ask.js";

const CALM_MS = 10_000;
const ANXIOUS_MS = 2_000;
const PATIENCE_MS = 4_000;

/** @typedef {"up" | "down" | "unpaired" | "wiped"} LineState */

/**
 * @param {{ stall: string, onChange: (state: LineState) => void, onUp: () => void }} settings `onUp` runs after every good answer
 */
export function watchLine({ stall, onChange, onUp }) {
  /** @type {LineState} */
  let state = "up";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let asking = false;

  /** @param {LineState} now */
  function be(now) {
    if (now !== state) {
      state = now;
      onChange(state);
    }
    if (now === "up") onUp();
  }

  async function beat() {
    if (asking) return;
    asking = true;
    clearTimeout(timer);
    const answer = await ask(`/stall/alive?${new URLSearchParams({ stall })}`, null, {
      patience: PATIENCE_MS,
    });
    asking = false;
    if (answer.state === "ok") be("up");
    else if (answer.state === "refused") be(stateOf(answer.refusal.code));
    else be("down");
    if (state !== "wiped") timer = setTimeout(beat, state === "up" ? CALM_MS : ANXIOUS_MS);
  }

  // Without wifi a laptop's own stall still answers, so these only say when to look.
  for (const event of ["online", "offline"]) addEventListener(event, () => void beat());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void beat());
  timer = setTimeout(beat, CALM_MS);

  return {
    get state() {
      return state;
    },
    /** Something else found out. @param {import("./ask.js").Answer} answer */
    learn(answer) {
      if (answer.state === "ok") return;
      if (answer.state === "lost") be("down");
      if (answer.state === "refused" && stateOf(answer.refusal.code) !== "up")
        be(stateOf(answer.refusal.code));
      if (state !== "up") void beat();
    },
    look: beat,
  };
}

/** @param {string} code @returns {LineState} */
function stateOf(code) {
  if (code === "device-unpaired") return "unpaired";
  return code === "stall-wiped" || code === "stall-unknown" ? "wiped" : "up";
}
