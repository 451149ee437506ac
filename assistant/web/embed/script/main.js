// The chat in a host's page: one script tag, one shadow root, nothing else of the page touched.

import { drawAnswer, firstSentence } from "./answer.js";
import { read } from "./attributes.js";
import { Client, Failure } from "./client.js";
import { palette } from "./colour.js";
import { h } from "../../static/chat/dom.js";
import { press } from "./icons.js";
import { Memory } from "./memory.js";
import { Panel } from "./panel.js";

/* global STYLE, TEXTS: the style sheet and the words, put before this by assistant/web/embed/script.py */

class Widget {
  constructor(tag) {
    this.settings = read(tag);
    this.settings.full = `${this.settings.base}?${new URLSearchParams({ site: this.settings.site })}`;
    this.memory = new Memory(this.settings.site);
    this.kept = this.memory.kept;
    this.client = new Client(this.settings, this.kept.session);
    this.t = (key, values = {}) => TEXTS[key][this.settings.language].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
    this.host = h("div", { "data-zjtx": this.settings.mode });
    this.panel = new Panel(this.#root(), this.settings, this.t, {
      opened: () => this.#opened(),
      closed: () => this.#closed(),
      send: (text) => this.send(text),
      again: () => this.#again(),
      draft: (text) => this.#draft(text),
    });
    this.actions = {
      cite: (citation, mark) => this.panel.cite(citation, mark),
      ask: (question) => this.#ask(question),
      rate: (each, liked) => this.#rate(each, liked),
    };
    this.#place(tag);
    this.#colour();
    this.panel.setDraft(this.kept.draft);
    this.#redraw();
    if (this.settings.mode !== "floating") this.#opened();
    else if (this.kept.open) this.panel.open({ focus: false });
  }

  /** Send a question; it is kept from now on, whatever becomes of it. */
  async send(question) {
    if (this.pending) return;
    const turn = { question };
    this.kept.turns.push(turn);
    await this.#run(turn);
  }

  async #run(turn) {
    this.pending = turn;
    turn.failure = null;
    this.memory.save();
    this.panel.setBusy(true);
    this.panel.say(this.t("working"));
    this.#redraw();
    try {
      turn.answer = await this.#answer(turn.question);
      this.kept.conversation = turn.answer.conversation_id ?? this.kept.conversation;
      this.panel.say(firstSentence(turn.answer));
      this.#tell("answer", { status: turn.answer.status, kind: turn.answer.kind });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      turn.failure = { kind: error.kind, detail: error.detail, daily: error.daily };
      this.panel.say(this.#reason(turn.failure));
      this.#tell("failure", { kind: error.kind });
    } finally {
      this.pending = null;
      this.panel.setBusy(false);
      this.memory.save();
      this.#redraw();
    }
  }

  async #answer(question) {
    try {
      return await this.client.ask(question, this.kept.conversation);
    } catch (error) {
      if (error.kind !== "gone") throw error;
      return this.client.ask(question, null); // the conversation ran out: this question starts a new one
    }
  }

  async #opened() {
    this.kept.open = true;
    this.#tell("open", null);
    if (!this.site) await this.#describe();
    const { question } = this.settings;
    if (question && this.kept.asked !== question && this.site?.enabled) {
      this.kept.asked = question;
      this.send(question);
    }
  }

  #closed() {
    this.kept.open = false;
    this.#tell("close", null);
  }

  async #describe() {
    try {
      this.site = await this.client.describe();
      this.closed = this.site.enabled ? null : { kind: "paused", detail: this.site.message?.[this.settings.language] ?? "" };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.closed = { kind: error.kind, detail: error.detail };
    }
    if (this.site) {
      this.panel.title.textContent = this.site.title[this.settings.language];
      this.panel.operator.textContent = this.site.operator[this.settings.language];
      this.panel.setLimit(this.site.max_chars);
      this.#colour();
    }
    this.#redraw();
  }

  #redraw() {
    const { log } = this.panel;
    const turns = this.kept.turns.map((turn) => this.#turn(turn));
    const closed = this.closed && this.#failure(this.closed, () => this.#describe());
    log.replaceChildren(...[!this.closed && this.#welcome(), ...turns, closed].filter(Boolean));
    const last = log.lastElementChild;
    if (last && this.kept.turns.length) log.scrollTop = last.offsetTop - log.offsetTop;
  }

  #welcome() {
    if (!this.site) return null;
    const { language } = this.settings;
    const examples = this.kept.turns.length ? [] : this.site.examples.map((each) => press({ class: "pill", onclick: () => this.#ask(each[language]) }, each[language]));
    return h("div", { class: "welcome" }, h("p", {}, this.site.welcome[language]), examples.length > 0 && h("p", { class: "small" }, this.t("examples")), ...examples, h("p", { class: "small" }, this.t("kept_note")));
  }

  #turn(turn) {
    return h(
      "div",
      { class: "turn" },
      h("p", { class: "question" }, h("span", { class: "unseen" }, this.t("you")), turn.question),
      turn.answer && drawAnswer(turn, this.t, this.actions),
      turn.failure && this.#failure(turn.failure, () => !this.pending && this.#run(turn)),
      turn === this.pending && h("p", { class: "working" }, this.t("working")),
    );
  }

  #failure(failure, retry) {
    const again = () => {
      this.panel.input.focus();
      retry();
    };
    return h("div", { class: "failure", "data-kind": failure.kind }, h("p", {}, this.#reason(failure)), this.site && this.#contact(), press({ class: "pill", onclick: again }, this.t("retry")));
  }

  #contact() {
    const { phone, where_to_ask: where } = this.site;
    const number = /[0-9][0-9-]*/.exec(phone ?? "");
    return h("p", { class: "small" }, this.t("contact", { contact: where[this.settings.language] }), " ", number && h("a", { class: "phone", href: `tel:${number[0]}` }, phone));
  }

  #reason({ kind, detail, daily }) {
    if (detail && ["limit", "paused", "unfit"].includes(kind) && (this.settings.language === "zh" || kind === "paused")) return detail;
    if (kind === "limit") return this.t(daily ? "failed_limit_day" : "failed_limit");
    return this.t(`failed_${kind}`);
  }

  /** Ask by a button, which goes away: the focus moves to where one types. */
  #ask(question) {
    this.panel.input.focus();
    this.send(question);
  }

  /** Keep what the visitor thought of an answer; false where it could not be kept. */
  async #rate(turn, liked) {
    try {
      await this.client.rate(turn.answer.trace_id, turn.question, liked);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return false;
    }
    turn.liked = liked;
    this.memory.save();
    return true;
  }

  #again() {
    if (this.pending) return;
    this.memory.clear();
    this.panel.setDraft("");
    this.panel.input.focus();
    this.#redraw();
  }

  #draft(text) {
    this.kept.draft = text;
    this.memory.save();
  }

  #colour() {
    const colours = palette(this.settings.accent, this.site?.theme.accent);
    for (const [name, value] of Object.entries(colours)) this.host.style.setProperty(`--${name}`, value);
    this.host.dataset.position = this.settings.position ?? this.site?.theme.position ?? "right";
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
