// The list of this browser's conversations: open, rename, delete, search.

import { closedByBack } from "./back.js";
import { button, h, icon } from "./dom.js";
import { t } from "./texts.js";
import { Toast } from "./toast.js";

export class ConversationList {
  /**
   * @param store of conversations
   * @param currentId gives the id of the one that is shown
   * @param onOpen called with the id of the one chosen
   * @param onRemoved called with its id after one was deleted; `onPutBack` where that was undone
   * @param more the elements beneath the list
   */
  constructor(store, { currentId, onOpen, onRemoved, onPutBack, more }) {
    Object.assign(this, { store, currentId, onOpen, onRemoved, onPutBack, toast: new Toast() });
    this.words = h("input", { type: "search", name: "words", placeholder: t("list_search"), "aria-label": t("list_search"), oninput: () => this.#draw() });
    this.items = h("ul", { class: "list-items" });
    this.element = h(
      "dialog",
      { class: "list", "aria-label": t("list") },
      h("div", { class: "panel-head" }, h("h2", {}, t("list")), button("", { class: "icon-button", "aria-label": t("close"), title: t("close"), onclick: () => this.close() }, icon("close"))),
      this.words,
      this.items,
      this.toast.element,
      ...more,
      h("p", { class: "panel-empty" }, t("list_note")),
    );
    this.element.addEventListener("close", () => this.closed?.());
    this.element.addEventListener("click", (event) => event.target === this.element && this.close());
  }

  open() {
    this.words.value = "";
    this.toast.clear();
    this.#draw();
    this.element.showModal();
    this.closed = closedByBack(() => this.close());
  }

  close() {
    this.element.close();
  }

  #draw() {
    const found = this.store.search(this.words.value);
    this.items.replaceChildren(...(found.length ? found.map((each) => this.#item(each)) : [h("li", { class: "panel-empty" }, t("list_empty"))]));
  }

  #item({ id, title, updated }) {
    const current = id === this.currentId();
    const open = button("", { class: "list-open", "aria-current": current ? "true" : null, onclick: () => (this.close(), this.onOpen(id)) }, h("span", {}, title), h("time", {}, new Date(updated).toLocaleDateString()));
    return h(
      "li",
      {},
      open,
      button("", { class: "icon-button", "aria-label": t("list_rename", { title }), title: t("list_rename", { title }), onclick: (event) => this.#rename(id, title, event.currentTarget.parentElement) }, icon("edit")),
      button("", { class: "icon-button", "aria-label": t("list_delete", { title }), title: t("list_delete", { title }), onclick: () => this.#remove(id) }, icon("close")),
    );
  }

  #rename(id, title, place) {
    const input = h("input", { name: "title", value: title, maxlength: "80", required: true, "aria-label": t("list_title") });
    const done = (event) => {
      event.preventDefault();
      this.store.rename(id, input.value.trim() || title);
      this.#draw();
    };
    place.replaceChildren(h("form", { class: "list-rename", onsubmit: done }, input, h("button", { type: "submit", class: "small primary" }, t("profile_save"))));
    input.select();
  }

  #remove(id) {
    const putBack = this.store.remove(id);
    this.onRemoved(id);
    this.toast.show(t("list_deleted"), () => {
      putBack();
      this.onPutBack(id);
      this.#draw();
    });
    this.#draw();
    this.words.focus();
  }
}
