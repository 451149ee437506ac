// The host's accent, kept where it can be read and mended where it can't.

const DEFAULT_ACCENT = "#1b4b8c";
const READABLE = 4.5;
const LIGHT = [241, 244, 248]; // --soft of styles/panel.css by day and by night: what is read there is read on --ground
const DARK = [35, 43, 55];

/** The colours that the host chooses: the accent as given, what is written on it, and as ink on light and on dark ground. */
export function palette(wanted, fallback = DEFAULT_ACCENT) {
  const accent = parse(wanted) ?? parse(fallback) ?? parse(DEFAULT_ACCENT);
  const white = [255, 255, 255];
  const black = [0, 0, 0];
  const onAccent = contrast(accent, white) >= READABLE ? white : black;
  return { accent: css(accent), "on-accent": css(onAccent), "ink-light": css(readable(accent, LIGHT, black)), "ink-dark": css(readable(accent, DARK, white)) };
}

/** The colour moved towards `to`, no further than it takes to be read on `ground`. */
function readable(colour, ground, to) {
  for (let share = 0; share <= 1; share += 0.05) {
    const mixed = colour.map((part, index) => Math.round(part + (to[index] - part) * share));
    if (contrast(mixed, ground) >= READABLE) return mixed;
  }
  return to;
}

function parse(text) {
  const long = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text ?? "");
  if (long) return long.slice(1).map((part) => parseInt(part, 16));
  const short = /^#?([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text ?? "");
  if (short) return short.slice(1).map((part) => parseInt(part + part, 16));
  const rgb = /^rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)$/i.exec(text ?? "");
  return rgb ? rgb.slice(1).map((part) => Math.min(Number(part), 255)) : null;
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function css(colour) {
  return `#${colour.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
