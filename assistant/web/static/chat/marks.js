// Marks such as [1] are buttons; a small card shows what a mark stands on while the pointer or the focus is there.

import { button, h } from "./dom.js";
import { badges } from "./sources.js";
import { t } from "./texts.js";

const card = h("div", { class: "preview", role: "tooltip", id: "mark-preview", hidden: true });
const SHOWN_CHARACTERS = 220;

function place(mark) {
  const gap = 8;
  const around = mark.getBoundingClientRect();
  const size = card.getBoundingClientRect();
  const left = Math.min(Math.max(gap, around.left - 24), window.innerWidth - size.width - gap);
  const above = around.top - size.height - gap;
  card.style.left = `${left}px`;
  card.style.top = `${above > gap ? above : around.bottom + gap}px`;
}

function show(mark, citation) {
  const quote = citation.words?.length ? citation.words.join("；") : citation.quote;
  const cut = quote.length > SHOWN_CHARACTERS ? `${quote.slice(0, SHOWN_CHARACTERS)}……` : quote;
  card.replaceChildren(
    h("p", { class: "source-title" }, `${citation.document} ${citation.label}`),
    h("p", { class: "source-number" }, citation.number),
    h("p", { class: "preview-quote" }, cut),
    badges(citation),
  );
  card.hidden = false;
  mark.setAttribute("aria-describedby", card.id);
  place(mark);
}

export function hidePreview() {
  card.hidden = true;
}

/** A mark that opens its citation. */
export function markButton(citation, actions) {
  const mark = button(String(citation.mark), {
    class: "mark",
    "data-mark": citation.mark,
    "aria-label": t("mark", { mark: citation.mark, label: citation.label }),
    onclick: () => actions.open(citation, mark),
  });
  mark.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show(mark, citation));
  mark.addEventListener("pointerleave", hidePreview);
  mark.addEventListener("focus", () => mark.matches(":focus-visible") && show(mark, citation));
  mark.addEventListener("blur", hidePreview);
  mark.addEventListener("keydown", (event) => event.key === "Escape" && hidePreview());
  return mark;
}

export const previewCard = card;
