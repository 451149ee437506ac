// One turn of the conversation: the question, and its answer, its waiting or its failure.

import { drawReply } from "./answer.js";
import { button, h, icon } from "./dom.js";
import { t } from "./texts.js";

/**
 * Draws a turn.
 * @param pending whether it is being answered
 * @param actions those of `drawReply`, and retry(turn), edit(turn)
 */
export function drawTurn(turn, pending, actions) {
  const answer = turn.reply ? drawReply(turn, actions) : pending ? drawWaiting(turn) : drawFailure(turn, actions);
  return h(
    "article",
    { class: "turn", "data-turn": turn.id, "aria-busy": String(pending) },
    h("div", { class: "asked" }, h("span", { class: "unseen" }, t("you")), h("p", {}, turn.question)),
    answer,
  );
}

function drawWaiting(turn) {
  const waiting = h("p", { class: "waiting" }, h("i", { class: "dots", "aria-hidden": "true" }), t(turn.state === "sent" ? "queued" : "working"));
  return turn.text ? h("div", { class: "so-far" }, h("div", { class: "words" }, turn.text.replace(/\[\d+\]|\*\*/g, "")), waiting) : waiting;
}

function drawFailure(turn, actions) {
  const stopped = turn.state === "stopped";
  return h(
    "div",
    { class: stopped ? "reply stopped" : "reply failed", role: stopped ? "status" : "alert" },
    h("p", { class: "failed-title" }, icon(stopped ? "info" : "warning"), t(stopped ? "stopped_title" : "failed_title")),
    !stopped && h("p", {}, turn.message ?? t(turn.state === "failed" ? "failed_internal" : "failed_unanswered")),
    h(
      "p",
      { class: "under-row" },
      button(t("retry"), { class: "small primary", onclick: () => actions.retry(turn) }),
      button(t("edit_question"), { class: "small", onclick: () => actions.edit(turn) }),
    ),
  );
}
