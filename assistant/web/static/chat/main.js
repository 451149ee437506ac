// The chat page. Gradio carries the turns; this draws them.

import { drawReply } from "./answer.js";
import { address, alive } from "./api.js";
import { Composer } from "./composer.js";
import { button, h, icon } from "./dom.js";
import { hidePreview, previewCard } from "./marks.js";
import { ProfilePanel } from "./profile.js";
import * as session from "./session.js";
import { isNarrow, makeSheet } from "./sheet.js";
import { Sources } from "./sources.js";
import { language, pick, setTexts, t } from "./texts.js";

const SILENCE_MS = 10_000; // without a word from the server for so long, the page asks whether it is there
const PATIENCE_SENT = 3; // silences until a question that was never taken up counts as lost: the server was restarted
const PATIENCE_WORKING = 30; // the same for one that was: the first question may build the index
const appearance = window.zjtxAppearance;

/** Called once Gradio has put the component on the page. */
export function start({ element, config, ask, onReply, server }) {
  setTexts(config.texts);
  const page = new Page(element, config, ask, server);
  onReply((state) => page.receive(state));
}

class Page {
  constructor(element, config, ask, server) {
    Object.assign(this, { config, ask, server, pending: null, watchdog: null });
    this.conversation = session.load();
    for (const turn of this.conversation.turns) turn.fresh = false;

    this.header = h("header", { class: "top" });
    this.log = h("div", { class: "log", id: "conversation", tabindex: "-1" });
    this.live = h("div", { class: "unseen", role: "status", "aria-live": "polite" });
    this.foot = h("div", { class: "foot" });
    this.chip = button("", { class: "pill chip" });
    this.latest = button(t("jump_to_latest"), { class: "pill latest", hidden: true, onclick: () => this.#reveal(this.conversation.turns.at(-1)) });
    const main = h("main", { class: "talk" }, this.log, this.live, h("div", { class: "over-foot" }, this.latest, this.chip), this.foot);
    const sources = h("section", { class: "panel sources", role: "region" });
    const profile = h("section", { class: "panel profile", role: "region" });
    const backdrop = h("div", { class: "backdrop", hidden: true });
    element.replaceChildren(h("div", { class: "page" }, this.header, h("div", { class: "columns" }, main, h("div", { class: "side" }, sources, profile)), backdrop, previewCard));

    const beneath = [this.header, main];
    this.sourcesSheet = makeSheet(sources, backdrop, beneath);
    this.profileSheet = makeSheet(profile, backdrop, beneath);
    this.sourcesElement = sources;
    this.profileElement = profile;
    this.sources = new Sources(sources, () => this.sourcesSheet.close());
    this.profile = new ProfilePanel(profile, this.chip, config.fields, {
      onChange: (sentence, change) => this.send(sentence, change),
      onRemove: (path) => this.#remove(path),
      onClose: () => this.profileSheet.close(),
      onOpen: (from) => this.profileSheet.open(from),
      selfCheck: config.self_check,
    });
    this.composer = new Composer(this.foot, config.max_chars, (text) => this.send(text));
    this.log.addEventListener("scroll", () => this.#tellLatest());
    this.actions = {
      open: (citation, mark) => this.#open(citation, mark),
      ask: (question) => this.send(question),
      feedback: (word) => server.feedback(word).then(Boolean, () => false),
      keep: () => session.save(this.conversation),
      trace: (id) => server.trace(id).catch(() => null),
    };
    this.redraw();
    this.#toEnd();
    this.#showLast();
    if (!isNarrow()) this.composer.focus();
    const again = this.conversation.turns.find((turn) => turn.state === "again");
    if (again) setTimeout(() => this.#run(again));
  }

  /** Draw everything in the language now in use. */
  redraw() {
    document.title = t("page_title", { title: pick(this.config.site.title), operator: pick(this.config.site.operator) });
    this.sourcesElement.setAttribute("aria-label", t("panel"));
    this.profileElement.setAttribute("aria-label", t("profile"));
    this.log.setAttribute("aria-label", t("conversation"));
    this.latest.textContent = t("jump_to_latest");
    this.header.replaceChildren(...this.#top());
    this.log.replaceChildren(...(this.conversation.turns.length ? this.conversation.turns.map((turn) => this.#turn(turn)) : [this.#welcome()]));
    this.composer.redraw();
    this.sources.redraw();
    this.profile.redraw();
  }

  /** Send a question, with changes to the profile where there are any. */
  send(question, profile = null) {
    if (this.pending) return;
    hidePreview();
    const turn = { id: crypto.randomUUID?.() ?? String(Date.now()), question, profile, state: "sent" };
    this.conversation.turns.push(turn);
    this.#run(turn);
  }

  /** A state of a turn has come. */
  receive(state) {
    const turn = this.pending;
    if (!turn || state?.turn !== turn.id) return;
    turn.state = state.state;
    if (state.state === "working") return this.#watch(turn), this.#put(turn);
    turn.message = state.message;
    turn.reply = state.reply;
    turn.fresh = true;
    if (state.reply) this.conversation.conversationId = state.reply.answer.conversation_id ?? this.conversation.conversationId;
    this.#finish(turn);
  }

  #run(turn) {
    Object.assign(turn, { state: "sent", message: null, reply: null, silences: 0 });
    this.pending = turn;
    this.composer.setBusy(true);
    this.#put(turn);
    this.#toEnd();
    this.#watch(turn);
    this.ask({ turn: turn.id, question: turn.question, profile: turn.profile, conversation_id: this.conversation.conversationId, language: language() });
  }

  #watch(turn) {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(async () => {
      if (this.pending !== turn) return;
      turn.silences = (turn.silences ?? 0) + 1;
      const patience = turn.state === "working" ? PATIENCE_WORKING : PATIENCE_SENT;
      if (turn.silences < patience && (await alive())) return this.#watch(turn);
      if (this.pending !== turn) return;
      Object.assign(turn, { state: "failed", lost: true, message: t("failed_lost") });
      this.#finish(turn);
    }, SILENCE_MS);
  }

  #finish(turn) {
    clearTimeout(this.watchdog);
    this.pending = null;
    this.composer.setBusy(false);
    this.#put(turn);
    session.save(this.conversation);
    turn.fresh = false;
    this.live.textContent = turn.reply ? turn.reply.answer.answer.replace(/\[\d+\]|[*#>|]/g, "") : (turn.message ?? t("failed_internal"));
    this.#showLast();
    this.#reveal(turn);
  }

  #showLast() {
    const reply = this.conversation.turns.findLast((turn) => turn.reply)?.reply;
    this.profile.show(reply?.answer.profile);
    if (reply?.citations.length && !isNarrow()) this.sources.show(reply.citations[0]);
    else this.sources.empty();
  }

  async #remove(path) {
    if (this.pending) return;
    const profile = await this.server.remove({ conversation_id: this.conversation.conversationId, path }).catch(() => null);
    if (!profile) return this.profile.say(t("profile_remove_failed"));
    const last = this.conversation.turns.findLast((turn) => turn.reply);
    last.reply.answer.profile = profile;
    session.save(this.conversation);
    this.profile.show(profile);
  }

  #open(citation, mark) {
    hidePreview();
    for (const other of this.log.querySelectorAll(".mark.chosen")) other.classList.remove("chosen");
    mark.classList.add("chosen");
    this.sources.show(citation, { whole: true });
    this.sourcesSheet.open(mark);
  }

  /** Draw one turn, in its place or at the end. */
  #put(turn) {
    const old = this.log.querySelector(`[data-turn="${turn.id}"]`);
    if (old) return old.replaceWith(this.#turn(turn));
    if (this.conversation.turns.length === 1) {
      this.log.replaceChildren();
      this.header.replaceChildren(...this.#top());
    }
    this.log.append(this.#turn(turn));
  }

  #turn(turn) {
    return h(
      "article",
      { class: "turn", "data-turn": turn.id, "aria-busy": String(turn === this.pending) },
      h("div", { class: "asked" }, h("span", { class: "unseen" }, t("you")), h("p", {}, turn.question)),
      turn.reply ? drawReply(turn, this.actions) : turn === this.pending ? this.#waiting(turn) : this.#failed(turn),
    );
  }

  #waiting(turn) {
    return h("p", { class: "waiting" }, h("i", { class: "dots", "aria-hidden": "true" }), t(turn.state === "working" ? "working" : "queued"));
  }

  #failed(turn) {
    return h(
      "div",
      { class: "reply failed", role: "alert" },
      h("p", { class: "failed-title" }, icon("warning"), t("failed_title")),
      h("p", {}, turn.message ?? t("failed_internal")),
      h(
        "p",
        { class: "under-row" },
        button(t("retry"), { class: "small primary", onclick: () => this.#retry(turn) }),
        button(t("edit_question"), { class: "small", onclick: () => this.#takeBack(turn) }),
      ),
    );
  }

  /** Ask again; after a lost connection on a fresh page, for Gradio does not take up a broken one. */
  async #retry(turn) {
    if (this.pending) return;
    if (!turn.lost) return this.#run(turn);
    if (!(await alive())) return;
    Object.assign(turn, { state: "again", lost: false });
    session.save(this.conversation);
    location.reload();
  }

  #takeBack(turn) {
    this.conversation.turns = this.conversation.turns.filter((each) => each !== turn);
    session.save(this.conversation);
    this.redraw();
    this.composer.fill(turn.question);
  }

  #welcome() {
    const { site } = this.config;
    return h(
      "div",
      { class: "welcome" },
      h("h2", {}, pick(site.title)),
      h("p", {}, pick(site.welcome)),
      h("p", { class: "examples-title" }, t("examples")),
      h(
        "ul",
        { class: "examples" },
        ...site.examples.map((example) =>
          h("li", {}, button("", { class: "example", onclick: () => this.send(pick(example)) }, h("span", {}, t(`example_${example.kind}`)), h("strong", {}, pick(example)))),
        ),
      ),
      this.config.self_check && h("p", { class: "to-check" }, h("a", { class: "small primary", href: address("check") }, t("start_self_check")), h("span", {}, t("start_self_check_hint"))),
    );
  }

  #top() {
    const dark = appearance.get("theme") === "dark";
    const large = appearance.get("large") === "true";
    const toggle = (name, value) => () => {
      appearance.set(name, value);
      this.redraw();
      this.header.querySelector(`[data-tool=${name}]`).focus();
    };
    return [
      h("a", { class: "skip", href: "#question", onclick: (event) => (event.preventDefault(), this.composer.focus()) }, t("skip_to_input")),
      h(
        "div",
        { class: "bar" },
        h("p", { class: "operator" }, h("span", {}, pick(this.config.site.operator)), h("i", { "aria-hidden": "true" }, "·"), h("strong", { role: "heading", "aria-level": "1" }, pick(this.config.site.title))),
        h(
          "nav",
          { class: "tools" },
          this.conversation.turns.length > 0 && button(t("new_conversation"), { class: "quiet", title: t("new_conversation_name"), onclick: () => this.#restart() }),
          this.config.self_check && h("a", { class: "quiet", href: address("check") }, t("self_check")),
          button(t("language_short"), { class: "quiet", "aria-label": t("language"), title: t("language"), "data-tool": "language", lang: language() === "en" ? "zh" : "en", onclick: toggle("language", language() === "en" ? "zh" : "en") }),
          button(t("large_type"), { class: "quiet", "aria-label": t("large_type_name"), "data-tool": "large", "aria-pressed": String(large), onclick: toggle("large", !large) }),
          button("", { class: "icon-button", "data-tool": "theme", "aria-label": t("dark_name"), title: t("dark_name"), "aria-pressed": String(dark), onclick: toggle("theme", dark ? "light" : "dark") }, icon(dark ? "sun" : "moon")),
        ),
      ),
      h("p", { class: "hint" }, icon("info"), t("hint")),
    ];
  }

  #restart() {
    if (this.pending) return;
    this.conversation = session.clear();
    this.redraw();
    this.#showLast();
    this.composer.focus();
  }

  #toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  /** Bring the start of a fresh answer in sight: it is read from its first sentence. */
  #reveal(turn) {
    const article = this.log.querySelector(`[data-turn="${turn.id}"]`);
    if (article) this.log.scrollTop = Math.max(0, article.offsetTop - 16);
    this.#tellLatest();
  }

  #tellLatest() {
    const last = this.log.querySelector(".turn:last-child");
    this.latest.hidden = !last || last.offsetTop < this.log.scrollTop + this.log.clientHeight;
  }
}
