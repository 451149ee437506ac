// An answer for elsewhere: as plain text and as rich text, without Markdown signs.

import { h } from "./dom.js";
import { t } from "./texts.js";
import { elements } from "./words.js";

/** The words of an answer, and a line for each source. */
export function asText({ reply }) {
  return [proseOf(reply, false), t("copy_sources", { sources: sourcesOf(reply, false).join("\n") }), labelOf(reply), t("hint")].filter(Boolean).join("\n\n");
}

/** Put both forms on the clipboard; false where the browser does not let it. */
export async function copy(text, near) {
  const rich = h("div", {}, ...text.split("\n\n").map((paragraph) => h("p", {}, ...paragraph.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line])))));
  try {
    const item = new ClipboardItem({ "text/plain": new Blob([text], { type: "text/plain" }), "text/html": new Blob([rich.innerHTML], { type: "text/html" }) });
    await navigator.clipboard.write([item]);
    return true;
  } catch {
    return copyMarked(rich, text, near); // pages without https have no clipboard of that kind
  }
}

/** The old way: what is selected is copied, with what it is given as plain and rich text. */
function copyMarked(rich, text, near) {
  const area = h("textarea", { class: "unseen", value: text });
  const give = (event) => {
    event.preventDefault();
    event.stopPropagation();
    event.clipboardData.setData("text/plain", text);
    event.clipboardData.setData("text/html", rich.innerHTML);
  };
  near.append(area);
  area.select();
  area.addEventListener("copy", give);
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

/** That a model or a person wrote it, where one did. */
export function labelOf({ answer }) {
  return answer.label ? t(`label_${answer.label}`) : "";
}

/** The sources, a line each; with the quoted words where they are wanted. */
export function sourcesOf({ citations }, quoted) {
  return citations.map((each) => {
    const head = t("copy_source", { mark: each.mark, document: each.document, number: each.number, label: each.label, provenance: t(`provenance_${each.provenance}`) });
    return quoted ? `${head}\n${each.words?.length ? each.words.join(t("list_semicolon")) : each.quote}` : head;
  });
}

/** The answer's words as lines; a folded quote is left out: it stands among the sources. */
export function proseOf({ sections }, marks) {
  const html = sections.filter((section) => section.fold !== "quotes").map((section) => section.html).join("");
  const blocks = elements(html, (number) => (marks ? `[${number}]` : "")).filter((each) => each.tagName);
  return blocks.map(linesOf).filter(Boolean).join("\n\n");
}

function linesOf(block) {
  if (/^[UO]L$/.test(block.tagName)) return [...block.children].map((item, index) => `${block.tagName === "OL" ? `${index + 1}. ` : "· "}${item.textContent.trim()}`).join("\n");
  const table = block.querySelector("table");
  if (table) return [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()).join("\t")).join("\n");
  return block.textContent.trim();
}
