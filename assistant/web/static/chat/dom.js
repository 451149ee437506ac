// Building elements. Text is always set as text.

/** An element with properties (`class`, `on…` handlers, attributes) and children; nothing is parsed as markup. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name === "value") element.value = value;
    else if (name === "style") element.style.cssText = value; // a policy without inline styles lets a script set them
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const PATHS = {
  pass: "M3 8.5 6.5 12 13 4.5",
  fail: "M4 4l8 8M12 4l-8 8",
  unknown: "M5.6 6a2.4 2.4 0 1 1 3.6 2.1C8.4 8.6 8 9 8 10M8 12.6v.2",
  close: "M4 4l8 8M12 4l-8 8",
  edit: "M3 13h2.5L13 5.5 10.5 3 3 10.5zM9 4.5 11.5 7",
  send: "M8 13V3M3.5 7.5 8 3l4.5 4.5",
  stop: "M4.5 4.5h7v7h-7z",
  previous: "M10 3 5 8l5 5",
  next: "M6 3l5 5-5 5",
  moon: "M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5z",
  sun: "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1",
  info: "M8 7.4v4M8 4.6v.2M8 1.6a6.4 6.4 0 1 0 0 12.8A6.4 6.4 0 0 0 8 1.6z",
  calendar: "M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.5v3M10.5 2.5v3",
  down: "M4 6.5 8 10.5l4-4",
  talk: "M2.7 3.7h10.6v7.3H6.7l-3 2.3V11h-1z",
  again: "M12.7 8a4.7 4.7 0 1 1-1.4-3.3M12.7 2.2v2.9H9.8",
  warning: "M8 2 1.8 13.2h12.4zM8 6.6v3.2M8 11.4v.2",
};

/** A small drawing; it stands beside words and is hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 16 16", width: "16", height: "16", "aria-hidden": "true", class: "icon" })) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

export function button(label, props = {}, ...children) {
  return h("button", { type: "button", ...props }, ...(children.length ? children : [label]));
}
