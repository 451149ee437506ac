// What stands on paper only.

import { h } from "./dom.js";
import { t } from "./texts.js";

/** On paper there is no panel: the clauses stand under the answer. */
export function printedSources(citations) {
  return h(
    "ol",
    { class: "printed" },
    ...citations.map((each) => h("li", { value: each.mark }, `${each.document}（${each.number}）${each.label}`, h("blockquote", {}, each.words?.length ? each.words.join(t("list_semicolon")) : each.quote))),
  );
}
