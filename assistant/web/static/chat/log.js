// The conversation as it is read: its turns, where one is in it, what a screen reader says of a new answer.

import { button, h } from "./dom.js";
import { t } from "./texts.js";
import { drawTurn } from "./turn.js";

export class Log {
  /**
   * @param element where the turns stand; the welcome that the server drew in it is kept for an empty conversation
   * @param actions those of `drawTurn`
   */
  constructor(element, actions) {
    Object.assign(this, { element, actions, turns: [] });
    this.welcome = element.querySelector(".welcome");
    this.live = h("div", { class: "unseen", role: "status", "aria-live": "polite" });
    this.latest = h("p", { class: "latest", hidden: true }, button(t("jump_to_latest"), { class: "pill", onclick: () => this.reveal(this.turns.at(-1)) }));
    element.addEventListener("scroll", () => this.#tellLatest());
    this.welcome?.addEventListener("click", (event) => this.#example(event));
  }

  /** Draw all turns; `pending` is the one that is being answered. */
  show(turns, pending) {
    this.turns = turns;
    this.element.replaceChildren(...(turns.length ? turns.map((turn) => drawTurn(turn, turn === pending, this.actions)) : [this.welcome ?? ""]));
    this.#tellLatest();
  }

  /** Draw one turn, in its place or at the end. */
  put(turn, pending) {
    const drawn = drawTurn(turn, pending, this.actions);
    const old = this.element.querySelector(`[data-turn="${CSS.escape(turn.id)}"]`);
    if (old) old.replaceWith(drawn);
    else this.element.append(drawn);
  }

  toEnd() {
    this.element.scrollTop = this.element.scrollHeight;
  }

  /** Bring the start of a fresh answer in sight: it is read from its first sentence. */
  reveal(turn) {
    const article = this.element.querySelector(`[data-turn="${CSS.escape(turn.id)}"]`);
    if (article) this.element.scrollTop = Math.max(0, article.offsetTop - 16);
    this.#tellLatest();
  }

  announce(turn) {
    this.live.textContent = turn.reply ? firstSentence(turn.reply.answer.answer) : (turn.message ?? t("failed_internal"));
  }

  /** Mark the citation that is open beside. */
  choose(mark) {
    for (const other of this.element.querySelectorAll(".mark.chosen")) other.classList.remove("chosen");
    mark.classList.add("chosen");
  }

  #example(event) {
    const example = event.target.closest(".example");
    if (!example) return;
    event.preventDefault();
    this.actions.ask(example.value);
  }

  #tellLatest() {
    const last = this.element.querySelector(".turn:last-child");
    this.latest.hidden = !last || last.offsetTop < this.element.scrollTop + this.element.clientHeight;
  }
}

/** What a screen reader says of a fresh answer: the rest is read at leisure. */
function firstSentence(text) {
  const plain = text.replace(/\[\d+\]|[*#>|]/g, "").trim();
  return /^[\s\S]*?[。！？\n]/.exec(plain)?.[0].trim() ?? plain;
}
