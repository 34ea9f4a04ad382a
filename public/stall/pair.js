// The pairing page: takes an invitation out of the address, and leads a device on that is paired already.
// @ts-check

const INVITATION = /^#join=([\w-]+\.[\w-]+)$/;

const page = document.querySelector("[data-pair]");
const byCode = page?.querySelector("[data-by-code]");
const byInvitation = page?.querySelector("[data-by-invitation]");

function readInvitation() {
  const [, invitation] = INVITATION.exec(location.hash) ?? [];
  if (invitation === undefined) return;
  // It pairs whoever has it: it stays neither in the address bar nor in the history.
  history.replaceState(null, "", "/stall");
  const field = byInvitation?.querySelector("input[name=invitation]");
  if (!(field instanceof HTMLInputElement) || !(byInvitation instanceof HTMLElement)) return;
  field.value = invitation;
  byInvitation.hidden = false;
  if (byCode instanceof HTMLElement) byCode.hidden = true;
  byInvitation.querySelector("button")?.focus();
}

/** A link from elsewhere comes without the cookie, which is for our own pages alone; a fetch of ours has it. */
async function goOnIfPaired() {
  const answer = await fetch("/stall/alive", { headers: { accept: "application/json" } }).catch(() => null);
  if (answer?.ok && byInvitation instanceof HTMLElement && byInvitation.hidden) location.replace("/stall");
}

if (page) {
  readInvitation();
  addEventListener("hashchange", readInvitation);
  void goOnIfPaired();
}
