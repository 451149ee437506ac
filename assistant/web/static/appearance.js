// Language, type size and colours as the reader left them; runs before the page is drawn.
(() => {
  const root = document.documentElement;
  const keys = { theme: "zjtx.theme", large: "zjtx.large", language: "zjtx.language" };

  function read(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage may be blocked: the page then keeps its settings until it is left
    }
  }

  function write(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch {
      /* see above */
    }
  }

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const state = {
    theme: read(keys.theme), // null until one is chosen: the style sheet then goes by the system
    large: read(keys.large) ?? "false",
    language: read(keys.language) ?? "zh",
  };

  function apply() {
    if (state.theme) root.dataset.theme = state.theme;
    root.dataset.large = state.large;
    root.lang = state.language === "en" ? "en" : "zh-CN";
  }

  window.zjtxAppearance = {
    get: (name) => state[name] ?? (name === "theme" ? (dark.matches ? "dark" : "light") : null),
    set(name, value) {
      state[name] = String(value);
      write(keys[name], state[name]);
      document.cookie = `zjtx_${name}=${state[name]}; path=${new URL(".", document.baseURI).pathname}; max-age=31536000; samesite=lax`;
      apply();
    },
  };
  apply();
})();
