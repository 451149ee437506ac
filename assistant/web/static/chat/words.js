// An answer's text: the HTML that the server made out of escaped Markdown (assistant/web/markup.py), built up element by element.
// Nothing is handed to the browser's own parser: what is not of these few kinds stays text, under a policy of trusted types too.

import { h } from "./dom.js";

const TOKEN = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>|[^<]+|</g;
const ATTRIBUTE = / (class|data-mark|start|scope|colspan|style)="([^"]*)"/g;
const KNOWN = /^(?:p|h[1-6]|ul|ol|li|blockquote|strong|em|table|thead|tbody|tr|th|td|br|hr|button)$/;
const EMPTY = /^[bh]r$/;
const SIGNS = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&amp;": "&" };

/**
 * The elements of a text.
 * @param mark draws the mark of a number
 */
export function elements(html, mark) {
  const root = h("div");
  const open = [root];
  for (const [whole, closing, tag, attributes] of html.matchAll(TOKEN)) {
    if (!tag || !KNOWN.test(tag)) open.at(-1).append(plain(whole));
    else if (closing) open.length > 1 && open.pop();
    else {
      const element = h(tag, Object.fromEntries([...attributes.matchAll(ATTRIBUTE)].map(([, name, value]) => [name, plain(value)])));
      open.at(-1).append(element);
      if (!EMPTY.test(tag)) open.push(element);
    }
  }
  for (const place of root.querySelectorAll("button")) place.replaceWith(mark(Number(place.dataset.mark)));
  for (const table of root.querySelectorAll("table")) {
    const wrap = h("div", { class: "table-wrap", tabindex: "0" });
    table.replaceWith(wrap);
    wrap.append(table);
  }
  return [...root.childNodes];
}

function plain(text) {
  return text.replace(/&(?:lt|gt|quot|amp|#x27);/g, (sign) => SIGNS[sign]);
}
