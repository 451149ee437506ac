// The chat in a host's page: one script tag, one shadow root, nothing else of the page touched.
// It asks, hears, draws and copies by the chat page's own modules; what is here is the frame around them.

import { conditions } from "../../static/chat/conditions.js";
import { createApi, Failure } from "../../static/chat/api.js";
import { Asking, failed } from "../../static/chat/asking.js";
import { Composer, composerForm } from "../../static/chat/composer.js";
import { button, h } from "../../static/chat/dom.js";
import { Log } from "../../static/chat/log.js";
import { setTexts, t } from "../../static/chat/texts.js";
import { drawFailure } from "../../static/chat/turn.js";
import { read } from "./attributes.js";
import { palette } from "./colour.js";
import { code, Memory } from "./memory.js";
import { Panel } from "./panel.js";

/* global STYLE, TEXTS: the style sheet and the words, put before this by assistant/web/embed/script.py */

class Widget {
  constructor(tag) {
    this.settings = read(tag);
    const { key, base, language } = this.settings;
    this.settings.full = `${this.settings.base}?${new URLSearchParams({ site: this.settings.site })}`;
    setTexts(Object.fromEntries(Object.entries(TEXTS).map(([name, said]) => [name, said[Number(language === "en")]])), language);
    this.memory = new Memory(this.settings.site);
    this.kept = this.memory.kept;
    this.api = createApi(base, { "X-Session": this.kept.session, ...(key ? { "X-Site-Key": key } : {}) });
    this.asking = new Asking(this.api, { onChange: (turn) => this.#changed(turn), onEnd: (turn) => this.#ended(turn) });
    this.host = h("div", { "data-zjtx": this.settings.mode });
    this.log = new Log(h("div", { class: "log", tabindex: "0", role: "region", "aria-label": t("conversation") }), this.#actions());
    const form = composerForm();
    this.panel = new Panel(this.#root(), this.settings, { log: this.log.element, latest: this.log.latest, live: this.log.live, form }, {
      opened: () => this.#opened(),
      closed: () => this.#closed(),
      again: () => this.#again(),
    });
    this.composer = new Composer(form, Infinity, { onSend: (text) => this.send(text), onStop: () => this.asking.stop(), onDraft: (text) => this.#draft(text) });
    this.#place(tag);
    this.#colour();
    this.composer.fill(this.kept.draft);
    this.#show();
    if (this.settings.mode !== "floating") this.#opened();
    else if (this.kept.open) this.panel.open({ focus: false });
  }

  /** Send a question; it is kept from now on, whatever becomes of it. */
  send(question) {
    if (this.asking.pending) return;
    const turn = { id: code(), question };
    this.kept.turns.push(turn);
    this.#run(turn);
  }

  #run(turn) {
    if (this.asking.pending) return;
    const asked = { turn: turn.id, question: turn.question, site: this.settings.site, language: this.settings.language };
    if (this.kept.conversationId) asked.conversation_id = this.kept.conversationId;
    this.asking.run(turn, asked);
    this.composer.setBusy(true);
    this.memory.save(); // before the answer: a reload finds the question
    this.log.live.textContent = t("working");
    this.log.toEnd();
  }

  #changed(turn) {
    if (this.kept.turns.length === 1 && turn.state === "sent") this.#show();
    else this.log.put(turn, turn === this.asking.pending);
  }

  #ended(turn) {
    this.composer.setBusy(false);
    const answer = turn.reply?.answer;
    this.kept.conversationId = answer?.conversation_id ?? this.kept.conversationId;
    this.log.put(turn, false);
    this.log.announce(turn);
    this.log.reveal(turn);
    if (answer) this.#tell("answer", { status: answer.status, kind: answer.kind });
    else if (turn.kind) this.#tell("failure", { kind: turn.kind });
    else this.memory.save();
  }

  #show() {
    this.log.show(this.kept.turns, this.asking.pending);
    this.log.toEnd();
  }

  #actions() {
    const actions = {
      ask: (question) => (this.composer.focus(), this.send(question)), // the button asked by goes away
      retry: (turn) => (this.composer.focus(), this.#run(turn)),
      edit: (turn) => this.#takeBack(turn),
      supplement: () => this.composer.focus(),
      again: (turn) => (this.composer.fill(turn.question), this.composer.focus()),
      open: (citation, mark) => this.panel.cite(citation, mark),
      card: ({ reply }, byMark) => conditions(reply.answer.check, byMark, actions),
      keep: () => this.memory.save(),
      feedback: this.api.feedback,
      contact: () => this.words && this.#contact(),
    };
    return actions;
  }

  async #opened() {
    this.kept.open = true;
    this.#tell("open", null);
    if (!this.words) await this.#describe();
    const { question } = this.settings;
    if (question && this.kept.asked !== question && this.words && this.panel.notice.hidden) {
      this.kept.asked = question;
      this.send(question);
    }
  }

  #closed() {
    this.kept.open = false;
    this.#tell("close", null);
  }

  /** What the site says of itself: who answers, with what to begin, whether it is open. */
  async #describe() {
    let closed = null;
    try {
      const site = await this.api.site(this.settings.site);
      this.words = this.#in(site);
      if (!site.enabled) closed = failed("paused", this.words.message ?? "");
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      closed = failed(error.kind, error.told);
    }
    this.panel.tell(closed && drawFailure(closed, [button(t("retry"), { class: "small primary", onclick: () => (this.composer.focus(), this.#describe()) })], this.#actions()));
    if (!this.words) return;
    this.panel.title.textContent = this.words.title;
    this.panel.operator.textContent = this.words.operator;
    this.composer.limit = this.words.max_chars;
    this.#colour();
    this.log.welcome = closed ? null : this.#welcome();
    if (!this.kept.turns.length) this.#show();
  }

  #welcome() {
    const { welcome, examples } = this.words;
    const ask = (question) => button(question, { class: "pill", onclick: () => this.#actions().ask(question) });
    return h("div", { class: "welcome" }, h("p", {}, welcome), h("p", { class: "note" }, t("examples")), ...examples.map(ask), h("p", { class: "note" }, t("kept_for_a_while")));
  }

  /** Texts as the site or the script gives them, each in the language of the widget. */
  #in(texts) {
    const one = (said) => (Array.isArray(said) ? said.map(one) : (said?.[this.settings.language] ?? said));
    return Object.fromEntries(Object.entries(texts).map(([name, said]) => [name, one(said)]));
  }

  #contact() {
    const { phone, where_to_ask: where } = this.words;
    const number = /[0-9][0-9-]*/.exec(phone ?? "");
    return h("p", { class: "note" }, t("contact", { contact: where }), " ", number && h("a", { class: "phone", href: `tel:${number[0]}` }, phone));
  }

  #takeBack(turn) {
    this.kept.turns.splice(this.kept.turns.indexOf(turn), 1);
    this.#show();
    this.composer.fill(turn.question);
    this.composer.focus();
  }

  #again() {
    if (this.asking.pending) return;
    this.memory.clear();
    this.composer.fill("");
    this.composer.focus();
    this.#show();
  }

  #draft(text) {
    this.kept.draft = text;
    this.memory.save();
  }

  #colour() {
    const colours = palette(this.settings.accent, this.words?.theme.accent);
    for (const [name, value] of Object.entries(colours)) this.host.style.setProperty(`--host-${name}`, value);
    this.host.dataset.position = this.settings.position ?? this.words?.theme.position ?? "right";
  }

  #root() {
    const root = this.host.attachShadow({ mode: "open" });
    if ("adoptedStyleSheets" in root && "replaceSync" in CSSStyleSheet.prototype) {
      const sheet = new CSSStyleSheet(); // a strict content policy allows it without a nonce
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
    } else root.append(h("style", {}, STYLE));
    return root;
  }

  #place(tag) {
    if (this.settings.mode === "floating") document.documentElement.append(this.host); // a body that is moved or scaled moves nothing of ours
    else if (document.head.contains(tag)) document.body.append(this.host);
    else tag.after(this.host);
  }

  /** The host's page may listen: zjtx:open, zjtx:close, zjtx:answer, zjtx:failure. */
  #tell(name, detail) {
    this.memory.save();
    this.host.dispatchEvent(new CustomEvent(`zjtx:${name}`, { detail, bubbles: true }));
  }
}

const tag = document.currentScript ?? [...document.querySelectorAll("script[data-site]")].at(-1);
if (tag) {
  if (document.body) new Widget(tag);
  else document.addEventListener("DOMContentLoaded", () => new Widget(tag));
}
