// The page: a conversation, the sources beside it, the enterprise.

import { LostError } from "./api.js";
import { Composer } from "./composer.js";
import { button, h } from "./dom.js";
import { startHeader } from "./header.js";
import { Preview } from "./marks.js";
import { ProfilePanel } from "./profile.js";
import * as session from "./session.js";
import { makeSheet, narrow } from "./sheet.js";
import { Sources } from "./sources.js";
import { language, t } from "./texts.js";
import { drawTurn } from "./turn.js";

const PATIENCE_MS = 120_000; // the first question may build the index
const SO_FAR_MS = 150; // text that comes before the whole is shown only where the whole lets wait

export class Page {
  /**
   * @param root the element that holds the page as the server drew it
   * @param config what the server gave along
   * @param api as `createApi` makes it
   */
  constructor(root, config, api) {
    Object.assign(this, { root, config, api, pending: null, stopping: null });
    this.conversation = session.load();
    this.log = root.querySelector(".log");
    this.welcome = root.querySelector(".welcome");
    this.live = h("div", { class: "unseen", role: "status", "aria-live": "polite" });
    this.chip = button("", { class: "pill chip" });
    this.latest = button(t("jump_to_latest"), { class: "pill latest", hidden: true, onclick: () => this.#reveal(this.conversation.turns.at(-1)) });
    this.preview = new Preview();
    this.header = startHeader(root.querySelector(".top"), { onNew: () => this.#restart() });
    this.#buildPanels();
    this.composer = new Composer(root.querySelector(".composer"), config.max_chars, { onSend: (text) => this.send(text), onStop: () => this.#stop() });
    this.actions = {
      open: (citation, mark) => this.#open(citation, mark),
      ask: (question) => this.send(question),
      retry: (turn) => this.#run(turn),
      edit: (turn) => this.#takeBack(turn),
      keep: () => session.save(this.conversation),
      address: api.address,
      feedback: api.feedback,
      trace: api.trace,
      preview: this.preview,
    };
  }

  /** Take over from the server. */
  start() {
    this.log.addEventListener("scroll", () => this.#tellLatest());
    this.welcome?.addEventListener("click", (event) => this.#example(event));
    if (this.config.posted) this.#adopt(this.config.posted);
    this.redraw();
    this.#toEnd();
    this.#showLast();
    if (!narrow.matches) this.composer.focus();
    if (this.config.ask) this.#askOnce(this.config.ask);
  }

  /** Draw the whole conversation. */
  redraw() {
    const { turns } = this.conversation;
    this.header.setNew(turns.length > 0);
    this.log.replaceChildren(...(turns.length ? turns.map((turn) => this.#draw(turn)) : [this.welcome ?? ""]));
  }

  /** Send a question, with changes to the profile where there are any. */
  send(question, profile = null) {
    if (this.pending) return;
    this.preview.hide();
    const turn = { id: crypto.randomUUID?.() ?? `${Date.now()}`, question, profile, state: "sent" };
    this.conversation.turns.push(turn);
    this.#run(turn);
  }

  async #run(turn) {
    if (this.pending) return;
    Object.assign(turn, { state: "sent", message: null, reply: null, text: "" });
    this.pending = turn;
    this.stopping = new AbortController();
    session.save(this.conversation);
    this.composer.setBusy(true);
    this.#put(turn);
    this.#toEnd();
    const patience = setTimeout(() => this.stopping.abort(new LostError("silent")), PATIENCE_MS);
    try {
      await this.api.ask(this.#asked(turn), (state) => this.#receive(turn, state), this.stopping.signal);
    } catch (error) {
      const stopped = this.stopping.signal.reason === "stopped";
      Object.assign(turn, { state: stopped ? "stopped" : "failed", message: error instanceof LostError || error.name === "AbortError" ? t("failed_lost") : error.message });
    } finally {
      clearTimeout(patience);
      this.#finish(turn);
    }
  }

  #asked(turn) {
    const { config, conversation } = this;
    const asked = { turn: turn.id, question: turn.question, profile: turn.profile, conversation_id: conversation.conversationId, as_of: config.as_of, site: config.site, language: language() };
    return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== null && value !== undefined));
  }

  #receive(turn, state) {
    if (state.state === "text") {
      turn.text += state.text;
      setTimeout(() => this.pending === turn && this.#put(turn), SO_FAR_MS);
      return;
    }
    Object.assign(turn, { state: state.state, message: state.message, reply: state.reply });
    if (state.reply) this.conversation.conversationId = state.reply.answer.conversation_id ?? this.conversation.conversationId;
    else this.#put(turn);
  }

  #stop() {
    this.stopping?.abort("stopped");
  }

  #finish(turn) {
    this.pending = null;
    delete turn.text;
    this.composer.setBusy(false);
    this.#put(turn);
    session.save(this.conversation);
    this.live.textContent = turn.reply ? firstSentence(turn.reply.answer.answer) : (turn.message ?? t("failed_internal"));
    this.#showLast();
    this.#reveal(turn);
  }

  /** A turn that the form sent before the script was there. */
  #adopt({ question, reply }) {
    if (this.conversation.turns.some((turn) => turn.reply?.answer.trace_id === reply.answer.trace_id)) return;
    this.conversation.turns.push({ id: reply.answer.trace_id, question, state: "done", reply });
    this.conversation.conversationId = reply.answer.conversation_id;
    session.save(this.conversation);
  }

  /** The question of the page's address: asked, and taken out of the address, so that a reload does not ask again. */
  #askOnce(question) {
    const address = new URL(location.href);
    address.searchParams.delete("q");
    history.replaceState(history.state, "", address);
    this.composer.fill("");
    this.send(question);
  }

  #buildPanels() {
    const { root, api, config } = this;
    const [sources, profile] = [root.querySelector(".panel.sources"), root.querySelector(".panel.profile")];
    const main = root.querySelector(".talk");
    main.insertBefore(h("div", { class: "over-foot" }, this.latest, this.chip), main.querySelector(".foot"));
    main.append(this.live);
    const backdrop = h("div", { class: "backdrop", hidden: true });
    root.append(backdrop, this.preview.element);
    const beneath = [root.querySelector(".top"), main];
    this.sourcesSheet = makeSheet(sources, backdrop, beneath);
    this.profileSheet = makeSheet(profile, backdrop, beneath);
    this.sources = new Sources(sources, api.document, () => this.sourcesSheet.close());
    this.profile = new ProfilePanel(profile, this.chip, config.fields, {
      onChange: (sentence, change) => this.send(sentence, change),
      onRemove: (path) => this.#remove(path),
      onClose: () => this.profileSheet.close(),
      onOpen: (from) => this.profileSheet.open(from),
      selfCheck: api.address("check"),
    });
  }

  #showLast() {
    const reply = this.conversation.turns.findLast((turn) => turn.reply)?.reply;
    this.profile.show(reply?.answer.profile);
    if (reply?.citations.length && !narrow.matches) this.sources.show(reply.citations[0]);
    else this.sources.empty();
  }

  async #remove(path) {
    if (this.pending) return;
    const last = this.conversation.turns.findLast((turn) => turn.reply);
    const rest = without(last.reply.answer.profile, path);
    try {
      last.reply.answer.profile = await this.api.setProfile(this.conversation.conversationId, rest);
    } catch {
      return this.profile.say(t("profile_remove_failed"));
    }
    session.save(this.conversation);
    this.profile.show(last.reply.answer.profile);
  }

  #open(citation, mark) {
    this.preview.hide();
    for (const other of this.log.querySelectorAll(".mark.chosen")) other.classList.remove("chosen");
    mark.classList.add("chosen");
    this.sources.show(citation, { whole: true });
    this.sourcesSheet.open(mark);
  }

  #draw(turn) {
    return drawTurn(turn, turn === this.pending, this.actions);
  }

  /** Draw one turn, in its place or at the end. */
  #put(turn) {
    const old = this.log.querySelector(`[data-turn="${turn.id}"]`);
    if (old) return old.replaceWith(this.#draw(turn));
    if (this.conversation.turns.length === 1) this.redraw();
    else this.log.append(this.#draw(turn));
  }

  #takeBack(turn) {
    this.conversation.turns = this.conversation.turns.filter((each) => each !== turn);
    session.save(this.conversation);
    this.redraw();
    this.composer.fill(turn.question);
    this.composer.focus();
  }

  #example(event) {
    const example = event.target.closest(".example");
    if (!example) return;
    event.preventDefault();
    this.send(example.value);
  }

  #restart() {
    if (this.pending) return;
    if (!this.welcome) return location.assign("./");
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

/** What a screen reader says of a fresh answer: the rest is read at leisure. */
function firstSentence(text) {
  const plain = text.replace(/\[\d+\]|[*#>|]/g, "").trim();
  return /^[\s\S]*?[。！？\n]/.exec(plain)?.[0].trim() ?? plain;
}

/** A profile without one entry, such as `revenue.2021`. */
function without(profile, path) {
  const [key, year] = path.split(".");
  const { [key]: entry, ...rest } = profile;
  if (!year) return rest;
  const { [year]: _, ...years } = entry;
  return Object.keys(years).length ? { ...rest, [key]: years } : rest;
}
