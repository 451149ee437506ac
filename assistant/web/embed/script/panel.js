// The button and the panel: opening, closing, focus, and the places that the conversation fills.

import { h } from "../../static/chat/dom.js";
import { press, icon } from "./icons.js";

const PHONE = "(max-width: 480px), (max-height: 420px)";

/**
 * The frame of the widget in a shadow root.
 * @param t words of the widget
 * @param actions opened(), closed(), send(text), again(), draft(text)
 */
export class Panel {
  constructor(root, settings, t, actions) {
    Object.assign(this, { root, settings, t, actions, floating: settings.mode === "floating", cited: null });
    this.title = h("h1", { id: "title", tabindex: "-1" }, t("title"));
    this.operator = h("p", { class: "operator" });
    this.log = h("div", { class: "log", tabindex: "0", role: "region", "aria-label": t("conversation") });
    this.live = h("div", { class: "unseen", role: "status", "aria-live": "polite" });
    this.card = h("section", { class: "card", hidden: true, tabindex: "-1", "aria-label": t("source") });
    this.input = h("textarea", { rows: "1", "aria-label": t("input"), placeholder: t("placeholder"), oninput: () => this.#typed() });
    this.count = h("p", { class: "count", role: "status" });
    this.submit = h("button", { type: "submit", class: "send", "aria-label": t("send") }, icon("send"));
    this.full = h("a", { class: "full", target: "_blank", rel: "noopener", href: settings.full }, t("full_page"));
    this.frame = h(
      "section",
      { class: `panel ${settings.mode}`, role: settings.mode === "whole" ? "main" : this.floating ? "dialog" : "region", "aria-labelledby": "title", lang: settings.language === "en" ? "en" : "zh-CN", hidden: this.floating },
      this.#head(),
      h("p", { class: "hint" }, t("hint")),
      this.log,
      this.card,
      this.live,
      this.#foot(),
      h("p", { class: "below" }, this.full),
    );
    this.opener = press({ class: "opener", "aria-label": t("open"), "aria-expanded": "false", title: t("open"), onclick: () => this.open() }, icon("talk"));
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

  setBusy(busy) {
    this.busy = busy;
    this.#typed();
  }

  setDraft(text) {
    this.input.value = text;
    this.#typed();
  }

  setLimit(limit) {
    this.limit = limit;
    this.#typed();
  }

  say(text) {
    this.live.textContent = text;
  }

  /** Show what a mark stands on, above the input; the focus goes there and comes back. */
  cite(citation, mark) {
    const { t } = this;
    this.cited = mark;
    this.card.replaceChildren(
      h("div", { class: "card-head" }, h("h2", {}, citation.document), press({ class: "quiet", "aria-label": t("close_source"), onclick: () => this.uncite() }, icon("close"))),
      h("p", { class: "where" }, [citation.number, citation.label].filter(Boolean).join(" · ")),
      h("blockquote", {}, citation.quote),
      h("p", { class: "where" }, [t(`provenance_${citation.provenance}`), t(citation.in_force ? "in_force" : "not_in_force")].join(" · ")),
    );
    this.card.hidden = false;
    this.card.focus();
  }

  uncite() {
    this.card.hidden = true;
    (this.cited?.isConnected ? this.cited : this.input).focus();
    this.cited = null;
  }

  #head() {
    const again = press({ class: "quiet", "aria-label": this.t("again"), title: this.t("again"), onclick: () => this.actions.again() }, icon("again"));
    const close = this.floating && press({ class: "quiet", "aria-label": this.t("close"), title: this.t("close"), onclick: () => this.close() }, icon("close"));
    return h("header", {}, h("div", { class: "who" }, this.title, this.operator), again, close);
  }

  #foot() {
    const send = (event) => {
      event.preventDefault();
      const text = this.input.value.trim();
      if (this.busy || !text || this.#tooLong()) return this.input.focus();
      this.setDraft("");
      this.actions.draft("");
      this.input.focus();
      this.actions.send(text);
    };
    const enter = (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      send(event);
    };
    this.input.addEventListener("keydown", enter);
    return h("form", { onsubmit: send }, this.count, h("div", { class: "row" }, this.input, this.submit));
  }

  #tooLong() {
    return this.limit && this.input.value.length > this.limit;
  }

  #typed() {
    this.actions.draft(this.input.value);
    this.input.style.setProperty("height", "auto");
    this.input.style.setProperty("height", `${Math.min(this.input.scrollHeight, 120)}px`);
    this.count.textContent = this.#tooLong() ? this.t("too_long", { count: this.input.value.length, limit: this.limit }) : "";
    const idle = this.busy || this.#tooLong() || !this.input.value.trim();
    this.submit.setAttribute("aria-disabled", String(Boolean(idle)));
  }

  #key(event) {
    event.stopPropagation(); // the host's own shortcuts are not for what is typed here
    if (event.key === "Escape" && !event.isComposing) {
      if (!this.card.hidden) this.uncite();
      else if (this.floating) this.close();
    } else if (event.key === "Tab" && this.frame.getAttribute("aria-modal") === "true") this.#around(event);
  }

  /** On a phone the panel is all there is: Tab goes round within it. */
  #around(event) {
    const all = [...this.frame.querySelectorAll("button, a[href], textarea, summary, [tabindex='0']")].filter((each) => each.checkVisibility?.() ?? each.offsetParent);
    const [first, last] = [all[0], all.at(-1)];
    const now = this.root.activeElement;
    if (event.shiftKey ? now === first : now === last) {
      event.preventDefault();
      (event.shiftKey ? last : first).focus();
    }
  }
}
