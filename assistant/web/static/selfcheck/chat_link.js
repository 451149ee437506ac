// What the chat of this window knows of the enterprise, and how what is changed here goes back to it.

import { createPageApi } from "../chat/page_api.js";
import { Store } from "../chat/store.js";
import { fromProfile, toProfile } from "./values.js";

export class ChatLink {
  /** @param fields of the profile */
  constructor(fields) {
    Object.assign(this, { fields, store: new Store(), api: createPageApi(document.baseURI), linked: false });
    this.conversation = this.store.current();
  }

  get #reply() {
    return this.conversation.turns.findLast((turn) => turn.reply);
  }

  /** The profile of the conversation; null where nothing was said of an enterprise. */
  get profile() {
    const profile = this.#reply?.reply.answer.profile;
    return profile && Object.keys(profile).length ? profile : null;
  }

  /** Whether the values here say something else than the conversation. */
  differs(values) {
    return this.linked && JSON.stringify(sorted(fromProfile(this.profile ?? {}, this.fields))) !== JSON.stringify(sorted(values));
  }

  /**
   * Give the values to the conversation; what is no value is left out.
   * @param values by path
   */
  async handBack(values) {
    const { profile } = toProfile(values, Object.keys(values), this.fields);
    const kept = await this.api.setProfile(this.conversation.conversationId, profile);
    const turn = this.#reply;
    turn.reply.answer.profile = kept;
    turn.stale = true;
    this.store.save(this.conversation);
  }
}

const sorted = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "").sort(([a], [b]) => (a < b ? -1 : 1)));
