// The button and the panel: opening, closing, focus, and the places that the conversation fills.

import { badges } from "../../static/chat/marks.js";
import { button, h, icon } from "../../static/chat/dom.js";
import { t } from "../../static/chat/texts.js";

const PHONE = "(max-width: 480px), (max-height: 420px)";

/** The frame of the widget in a shadow root. */
export class Panel {
  /**
   * @param parts the log, what leads to its end, what screen readers are told, and the form
   * @param actions opened(), closed(), again()
   */
  constructor(root, settings, { log, latest, live, form }, actions) {
    Object.assign(this, { root, settings, actions, floating: settings.mode === "floating", input: form.querySelector("textarea"), cited: null });
    this.title = h("h1", { id: "title", tabindex: "-1" }, t("title"));
    this.operator = h("p", { class: "operator" });
    this.notice = h("div", { class: "notice", hidden: true });
    this.source = h("section", { class: "source", hidden: true, tabindex: "-1", "aria-label": t("panel") });
    this.frame = h(
      "section",
      // what is drawn in it is drawn by the chat page's modules, whose style sheets hold within `.page`
      { class: `panel page ${settings.mode}`, role: settings.mode === "whole" ? "main" : this.floating ? "dialog" : "region", "aria-labelledby": "title", lang: settings.language === "en" ? "en" : "zh-CN", hidden: this.floating },
      this.#head(),
      h("p", { class: "hint" }, t("hint")),
      log,
      latest,
      this.notice,
      this.source,
      live,
      form,
      h("p", { class: "below" }, h("a", { class: "full", target: "_blank", rel: "noopener", href: settings.full }, t("full_page"))),
    );
    this.opener = button("", { class: "opener", "aria-label": t("open"), "aria-expanded": "false", title: t("open"), onclick: () => this.open() }, icon("talk"));
    root.append(...(this.floating ? [this.frame, this.opener] : [this.frame]));
    this.frame.addEventListener("keydown", (event) => this.#key(event));
  }

  get isOpen() {
    return !this.frame.hidden;
  }

  open({ focus = true } = {}) {
    if (this.isOpen && this.floating) return;
    this.frame.hidden = false;
    this.opener.hidden = true;
    this.opener.setAttribute("aria-expanded", "true");
    this.frame.setAttribute("aria-modal", String(matchMedia(PHONE).matches));
    this.actions.opened();
    if (focus) (matchMedia("(pointer: coarse)").matches ? this.title : this.input).focus();
  }

  close() {
    this.frame.hidden = true;
    this.opener.hidden = false;
    this.opener.setAttribute("aria-expanded", "false");
    this.opener.focus();
    this.actions.closed();
  }

  /** Tell, above the input, why nothing can be asked; without an element there is nothing to tell. */
  tell(element) {
    this.notice.replaceChildren(element ?? "");
    this.notice.hidden = !element;
  }

  /** Show what a mark stands on, above the input; the focus goes there and comes back. */
  cite(citation, mark) {
    this.cited = mark;
    this.source.replaceChildren(
      h("div", { class: "source-head" }, h("h2", { lang: "zh-CN" }, citation.document), button("", { class: "icon-button", "aria-label": t("close_source"), onclick: () => this.uncite() }, icon("close"))),
      h("p", { class: "where", lang: "zh-CN" }, [citation.number, citation.label].filter(Boolean).join(" · ")),
      h("blockquote", { lang: "zh-CN" }, citation.words?.length ? citation.words.join(t("list_semicolon")) : citation.quote),
      badges(citation),
    );
    this.source.hidden = false;
    this.source.focus();
  }

  uncite() {
    this.source.hidden = true;
    (this.cited?.isConnected ? this.cited : this.input).focus();
    this.cited = null;
  }

  #head() {
    const tool = (name, drawing, onclick) => button("", { class: "icon-button", "aria-label": t(name), title: t(name), onclick }, icon(drawing));
    return h("header", {}, h("div", { class: "who" }, this.title, this.operator), tool("again", "again", () => this.actions.again()), this.floating && tool("close", "close", () => this.close()));
  }

  #key(event) {
    event.stopPropagation(); // the host's own shortcuts are not for what is typed here
    if (event.key === "Escape" && !event.isComposing) {
      if (!this.source.hidden) this.uncite();
      else if (this.floating) this.close();
    } else if (event.key === "Tab" && this.frame.getAttribute("aria-modal") === "true") this.#around(event);
  }

  /** On a phone the panel is all there is: Tab goes round within it. */
  #around(event) {
    const all = [...this.frame.querySelectorAll("button, a[href], textarea, summary, [tabindex='0']")].filter((each) => !each.disabled && (each.checkVisibility?.() ?? each.offsetParent));
    const [first, last] = [all[0], all.at(-1)];
    const now = this.root.activeElement;
    if (event.shiftKey ? now === first : now === last) {
      event.preventDefault();
      (event.shiftKey ? last : first).focus();
    }
  }
}
