// 依据: the quoted clause, alone or at its place in the whole document, with the quoted words marked.

import { button, h, icon } from "./dom.js";
import { badges } from "./marks.js";
import { day, t } from "./texts.js";

/** The text from `start` to `end`, with the part inside `marked` in <mark>. */
function markedText(characters, start, end, marked) {
  const cut = (from, to) => characters.slice(Math.max(from, start), Math.min(to, end)).join("");
  if (!marked || marked.end <= start || marked.start >= end) return [cut(start, end)];
  return [cut(start, marked.start), h("mark", {}, cut(marked.start, marked.end)), cut(marked.end, end)];
}

function locate(view, clause, quote) {
  const text = view.characters.slice(clause.start, clause.end).join("");
  const offset = quote ? text.indexOf(quote) : -1;
  if (offset < 0) return null;
  const start = clause.start + Array.from(text.slice(0, offset)).length;
  return { start, end: start + Array.from(quote).length };
}

export class Sources {
  /**
   * @param element the panel
   * @param getDocument gives the whole text of a document by its id
   * @param onClose called by the closing button
   */
  constructor(element, getDocument, onClose) {
    Object.assign(this, { element, getDocument, onClose });
    this.whole = false;
    this.citation = null;
    this.empty();
  }

  empty() {
    this.citation = null;
    this.#draw(h("p", { class: "panel-empty" }, t("panel_empty")));
  }

  /**
   * Show a citation.
   * @param whole at its place in the document, instead of the clause alone
   */
  async show(citation, { whole = false } = {}) {
    this.citation = citation;
    this.whole = whole;
    if (citation.clause_id.startsWith("rounds/")) return this.#showRow(citation);
    this.#draw(...this.#heading(citation), h("p", { class: "panel-empty" }, t("loading_clause")));
    let view;
    try {
      view = await this.getDocument(citation.clause_id.split("/")[0]);
    } catch {
      if (this.citation === citation) this.#showQuote(citation);
      return;
    }
    if (this.citation !== citation) return;
    const clause = view.clauses.find((each) => each.id === citation.clause_id);
    if (!clause) return this.#showQuote(citation);
    const marked = locate(view, clause, citation.quote);
    const text = whole ? this.#document(view, clause, marked) : this.#clause(view, clause, marked);
    this.#draw(...this.#heading(citation, view), text, this.#steps(view, clause));
    text.scrollTop = 0;
    const target = text.querySelector("mark") ?? text.querySelector(".current");
    const below = target ? target.offsetTop + target.offsetHeight + 16 - text.clientHeight : 0;
    if (below > 0) text.scrollTop = Math.min(below, target.offsetTop - 16);
  }

  #draw(...parts) {
    const focused = this.element.getRootNode().activeElement;
    const held = this.element.contains(focused) && focused.dataset.key;
    this.element.replaceChildren(
      h(
        "div",
        { class: "panel-head" },
        h("h2", {}, t("panel")),
        button("", { class: "icon-button", "data-close": true, "data-key": "close", "aria-label": t("close"), title: t("close"), onclick: this.onClose }, icon("close")),
      ),
      ...parts,
    );
    if (held) (this.element.querySelector(`[data-key=${held}]:enabled`) ?? this.element.querySelector("[data-key]")).focus();
  }

  #heading(citation, view) {
    const dates = view && (view.in_force_to
      ? t("dates_from_to", { from: day(view.in_force_from), to: day(view.in_force_to) })
      : t("dates_from", { from: day(view.in_force_from) }));
    return [
      h(
        "div",
        { class: "source-head" },
        h("p", { class: "source-title", lang: "zh-CN" }, citation.document),
        h("p", { class: "source-number" }, h("span", { lang: "zh-CN" }, citation.number), ...[view && t("issued", { date: day(view.issued) }), dates].filter(Boolean).map((each) => ` · ${each}`)),
        h("p", { class: "source-label", lang: "zh-CN" }, citation.label),
        badges(citation, t(`what_is_${citation.provenance}`)),
      ),
    ];
  }

  #clause(view, clause, marked) {
    const chain = clause.chain.join(" › ");
    return h(
      "div",
      { class: "source-text", lang: "zh-CN", tabindex: "0", "aria-label": clause.label },
      chain && h("p", { class: "source-chain" }, chain),
      ...this.#parts(view, clause, marked, (each) => each.start >= clause.start && each.end <= clause.end),
    );
  }

  #document(view, clause, marked) {
    return h(
      "div",
      { class: "source-text whole", lang: "zh-CN", tabindex: "0", "aria-label": view.title },
      ...this.#parts(view, clause, marked, () => true),
      view.missing && h("p", { class: "source-missing" }, t("document_missing", { missing: view.missing })),
    );
  }

  #parts(view, current, marked, wanted) {
    const inside = (each) => each.start >= current.start && each.end <= current.end;
    return view.clauses.filter(wanted).map((each) => {
      const text = view.characters.slice(each.start, each.own_end).join("");
      const end = each.start + Array.from(text.trimEnd()).length;
      const kind = each.title ? `clause kind-${each.kind} titled` : `clause kind-${each.kind}`;
      return h("div", { class: inside(each) ? `${kind} current` : kind, "data-clause": each.id }, ...markedText(view.characters, each.start, end, marked));
    });
  }

  #steps(view, clause) {
    const index = view.clauses.indexOf(clause);
    const go = (to) => this.show(this.#neighbour(view, view.clauses[to]), { whole: this.whole });
    return h(
      "nav",
      { class: "steps", "aria-label": t("panel") },
      button("", { class: "quiet", "data-key": "previous", disabled: index === 0, onclick: () => go(index - 1) }, icon("previous"), t("previous_clause")),
      button(t(this.whole ? "back_to_clause" : "whole_document"), {
        class: "quiet",
        "data-key": "whole",
        onclick: () => this.show(this.citation, { whole: !this.whole }),
      }),
      button("", { class: "quiet", "data-key": "next", disabled: index === view.clauses.length - 1, onclick: () => go(index + 1) }, t("next_clause"), icon("next")),
    );
  }

  #neighbour(view, clause) {
    return {
      clause_id: clause.id,
      document: view.title,
      number: view.number,
      label: clause.label || view.title,
      provenance: clause.provenance,
      quote: "",
    };
  }

  #showRow(citation) {
    this.#draw(
      ...this.#heading(citation),
      h(
        "div",
        { class: "source-text", tabindex: "0" },
        h("ul", { class: "row-words" }, ...citation.words.map((sentence) => h("li", {}, sentence))),
        h("p", { class: "source-chain" }, t("row_note")),
        h("pre", { class: "row-line" }, h("mark", {}, citation.quote)),
      ),
    );
  }

  #showQuote(citation) {
    this.#draw(
      ...this.#heading(citation),
      h("p", { class: "panel-empty" }, t("clause_failed")),
      h("div", { class: "source-text", lang: "zh-CN" }, h("mark", {}, citation.quote)),
    );
  }
}
