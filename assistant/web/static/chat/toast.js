// A line above the question box that says what was done, and undoes it.

import { button, h } from "./dom.js";
import { t } from "./texts.js";

const SHOWN_MS = 12_000;

export class Toast {
  constructor() {
    this.element = h("div", { class: "toast", role: "status" });
    this.timer = 0;
  }

  /** @param undo takes back what was done */
  show(text, undo) {
    clearTimeout(this.timer);
    const done = () => this.clear();
    this.element.replaceChildren(h("span", {}, text), undo ? button(t("undo"), { class: "quiet", onclick: () => (done(), undo()) }) : "");
    this.timer = setTimeout(done, SHOWN_MS);
  }

  clear() {
    this.element.replaceChildren();
  }
}
