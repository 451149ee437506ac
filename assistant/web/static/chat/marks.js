// Marks such as [1] are buttons; what is known of the clause behind one.

import { button, h } from "./dom.js";
import { t } from "./texts.js";

/**
 * What is known of a quote or of a clause one has gone on to.
 * @param hint what its provenance means
 */
export function badges(citation, hint = null) {
  const { provenance } = citation;
  return h(
    "p",
    { class: "badges" },
    h("span", { class: `badge provenance-${provenance}`, title: hint }, t(`provenance_${provenance}`)),
    citation.in_force !== undefined && h("span", { class: "badge" }, t(citation.in_force ? "in_force" : "not_in_force")),
    citation.applies !== undefined &&
      h("span", { class: citation.applies ? "badge applies" : "badge aside" }, t(citation.applies ? "applies" : "not_applies")),
  );
}

/**
 * A mark that opens its citation.
 * @param actions open(citation, mark) and, where there is one, the `preview` card
 */
export function markButton(citation, actions) {
  const { preview } = actions;
  const mark = button(String(citation.mark), {
    class: "mark",
    "data-mark": citation.mark,
    "aria-label": t("mark", { mark: citation.mark, label: citation.label }),
    onclick: () => actions.open(citation, mark),
  });
  if (!preview) return mark;
  const hide = () => preview.hide();
  mark.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && preview.show(mark, citation));
  mark.addEventListener("pointerleave", hide);
  mark.addEventListener("focus", () => mark.matches(":focus-visible") && preview.show(mark, citation));
  mark.addEventListener("blur", hide);
  mark.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  return mark;
}
