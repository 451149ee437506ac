// The page's words in the language in use.

let texts = {};

export function setTexts(all) {
  texts = all;
}

export function language() {
  return window.zjtxAppearance.get("language") === "en" ? "en" : "zh";
}

/** The text for `key`, with its {placeholders} filled in. */
export function t(key, values = {}) {
  const entry = texts[key] ?? key;
  const text = typeof entry === "string" ? entry : (entry[language()] ?? entry.zh);
  return text.replace(/\{(\w+)(?::\w+)?\}/g, (whole, name) => (name in values ? values[name] : whole));
}

/** A text given in both languages, such as the operator's name. */
export function pick(pair) {
  return pair[language()] ?? pair.zh;
}

/** 2022-06-28 as 2022年6月28日, or as it stands in English. */
export function day(iso) {
  if (!iso || language() === "en") return iso ?? "";
  const [year, month, date] = iso.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}
