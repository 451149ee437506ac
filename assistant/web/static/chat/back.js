// The browser's Back closes what lies over the page, before it leaves the page.

const open = [];

addEventListener("popstate", () => open.pop()?.());

/** Something was opened; `close` is called where Back is used. What is returned is to be called where it closes by itself. */
export function closedByBack(close) {
  history.pushState({ over: open.length + 1 }, "");
  open.push(close);
  return () => {
    const place = open.indexOf(close);
    if (place < 0) return; // Back was used
    open[place] = () => {};
    history.back();
  };
}
