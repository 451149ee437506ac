// The page: a conversation, what decides in it, the sources beside it, the enterprise.

import { Asking } from "./asking.js";
import { closedByBack } from "./back.js";
import { checklist } from "./checklist.js";
import { Chips } from "./chips.js";
import { Composer } from "./composer.js";
import { timeline } from "./dates.js";
import { button, h } from "./dom.js";
import { startHeader } from "./header.js";
import { exportRow } from "./export.js";
import { asLetter } from "./letters.js";
import { ConversationList } from "./list.js";
import { Log } from "./log.js";
import { printedSources } from "./paper.js";
import { Preview } from "./preview.js";
import { changed, ProfilePanel, without } from "./profile.js";
import { Sharing } from "./sharing.js";
import { makeSheet, narrow } from "./sheet.js";
import { Sources } from "./sources.js";
import { Store } from "./store.js";
import { day, language, t } from "./texts.js";
import { Toast } from "./toast.js";
import { traceOf } from "./trace.js";
import { VerdictCard } from "./verdict_card.js";

export class Page {
  /**
   * @param root the element that holds the page as the server drew it
   * @param config what the server gave along
   * @param api as `createPageApi` makes it
   */
  constructor(root, config, api) {
    Object.assign(this, { root, config, api, store: new Store(), toast: new Toast(), preview: new Preview() });
    this.conversation = this.store.current();
    this.asking = new Asking(api, { onChange: (turn) => this.#changed(turn), onEnd: (turn) => this.#ended(turn) });
    this.sharing = new Sharing(() => this.conversation, api, { keep: () => this.store.save(this.conversation), site: config.site ?? undefined });
    this.list = new ConversationList(this.store, {
      currentId: () => this.conversation.id,
      onOpen: (id) => this.#show(this.store.open(id)),
      onRemoved: (id) => id === this.conversation.id && this.#show(this.store.fresh()),
      more: [exportRow(() => this.conversation.turns, api, config.site ?? undefined), this.sharing.element],
      onPutBack: (id) => !this.conversation.turns.length && this.#show(this.store.open(id)),
    });
    this.header = startHeader(root.querySelector(".top"), { onNew: () => this.#restart(), onList: () => (this.sharing.draw(), this.list.open()) });
    this.composer = new Composer(root.querySelector(".composer"), config.max_chars, {
      onSend: (text) => this.send(text),
      onStop: () => this.asking.stop(),
      onDraft: (text) => this.store.keepDraft(this.conversation.id, text),
    });
    this.log = new Log(root.querySelector(".log"), this.#actions());
    this.#buildPanels();
  }

  /** Take over from the server. */
  start() {
    this.store.watch((id) => id === this.conversation.id && this.#mergeFromElsewhere());
    if (this.config.posted) this.#adopt(this.config.posted);
    const typed = this.config.ask ? "" : this.composer.text; // before the script was there
    this.#show(this.conversation);
    if (typed) this.composer.fill(typed);
    if (!narrow.matches) this.composer.focus();
    if (this.config.ask) this.#askOnce(this.config.ask);
  }

  /**
   * Send a question.
   * @param more profile, tier, round, track, forget or as_of to send along
   */
  send(question, more = {}) {
    if (this.asking.pending) return;
    this.preview.hide();
    this.toast.clear();
    const turn = { id: crypto.randomUUID?.() ?? `${Date.now()}`, at: Date.now(), question, more };
    this.conversation.turns.push(turn);
    this.#run(turn);
  }

  #run(turn) {
    if (this.asking.pending) return;
    const { config, conversation } = this;
    conversation.choice.as_of = this.#day; // the address is gone after a look at another page
    const asked = { turn: turn.id, question: turn.question, conversation_id: conversation.conversationId, as_of: this.#day, site: config.site, language: language(), ...turn.more };
    this.asking.run(turn, Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== null && value !== undefined)));
    this.composer.setBusy(true);
    this.store.save(conversation); // before the answer: a reload finds the question
    this.header.setNew(true);
    this.log.toEnd();
  }

  #changed(turn) {
    if (this.conversation.turns.length === 1 && turn.state === "sent") this.log.show(this.conversation.turns, turn);
    else this.log.put(turn, turn === this.asking.pending);
  }

  #ended(turn) {
    this.composer.setBusy(false);
    if (turn.reply) this.conversation.conversationId = turn.reply.answer.conversation_id ?? this.conversation.conversationId;
    if (this.store.save(this.conversation)) this.log.show(this.conversation.turns, null);
    else this.log.put(turn, false);
    this.log.announce(turn);
    this.#showBeside();
    this.log.reveal(turn);
  }

  /** Show a conversation from its end. */
  #show(conversation) {
    this.conversation = conversation;
    this.header.setNew(conversation.turns.length > 0);
    this.log.show(conversation.turns, this.asking.pending);
    this.composer.fill(this.store.draft(conversation.id));
    if (conversation.turns.length) this.log.toEnd();
    this.#showBeside();
  }

  /** The day chosen here, else that of the address; null is today, taken off included. */
  get #day() {
    const { as_of: chosen } = this.conversation.choice;
    return chosen === undefined ? this.config.as_of : chosen;
  }

  get #lastReply() {
    return this.conversation.turns.findLast((turn) => turn.reply)?.reply;
  }

  #showBeside() {
    const reply = this.#lastReply;
    this.profile.show(reply?.answer.profile);
    this.chips.show(reply?.answer.context, this.#day);
    if (reply?.citations.length && !narrow.matches) this.sources.show(reply.citations.find((each) => each.applies) ?? reply.citations[0]);
    else this.sources.empty();
  }

  #mergeFromElsewhere() {
    if (!this.store.merge(this.conversation)) return;
    this.log.show(this.conversation.turns, this.asking.pending);
    this.#showBeside();
  }

  /** A turn that the form sent before the script was there. */
  #adopt({ question, reply }) {
    const id = reply.answer.trace_id;
    if (this.conversation.turns.some((turn) => turn.id === id)) return;
    this.conversation.turns.push({ id, at: Date.now(), question, state: "done", reply, more: {} });
    this.conversation.conversationId = reply.answer.conversation_id;
    this.store.save(this.conversation);
  }

  /** The question of the page's address: asked in a conversation of its own, and taken out of the address. */
  #askOnce(question) {
    const address = new URL(location.href);
    address.searchParams.delete("q");
    history.replaceState(history.state, "", address);
    this.#show(this.store.fresh());
    this.send(question);
  }

  #actions() {
    const actions = {
      card: (turn, byMark) => new VerdictCard(turn, byMark, actions).element,
      selfCheck: () => this.#selfCheck(),
      ask: (question, more) => this.send(question, more),
      retry: (turn) => this.#run(turn),
      edit: (turn) => this.#takeBack(turn),
      supplement: () => this.composer.focus(),
      again: (turn) => (this.composer.fill(turn.question), this.composer.focus()),
      keep: () => this.store.save(this.conversation),
      open: (citation, mark) => this.#open(citation, mark),
      fieldOf: (path) => this.config.fields[path.split(".")[0]],
      mostWan: this.config.most_wan,
      tell: (path, value) => this.#tell(path, value),
      check: (profile, { basis, as_of: asOf }) => this.api.check(compact({ profile, tier: basis.tier, track: basis.track, round: basis.round, as_of: asOf, site: this.config.site, lang: language() })),
      feedback: this.api.feedback,
      letters: {
        copy_with_clauses: (turn) => asLetter("with_clauses", turn, this.config.words),
        copy_mail: (turn) => asLetter("mail", turn, this.config.words),
      },
      paper: printedSources,
      lists: ({ id, reply }) => this.#lists(id, reply),
      trace: (id) => traceOf(id, this.api),
      preview: this.preview,
    };
    return actions;
  }

  /** What stands beneath an answer's text: windows, and materials to tick. */
  #lists(id, { answer, deadlines, materials }) {
    const ticks = (this.conversation.ticks ??= {});
    return [
      deadlines.length > 0 && timeline(deadlines, answer.as_of, this.api.address),
      materials.length > 0 && checklist(materials, id, ticks, () => this.store.save(this.conversation)),
    ];
  }

  #buildPanels() {
    const { root, api, config } = this;
    const chip = button("", { class: "pill chip" });
    const [sources, profile, main] = [".panel.sources", ".panel.profile", ".talk"].map((each) => root.querySelector(each));
    const chips = h("div", { class: "chips", role: "group", "aria-label": t("chips") });
    main.prepend(chips);
    main.querySelector(".foot").before(this.toast.element, this.log.latest);
    main.append(this.log.live);
    const backdrop = h("div", { class: "backdrop", hidden: true });
    root.append(backdrop, this.preview.element, this.list.element);
    const beneath = [root.querySelector(".top"), main];
    this.sourcesSheet = makeSheet(sources, backdrop, beneath, closedByBack);
    this.profileSheet = makeSheet(profile, backdrop, beneath, closedByBack);
    this.sources = new Sources(sources, api.document, () => this.sourcesSheet.close());
    this.chips = new Chips(chips, config, (change) => this.#decide(change));
    this.chips.profile = chip;
    this.profile = new ProfilePanel(profile, chip, config.fields, {
      onChange: (sentence, change) => this.send(sentence, { profile: change }),
      onRemove: (path) => this.#setProfile(without(this.#lastReply.answer.profile, path)),
      onClear: () => this.#clear(),
      onClose: () => this.profileSheet.close(),
      onOpen: (from) => this.profileSheet.open(from),
      selfCheck: () => this.#selfCheck(),
    });
  }

  /** One chip was changed or taken off: the last question is gone on with. */
  #decide(change) {
    if (this.asking.pending) return;
    const [[name, value]] = Object.entries(change);
    const { tiers, tracks, rounds } = this.config;
    if (name === "as_of") {
      this.conversation.choice.as_of = value;
      this.send(value ? t("chip_ask_day", { date: day(value) }) : t("chip_ask_today"));
    } else if (value === null) this.send(t("chip_ask_no_round"), { forget: ["round"] });
    else this.send(t("chip_ask", { name: { tier: tiers[value], track: tracks[value], round: rounds.find((each) => each.batch === value)?.name }[name] }), change);
  }

  /** One fact told by a tap: kept in the conversation. */
  async #tell(path, value) {
    const profile = await this.api.setProfile(this.conversation.conversationId, changed(this.#lastReply.answer.profile, path, value));
    this.#lastReply.answer.profile = profile;
    this.profile.show(profile);
    return profile;
  }

  async #setProfile(profile) {
    if (this.asking.pending) return false;
    try {
      this.#lastReply.answer.profile = await this.api.setProfile(this.conversation.conversationId, profile);
    } catch {
      this.profile.say(t("profile_remove_failed"));
      return false;
    }
    this.store.save(this.conversation);
    this.profile.show(this.#lastReply.answer.profile);
    return true;
  }

  async #clear() {
    const before = this.#lastReply.answer.profile;
    this.profileSheet.close();
    if (await this.#setProfile({})) this.toast.show(t("profile_cleared"), () => this.#setProfile(before));
  }

  /** The self-check for what decides here, with what was said. */
  #selfCheck() {
    const { basis } = this.#lastReply.answer;
    const choice = compact({ tier: basis?.tier, track: basis?.track, round: basis?.round, as_of: this.#day, site: this.config.site, lang: language() });
    return `${this.api.address("check")}?${new URLSearchParams(choice)}#chat`;
  }

  #open(citation, mark) {
    this.preview.hide();
    this.log.choose(mark);
    this.sources.show(citation, { whole: true });
    this.sourcesSheet.open(mark);
  }

  #takeBack(turn) {
    this.conversation.dropped.push(turn.id);
    this.conversation.turns = this.conversation.turns.filter((each) => each !== turn);
    this.store.save(this.conversation);
    this.log.show(this.conversation.turns, null);
    this.composer.fill(turn.question);
    this.composer.focus();
  }

  #restart() {
    if (this.asking.pending) return;
    if (!this.log.welcome) return location.assign(this.root.querySelector("[data-tool=new]").href);
    const before = this.conversation;
    this.#show(this.store.fresh());
    this.toast.show(t("restarted"), () => this.#show(this.store.open(before.id)));
    this.composer.focus();
  }
}

function compact(request) {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== null && value !== undefined));
}
