// A turn on its way: sent, kept before it is sent, heard as it comes, stopped, lost.

import { Failure, kindOf } from "./api.js";
import { t } from "./texts.js";

const PATIENCE_MS = 120_000; // the first question may build the index
const SO_FAR_MS = 150; // text that comes before the whole is shown only where the whole lets wait
const OUR_WORDS = ["key", "refused"]; // the reader of a host's page is not told of the interface
const UNSHOWN = ["blocks", "parts", "not_used", "mentions"]; // of an answer: the page draws without them

export class Asking {
  /**
   * @param api as `createApi` makes it
   * @param onChange called with the turn whenever it is to be drawn anew
   * @param onEnd called with the turn when it has ended
   */
  constructor(api, { onChange, onEnd }) {
    Object.assign(this, { api, onChange, onEnd, pending: null, stopping: null });
  }

  /**
   * Ask a turn.
   * @param turn with its id and question; its state, reply and message are set as they come
   * @param asked what is sent
   */
  async run(turn, asked) {
    Object.assign(turn, { state: "sent", kind: null, message: null, reply: null, text: "" });
    this.pending = turn;
    this.stopping = new AbortController();
    this.onChange(turn);
    const patience = setTimeout(() => this.stopping.abort("slow"), PATIENCE_MS);
    try {
      await this.api.ask(asked, (state) => this.#receive(turn, state), this.stopping.signal);
    } catch (error) {
      const { aborted, reason } = this.stopping.signal;
      if (!aborted && !(error instanceof Failure)) throw error;
      if (reason === "stopped") turn.state = "stopped";
      else Object.assign(turn, { state: "failed" }, aborted ? failed(reason) : failed(error.kind, error.told));
    } finally {
      clearTimeout(patience);
      delete turn.text;
      this.pending = null;
      this.onEnd(turn);
    }
  }

  stop() {
    this.stopping?.abort("stopped");
  }

  #receive(turn, state) {
    if (state.state === "text") {
      turn.text += state.text;
      setTimeout(() => this.pending === turn && this.onChange(turn), SO_FAR_MS);
      return;
    }
    const { reply } = state;
    if (reply) for (const name of UNSHOWN) delete reply.answer[name];
    Object.assign(turn, { state: state.state, reply });
    if (state.state === "failed") Object.assign(turn, failed(state.problem ? kindOf(state.problem, 400) : "internal", state.message));
    if (state.state === "working") this.onChange(turn);
  }
}

/** Why there is no answer: its kind, and words for it, the service's own where it gave some. */
export function failed(kind, told = "") {
  return { kind, message: (!OUR_WORDS.includes(kind) && told) || t(`failed_${kind}`) };
}
