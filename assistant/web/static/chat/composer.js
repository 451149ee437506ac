// The question box: Enter sends, Shift+Enter starts a line, an input method's Enter does neither.

import { button, h, icon } from "./dom.js";
import { t } from "./texts.js";

export class Composer {
  /** @param limit most characters a question may have */
  constructor(element, limit, onSend) {
    Object.assign(this, { limit, onSend, busy: false, composing: false });
    this.input = h("textarea", { id: "question", name: "question", rows: "1", "aria-describedby": "question-help", enterkeyhint: "send", autocomplete: "off" });
    this.label = h("label", { for: "question", class: "unseen" });
    this.submit = button("", { class: "send", type: "submit" }, icon("send"));
    this.help = h("p", { id: "question-help", class: "help" });
    this.form = h("form", { class: "composer", onsubmit: (event) => this.#send(event) }, this.label, h("div", { class: "box" }, this.input, this.submit), this.help);
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("input", () => this.#resize());
    this.input.addEventListener("compositionstart", () => (this.composing = true));
    this.input.addEventListener("compositionend", () => (this.composing = false));
    element.replaceChildren(this.form);
    this.redraw();
  }

  redraw() {
    this.label.textContent = t("input_label");
    this.input.placeholder = t("input_placeholder");
    this.submit.setAttribute("aria-label", t(this.busy ? "sending" : "send"));
    this.submit.title = t("send");
    this.#resize();
  }

  setBusy(busy) {
    this.busy = busy;
    this.redraw();
  }

  /** Put a question in the box without sending it. */
  fill(text) {
    this.input.value = text;
    this.#resize();
    this.input.focus();
  }

  focus() {
    this.input.focus();
  }

  #key(event) {
    const composing = event.isComposing || this.composing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || composing) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  #send(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (this.busy || !text || this.#tooLong()) return;
    this.input.value = "";
    this.#resize();
    this.onSend(text);
  }

  #tooLong() {
    return Array.from(this.input.value).length > this.limit;
  }

  #resize() {
    this.input.style.height = "auto";
    if (this.input.value) this.input.style.height = `${this.input.scrollHeight}px`;
    const tooLong = this.#tooLong();
    this.help.classList.toggle("error", tooLong);
    this.help.textContent = tooLong
      ? t("too_long", { count: Array.from(this.input.value).length, limit: this.limit })
      : t("input_help");
    this.submit.disabled = this.busy || tooLong || !this.input.value.trim();
  }
}
