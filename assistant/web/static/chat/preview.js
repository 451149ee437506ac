// A small card shows what a mark stands on while the pointer or the focus is there.

import { h } from "./dom.js";
import { badges } from "./marks.js";
import { t } from "./texts.js";

const SHOWN_CHARACTERS = 220;

/** The small card; its `element` is put where fixed elements are placed by the window. */
export class Preview {
  constructor() {
    this.element = h("div", { class: "preview", role: "tooltip", id: "mark-preview", hidden: true });
  }

  show(mark, citation) {
    const quote = citation.words?.length ? citation.words.join(t("list_semicolon")) : citation.quote;
    const cut = quote.length > SHOWN_CHARACTERS ? `${quote.slice(0, SHOWN_CHARACTERS)}……` : quote;
    this.element.replaceChildren(
      h("p", { class: "source-title", lang: "zh-CN" }, `${citation.document} ${citation.label}`),
      h("p", { class: "source-number" }, citation.number),
      h("p", { class: "preview-quote" }, cut),
      badges(citation),
    );
    this.element.hidden = false;
    mark.setAttribute("aria-describedby", this.element.id);
    this.#place(mark);
  }

  hide() {
    this.element.hidden = true;
  }

  #place(mark) {
    const gap = 8;
    const around = mark.getBoundingClientRect();
    const size = this.element.getBoundingClientRect();
    const left = Math.min(Math.max(gap, around.left - 24), window.innerWidth - size.width - gap);
    const above = around.top - size.height - gap;
    this.element.style.left = `${left}px`;
    this.element.style.top = `${above > gap ? above : around.bottom + gap}px`;
  }
}
