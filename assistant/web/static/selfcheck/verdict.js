// The verdict beside the form. Every text is set as text.

import { h, icon } from "../chat/dom.js";
import { withUnit } from "../chat/units.js";

const ICONS = { pass: "pass", fail: "fail", unknown: "unknown" };

/** What failed with its parts, what is open with its parts, and the rest, each in the standard's order. */
function byStatus(conditions) {
  const status = new Map(conditions.filter((each) => !each.part_of).map((each) => [each.id, each.status]));
  const of = (wanted) => conditions.filter((each) => status.get(each.part_of ?? each.id) === wanted);
  return { failed: of("fail"), open: of("unknown"), met: of("pass") };
}

/** Whether a line of advice is on the condition of this name. */
const isOf = (name, line) => line.startsWith(`${name}：`) || line.startsWith(`${name}: `);

export class Verdict {
  /** @param goTo brings the reader to the field of a path */
  constructor({ texts, fields, lang, rows, request }, goTo) {
    Object.assign(this, { texts, fields, lang, rows, goTo });
    this.ofSite = request.site ? `&site=${encodeURIComponent(request.site)}` : "";
  }

  fill(key, values) {
    return this.texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  /** One sentence on the whole. */
  sentence(check) {
    const failed = check.conditions.filter((each) => each.status === "fail" && !each.part_of).length;
    if (check.status === "pass") return this.texts.sum_pass;
    const parts = [];
    if (check.missing.length) parts.push(this.fill("sum_need", { count: check.missing.length }));
    parts.push(this.fill("sum_fail", { count: failed }));
    return parts.join(this.texts.sum_join) + this.texts.sum_end;
  }

  word(status) {
    return h("span", { class: `word ${status}` }, icon(ICONS[status]), this.texts[status]);
  }

  draw(check) {
    const { failed, open, met } = byStatus(check.conditions);
    const list = (conditions) => h("ul", { class: "conditions" }, conditions.map((each) => this.#condition(each, check.advice)));
    const nearest = this.#onTheWhole(check);
    const wanting = failed.length + open.length > 0;
    return [
      this.#list("warnings", check.warnings),
      wanting && h("h2", {}, this.texts.conditions),
      failed.length > 0 && list(failed),
      failed.length > 0 && nearest,
      open.length > 0 && list(open),
      check.score && this.#score(check.score),
      met.length > 0 && (check.score || !wanting) && h("h2", {}, this.texts.met),
      list(met),
      check.routes.length > 0 && this.#routes(check.routes),
      failed.length === 0 && nearest,
      this.#list("remarks", check.remarks),
    ].filter(Boolean);
  }

  /** What no single condition says: the nearest tier. */
  #onTheWhole(check) {
    const lines = check.advice.filter((line) => !check.conditions.some(({ name }) => isOf(name, line)));
    return lines.length > 0 && h("div", { class: "nearest" }, lines.map((line) => h("p", {}, line)));
  }

  /** What a trial changes; `check` is the verdict without it. */
  drawChanges(trial, check) {
    const told = trial.check.warnings.filter((line) => !check.warnings.includes(line)).map((line) => h("p", { class: "quiet" }, line));
    const rows = trial.changes.map((each) =>
      h("li", {}, h("strong", {}, each.name), " ", this.word(each.before), " → ", this.word(each.after), h("p", { class: "sum" }, each.explain_after)),
    );
    if (trial.before !== trial.check.status) {
      rows.unshift(h("li", {}, h("strong", {}, this.texts.changes_whole), " ", this.word(trial.before), " → ", this.word(trial.check.status)));
    }
    return [
      h("div", { class: "trial" }, h("h2", {}, this.texts.changes), rows.length ? h("ul", {}, rows) : h("p", {}, this.texts.changes_none), told),
    ];
  }

  #condition(each, advice) {
    const value = this.#value(each);
    const mending = each.status === "fail" && advice.find((line) => isOf(each.name, line));
    const met = each.status === "pass";
    const required = h("p", {}, h("span", { class: "key" }, this.texts.requirement), each.requirement);
    return h(
      "li",
      { class: `condition ${each.status}${each.part_of ? " part" : ""}`, "data-condition": each.id },
      h("div", { class: "head" }, this.word(each.status), h("strong", {}, each.name), each.waived && h("span", { class: "tag" }, this.texts.waived)),
      !met && required,
      value && !met && h("p", {}, h("span", { class: "key" }, this.texts.value), value),
      each.status !== "unknown" && each.explain && h("p", { class: "sum" }, each.explain),
      mending && h("p", { class: "mending" }, h("span", { class: "key" }, this.texts.advice), mending.slice(each.name.length + 1).trim()),
      each.missing.length > 0 && this.#missing(each.missing),
      this.#clause(each.citation, met && required),
    );
  }

  #value(each) {
    return typeof each.value === "number" ? withUnit(each.value, each.unit) : "";
  }

  #missing(paths) {
    const asked = (path) => this.fields[path.split(".")[0]]?.form !== false;
    const link = (path) => h("button", { type: "button", class: "link", onclick: () => this.goTo(path) }, this.name(path));
    const names = paths.map((path) => (asked(path) ? link(path) : h("span", { class: "unasked" }, this.name(path))));
    return h("p", { class: "missing" }, h("span", { class: "key" }, this.texts.missing), names);
  }

  name(path) {
    const [key, year] = path.split(".");
    const name = this.fields[key]?.name ?? path;
    if (!year) return name;
    return this.lang === "en" ? `${name} ${year}` : `${year}年${name}`;
  }

  #clause(citation, before) {
    const address = `clause?id=${encodeURIComponent(citation.clause_id)}&lang=${this.lang}${this.ofSite}`;
    return h(
      "details",
      { class: "clause" },
      h("summary", {}, `${citation.document} ${citation.label}`),
      before,
      this.#inWords(citation),
      h("blockquote", { lang: "zh-CN" }, citation.quote),
      h("p", { class: "quiet" }, `${citation.number} · ${this.texts[`provenance_${citation.provenance}`]} · `, h("a", { href: address, target: "_blank", rel: "noopener" }, this.texts.read_clause)),
    );
  }

  /** A line of the rounds' table as a sentence; the line itself stands beneath. */
  #inWords(citation) {
    if (!citation.clause_id.startsWith("rounds/")) return null;
    return h("p", {}, citation.quote.split("\n").map((line) => this.rows[line]).filter(Boolean).join(this.texts.sum_join));
  }

  #score(score) {
    const whole = score.total === null ? this.fill("score_range", score) : this.fill("score_total", score);
    return h("section", { class: "score" }, h("h2", {}, this.texts.score), h("p", {}, h("strong", {}, whole)), this.#bar(score), score.indicators.map((each) => this.#indicator(each)));
  }

  #indicator(each) {
    const points = each.points === null ? `${each.min}–${each.max}` : `${each.points}`;
    return h(
      "div",
      { class: "indicator" },
      h("div", { class: "head" }, h("span", {}, each.name), h("span", { class: "points" }, `${points} / ${each.of}`)),
      this.#bar(each),
      each.explain && h("p", { class: "sum" }, each.explain),
      this.#clause(each.citation),
    );
  }

  /** What is sure is solid, what is still possible is hatched. */
  #bar(each) {
    const sure = h("span", { class: "sure" });
    const possible = h("span", { class: "possible" });
    sure.style.width = `${(100 * each.min) / each.of}%`;
    possible.style.width = `${(100 * (each.max - each.min)) / each.of}%`;
    return h("div", { class: "bar-of", "aria-hidden": "true" }, sure, possible);
  }

  #routes(routes) {
    const rows = routes.map((route) =>
      h(
        "li",
        { class: "condition" },
        h("div", { class: "head" }, this.word(route.status), h("strong", {}, route.name)),
        h("ul", { class: "ways" }, route.ways.map((way) => this.#way(way))),
        this.#clause(route.citation),
      ),
    );
    return h("section", { class: "routes" }, h("h2", {}, this.texts.routes), h("ul", { class: "conditions" }, rows));
  }

  #way(way) {
    const told = way.status !== "unknown" && way.explain;
    return h("li", {}, this.word(way.status), h("span", {}, way.name), told && h("span", { class: "sum" }, told));
  }

  #list(key, lines) {
    if (!lines.length) return null;
    return h("section", { class: key }, h("h2", {}, this.texts[key]), h("ul", {}, lines.map((line) => h("li", {}, line))));
  }
}
