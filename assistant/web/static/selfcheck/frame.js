// The bar above the form: language, type size and colours.

import "../appearance.js";

/** @param lang of the page; a reader who chose another one before is led there */
export function startFrame(lang) {
  const appearance = window.zjtxAppearance;
  const at = (id) => document.getElementById(id);
  const query = new URLSearchParams(location.search);
  if (!query.has("lang") && appearance.get("language") === "en") {
    query.set("lang", "en");
    location.replace(`check?${query}`);
  } else appearance.set("language", lang);

  const show = () => {
    at("large").setAttribute("aria-pressed", String(appearance.get("large") === "true"));
    at("dark").setAttribute("aria-pressed", String(appearance.get("theme") === "dark"));
  };
  const toggle = (name, on, off) => () => (appearance.set(name, appearance.get(name) === on ? off : on), show());
  at("large").addEventListener("click", toggle("large", "true", "false"));
  at("dark").addEventListener("click", toggle("theme", "dark", "light"));
  at("language").addEventListener("click", () => appearance.set("language", lang === "en" ? "zh" : "en"));
  show();
}
