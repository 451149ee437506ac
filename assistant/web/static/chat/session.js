// The conversation of this browser tab, kept over a reload.

const KEY = "zjtx.conversation";
const EMPTY = { conversationId: null, turns: [] };

export function load() {
  try {
    const saved = JSON.parse(sessionStorage.getItem(KEY));
    if (saved?.turns) return saved;
  } catch {
    /* nothing kept, or not readable: start empty */
  }
  return structuredClone(EMPTY);
}

/** Keep the conversation; when it no longer fits, its oldest turns are let go. */
export function save(conversation) {
  let { turns } = conversation;
  while (true) {
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ ...conversation, turns }));
      return;
    } catch {
      if (turns.length <= 1) return;
      turns = turns.slice(Math.ceil(turns.length / 2));
    }
  }
}

export function clear() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    /* storage is blocked: nothing was kept */
  }
  return structuredClone(EMPTY);
}
