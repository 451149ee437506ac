// An answer with the clauses it stands on, and as a reply by mail: by the service's templates or the site's own.

import { labelOf, proseOf, sourcesOf } from "./copying.js";
import { day, filled, t } from "./texts.js";

/**
 * The text of a letter, without Markdown signs.
 * @param kind with_clauses or mail
 * @param turn with its reply
 * @param site whom to ask, who answers, and the site's own `copies`
 */
export function asLetter(kind, { question, reply }, site) {
  const { basis, as_of: asOf } = reply.answer;
  const standard = basis && reply.standard;
  const values = {
    question,
    answer: proseOf(reply, true),
    sources: sourcesOf(reply, true).join("\n") || t("no_sources"),
    date: day(asOf),
    basis: standard ? t("mail_basis", { standard: standard.title, number: standard.number }) : "",
    label: labelOf(reply),
    where_to_ask: site.where_to_ask,
    operator: site.operator,
  };
  const template = site.copies[kind] ?? t(kind);
  return filled(template, values).replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n").trim();
}
