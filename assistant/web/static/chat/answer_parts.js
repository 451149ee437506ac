// Verdicts, dates and lists under an answer.

import { button, h, icon } from "./dom.js";
import { markButton } from "./marks.js";
import { day, t } from "./texts.js";

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

/** Each window as a line with today on it. */
export function timeline(deadlines, asOf, address) {
  return h("div", { class: "timeline", role: "list", "aria-label": t("timeline") }, ...deadlines.map((each) => h("div", { role: "listitem", class: `duty state-${each.state}` }, duty(each, asOf, address))));
}

function duty(item, asOf, address) {
  const from = item.from ? day(item.from) : "";
  const to = item.to ? day(item.to) : "";
  const state = t(`state_${item.state}`, { days: item.days_left ?? "" });
  return [
    h(
      "p",
      { class: "duty-head" },
      h("span", { class: "duty-name" }, item.name),
      h("span", { class: `duty-state ${item.state}` }, state),
      item.ics && h("a", { class: "quiet", href: address(item.ics), download: "" }, icon("calendar"), t("calendar")),
    ),
    item.from && item.to && line(item, asOf),
    h("p", { class: "duty-dates" }, from && to ? `${from} – ${to}` : to || from),
  ];
}

function line(item, asOf) {
  const time = (iso) => new Date(`${iso}T00:00:00Z`).getTime();
  const span = Math.max(time(item.to) - time(item.from), 86_400_000);
  const share = (time(asOf) - time(item.from)) / span;
  const percent = 15 + 70 * Math.min(Math.max(share, -0.2), 1.2);
  return h(
    "div",
    { class: "duty-line", "aria-hidden": "true" },
    h("i", { class: "duty-window" }),
    h("i", { class: "duty-today", style: `left: ${percent}%` }, h("b", {}, t("today"))),
  );
}

/**
 * Materials to tick and take away.
 * @param ticks names of what is ready; `keep` is called after each change
 */
export function checklist(items, turnId, ticks, keep) {
  const progress = h("span", { class: "progress", role: "status" });
  const boxes = [];
  const tell = () => (progress.textContent = t("checklist_progress", { done: boxes.filter((box) => box.checked).length, total: items.length }));
  const rows = items.map((item, index) => {
    const tick = () => {
      if (box.checked) ticks[item.name] = true;
      else delete ticks[item.name];
      keep();
      tell();
    };
    const box = h("input", { type: "checkbox", id: `${turnId}-${index}`, checked: ticks[item.name] === true, onchange: tick });
    boxes.push(box);
    return h("li", {}, box, h("label", { for: box.id }, h("span", {}, item.name), h("span", { class: "item-detail" }, detail(item))));
  });
  tell();
  const download = () => save(`${t("checklist")}.txt`, items.map((item, index) => `${boxes[index].checked ? "☑" : "☐"} ${[item.name, detail(item)].filter(Boolean).join(t("detail_comma"))}`).join("\r\n"));
  return h(
    "section",
    { class: "checklist" },
    h("p", { class: "checklist-head" }, h("strong", {}, t("checklist")), progress, button(t("checklist_download"), { class: "quiet", onclick: download })),
    h("ul", {}, ...rows),
  );
}

function detail(item) {
  return [
    item.annex,
    item.copies && t("copies", { count: item.copies }),
    item.form && t(`form_${item.form}`),
    item.stamped && t("stamped"),
    item.to,
    item.by && t("by_date", { date: day(item.by) }),
    item.note,
  ]
    .filter(Boolean)
    .join(t("detail_comma"));
}

function save(name, text) {
  const url = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/plain" }));
  h("a", { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}
