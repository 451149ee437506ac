// A private link to the conversation as it is now: made, copied, brought up to date and ended by the reader's choice.

import { button, h } from "./dom.js";
import { slim } from "./export.js";
import { day, t } from "./texts.js";

const DAYS = [1, 7, 30];
const USUAL = 7;

export class Sharing {
  /**
   * @param conversationOf gives the conversation
   * @param api as `createApi` makes it
   * @param keep called where the conversation is to be kept
   * @param site in whose name it was answered
   */
  constructor(conversationOf, api, { keep, site }) {
    Object.assign(this, { conversationOf, api, keep, site });
    this.said = h("span", { class: "said", role: "status" });
    this.element = h("section", { class: "sharing", "aria-label": t("share") });
    this.draw();
  }

  draw() {
    const conversation = this.conversationOf();
    const { share } = conversation;
    const live = share && new Date(share.until) > new Date();
    this.said.textContent = "";
    this.element.hidden = !conversation.turns.some((turn) => turn.reply);
    this.element.replaceChildren(...(live ? this.#link(share) : this.#offer()), this.said, h("p", { class: "panel-empty" }, t("share_note")));
  }

  #offer() {
    const days = h("select", { name: "days", "aria-label": t("share_for") }, ...DAYS.map((each) => h("option", { value: each, selected: each === USUAL }, t("share_days", { days: each }))));
    return [
      h("p", { class: "export" }, h("span", {}, t("share")), days, button(t("share_make"), { class: "quiet", onclick: () => this.#make(Number(days.value)) })),
    ];
  }

  #link({ id, until, days }) {
    const address = h("input", { name: "link", readonly: true, value: this.api.address(`shared/${id}`), "aria-label": t("share_link"), onfocus: (event) => event.target.select() });
    return [
      h("p", { class: "export" }, h("span", {}, t("share_until", { date: day(localDay(until)) })), address),
      h(
        "p",
        { class: "export" },
        button(t("share_copy"), { class: "quiet", onclick: () => this.#copy(address) }),
        button(t("share_update"), { class: "quiet", onclick: () => this.#make(days) }),
        button(t("share_end"), { class: "quiet", onclick: () => this.#end() }),
      ),
    ];
  }

  async #make(days) {
    const conversation = this.conversationOf();
    const turns = conversation.turns.filter((turn) => turn.reply).map((turn) => ({ ...slim(turn), seal: turn.reply.seal ?? "" }));
    await this.#do(async () => {
      const made = await this.api.share({ conversation_id: conversation.conversationId, turns, days, site: this.site });
      conversation.share = { ...made, days, conversationId: conversation.conversationId };
    }, "share_made");
  }

  async #end() {
    const conversation = this.conversationOf();
    await this.#do(async () => {
      await this.api.unshare(conversation.share.conversationId);
      conversation.share = null;
    }, "share_ended");
  }

  async #do(work, done) {
    try {
      await work();
      this.keep();
      this.draw();
      this.said.textContent = t(done);
      this.element.querySelector("button").focus();
    } catch (error) {
      this.said.textContent = error.told || t("share_failed");
    }
  }

  async #copy(address) {
    address.select();
    const copied = await (navigator.clipboard?.writeText(address.value).then(() => true, () => false) ?? document.execCommand("copy"));
    this.said.textContent = t(copied ? "copied" : "copy_failed");
  }
}

/** The day of a moment as the reader's clock has it. */
function localDay(moment) {
  const at = new Date(moment);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
