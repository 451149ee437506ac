// What decides, as chips: tier, track, round and day, each to be changed or taken off; and the enterprise.

import { button, h, icon } from "./dom.js";
import { day, t } from "./texts.js";

/** A round's name, and that its window has closed where it has on that day. */
const stateOf = ({ name, closes }, on) => (closes && closes < on ? t("chip_closed", { name }) : name);

export class Chips {
  /**
   * @param element where the chips stand
   * @param config names of tiers, tracks and rounds
   * @param onChange called with what is to decide from now on: {tier}, {track}, {round} or {as_of}, null where it is taken off
   */
  constructor(element, config, onChange) {
    Object.assign(this, { element, config, onChange, profile: null });
  }

  /**
   * Draw what decided the last answer.
   * @param context of the answer; null before there is one
   * @param asOf the day chosen; null where it is today
   */
  show(context, asOf) {
    const { tracks } = this.config;
    const tiers = Object.fromEntries(Object.keys(this.config.tiers).map((tier) => [tier, t(`tier_${tier}`)]));
    const parts = [];
    if (context?.tier) {
      parts.push(this.#select("tier", t("chip_tier"), tiers, context.tier), this.#select("track", t("chip_track"), tracks, context.track));
      parts.push(...this.#round(context, asOf ?? this.config.today));
    }
    if (context?.tier || asOf) parts.push(...this.#day(asOf));
    this.element.replaceChildren(...(this.profile ? [this.profile] : []), ...parts.filter(Boolean));
  }

  #select(name, label, options, chosen) {
    const change = (event) => this.onChange({ [name]: event.target.value });
    return h(
      "span",
      { class: "chip-box" },
      h("select", { class: "pill", name, "aria-label": label, onchange: change }, ...Object.entries(options).map(([key, text]) => h("option", { value: key, selected: key === chosen }, text))),
    );
  }

  #round({ round, tier }, on) {
    if (tier !== "little_giant") return [];
    const options = Object.fromEntries(this.config.rounds.map((each) => [each.batch, stateOf(each, on)]));
    const change = (event) => this.onChange({ round: event.target.value ? Number(event.target.value) : null });
    const choices = [h("option", { value: "", selected: round === null }, t("chip_no_round")), ...Object.entries(options).reverse().map(([key, text]) => h("option", { value: key, selected: Number(key) === round }, text))];
    const off = round !== null && button("", { class: "icon-button", "aria-label": t("chip_off", { name: options[round] ?? "" }), title: t("chip_off", { name: options[round] ?? "" }), onclick: () => this.onChange({ round: null }) }, icon("close"));
    return [h("span", { class: "chip-box" }, h("select", { class: "pill", name: "round", "aria-label": t("chip_round"), onchange: change }, ...choices), off || null)];
  }

  #day(asOf) {
    const input = h("input", { type: "date", class: "pill", name: "as_of", "aria-label": t("chip_day"), value: asOf ?? this.config.today, onchange: (event) => event.target.value && this.onChange({ as_of: event.target.value }) });
    const off = asOf && button("", { class: "icon-button", "aria-label": t("chip_off", { name: day(asOf) }), title: t("chip_off", { name: day(asOf) }), onclick: () => this.onChange({ as_of: null }) }, icon("close"));
    return [h("label", { class: "chip-box" }, h("span", { class: "chip-word" }, t(asOf ? "chip_day_as" : "chip_day_today")), input, off || null)];
  }
}
