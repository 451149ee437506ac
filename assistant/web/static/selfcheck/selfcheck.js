// The self-check page: values in, verdict out, while one types.

import "../appearance.js";
import { h } from "../chat/dom.js";
import { ChatLink } from "./chat_link.js";
import { Steps } from "./steps.js";
import { fromProfile, load, save, toDate, toNumber, toProfile } from "./values.js";
import { Verdict } from "./verdict.js";

const WAIT_MS = 300;
const data = JSON.parse(document.getElementById("data").textContent);
const { texts, fields, lang } = data;
const $ = (id) => document.getElementById(id);
const controls = [...document.querySelectorAll("[data-path]")];
const asked = [...new Set(controls.map((each) => each.dataset.path))];
// Told as a whole (a sum, a self-assessed score) in a file or the chat: no box asks for it, the verdict uses it.
const whole = () => Object.keys(values).filter((path) => fields[path]?.form === false);
const fieldOf = (path) => document.querySelector(`[data-field="${CSS.escape(path)}"]`);
const verdict = new Verdict(data, goTo);
const chat = new ChatLink(fields);
const steps = new Steps($("facts"), (key, values) => verdict.fill(key, values ?? {}), () => $("verdict").scrollIntoView({ block: "start" }));
const trials = new Map(); // path -> the value tried
let values = load();
let timer = 0;
let turn = 0;

// the page's frame

const appearance = window.zjtxAppearance;
const query = new URLSearchParams(location.search);
if (!query.has("lang") && appearance.get("language") === "en") {
  query.set("lang", "en");
  location.replace(`check?${query}`);
} else appearance.set("language", lang);
$("large").addEventListener("click", () => toggle("large", "true", "false"));
$("dark").addEventListener("click", () => toggle("theme", "dark", "light"));
$("language").addEventListener("click", () => appearance.set("language", lang === "en" ? "zh" : "en"));
pressed();

function toggle(name, on, off) {
  appearance.set(name, appearance.get(name) === on ? off : on);
  pressed();
}

function pressed() {
  $("large").setAttribute("aria-pressed", String(appearance.get("large") === "true"));
  $("dark").setAttribute("aria-pressed", String(appearance.get("theme") === "dark"));
}

// A browser that goes back fills in what was chosen later: the choice is that of the page.
addEventListener("pageshow", () => $("choice").reset());
for (const choice of $("choice").querySelectorAll("select")) {
  choice.addEventListener("change", () => $("choice").requestSubmit());
}

// values

function show() {
  for (const control of controls) {
    const value = values[control.dataset.path];
    if (control.type !== "checkbox") control.value = value ?? "";
    else if (!Array.isArray(value)) control.checked = false;
    else if (control.value === "") control.checked = value.length === 0;
    else control.checked = value.some((item) => (item.tier ?? item) === control.value);
  }
  for (const input of document.querySelectorAll("[data-on]")) {
    const title = (Array.isArray(values.recognitions) ? values.recognitions : []).find((item) => item.tier === input.dataset.on);
    input.value = title?.on ?? "";
    batchOf(input.dataset.on).value = title?.round ?? "";
    input.closest(".more").hidden = !title;
  }
  showWhole();
}

function showWhole() {
  const line = (path) => verdict.fill("whole", { name: verdict.name(path), value: values[path], unit: fields[path].unit });
  const drop = (path) => {
    delete values[path];
    save(values);
    showWhole();
    later();
  };
  $("whole").replaceChildren(
    ...whole().map((path) => h("p", {}, line(path), " ", h("button", { type: "button", class: "link", onclick: () => drop(path) }, texts.whole_drop))),
  );
}

const batchOf = (tier) => document.querySelector(`[data-batch="${tier}"]`);

function read(control) {
  const { path } = control.dataset;
  if (control.type === "checkbox") readTicks(path, control);
  else if (control.value.trim() === "") delete values[path];
  else values[path] = control.value.trim();
}

function readTicks(path, changed) {
  const boxes = controls.filter((each) => each.dataset.path === path);
  const none = boxes.find((each) => each.value === "");
  if (changed?.checked) for (const box of boxes) if ((box === none) !== (changed === none)) box.checked = false;
  const keys = boxes.filter((each) => each.checked && each !== none).map((each) => each.value);
  if (keys.length) values[path] = path === "recognitions" ? keys.map(title) : keys;
  else if (none.checked) values[path] = [];
  else delete values[path];
  if (path === "recognitions") {
    for (const more of document.querySelectorAll(".more")) more.hidden = !keys.includes(more.querySelector("[data-on]").dataset.on);
  }
}

function title(tier) {
  const found = { tier };
  const on = toDate(document.querySelector(`[data-on="${tier}"]`).value);
  const batch = toNumber(batchOf(tier).value);
  if (on) found.on = on;
  if (batch >= 1) found.round = batch;
  return found;
}

$("facts").addEventListener("submit", (event) => event.preventDefault());
$("facts").addEventListener("input", (event) => {
  const control = event.target;
  if (control.dataset.slide) return slide(control);
  if (control.dataset.path) read(control);
  else if (control.dataset.on || control.dataset.batch) readTicks("recognitions");
  else return;
  save(values);
  later();
});

// the verdict

function body(paths = [...asked, ...whole()]) {
  const { profile, wrong } = toProfile(values, paths, fields);
  const request = Object.fromEntries(Object.entries(data.request).filter(([, value]) => value !== null));
  return { request: { ...request, profile }, wrong };
}

function post(path, content) {
  return fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(content) });
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(check, WAIT_MS);
}

async function check() {
  const mine = ++turn;
  const { request, wrong } = body();
  const refused = new Map(wrong.map((path) => [path, texts.bad_number]));
  const changes = [...trials].map(([path, value]) => `${path}=${value}`);
  try {
    const check = await judged(request, refused);
    const trial = changes.length ? await post("check/what-if", { ...request, changes }) : null;
    const tried = await trial?.json();
    if (mine !== turn) return;
    $("trial").replaceChildren(...(trial?.ok ? verdict.drawChanges(tried, check) : [tried?.detail ?? ""]));
    mark(refused);
    $("summary").textContent = verdict.sentence(check);
    $("summary").dataset.status = check.status;
    const open = new Set([...document.querySelectorAll("#result details[open]")].map(placeOf));
    $("result").replaceChildren(...verdict.draw(check));
    for (const details of document.querySelectorAll("#result details")) details.open = open.has(placeOf(details));
  } catch (error) {
    if (mine !== turn) return;
    mark(refused);
    $("summary").textContent = error.detail ?? texts.failed;
    $("summary").dataset.status = "error";
  }
}

/** The check object; a value that is refused is marked at its field and left out. */
async function judged(request, refused) {
  for (let tries = 0; ; tries++) {
    const answer = await post("api/v1/check", request);
    const result = await answer.json();
    if (answer.ok) return result;
    const path = String(result.field ?? "").replace(/^profile\./, "");
    const [key, part] = path.split(".");
    if (!(key in request.profile) || tries > 60) throw result;
    if (fields[key].by_year && part) delete request.profile[key][part];
    else delete request.profile[key];
    refused.set(fields[key].by_year ? path : key, result.detail.replace(/^[\w.]+（(.+?)）/, "$1"));
  }
}

const placeOf = (details) => `${details.closest("[data-condition]")?.dataset.condition ?? ""} ${details.firstElementChild.textContent}`;

function mark(refused) {
  for (const path of asked) {
    const field = fieldOf(path);
    const wrong = field.querySelector(".wrong");
    wrong.textContent = refused.get(path) ?? doubt(path);
    wrong.hidden = wrong.textContent === "";
    for (const control of field.querySelectorAll("[data-path]")) {
      if (refused.has(path)) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }
}

/** An amount that was rather meant in yuan. */
function doubt(path) {
  const { type } = fields[path.split(".")[0]];
  const amount = type === "amount" ? Math.abs(toNumber(values[path] ?? "", type)) : 0;
  return amount > data.most_wan ? verdict.fill("like_yuan", { yi: amount / 10_000 }) : "";
}

function goTo(path) {
  const field = fieldOf(path);
  steps.showFieldOf(field);
  field?.scrollIntoView({ block: "center" });
  field?.querySelector("[data-path]")?.focus({ preventScroll: true });
}

// what if

for (const button of document.querySelectorAll("[data-try]")) button.addEventListener("click", () => openSlider(button));
for (const button of document.querySelectorAll("[data-stop]")) button.addEventListener("click", () => closeSlider(button.dataset.stop));

function openSlider(button) {
  const path = button.dataset.try;
  const box = fieldOf(path).querySelector(".slider");
  if (!box.hidden) return closeSlider(path);
  const range = box.querySelector("[type=range]");
  const given = toNumber(values[path] ?? "", fields[path.split(".")[0]].type);
  const start = Number.isNaN(given) ? 0 : given;
  Object.assign(range, limits(path, start));
  range.value = start;
  box.querySelector("output").textContent = `${start}${fields[path.split(".")[0]].unit}`;
  box.hidden = false;
  button.setAttribute("aria-expanded", "true");
  range.focus();
}

/** From where to where a value may be tried. */
function limits(path, value) {
  const key = path.split(".")[0];
  const { type } = fields[key];
  if (type === "level") return { min: 0, max: 4, step: 1 };
  if (type === "percent") {
    const signed = /growth|profit/.test(key);
    return { min: signed ? Math.min(-100, Math.floor(value)) : 0, max: Math.max(100, Math.ceil(value)), step: 0.1 };
  }
  if (type === "amount") {
    const max = value ? Math.ceil(Math.abs(value) * 3) : 20000;
    return { min: value < 0 || key === "net_profit" ? -max : 0, max, step: max > 1000 ? 10 : 1 };
  }
  if (key === "local_feature_score") return { min: 0, max: 15, step: 0.5 };
  if (type === "score") return { min: 0, max: 100, step: 1 };
  return { min: type === "rank" && !/award|maker/.test(key) ? 1 : 0, max: Math.max(20, value * 3), step: 1 };
}

function slide(range) {
  const path = range.dataset.slide;
  trials.set(path, range.value);
  range.parentElement.querySelector("output").textContent = `${range.value}${fields[path.split(".")[0]].unit}`;
  later();
}

function closeSlider(path) {
  const field = fieldOf(path);
  trials.delete(path);
  field.querySelector(".slider").hidden = true;
  const button = field.querySelector("[data-try]");
  button.setAttribute("aria-expanded", "false");
  button.focus();
  later();
}

// files

function tell(...lines) {
  $("told").replaceChildren(
    ...lines.map((line) => {
      const paragraph = document.createElement("p");
      paragraph.textContent = line;
      return paragraph;
    }),
  );
}

/** What was read as what: each cell with the words in it and the value taken. */
function tellReading(read) {
  if (!read.length) return;
  const rows = read.map((cell) => h("li", {}, `${cell.place}  ${cell.head}  ${cell.words} → ${cell.value || cell.words}`));
  $("told").append(h("details", { class: "read" }, h("summary", {}, verdict.fill("read_as", { count: read.length })), h("ul", {}, ...rows)));
}

function take(profile, warnings = [], read = []) {
  const found = fromProfile(profile, fields);
  const another = Boolean(values.name && found.name && values.name !== found.name);
  values = another ? found : { ...values, ...found };
  save(values);
  show();
  later();
  const paths = Object.keys(found);
  const beside = paths.filter((path) => !asked.includes(path) && !whole().includes(path)).length;
  const lines = [verdict.fill("imported", { count: paths.length })];
  if (another) lines.push(texts.imported_another);
  if (beside) lines.push(verdict.fill("imported_beside", { count: beside }));
  tell(...lines, ...warnings);
  tellReading(read);
}

$("import-file").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (!file) return;
  const address = `check/import?name=${encodeURIComponent(file.name)}&year=${data.year}`;
  try {
    const answer = await fetch(address, { method: "POST", headers: { "content-type": "application/octet-stream" }, body: file });
    const result = await answer.json();
    if (answer.ok) take(result.profile, result.warnings, result.read);
    else tell(result.detail);
  } catch {
    tell(texts.failed);
  }
  event.target.value = "";
});

$("import-chat").addEventListener("click", () => {
  if (!takeFromChat()) tell(texts.import_chat_none);
});

/** What was said in the chat; from then on what is changed here goes back to it. */
function takeFromChat() {
  const { profile } = chat;
  if (!profile) return false;
  chat.linked = true;
  take(profile, [texts.chat_linked]);
  return true;
}

for (const link of document.querySelectorAll('a[href="./"]')) {
  link.addEventListener("click", async (event) => {
    if (!chat.differs(values)) return;
    event.preventDefault();
    try {
      await chat.handBack(values);
      location.assign(link.href);
    } catch (error) {
      tell(error.name === "RefusedError" ? error.message : texts.hand_back_failed);
    }
  });
}

async function download(path, content) {
  try {
    const answer = await post(path, content);
    if (!answer.ok) return tell((await answer.json()).detail);
    const name = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition"))[1];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } catch {
    tell(texts.failed);
  }
}

for (const button of document.querySelectorAll("[data-export]")) {
  const everything = () => [...new Set([...asked, ...Object.keys(values)])];
  button.addEventListener("click", () => download("check/export", { ...body(everything()).request, kind: button.dataset.export }));
}
for (const button of document.querySelectorAll("[data-report]")) {
  button.addEventListener("click", () => download("check/report", { ...body().request, kind: button.dataset.report }));
}

$("clear").addEventListener("click", () => {
  const before = values;
  values = {};
  for (const path of [...trials.keys()]) closeSlider(path);
  save(values);
  show();
  tell(texts.cleared);
  $("told").append(h("button", { type: "button", class: "link", onclick: () => putBack(before) }, texts.undo));
  later();
  $("told").scrollIntoView({ block: "center" });
});

function putBack(before) {
  values = before;
  save(values);
  show();
  tell();
  later();
}

$("summary").textContent = texts.working;
show();
if (location.hash === "#chat") takeFromChat();
check();
