// Numbers with their units, as a reader of the page's language reads them.

const WAN = 10_000;
const LARGE = [[1e9, "billion"], [1e6, "million"]];

let english = null;

/** @param patterns of the page in English: for each unit how a number stands with it, and how one does; null in Chinese */
export function setUnits(patterns) {
  english = patterns;
}

/**
 * A number with its unit: 72%, 8000 万元, 80 million yuan.
 * @param gap what stands between number and unit in Chinese
 */
export function withUnit(number, unit, gap = " ") {
  if (!unit) return `${number}`;
  if (!english) return `${number}${unit === "%" ? "" : gap}${unit}`;
  const [many, one = many] = english[unit];
  return (Number(number) === 1 ? one : many).replace("{number}", number).replace("{yuan}", () => yuan(Number(number)));
}

/** An amount in 万元 as English counts yuan. */
function yuan(wan) {
  const amount = Number((wan * WAN).toPrecision(15));
  const [scale, word] = LARGE.find(([least]) => Math.abs(amount) >= least) ?? [];
  return scale ? `${Number((amount / scale).toPrecision(15))} ${word}` : amount.toLocaleString("en", { maximumFractionDigits: 15 });
}
