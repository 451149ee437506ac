// One question about the enterprise with the input that answers it: a tap where a tap can.

import { doubtOf, toNumber } from "../selfcheck/values.js";
import { button, h } from "./dom.js";
import { t } from "./texts.js";
import { withUnit } from "./units.js";

/**
 * The question at `path` with its input.
 * @param field as the server describes it
 * @param mostWan the highest amount in 万元 that is not doubted
 * @param onAnswer called with the value
 */
export function factInput(path, field, mostWan, onAnswer) {
  const year = path.split(".")[1] ?? "";
  const question = h("p", { class: "fact-question", id: `ask-${path}` }, field.question.replaceAll("{year}", year));
  return h("div", { class: "fact-input", role: "group", "aria-labelledby": question.id }, question, inputOf(field, question.id, mostWan, onAnswer));
}

function inputOf(field, labelId, mostWan, onAnswer) {
  if (field.type === "yes") return taps([[true, t("yes")], [false, t("no")]], onAnswer);
  if (field.type === "choice") return taps(Object.entries(field.choices), onAnswer);
  if (field.type === "choices") return several(field, (keys) => keys, onAnswer);
  if (field.type === "recognitions") return several(field, (keys) => keys.map((tier) => ({ tier })), onAnswer);
  return typed(field, labelId, mostWan, onAnswer);
}

function taps(options, onAnswer) {
  return h("div", { class: "taps" }, ...options.map(([value, label]) => button(label, { class: "small", onclick: () => onAnswer(value) })));
}

/** Any of several, or none of them. */
function several(field, made, onAnswer) {
  const boxes = Object.entries(field.choices).map(([key, label]) => h("label", { class: "tap" }, h("input", { type: "checkbox", name: key }), label));
  const chosen = () => boxes.map((box) => box.firstChild).filter((box) => box.checked).map((box) => box.name);
  return h(
    "form",
    { class: "taps", onsubmit: (event) => (event.preventDefault(), chosen().length && onAnswer(made(chosen()))) },
    ...boxes,
    h("button", { type: "submit", class: "small primary" }, t("fact_ok")),
    button(t("fact_none"), { class: "small", onclick: () => onAnswer([]) }),
  );
}

function typed(field, labelId, mostWan, onAnswer) {
  const number = field.type !== "text";
  const input = h("input", { name: "value", inputmode: number ? "decimal" : "text", autocomplete: "off", required: true, maxlength: "40", "aria-labelledby": labelId });
  const wrong = h("p", { class: "wrong", role: "alert" });
  const send = (event) => {
    event.preventDefault();
    const value = number ? toNumber(input.value, field.type) : input.value.trim();
    const doubt = number && doubtOf(field.type, value, mostWan);
    if (Number.isNaN(value)) wrong.replaceChildren(t("fact_number"));
    else if (doubt) wrong.replaceChildren(t(doubt.key, doubt.values), " ", ...answers(field, value, doubt.instead, onAnswer));
    else onAnswer(value);
  };
  return h("form", { class: "taps", novalidate: true, onsubmit: send }, h("span", { class: "with-unit" }, input, field.box ?? ""), h("button", { type: "submit", class: "small primary" }, t("fact_ok")), wrong);
}

/** To a doubt: what was rather meant, or what stands there. */
function answers(field, value, instead, onAnswer) {
  const take = (each) => button(withUnit(each, field.unit, ""), { class: "small", onclick: () => onAnswer(each) });
  return [instead === null ? null : take(instead), take(value)].filter(Boolean);
}
