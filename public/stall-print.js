// A print job's page: the PDF in a frame that nobody sees, and the browser's print dialog for it.
// @ts-check

const panel = document.querySelector("[data-print]");
const status = document.querySelector("[data-print-status]");
const button = document.querySelector("[data-print-go]");
if (panel instanceof HTMLElement && status instanceof HTMLElement && button instanceof HTMLButtonElement)
  offer(panel, status, button);
openIfNamed();
window.addEventListener("hashchange", openIfNamed);

/**
 * @param {HTMLElement} panel
 * @param {HTMLElement} status
 * @param {HTMLButtonElement} button
 */
function offer(panel, status, button) {
  const pdf = panel.dataset.print ?? "";
  // A browser that cannot show PDFs would save it, and again each time: its own program prints it.
  if (!navigator.pdfViewerEnabled) {
    status.textContent = panel.dataset.noViewer ?? "";
    return;
  }
  button.hidden = false;
  button.addEventListener("click", () => print(panel, status, pdf));
  // A page that is looked at again has had its dialog: only the button opens another.
  const [visit] = performance.getEntriesByType("navigation");
  if (visit instanceof PerformanceNavigationTiming && visit.type === "navigate") print(panel, status, pdf);
}

/**
 * @param {HTMLElement} panel
 * @param {HTMLElement} status
 * @param {string} pdf
 */
function print(panel, status, pdf) {
  panel.querySelector("iframe")?.remove();
  const frame = document.createElement("iframe");
  frame.className = "print-frame";
  frame.title = "PDF";
  frame.tabIndex = -1;
  frame.setAttribute("aria-hidden", "true");
  frame.addEventListener("load", () => {
    try {
      frame.contentWindow?.focus();
      frame.contentWindow?.print();
    } catch {
      // Some browsers keep their viewer to themselves: the link beside it opens the PDF, and Ctrl+P prints it.
      status.textContent = panel.dataset.failed ?? "";
    }
  });
  status.textContent = panel.dataset.opening ?? "";
  frame.src = pdf;
  panel.append(frame);
}

/** The list of cards that did not come out is open where the address names it. */
function openIfNamed() {
  const named = location.hash === "#which" ? document.querySelector("details#which") : null;
  if (named instanceof HTMLDetailsElement) named.open = true;
}
