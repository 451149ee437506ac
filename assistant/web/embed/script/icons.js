// Drawings and buttons of the widget.

import { h } from "../../static/chat/dom.js";

const PATHS = {
  talk: "M4 5.5h16v11H10l-4.5 3.5v-3.5H4z",
  close: "M6 6l12 12M18 6 6 18",
  send: "M12 19V5M6 11l6-6 6 6",
  again: "M19 12a7 7 0 1 1-2-4.9M19 4v4h-4",
  pass: "M5 12.5 10 17.5 19 7",
  fail: "M6 6l12 12M18 6 6 18",
  unknown: "M9 9a3 3 0 1 1 4.6 2.6C12.4 12.4 12 13 12 14.5M12 18v.2",
};

/** A small drawing; it stands beside words and is hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" })) svg.setAttribute(key, value);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A button with properties and children. */
export function press(props, ...children) {
  return h("button", { type: "button", ...props }, ...children);
}
