// On a phone one group of the form a screen, with how far one has got; on a wide page all of them.

import { h } from "../chat/dom.js";

const narrow = matchMedia("(max-width: 639px)");

export class Steps {
  /**
   * @param form whose fieldsets are the groups
   * @param fill gives a text with its values
   * @param onEnd called after the last group
   */
  constructor(form, fill, onEnd) {
    Object.assign(this, { form, fill, onEnd, at: 0, groups: [...form.querySelectorAll("fieldset")] });
    this.progress = h("progress", { max: String(this.groups.length) });
    this.place = h("p", { role: "status" });
    this.before = h("button", { type: "button", onclick: () => this.#go(this.at - 1) }, fill("step_before"));
    this.after = h("button", { type: "button", class: "next", onclick: () => (this.at + 1 < this.groups.length ? this.#go(this.at + 1) : this.onEnd()) });
    this.bar = h("div", { class: "steps" }, this.place, this.progress, h("div", { class: "buttons" }, this.before, this.after));
    this.groups.at(-1)?.after(this.bar);
    narrow.addEventListener("change", () => this.#show());
    this.#show();
  }

  /** Bring the group that holds a field on the screen. */
  showFieldOf(element) {
    const at = this.groups.findIndex((group) => group.contains(element));
    if (at >= 0 && at !== this.at) {
      this.at = at;
      this.#show();
    }
  }

  #go(at) {
    this.at = at;
    this.#show();
    const legend = this.groups[at].querySelector("legend");
    legend.setAttribute("tabindex", "-1");
    legend.focus({ preventScroll: true });
    this.groups[at].scrollIntoView({ block: "start" });
  }

  #show() {
    const stepped = narrow.matches && this.groups.length > 1;
    this.form.classList.toggle("stepped", stepped);
    this.bar.hidden = !stepped;
    this.groups.forEach((group, index) => (group.hidden = stepped && index !== this.at));
    this.place.textContent = this.fill("step_place", { at: this.at + 1, of: this.groups.length, name: this.groups[this.at]?.querySelector("legend").textContent ?? "" });
    this.progress.value = this.at + 1;
    this.progress.setAttribute("aria-label", this.place.textContent);
    this.before.disabled = this.at === 0;
    this.after.textContent = this.fill(this.at + 1 < this.groups.length ? "step_after" : "step_end");
  }
}
