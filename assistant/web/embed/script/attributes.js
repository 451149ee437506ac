// What the script tag says: data-site, data-key, data-mode, data-accent, data-position, data-lang, data-question.

/** The tag's attributes, each with a value that can be used, and the address that the script came from. */
export function read(tag) {
  const said = tag.dataset;
  const one = (value, known) => (known.includes(value) ? value : known[0]);
  const ofPage = document.documentElement.lang.startsWith("en") ? "en" : "zh";
  return {
    base: new URL(".", tag.src).href,
    site: said.site || "default",
    key: said.key || null,
    mode: one(said.mode, ["floating", "inline", "whole"]),
    accent: said.accent || null,
    position: ["left", "right"].includes(said.position) ? said.position : null,
    language: one(said.lang ?? ofPage, ["zh", "en"]),
    question: (said.question || "").trim(),
  };
}
