// The materials under an answer, to be ticked and taken away.

import { button, h } from "./dom.js";
import { day, t } from "./texts.js";

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
  const short = [
    item.annex,
    item.copies && t("copies", { count: item.copies }),
    item.form && t(`form_${item.form}`),
    item.stamped && t("stamped"),
    item.to,
    item.by && t("by_date", { date: day(item.by) }),
  ];
  return [short.filter(Boolean).join(t("detail_comma")), item.note].filter(Boolean).join(t("detail_note"));
}

function save(name, text) {
  const url = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/plain" }));
  h("a", { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}
