// An answer's Markdown -> elements, by the rules of the chat page (assistant/web/markup.py): no links, images or raw HTML.

import { h } from "../../static/chat/dom.js";

const ITEM = /^( *)(?:([-*+])|(\d{1,9})[.)])(?:\s+(.*)|$)/;
const RULE = /^ {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$/;
const SPAN =
  /\*\*(?=\S)(?<strong>.+?)(?<=\S)\*\*|(?<!\*)\*(?=[^\s*])(?<star>[^*]*?)(?<=[^\s*])\*(?!\*)|(?<![\p{L}\p{N}_])_(?=[^\s_])(?<line>[^_]*?)(?<=[^\s_])_(?![\p{L}\p{N}_])|\[(?<number>\d{1,3})\]/gu;
const DIVIDER = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

/**
 * The elements of a text.
 * @param mark draws the mark of a number, or gives null where the number names no citation
 */
export function render(markdown, mark) {
  return blocks(markdown.split("\n"), mark);
}

function blocks(lines, mark) {
  const made = [];
  let at = 0;
  while (at < lines.length) {
    const [element, next] = block(lines, at, mark);
    if (element) made.push(element);
    at = next;
  }
  return made;
}

function block(lines, at, mark) {
  const line = lines[at];
  if (!line.trim()) return [null, at + 1];
  const heading = /^ {0,3}(#{1,6})\s+(.*?)\s*#*$/.exec(line);
  if (heading) return [h(`h${Math.min(heading[1].length + 1, 6)}`, {}, ...inline(heading[2], mark)), at + 1];
  if (RULE.test(line)) return [h("hr"), at + 1];
  if (/^ {0,3}>/.test(line)) return quote(lines, at, mark);
  if (ITEM.test(line)) return list(lines, at, mark);
  if (line.includes("|") && DIVIDER.test(lines[at + 1] ?? "") && lines[at + 1].includes("|")) return table(lines, at, mark);
  return paragraph(lines, at, mark);
}

function interrupts(line) {
  return !line.trim() || /^ {0,3}(?:#{1,6}\s|>)/.test(line) || RULE.test(line) || /^ {0,3}(?:[-*+]|1[.)])\s+\S/.test(line);
}

function paragraph(lines, at, mark) {
  let end = at + 1;
  while (end < lines.length && !interrupts(lines[end])) end += 1;
  const spoken = lines.slice(at, end).map((line, index) => (index ? [h("br"), ...inline(line.trim(), mark)] : inline(line.trim(), mark)));
  return [h("p", {}, ...spoken.flat()), end];
}

function quote(lines, at, mark) {
  let end = at;
  while (end < lines.length && (/^ {0,3}>/.test(lines[end]) || (end > at && !interrupts(lines[end])))) end += 1;
  const inside = lines.slice(at, end).map((line) => line.replace(/^ {0,3}> ?/, ""));
  return [h("blockquote", {}, ...blocks(inside, mark)), end];
}

function list(lines, at, mark) {
  const first = ITEM.exec(lines[at]);
  const ordered = first[3] !== undefined;
  const items = [];
  let end = at;
  while (end < lines.length) {
    const item = ITEM.exec(lines[end]);
    if (!item || (item[3] !== undefined) !== ordered || item[1].length > first[1].length + 1) break;
    const inside = [item[4] ?? ""];
    end += 1;
    while (end < lines.length && belongs(lines, end, first[1].length)) {
      inside.push(lines[end].replace(new RegExp(`^ {0,${first[1].length + (ordered ? item[3].length + 2 : 2)}}`), ""));
      end += 1;
    }
    items.push(h("li", {}, ...tight(blocks(inside, mark))));
    const next = lines.findIndex((line, index) => index >= end && line.trim());
    if (next > end && ITEM.test(lines[next])) end = next;
  }
  return [h(ordered ? "ol" : "ul", { start: ordered && first[3] !== "1" ? first[3] : null }, ...items), end];
}

/** Whether a line goes on the item above it: further in, or plain words without a blank line between. */
function belongs(lines, at, indent) {
  const line = lines[at];
  if (!line.trim()) return at + 1 < lines.length && /^ +\S/.test(lines[at + 1]) && lines[at + 1].search(/\S/) >= indent + 2;
  return line.search(/\S/) >= indent + 2 || !(interrupts(line) || ITEM.test(line) || !lines[at - 1].trim());
}

function tight(elements) {
  return elements.flatMap((element) => (element.tagName === "P" ? [...element.childNodes] : [element]));
}

function table(lines, at, mark) {
  const cells = (line) => line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());
  const row = (line, tag) => h("tr", {}, ...cells(line).map((cell) => h(tag, {}, ...inline(cell, mark))));
  let end = at + 2;
  while (end < lines.length && lines[end].trim() && lines[end].includes("|")) end += 1;
  const body = lines.slice(at + 2, end).map((line) => row(line, "td"));
  return [h("div", { class: "table", tabindex: "0" }, h("table", {}, h("thead", {}, row(lines[at], "th")), h("tbody", {}, ...body))), end];
}

function inline(text, mark) {
  const made = [];
  let from = 0;
  for (const found of text.matchAll(SPAN)) {
    const { strong, star, line, number } = found.groups;
    const drawn = number ? mark(Number(number)) : h(strong ? "strong" : "em", {}, ...inline(strong ?? star ?? line, mark));
    if (!drawn) continue;
    made.push(text.slice(from, found.index), drawn);
    from = found.index + found[0].length;
  }
  return [...made, text.slice(from)].filter((part) => part !== "");
}
