// The conversation as a file, or on paper.

import { button, h } from "./dom.js";
import { t } from "./texts.js";

const KINDS = ["docx", "pdf", "md"];

/**
 * The row of buttons that take a conversation away.
 * @param turnsOf gives the turns of the conversation
 * @param api as `createApi` makes it
 * @param site whose operator is named; undefined for the default one
 */
export function exportRow(turnsOf, api, site) {
  const said = h("span", { class: "said", role: "status" });
  const take = (kind) => async () => {
    said.textContent = t("export_making");
    try {
      await save(await api.exported(kind, turnsOf().filter((turn) => turn.reply).map(slim), site), `${t("export_name")}.${kind}`);
      said.textContent = "";
    } catch (error) {
      said.textContent = error.told || t("export_failed");
    }
  };
  return h(
    "p",
    { class: "export", role: "group", "aria-label": t("export") },
    h("span", {}, t("export")),
    ...KINDS.map((kind) => button(t(`export_${kind}`), { class: "quiet", onclick: take(kind) })),
    button(t("print"), { class: "quiet", onclick: () => print() }),
    said,
  );
}

/** A turn as the service takes it back. */
export function slim({ question, reply }) {
  const { answer, as_of, label, citations } = reply.answer;
  return { question, answer, as_of, label, citations };
}

function save(blob, name) {
  const url = URL.createObjectURL(blob);
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
