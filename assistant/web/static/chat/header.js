// The bar above the conversation, as the server drew it: its switches keep what is chosen for this page and the next.

const YEAR = 31_536_000;

function keep(name, value) {
  document.cookie = `zjtx_${name}=${value}; path=${new URL(".", document.baseURI).pathname}; max-age=${YEAR}; samesite=lax`;
  try {
    localStorage.setItem(`zjtx.${name}`, value); // pages that are drawn by a script ask here
  } catch {
    /* storage is blocked: the cookie holds */
  }
}

/**
 * Makes the switches work.
 * @param onNew called for a new conversation
 * @param onList called for the list of conversations
 */
export function startHeader(header, { onNew, onList }) {
  const root = document.documentElement;
  const tool = (name) => header.querySelector(`[data-tool=${name}]`);
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  const show = () => {
    tool("theme").setAttribute("aria-pressed", String(dark()));
    tool("large").setAttribute("aria-pressed", String(root.dataset.large === "true"));
  };
  tool("theme").addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    keep("theme", root.dataset.theme);
    show();
  });
  tool("large").addEventListener("click", () => {
    root.dataset.large = String(root.dataset.large !== "true");
    keep("large", root.dataset.large);
    show();
  });
  tool("language").addEventListener("click", () => keep("language", tool("language").lang === "en" ? "en" : "zh"));
  tool("new").addEventListener("click", (event) => {
    event.preventDefault();
    onNew();
  });
  tool("list").addEventListener("click", onList);
  show();
  return { setNew: (shown) => (tool("new").hidden = !shown) };
}
