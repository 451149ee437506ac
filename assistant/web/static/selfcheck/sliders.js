// What if: a slider under a number tries values without changing the form; it reaches those that mend what fails.

import { h } from "../chat/dom.js";
import { withUnit } from "../chat/units.js";
import { toNumber } from "./values.js";

export class Sliders {
  /**
   * @param fields of the profile
   * @param valueOf gives what is filled in at a path
   * @param mendingOf gives, for a path, the values that mend with the conditions' names
   * @param fill gives a text with its values
   * @param onTry called after each change
   */
  constructor(fields, { valueOf, mendingOf, fill, onTry }) {
    Object.assign(this, { fields, valueOf, mendingOf, fill, onTry, tried: new Map() });
    for (const button of document.querySelectorAll("[data-try]")) button.addEventListener("click", () => this.#toggle(button));
    for (const button of document.querySelectorAll("[data-stop]")) button.addEventListener("click", () => this.close(button.dataset.stop));
    for (const range of document.querySelectorAll("[data-slide]")) range.addEventListener("input", () => this.#slide(range));
  }

  /** What is tried, as `check/what-if` takes it. */
  get changes() {
    return [...this.tried].map(([path, value]) => `${path}=${value}`);
  }

  close(path) {
    const button = document.querySelector(`[data-try="${CSS.escape(path)}"]`);
    this.tried.delete(path);
    this.#box(path).hidden = true;
    button.setAttribute("aria-expanded", "false");
    button.focus();
    this.onTry();
  }

  closeAll() {
    for (const path of [...this.tried.keys()]) this.close(path);
  }

  #box(path) {
    return document.querySelector(`[data-field="${CSS.escape(path)}"] .slider`);
  }

  #field(path) {
    return this.fields[path.split(".")[0]];
  }

  #read(path, value) {
    return withUnit(value, this.#field(path).unit, "");
  }

  async #toggle(button) {
    const path = button.dataset.try;
    const box = this.#box(path);
    if (!box.hidden) return this.close(path);
    const range = box.querySelector("[type=range]");
    const given = toNumber(this.valueOf(path) ?? "", this.#field(path).type);
    const start = Number.isNaN(given) ? 0 : given;
    this.#set(range, this.#limits(path, start), start);
    box.querySelector(".mends").replaceChildren();
    box.hidden = false;
    button.setAttribute("aria-expanded", "true");
    range.focus();
    if (Number.isNaN(given)) return;
    const mending = await this.mendingOf(path);
    if (box.hidden || !mending.length) return;
    this.#set(range, this.#limits(path, start, mending.map((each) => each.value)), Number(this.tried.get(path) ?? start));
    box.querySelector(".mends").replaceChildren(...mending.map((each) => this.#offer(range, path, each)));
  }

  #offer(range, path, { value, names }) {
    const words = this.fill("try_mends", { value: this.#read(path, value), names: names.join(this.fill("list_comma")) });
    return h("button", { type: "button", class: "link", onclick: () => ((range.value = value), this.#slide(range)) }, words);
  }

  #set(range, limits, value) {
    Object.assign(range, limits);
    range.value = value;
    range.parentElement.querySelector("output").textContent = this.#read(range.dataset.slide, value);
  }

  #slide(range) {
    const path = range.dataset.slide;
    this.tried.set(path, range.value);
    range.parentElement.querySelector("output").textContent = this.#read(path, range.value);
    this.onTry();
  }

  /** From where to where a value may be tried; `reached` are values that have to lie between. */
  #limits(path, value, reached = []) {
    const key = path.split(".")[0];
    const { type } = this.fields[key];
    const most = Math.max(Math.abs(value), ...reached.map((each) => Math.abs(each) * 1.2));
    if (type === "level") return { min: 0, max: 4, step: 1 };
    if (type === "percent") {
      const signed = /growth|profit/.test(key);
      return { min: signed ? -Math.max(100, Math.ceil(most)) : 0, max: Math.max(100, Math.ceil(most)), step: 0.1 };
    }
    if (type === "amount") {
      const max = value ? Math.ceil(Math.max(Math.abs(value) * 3, most)) : 20_000;
      return { min: value < 0 || key === "net_profit" ? -max : 0, max, step: max > 20_000 ? 10 : 1 };
    }
    if (key === "local_feature_score") return { min: 0, max: 15, step: 0.5 };
    if (type === "score") return { min: 0, max: 100, step: 0.5 };
    return { min: type === "rank" && !/award|maker/.test(key) ? 1 : 0, max: Math.max(20, value * 3, Math.ceil(most)), step: 1 };
  }
}
