// One answer: its words, its verdicts, its dates and lists, what to do next.

import { asText, copy } from "./copying.js";
import { button, h, icon } from "./dom.js";
import { markButton } from "./marks.js";
import { day, t } from "./texts.js";
import { elements } from "./words.js";

const NOTED_STATUS = ["needs_input", "not_in_corpus", "refused"];

/**
 * Draws a reply.
 * @param actions open(citation, mark), ask(question), again(turn), supplement(), keep(), card(turn, byMark) -> what stands for a verdict,
 *   feedback(word) -> a promise; where there are such, `letters` to copy by name, the `preview` card of marks, lists(turn) beneath the text, paper(citations),
 *   and trace(id) -> a toggle and the steps
 */
export function drawReply(turn, actions) {
  const { answer, sections, citations, standard } = turn.reply;
  const byMark = new Map(citations.map((each) => [String(each.mark), each]));

  return h(
    "div",
    { class: "reply" },
    heading(answer),
    turn.reply.restarted && note(t("conversation_gone")),
    answer.choices.length > 0 && choices(answer.choices, actions),
    ...drawSections(sections, answer.check && actions.card(turn, byMark), byMark, actions),
    ...(actions.lists?.(turn) ?? []),
    answer.warnings.length > 0 && h("div", { class: "notes" }, icon("warning"), h("ul", { "aria-label": t("warnings") }, ...answer.warnings.map((each) => h("li", {}, each)))),
    standard && !answer.answer.includes(standard.number) && h("p", { class: "basis" }, t("basis_line", { standard: standard.title, number: standard.number })),
    actions.paper?.(citations),
    answer.follow_ups.length > 0 && followUps(answer.follow_ups, actions),
    under(turn, actions),
  );
}

const LONG = 1200;
const LEAD = 80; // a first paragraph up to this many characters stands out

/** The text, with the card before what it spells out; a long one of several parts begins with what it holds. */
function drawSections(sections, card, byMark, actions) {
  const drawn = sections.map((section) => drawSection(section, byMark, actions));
  const place = sections.findIndex((section) => section.card);
  if (card) drawn.splice(place < 0 ? drawn.length : place, 0, card);
  const heads = drawn.flatMap((each) => [...each.querySelectorAll("h3")]);
  const length = drawn.reduce((sum, each) => sum + each.textContent.length, 0);
  if (length < LONG || heads.length < 2) return drawn;
  const go = (head) => () => (head.setAttribute("tabindex", "-1"), head.scrollIntoView({ block: "start" }), head.focus({ preventScroll: true }));
  return [h("nav", { class: "contents", "aria-label": t("contents") }, ...heads.map((head) => button(head.textContent, { class: "quiet", onclick: go(head) }))), ...drawn];
}

/** Where the assistant asks back: the likeliest readings; the likeliest of all is answered beneath. */
function choices(all, actions) {
  return h("div", { class: "choices", role: "group", "aria-label": t("choices") }, h("p", {}, t("choices")), ...all.map((each) => button(each.text, { class: "small", onclick: () => actions.ask(each.question) })));
}

/** A part of the answer's text; quotes, what another version says and what the card shows are folded to a line. */
function drawSection(section, byMark, actions) {
  const text = h("div", { class: "words" }, ...elements(section.html, (number) => markButton(byMark.get(String(number)), actions)));
  if (text.firstElementChild?.textContent.length > LEAD) text.classList.add("long");
  if (section.unused) {
    text.classList.add("unused");
    text.lastElementChild.append(" ", button(t("supplement"), { class: "quiet", onclick: actions.supplement }));
  }
  if (!section.fold) return text;
  return h("details", { class: "fold" }, h("summary", {}, t(`fold_${section.fold}`, { count: section.count }), icon("down")), text);
}

function heading({ origin, status, as_of: asOf }) {
  return h(
    "p",
    { class: "reply-head" },
    h("span", { class: `badge origin-${origin}` }, t(`origin_${origin}`)),
    NOTED_STATUS.includes(status) && h("span", { class: "badge aside" }, t(`status_${status}`)),
    h("span", {}, t("as_of", { date: day(asOf) })),
  );
}

function note(text) {
  return h("p", { class: "notes" }, icon("info"), text);
}

function followUps(questions, actions) {
  return h(
    "div",
    { class: "follow-ups" },
    h("p", {}, t("follow_ups")),
    h("ul", {}, ...questions.map((question) => h("li", {}, button(question, { class: "pill", onclick: () => actions.ask(question) })))),
  );
}

function under(turn, actions) {
  const { answer } = turn.reply;
  const said = h("span", { class: "said", role: "status" });
  const say = (key) => (said.textContent = t(key));
  const why = h("div", {});

  const rate = async (liked, reason = "") => {
    const kept = await actions.feedback({ trace_id: answer.trace_id, question: turn.question, liked, reason });
    say(kept ? "feedback_thanks" : "feedback_failed");
    if (!kept) return;
    turn.liked = liked;
    actions.keep();
    useful.setAttribute("aria-pressed", String(liked === true));
    notUseful.setAttribute("aria-pressed", String(liked === false));
  };
  const useful = button(t("useful"), { class: "quiet", "aria-pressed": String(turn.liked === true), onclick: () => rate(true) });
  const notUseful = button(t("not_useful"), { class: "quiet", "aria-pressed": String(turn.liked === false), onclick: () => askWhy(why, rate) });
  const trace = actions.trace?.(answer.trace_id);

  return h(
    "div",
    { class: "under", role: "group", "aria-label": t("actions") },
    h(
      "div",
      { class: "under-row" },
      ...Object.entries({ copy: asText, ...actions.letters }).map(([name, write]) => button(t(name), { class: "quiet", onclick: async () => say((await copy(write(turn), said)) ? "copied" : "copy_failed") })),
      useful,
      notUseful,
      trace?.toggle,
      button(t("edit_question"), { class: "quiet", onclick: () => actions.again(turn) }),
      said,
    ),
    why,
    trace?.steps,
  );
}

function askWhy(place, rate) {
  const reason = h("input", { type: "text", name: "reason", maxlength: "500", placeholder: t("why_placeholder"), "aria-label": t("why_label") });
  const finish = (text) => {
    place.replaceChildren();
    return rate(false, text);
  };
  place.replaceChildren(
    h(
      "form",
      { class: "why", onsubmit: (event) => (event.preventDefault(), finish(reason.value.trim())) },
      h("label", {}, t("why_label"), reason),
      h("button", { type: "submit", class: "small primary" }, t("why_send")),
      button(t("why_skip"), { class: "small", onclick: () => finish("") }),
    ),
  );
  reason.focus();
}
