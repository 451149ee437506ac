// The self-check page: values in, verdict out, while one types.

import { h } from "../chat/dom.js";
import { setUnits, withUnit } from "../chat/units.js";
import { download, judged, mendingValues, post, readFile } from "./calls.js";
import { ChatLink } from "./chat_link.js";
import { startFrame } from "./frame.js";
import { Sliders } from "./sliders.js";
import { Steps } from "./steps.js";
import { doubtOf, fromProfile, isNumber, load, save, toDate, toNumber, toProfile } from "./values.js";
import { Verdict } from "./verdict.js";

const WAIT_MS = 300;
const data = JSON.parse(document.getElementById("data").textContent);
const { texts, fields, lang } = data;
setUnits(data.units);
const $ = (id) => document.getElementById(id);
const controls = [...document.querySelectorAll("[data-path]")];
const asked = [...new Set(controls.map((each) => each.dataset.path))];
// Told as a whole (a sum, a self-assessed score) in a file or the chat: no box asks for it, the verdict uses it.
const whole = () => Object.keys(values).filter((path) => fields[path]?.form === false);
const fieldOf = (path) => document.querySelector(`[data-field="${CSS.escape(path)}"]`);
const verdict = new Verdict(data, goTo);
const chat = new ChatLink(fields);
const steps = new Steps($("facts"), (key, values) => verdict.fill(key, values ?? {}), () => $("verdict").scrollIntoView({ block: "start" }));
const sliders = new Sliders(fields, { valueOf: (path) => values[path], mendingOf: (path) => mendingValues(body().request, path), fill: (key, values) => verdict.fill(key, values ?? {}), onTry: later });
let values = load();
let timer = 0;
let turn = 0;

startFrame(lang);

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
  const line = (path) => verdict.fill("whole", { name: verdict.name(path), value: withUnit(values[path], fields[path].unit, "") });
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
  if (control.dataset.slide) return;
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

function later() {
  clearTimeout(timer);
  timer = setTimeout(check, WAIT_MS);
}

async function check() {
  const mine = ++turn;
  const { request, wrong } = body();
  const refused = new Map(wrong.map((path) => [path, texts.bad_number]));
  const { changes } = sliders;
  try {
    const check = await judged(request, refused, fields);
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

const placeOf = (details) => `${details.closest("[data-condition]")?.dataset.condition ?? ""} ${details.firstElementChild.textContent}`;

function mark(refused) {
  for (const path of asked) {
    const field = fieldOf(path);
    const wrong = field.querySelector(".wrong");
    wrong.replaceChildren(...(refused.has(path) ? [refused.get(path)] : doubt(path)));
    wrong.hidden = wrong.textContent === "";
    for (const control of field.querySelectorAll("[data-path]")) {
      if (refused.has(path)) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }
}

/** What a number was rather meant as, to be taken by a tap where that is sure. */
function doubt(path) {
  const { type, unit } = fields[path.split(".")[0]];
  const found = isNumber(type) && doubtOf(type, toNumber(String(values[path] ?? ""), type), data.most_wan);
  if (!found) return [];
  const question = verdict.fill(found.key, found.values);
  if (found.instead === null) return [question];
  const mend = () => {
    values[path] = String(found.instead);
    save(values);
    show();
    later();
    goTo(path);
  };
  return [question, " ", h("button", { type: "button", class: "link", onclick: mend }, verdict.fill("take_instead", { value: withUnit(found.instead, unit, "") }))];
}

function goTo(path) {
  const field = fieldOf(path);
  steps.showFieldOf(field);
  field?.scrollIntoView({ block: "center" });
  field?.querySelector("[data-path]")?.focus({ preventScroll: true });
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
  try {
    const { profile, warnings, read } = await readFile(file, data.year);
    take(profile, warnings, read);
  } catch (error) {
    tell(error.detail ?? texts.failed);
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

for (const link of document.querySelectorAll("a[data-back]")) {
  link.addEventListener("click", async (event) => {
    if (!chat.differs(values)) return;
    event.preventDefault();
    try {
      await chat.handBack(values);
      location.assign(link.href);
    } catch (error) {
      tell(error.told || texts.hand_back_failed);
    }
  });
}

async function takeAway(path, content) {
  try {
    await download(path, content);
  } catch (error) {
    tell(error.detail ?? texts.failed);
  }
}

for (const button of document.querySelectorAll("[data-export]")) {
  const everything = () => [...new Set([...asked, ...Object.keys(values)])];
  button.addEventListener("click", () => takeAway("check/export", { ...body(everything()).request, kind: button.dataset.export }));
}
for (const button of document.querySelectorAll("[data-report]")) {
  button.addEventListener("click", () => takeAway("check/report", { ...body().request, kind: button.dataset.report }));
}

$("clear").addEventListener("click", () => {
  const before = values;
  values = {};
  sliders.closeAll();
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
