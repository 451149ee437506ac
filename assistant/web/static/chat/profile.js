// 我的企业: what has been said of the enterprise, to be corrected or taken back.

import { button, h, icon } from "./dom.js";
import { t } from "./texts.js";
import { withUnit } from "./units.js";

/** A profile as single entries: one a field, or one a year where the field goes by year. */
export function entries(profile, fields) {
  return Object.entries(profile).flatMap(([key, value]) => {
    const field = fields[key];
    if (!field || value === null) return [];
    if (!field.by_year) return [{ key, path: key, field, value }];
    return Object.entries(value)
      .sort(([a], [b]) => b - a)
      .map(([year, each]) => ({ key, path: `${key}.${year}`, year, field, value: each }));
  });
}

/** A profile with another value at a path such as `revenue.2021`. */
export function changed(profile, path, value) {
  const [key, year] = path.split(".");
  return { ...profile, [key]: year ? { ...profile[key], [year]: value } : value };
}

/** A profile without one entry. */
export function without(profile, path) {
  const [key, year] = path.split(".");
  const { [key]: entry, ...rest } = profile;
  if (!year) return rest;
  const { [year]: _, ...years } = entry;
  return Object.keys(years).length ? { ...rest, [key]: years } : rest;
}

export function nameOf(entry) {
  return entry.year ? t("year_of", { year: entry.year, name: entry.field.name }) : entry.field.name;
}

function choice(field, value) {
  return field.choices?.[value] ?? String(value);
}

export function valueOf({ field, value }) {
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (field.type === "recognitions") {
    return value
      .map((each) => [choice(field, each.tier), each.round && t("batch_of", { round: each.round }), each.on].filter(Boolean).join(" "))
      .join(t("list_comma"));
  }
  if (Array.isArray(value)) return value.map((each) => choice(field, each)).join(t("list_comma"));
  return withUnit(choice(field, value), field.unit);
}

const NUMBERS = ["amount", "percent", "count", "years", "level", "rank", "score"];

export class ProfilePanel {
  /**
   * @param selfCheck gives the address of the self-check page, if there is one to lead to
   * @param onChange called with a sentence for the conversation and the profile to send along, if any
   * @param onClear called where all of it is to be forgotten
   * @param onRemove called with the path of an entry to be taken out
   */
  constructor(element, chip, fields, { onChange, onRemove, onClear, onClose, onOpen, selfCheck = null }) {
    Object.assign(this, { element, chip, fields, onChange, onRemove, onClear, onClose, selfCheck });
    this.profile = {};
    this.editing = null;
    chip.addEventListener("click", () => onOpen(chip));
    this.redraw();
  }

  show(profile) {
    this.profile = profile ?? {};
    this.editing = null;
    this.redraw();
  }

  redraw() {
    const list = entries(this.profile, this.fields);
    this.chip.hidden = list.length === 0;
    this.chip.replaceChildren(t("profile_chip", { count: list.length }));
    const parts = [
      h(
        "div",
        { class: "panel-head" },
        h("h2", {}, t("profile")),
        list.length > 0 && button(t("profile_clear"), { class: "quiet", onclick: this.onClear }),
        button("", { class: "icon-button", "data-close": true, "aria-label": t("close"), title: t("close"), onclick: this.onClose }, icon("close")),
      ),
      list.length
        ? h("ul", { class: "facts" }, ...list.map((entry) => this.#row(entry)))
        : h("p", { class: "panel-empty" }, t("profile_empty")),
    ];
    if (list.length && this.selfCheck) parts.push(h("p", { class: "facts-foot" }, h("a", { class: "quiet", href: this.selfCheck() }, t("profile_to_check"))));
    this.element.replaceChildren(...parts);
  }

  /** Tell of something that did not work. */
  say(text) {
    this.element.append(h("p", { class: "said", role: "alert" }, text));
  }

  #row(entry) {
    const name = nameOf(entry);
    if (this.editing === entry.path) return this.#form(entry, name);
    const editable = NUMBERS.includes(entry.field.type) || typeof entry.value === "boolean" || entry.field.type === "choice" || entry.field.type === "text";
    return h(
      "li",
      { class: "fact", "data-path": entry.path },
      h("span", { class: "fact-name" }, name),
      h("span", { class: "fact-value" }, valueOf(entry)),
      h(
        "span",
        { class: "fact-actions" },
        editable &&
          button("", { class: "icon-button", title: t("profile_edit", { name }), "aria-label": t("profile_edit", { name }), onclick: () => this.#edit(entry) }, icon("edit")),
        button("", {
          class: "icon-button",
          title: t("profile_remove", { name }),
          "aria-label": t("profile_remove", { name }),
          onclick: () => this.onRemove(entry.path),
        }, icon("close")),
      ),
    );
  }

  #edit(entry) {
    this.editing = entry.path;
    this.redraw();
    this.element.querySelector("[name=value]").focus();
  }

  #form(entry, name) {
    const input = this.#input(entry, name);
    const save = (event) => {
      event.preventDefault();
      const value = this.#read(entry, input);
      if (value === null) return input.reportValidity();
      const sentence = t("profile_corrected", { name, value: valueOf({ ...entry, value }) });
      this.#send(sentence, { [entry.key]: entry.year ? { [entry.year]: value } : value });
    };
    const cancel = () => {
      this.editing = null;
      this.redraw();
    };
    const form = h(
      "form",
      { class: "fact editing", onsubmit: save, onkeydown: (event) => event.key === "Escape" && (event.stopPropagation(), cancel()) },
      h("label", {}, entry.field.unit ? t("name_in_unit", { name, unit: entry.field.box }) : name, input),
      h("span", { class: "fact-actions" }, h("button", { type: "submit", class: "small primary" }, t("profile_save")), button(t("profile_cancel"), { class: "small", onclick: cancel })),
    );
    return h("li", {}, form);
  }

  #input({ field, value }, name) {
    const options = typeof value === "boolean" ? { true: t("yes"), false: t("no") } : field.type === "choice" ? Object.fromEntries(Object.keys(field.choices).map((key) => [key, choice(field, key)])) : null;
    if (options) {
      return h("select", { name: "value" }, ...Object.entries(options).map(([key, label]) => h("option", { value: key, selected: String(value) === key }, label)));
    }
    const number = NUMBERS.includes(field.type);
    return h("input", { name: "value", type: number ? "number" : "text", step: "any", required: true, value: String(value), "aria-label": name });
  }

  #read({ field, value }, input) {
    if (typeof value === "boolean") return input.value === "true";
    if (!NUMBERS.includes(field.type)) return input.value.trim() || null;
    return input.value === "" || Number.isNaN(input.valueAsNumber) ? null : input.valueAsNumber;
  }

  #send(sentence, profile = null) {
    this.editing = null;
    this.onClose();
    this.onChange(sentence, profile);
  }
}
