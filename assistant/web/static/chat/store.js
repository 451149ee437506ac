// The conversations of this browser. Two windows on one conversation find each other's turns.

const LIST = "zjtx.conversations";
const CURRENT = "zjtx.current"; // of this window, else the one that was open last
const TITLE_CHARACTERS = 40;
const keyOf = (id) => `zjtx.conversation.${id}`;
const draftOf = (id) => `zjtx.draft.${id}`;
const newId = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;

/** A browser may forbid storage: then everything lasts until the page is left. */
function usable(storage) {
  const kept = new Map();
  try {
    storage().setItem("zjtx.test", "1");
    storage().removeItem("zjtx.test");
    return storage();
  } catch {
    return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
  }
}

export class Store {
  constructor() {
    this.local = usable(() => localStorage);
    this.session = usable(() => sessionStorage);
  }

  /** The conversation of this window, as it was left. */
  current() {
    return this.open(this.session.getItem(CURRENT) ?? this.local.getItem(CURRENT) ?? newId());
  }

  fresh() {
    return this.open(newId());
  }

  /** The conversation of this id, from now on that of this window. */
  open(id) {
    this.session.setItem(CURRENT, id);
    this.#write(CURRENT, id);
    return this.#read(keyOf(id)) ?? { id, conversationId: null, turns: [], dropped: [], ticks: {}, choice: {} };
  }

  /** Every conversation, the newest first: id, title, updated. */
  list() {
    return (this.#read(LIST) ?? []).sort((a, b) => b.updated - a.updated);
  }

  /** Those whose title, questions or answers hold these words. */
  search(words) {
    const wanted = words.trim().toLowerCase();
    return this.list().filter(({ id, title }) => !wanted || title.toLowerCase().includes(wanted) || (this.local.getItem(keyOf(id)) ?? "").toLowerCase().includes(JSON.stringify(wanted).slice(1, -1)));
  }

  /** Keep a conversation; turns that another window has added are taken in, and it says whether there were any. */
  save(conversation) {
    const added = this.merge(conversation);
    if (!conversation.turns.length) return added;
    const title = conversation.title ?? Array.from(conversation.turns[0].question).slice(0, TITLE_CHARACTERS).join("");
    const others = this.list().filter((each) => each.id !== conversation.id);
    if (this.#write(keyOf(conversation.id), JSON.stringify(conversation))) {
      this.#write(LIST, JSON.stringify([{ id: conversation.id, title, updated: Date.now() }, ...others]));
    } else if (others.length) {
      this.remove(others.at(-1).id); // the oldest makes room
      return this.save(conversation);
    }
    return added;
  }

  /** Take in what another window has kept of the same conversation. */
  merge(conversation) {
    const kept = this.#read(keyOf(conversation.id));
    if (!kept) return false;
    conversation.dropped = [...new Set([...conversation.dropped, ...kept.dropped])];
    const mine = new Map(conversation.turns.map((turn) => [turn.id, turn]));
    let changed = conversation.turns.some((turn) => conversation.dropped.includes(turn.id));
    for (const turn of kept.turns) {
      if (conversation.dropped.includes(turn.id)) continue;
      const own = mine.get(turn.id);
      if (own && (own.reply || !turn.reply)) continue;
      if (own) Object.assign(own, turn);
      else conversation.turns.push(turn);
      conversation.conversationId ??= kept.conversationId;
      changed = true;
    }
    conversation.turns = conversation.turns.filter((turn) => !conversation.dropped.includes(turn.id)).sort((a, b) => a.at - b.at);
    return changed;
  }

  rename(id, title) {
    this.#write(LIST, JSON.stringify(this.list().map((each) => (each.id === id ? { ...each, title } : each))));
    const conversation = this.#read(keyOf(id));
    if (conversation) this.#write(keyOf(id), JSON.stringify({ ...conversation, title }));
  }

  /** Delete a conversation; what is returned puts it back. */
  remove(id) {
    const entry = this.list().find((each) => each.id === id);
    const text = this.local.getItem(keyOf(id));
    this.#write(LIST, JSON.stringify(this.list().filter((each) => each.id !== id)));
    this.local.removeItem(keyOf(id));
    this.local.removeItem(draftOf(id));
    return () => {
      this.#write(keyOf(id), text);
      this.#write(LIST, JSON.stringify([entry, ...this.list()]));
    };
  }

  draft(id) {
    return this.local.getItem(draftOf(id)) ?? "";
  }

  keepDraft(id, text) {
    if (text) this.#write(draftOf(id), text);
    else this.local.removeItem(draftOf(id));
  }

  /** Tells when another window has changed a conversation: `changed(id)`. */
  watch(changed) {
    addEventListener("storage", (event) => {
      const id = /^zjtx\.conversation\.(.+)$/.exec(event.key ?? "")?.[1];
      if (id) changed(id);
    });
  }

  #read(key) {
    try {
      return JSON.parse(this.local.getItem(key));
    } catch {
      return null; // not readable: as if there were none
    }
  }

  #write(key, text) {
    try {
      this.local.setItem(key, text);
      return true;
    } catch {
      return false; // full
    }
  }
}
