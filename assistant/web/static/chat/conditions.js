// The three words of a verdict; the conditions one by one.

import { h, icon } from "./dom.js";
import { markButton } from "./marks.js";
import { t } from "./texts.js";

const VERDICTS = ["pass", "fail", "unknown"];

/** One of the three words with its sign. */
export function verdict(status) {
  return h("span", { class: `verdict ${status}` }, icon(status), t(`verdict_${status}`));
}

/** 条件一览 and 差多少: every condition with its word, requirement, value and sum. */
export function conditions(check, byMark, actions) {
  const count = Object.fromEntries(VERDICTS.map((status) => [status, check.conditions.filter((each) => !each.part_of && each.status === status).length]));
  const order = ["fail", "unknown", "pass"];
  const sorted = [...check.conditions].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
  return h(
    "div",
    { class: "check" },
    h(
      "details",
      {},
      h(
        "summary",
        { "aria-label": `${t("conditions")}${t("colon")}${t("conditions_count", count)}` },
        h("span", {}, t("conditions")),
        ...VERDICTS.map((status) => h("span", { class: `count ${status}` }, icon(status), String(count[status]))),
        icon("down"),
      ),
      check.score && h("p", { class: "score" }, score(check.score)),
      h("ul", { class: "conditions" }, ...sorted.map((each) => condition(each, byMark, actions))),
    ),
  );
}

function score({ total, min, max, of }) {
  return total === null ? t("score_line", { min, max, of }) : t("score_total", { total, of });
}

/** The mark of what a condition stands on: that of the answer where it has one. */
export function sourceMark({ citation }, byMark, actions) {
  const known = [...byMark.values()].find((each) => each.clause_id === citation?.clause_id && each.quote.includes(citation.quote));
  const source = known ?? (citation?.clause_id && { ...citation, mark: "§" });
  return source ? markButton(source, actions) : null;
}

function condition(each, byMark, actions) {
  return h(
    "li",
    {},
    verdict(each.status),
    h(
      "div",
      {},
      h("p", { class: "condition-name" }, each.name, sourceMark(each, byMark, actions)),
      h("p", { class: "condition-detail" }, [each.requirement, each.explain].filter(Boolean).join(t("list_semicolon"))),
    ),
  );
}
