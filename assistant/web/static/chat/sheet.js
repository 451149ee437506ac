// A side panel on a wide page is a sheet from the bottom on a narrow one.

/** The width below which a page has one column. */
export const narrow = matchMedia("(max-width: 999px)");

/**
 * Makes `panel` open as a sheet where the page is narrow.
 * @param main what lies beneath and cannot be reached while the sheet is open
 * @param whenOpen called where it opens with what closes it; what it returns is called where it has closed
 */
export function makeSheet(panel, backdrop, main, whenOpen = () => () => {}) {
  let opener = null;
  let closed = null;

  function open(from) {
    if (!narrow.matches) return;
    opener = from ?? panel.getRootNode().activeElement;
    panel.classList.add("open");
    backdrop.hidden = false;
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-modal", "true");
    for (const part of main) part.inert = true;
    closed ??= whenOpen(close);
    panel.querySelector("[data-close]").focus({ preventScroll: true });
  }

  function close() {
    if (!panel.classList.contains("open")) return;
    panel.classList.remove("open");
    backdrop.hidden = true;
    panel.setAttribute("role", "region");
    panel.removeAttribute("aria-modal");
    for (const part of main) part.inert = false;
    const done = closed;
    closed = null;
    done?.();
    opener?.focus({ preventScroll: true });
  }

  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  backdrop.addEventListener("click", close);
  narrow.addEventListener("change", close);
  return { open, close };
}
