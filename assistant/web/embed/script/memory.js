// What a visitor's tab keeps while the visitor walks through the host's pages; where storage is refused, this page only.

const TURNS = 40;

/** The conversation of one tab with one site. */
export class Memory {
  constructor(site) {
    this.name = `zjtx:${site}`;
    this.kept = { session: code(), conversation: null, turns: [], draft: "", open: false, asked: null };
    try {
      Object.assign(this.kept, JSON.parse(sessionStorage.getItem(this.name)) ?? {});
    } catch {
      // a browser that refuses storage, or another script's value under our name
    }
    for (const turn of this.kept.turns) if (!turn.answer && !turn.failure) turn.failure = { kind: "lost" };
  }

  save() {
    this.kept.turns = this.kept.turns.slice(-TURNS);
    try {
      sessionStorage.setItem(this.name, JSON.stringify(this.kept));
    } catch {
      // full or refused: the conversation lives as long as this page
    }
  }

  /** Start again; the visitor stays the same one. */
  clear() {
    Object.assign(this.kept, { conversation: null, turns: [], draft: "" });
    this.save();
  }
}

function code() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
