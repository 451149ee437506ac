// Dates under an answer: each window as a line with today on it.

import { h, icon } from "./dom.js";
import { day, t } from "./texts.js";

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
