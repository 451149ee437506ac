// One turn of the conversation: the question, and its answer, its waiting or its failure.

import { drawReply } from "./answer.js";
import { button, h, icon } from "./dom.js";
import { t } from "./texts.js";

/**
 * Draws a turn.
 * @param pending whether it is being answered
 * @param actions those of `drawReply`, retry(turn), edit(turn), and contact() where whom to ask stands with a failure
 */
export function drawTurn(turn, pending, actions) {
  const answer = turn.reply ? drawReply(turn, actions) : pending ? drawWaiting(turn) : drawUnanswered(turn, actions);
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

/**
 * Draws why there is no answer.
 * @param failure its kind, message, and the state of the turn where it is a turn's
 * @param buttons what can be done
 */
export function drawFailure({ kind, message, state }, buttons, actions) {
  const stopped = state === "stopped";
  return h(
    "div",
    { class: stopped ? "reply stopped" : "reply failed", role: stopped ? "status" : "alert", "data-kind": kind },
    state && h("p", { class: "failed-title" }, icon(stopped ? "info" : "warning"), t(stopped ? "stopped_title" : "failed_title")),
    !stopped && h("p", {}, message),
    !stopped && actions.contact?.(),
    h("p", { class: "under-row" }, ...buttons),
  );
}

function drawUnanswered(turn, actions) {
  const buttons = [
    button(t("retry"), { class: "small primary", onclick: () => actions.retry(turn) }),
    button(t("edit_question"), { class: "small", onclick: () => actions.edit(turn) }),
  ];
  const message = turn.message ?? t(turn.state === "failed" ? "failed_internal" : "failed_unanswered");
  return drawFailure({ kind: turn.kind, message, state: turn.state === "stopped" ? "stopped" : "failed" }, buttons, actions);
}
