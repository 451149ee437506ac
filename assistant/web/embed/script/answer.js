// One answer: its words with their marks, what each condition came to, what to do next.

import { h } from "../../static/chat/dom.js";
import { press, icon } from "./icons.js";
import { render } from "./markdown.js";

const ORDER = ["fail", "unknown", "pass"];

/**
 * Draws an answer as the interface gives it.
 * @param turn its question, the answer, and what the visitor thought of it
 * @param t words of the widget
 * @param actions cite(citation, mark), ask(question) and rate(turn, liked) -> promise of whether it was kept
 */
export function drawAnswer(turn, t, actions) {
  const { answer } = turn;
  const cited = new Map(answer.citations.map((each) => [each.mark, each]));
  const mark = (number) => cited.has(number) && markButton(cited.get(number), t, actions);
  const next = [...answer.choices.map((each) => [each.text, each.question]), ...answer.follow_ups.map((each) => [each, each])];
  return h(
    "div",
    { class: "answer", "data-status": answer.status },
    answer.label && h("p", { class: "label" }, t(`label_${answer.label}`)),
    h("div", { class: "words" }, ...render(answer.answer, mark).map((each) => fold(each, t))),
    answer.check && conditions(answer.check, t),
    answer.warnings.length > 0 && h("ul", { class: "warnings", "aria-label": t("warnings") }, ...answer.warnings.map((each) => h("li", {}, each))),
    next.length > 0 && h("div", { class: "next" }, h("p", {}, t(answer.choices.length ? "choices" : "follow_ups")), ...next.map(([text, question]) => press({ class: "pill", onclick: () => actions.ask(question) }, text))),
    h("p", { class: "as-of" }, t("as_of", { date: answer.as_of })),
    under(turn, t, actions),
  );
}

function markButton(citation, t, actions) {
  const mark = press({ class: "mark", "aria-label": t("mark", { mark: citation.mark, label: citation.label }), onclick: () => actions.cite(citation, mark) }, String(citation.mark));
  return mark;
}

/** A quoted clause is folded to a line; its words stand under its mark too. */
function fold(element, t) {
  return element.tagName === "BLOCKQUOTE" ? h("details", { class: "quote" }, h("summary", {}, t("quote")), element) : element;
}

function conditions(check, t) {
  const sorted = [...check.conditions].sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
  const count = (status) => check.conditions.filter((each) => each.status === status).length;
  const row = (each) =>
    h("li", {}, verdict(each.status, t), h("span", {}, h("strong", {}, each.name), h("br"), [each.requirement, each.explain].filter(Boolean).join(t("semicolon"))));
  return h(
    "details",
    { class: "conditions" },
    h("summary", {}, t("conditions", { pass: count("pass"), fail: count("fail"), unknown: count("unknown") })),
    h("ul", {}, ...sorted.map(row)),
  );
}

function verdict(status, t) {
  return h("span", { class: `verdict ${status}` }, icon(status), t(status));
}

function under(turn, t, actions) {
  const said = h("span", { class: "small", role: "status" });
  const say = async (done, well, badly) => (said.textContent = t((await done) ? well : badly));
  const opinions = [true, false].map((liked) => press({ class: "small", onclick: () => rate(liked) }, t(liked ? "useful" : "not_useful")));
  const show = () => opinions.forEach((each, index) => each.setAttribute("aria-pressed", String(turn.liked === (index === 0))));
  const rate = async (liked) => {
    await say(actions.rate(turn, liked), "thanks", "not_kept");
    show();
  };
  show();
  return h(
    "div",
    { class: "under", role: "group", "aria-label": t("about") },
    press({ class: "small", onclick: () => say(copy(plain(turn.answer, t)), "copied", "copy_failed") }, t("copy")),
    ...opinions,
    said,
  );
}

/** What a copied answer holds: its words without signs of Markdown, its sources, and the hint. */
function plain(answer, t) {
  const words = answer.answer.replace(/\*\*/g, "").replace(/^(?:#{1,6}|>) ?/gm, "");
  const sources = answer.citations.map((each) => `[${each.mark}] ${each.document} ${each.number} ${each.label}`);
  return [words.trim(), "", ...sources, "", t("hint")].join("\n");
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // not allowed in this frame or without https: the widget says so
  }
}

/** The first sentence of an answer, for those who listen. */
export function firstSentence(answer) {
  const words = answer.answer.replace(/[*#>]|\[\d{1,3}\]/g, "").trim();
  return /^[^。！？\n]*[。！？]?/.exec(words)[0];
}
