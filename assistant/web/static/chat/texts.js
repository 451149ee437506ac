// The words of a page, in its language.

let texts = {};
let lang = "zh";

/** @param language zh or en: how dates are written */
export function setTexts(all, language) {
  texts = all;
  lang = language === "en" ? "en" : "zh";
}

export function language() {
  return lang;
}

/** The text for `key`, with its {placeholders} filled in. */
export function t(key, values = {}) {
  return filled(texts[key] ?? key, values);
}

/** A text with its {placeholders} filled in. */
export function filled(text, values) {
  return text.replace(/\{(\w+)(?::\w+)?\}/g, (whole, name) => (name in values ? values[name] : whole));
}

/** 2022-06-28 as 2022年6月28日, or as it stands in English. */
export function day(iso) {
  if (!iso || lang === "en") return iso ?? "";
  const [year, month, date] = iso.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}
