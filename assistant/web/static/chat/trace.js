// How an answer came about, in words, where a reader asks for it.

import { button, h } from "./dom.js";
import { language, t } from "./texts.js";

/** A button, and the steps that it shows. */
export function traceOf(traceId, api) {
  const steps = h("div", { class: "trace", hidden: true });
  const toggle = button(t("trace"), { class: "quiet", "aria-expanded": "false", onclick: () => show(toggle, steps, traceId, api) });
  return { toggle, steps };
}

async function show(toggle, place, traceId, api) {
  const open = place.hidden;
  place.hidden = !open;
  toggle.setAttribute("aria-expanded", String(open));
  if (!open || place.childElementCount) return;
  const steps = await api.trace(traceId).catch(() => null);
  if (!steps) {
    place.replaceChildren(h("p", {}, t("trace_gone")));
    return;
  }
  place.replaceChildren(
    h("ol", {}, ...steps.map((step) => h("li", {}, step))),
    h("p", {}, h("a", { href: api.address(`trace/${traceId}?lang=${language()}`), target: "_blank", rel: "noopener" }, t("trace_whole"))),
  );
}
