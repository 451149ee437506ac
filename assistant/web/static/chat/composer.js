// The question box: Enter sends, Shift+Enter starts a line, an input method's Enter does neither.

import { button, h, icon } from "./dom.js";
import { t } from "./texts.js";

/** The form, for pages that do not come with one. */
export function composerForm() {
  const input = h("textarea", { id: "question", name: "question", rows: "1", "aria-describedby": "question-help", enterkeyhint: "send", autocomplete: "off", placeholder: t("input_placeholder") });
  return h(
    "form",
    { class: "composer" },
    h("label", { for: "question", class: "unseen" }, t("input_label")),
    h("div", { class: "box" }, input, button("", { class: "send", type: "submit", "aria-label": t("send"), title: t("send") }, icon("send"))),
    h("p", { id: "question-help", class: "help" }, t("input_help")),
  );
}

export class Composer {
  /**
   * @param form as `composerForm` makes it
   * @param limit most characters a question may have
   * @param onSend called with a question
   * @param onStop called where the answer is no longer wanted
   * @param onDraft called with the text after each change
   */
  constructor(form, limit, { onSend, onStop, onDraft = () => {} }) {
    Object.assign(this, { form, limit, onSend, onStop, onDraft, busy: false, composing: false });
    this.input = form.querySelector("textarea");
    this.submit = form.querySelector("[type=submit]");
    this.help = form.querySelector(".help");
    form.addEventListener("submit", (event) => this.#send(event));
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("input", () => (this.#resize(), this.onDraft(this.input.value)));
    this.input.addEventListener("compositionstart", () => (this.composing = true));
    this.input.addEventListener("compositionend", () => (this.composing = false));
    this.#resize();
  }

  get text() {
    return this.input.value;
  }

  /** While an answer is under way the button stops it. */
  setBusy(busy) {
    this.busy = busy;
    const name = t(busy ? "stop" : "send");
    this.submit.setAttribute("aria-label", name);
    this.submit.title = name;
    this.submit.replaceChildren(icon(busy ? "stop" : "send"));
    this.#resize();
  }

  /** Put a question in the box without sending it. */
  fill(text) {
    this.input.value = text;
    this.#resize();
    this.onDraft(text);
  }

  focus() {
    this.input.focus();
  }

  #key(event) {
    const composing = event.isComposing || this.composing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || composing) return;
    event.preventDefault();
    if (!this.busy) this.form.requestSubmit();
  }

  #send(event) {
    event.preventDefault();
    if (this.busy) return this.onStop();
    const text = this.input.value.trim();
    if (!text || this.#tooLong()) return;
    this.fill("");
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
    this.help.textContent = tooLong ? t("too_long", { count: Array.from(this.input.value).length, limit: this.limit }) : t("input_help");
    this.submit.disabled = !this.busy && (tooLong || !this.input.value.trim());
  }
}
