// What a visitor's tab keeps while the visitor walks through the host's pages; where storage is refused, this page only.

const TURNS = 40;

/** The conversation of one tab with one site. */
export class Memory {
  constructor(site) {
    this.name = `zjtx:talk:${site}`;
    this.kept = { session: code(), conversationId: null, turns: [], draft: "", open: false, asked: null };
    try {
      Object.assign(this.kept, JSON.parse(sessionStorage.getItem(this.name)) ?? {});
    } catch {
      // a browser that refuses storage, or another script's value under our name
    }
  }

  save() {
    this.kept.turns.splice(0, this.kept.turns.length - TURNS);
    try {
      sessionStorage.setItem(this.name, JSON.stringify(this.kept));
    } catch {
      // full or refused: the conversation lives as long as this page
    }
  }

  /** Start again; the visitor stays the same one. */
  clear() {
    Object.assign(this.kept, { conversationId: null, turns: [], draft: "" });
    this.save();
  }
}

/** A name that nobody guesses: of the tab, or of a turn. */
export function code() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
