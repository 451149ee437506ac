// The verdict on an enterprise: met, not met and by how much, and what is missing, asked one tap at a time.

import { conditions, sourceMark, verdict } from "./conditions.js";
import { factInput } from "./fact_input.js";
import { button, h } from "./dom.js";
import { t } from "./texts.js";

const VERDICTS = ["pass", "fail", "unknown"];

const counted = (status, count) => h("span", { class: count ? `count ${status}` : "count none" }, t(`count_${status}`, { count }));

export class VerdictCard {
  /**
   * @param turn whose reply holds the check; it is brought up to date as facts are told
   * @param actions tell(path, value) -> the profile, check(profile, answer) -> the check, keep(), ask(question, more), selfCheck() -> its address, fieldOf(path), and `mostWan` of `factInput`
   */
  constructor(turn, byMark, actions) {
    Object.assign(this, { turn, byMark, actions, skipped: new Set(), busy: false });
    this.element = h("section", { class: "card", "aria-label": t("card") });
    this.#draw();
  }

  get #check() {
    return this.turn.reply.answer.check;
  }

  #draw(focus = false) {
    const check = this.#check;
    const own = check.conditions.filter((each) => !each.part_of);
    const failed = own.filter((each) => each.status === "fail");
    const told = this.turn.told ?? [];
    this.element.dataset.status = check.status;
    this.element.replaceChildren(
      h(
        "p",
        { class: "card-head", role: "status" },
        verdict(check.status),
        h("span", { class: "card-counts" }, ...VERDICTS.map((status) => counted(status, own.filter((each) => each.status === status).length))),
      ),
      ...(this.turn.stale ? [h("p", { class: "card-told" }, t("card_stale"), " ", button(t("card_again"), { class: "quiet", onclick: () => this.#again() }))] : []),
      ...(told.length && !this.turn.stale ? [h("p", { class: "card-told" }, t("card_told", { count: told.length }), " ", button(t("card_again"), { class: "quiet", onclick: () => this.#again() }))] : []),
      ...(failed.length ? [this.#failures(failed, check)] : []),
      ...(check.missing.length ? [this.#question(check)] : []),
      h("div", { class: "card-foot" }, conditions(check, this.byMark, this.actions), h("a", { class: "small", href: this.actions.selfCheck() }, t("profile_to_check"))),
    );
    if (focus) (this.element.querySelector(".ask-one :is(button, input)") ?? this.element.querySelector("summary"))?.focus();
  }

  /** What fails, by how much, and what would mend it; then what no single condition says. */
  #failures(failed, { advice = [], conditions }) {
    const on = (name) => (line) => line.startsWith(`${name}：`) || line.startsWith(`${name}: `);
    const mending = (each) => advice.find(on(each.name))?.slice(each.name.length + 1).trim();
    const whole = advice.filter((line) => !conditions.some((each) => on(each.name)(line)));
    return h(
      "ul",
      { class: "card-failed" },
      ...failed.map((each) => h("li", {}, h("strong", {}, each.name), `${t("colon")}${each.explain || each.requirement}`, sourceMark(each, this.byMark, this.actions), mending(each) && h("p", { class: "card-advice" }, mending(each)))),
      ...whole.map((line) => h("li", { class: "card-advice" }, line)),
    );
  }

  /** The missing fact that decides most, and how many more there are. */
  #question(check) {
    const open = check.missing.filter((path) => !this.skipped.has(path));
    const count = h("p", { class: "card-missing" }, t("card_missing", { count: check.missing.length }));
    if (!open.length) return h("div", { class: "ask-one" }, count, button(t("card_skipped"), { class: "small", onclick: () => (this.skipped.clear(), this.#draw(true)) }));
    const [path] = open;
    const field = this.actions.fieldOf(path);
    const skip = button(t("card_skip"), { class: "quiet", onclick: () => (this.skipped.add(path), this.#draw(true)) });
    const input = factInput(path, field, this.actions.mostWan, (value) => this.#tell(path, value));
    input.querySelector(".taps").append(skip);
    return h("div", { class: "ask-one", "data-path": path }, count, input);
  }

  /** Ask anew by what is known now; the first question itself may hold what has been corrected since. */
  #again() {
    const { tier, track, round } = this.turn.reply.answer.basis;
    this.actions.ask(t("card_question"), { tier, track, round });
  }

  async #tell(path, value) {
    if (this.busy) return;
    this.busy = true;
    try {
      const profile = await this.actions.tell(path, value);
      const check = await this.actions.check(profile, this.turn.reply.answer);
      Object.assign(this.turn.reply.answer, { profile, check, missing: check.missing });
      delete this.turn.stale;
      this.turn.told = [...new Set([...(this.turn.told ?? []), path])];
      this.actions.keep();
      this.#draw(true);
    } catch (error) {
      this.element.querySelector(".ask-one").append(h("p", { class: "wrong", role: "alert" }, error.told || t("fact_failed")));
    } finally {
      this.busy = false;
    }
  }
}
