// What has been filled in, by path (`revenue.2025`): kept in this browser, turned into a profile to send.

const KEY = "zjtx.selfcheck";
const NUMBERS = new Set(["amount", "percent", "count", "years", "level", "rank", "score"]);

export const isNumber = (type) => NUMBERS.has(type);

export function load() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    if (kept && typeof kept === "object" && !Array.isArray(kept)) return kept;
  } catch {
    /* nothing kept, or storage is blocked */
  }
  return {};
}

export function save(values) {
  try {
    if (Object.keys(values).length) localStorage.setItem(KEY, JSON.stringify(values));
    else localStorage.removeItem(KEY);
  } catch {
    /* storage is blocked: the values last until the page is left */
  }
}

const UNITS = {
  amount: { 亿元: 10_000, 亿: 10_000, 万元: 1, 万: 1, 元: 0.0001, billion: 100_000, billionyuan: 100_000, million: 100, millionyuan: 100, yuan: 0.0001 },
  percent: { "%": 1 },
  count: { 人: 1, 项: 1, 件: 1, 个: 1, people: 1, items: 1 },
  years: { 年: 1, years: 1 },
  score: { 分: 1, points: 1 },
  level: { 级: 1 },
};

/** A number as people type it (full width, thousands separators, 1.2亿, 80 million, 72%); NaN where it is none, as in 72,5. */
export function toNumber(text, type = "") {
  const spaced = text.normalize("NFKC").replace(/\s/g, "").replace("−", "-");
  const plain = /^[-+]?\d{1,3}(,\d{3})+(?!\d|,)/.test(spaced) ? spaced.replaceAll(",", "") : spaced;
  const [, digits, unit] = /^([-+]?(?:\d+(?:\.\d*)?|\.\d+))(\D*)$/.exec(plain) ?? [];
  const scale = unit ? UNITS[type]?.[unit.toLowerCase()] : 1;
  // Back to the decimals that were meant: 1.1 × 10000 is not quite 11000 in the machine's arithmetic.
  return scale === undefined || digits === undefined ? Number.NaN : Number((Number(digits) * scale).toPrecision(15));
}

/** A date as people write it (2024年5月, 2024.5, 2024/5/1) with dashes; what is no date stays as it is. */
export function toDate(text) {
  const plain = text.normalize("NFKC").trim();
  const [, year, month, day] = /^(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2}))?)?[年月日]?$/.exec(plain) ?? [];
  return year ? [year, month, day].filter(Boolean).map((part) => part.padStart(2, "0")).join("-") : plain;
}

/** The profile of the values at `paths`; what is no number is left out and named in `wrong`. */
export function toProfile(values, paths, fields) {
  const profile = {};
  const wrong = [];
  for (const path of paths) {
    const raw = values[path];
    if (raw === undefined || raw === "") continue;
    const [key, year] = path.split(".");
    const type = fields[key]?.type;
    if (!type) continue;
    let value = raw;
    if (isNumber(type)) {
      value = toNumber(String(raw), type);
      if (Number.isNaN(value)) {
        wrong.push(path);
        continue;
      }
    } else if (type === "yes") value = raw === "true";
    if (year) (profile[key] ??= {})[year] = value;
    else profile[key] = value;
  }
  return { profile, wrong };
}

/** The other way: what a file or the chat knows, by path. */
export function fromProfile(profile, fields) {
  const values = {};
  for (const [key, value] of Object.entries(profile)) {
    const field = fields[key];
    if (!field) continue;
    if (field.by_year) for (const [year, item] of Object.entries(value)) values[`${key}.${year}`] = String(item);
    else values[key] = Array.isArray(value) ? value : String(value);
  }
  return values;
}

/**
 * What a number looks like it was meant as: a share written as a fraction, a year for a number of years, yuan for 万元.
 * @param mostWan the highest amount in 万元 that is not doubted
 * @returns the key of the question with its values, and the number to take instead where it is sure; null without a doubt
 */
export function doubtOf(type, value, mostWan) {
  if (type === "percent" && Math.abs(value) > 0 && Math.abs(value) < 1) {
    const percent = Number((value * 100).toPrecision(12));
    return { key: "like_share", values: { value, percent }, instead: percent };
  }
  if (type === "years" && value >= 1900 && value < 2100) return { key: "like_year", values: { value }, instead: null };
  if (type === "amount" && Math.abs(value) > mostWan) {
    const wan = Number((value / 10_000).toPrecision(12));
    return { key: "like_yuan", values: { yi: wan, wan }, instead: wan };
  }
  return null;
}
