"use strict";
// The page: what an officer chooses goes to the worker, and what the worker answers is shown.
// What is said of a report is written by the program; here are only the page's own words.
const settings = JSON.parse(document.getElementById("settings").textContent);
const by = (id) => document.getElementById(id);
const state = {
  language: settings.language, choices: null, worker: null, ready: false, busy: false,
  dropped: null, waiting: [], stopped: [], asked: null, said: ["starting", {}], timer: 0, reading: "",
};

// ---- words ---------------------------------------------------------------------------------

function word(key, values = {}) {
  const text = settings.words[state.language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function say(key, values = {}) {
  state.said = [key, values];
  by("said").dataset.word = key;
  by("said").textContent = word(key, values);
}

function put() {
  document.documentElement.lang = state.language;
  document.title = word("title");
  const about = { ...(state.choices ?? settings.choices[state.language]), version: settings.version };
  for (const one of document.querySelectorAll("[data-word]")) one.textContent = word(one.dataset.word, about);
  by("said").textContent = word(...state.said);
  by("language").textContent = settings.words[state.language === "vi" ? "en" : "vi"].own_name;
  by("language").lang = state.language === "vi" ? "en" : "vi";
  document.querySelector("[role=group].saves").setAttribute("aria-label", word("save"));
  by("made-up").hidden = !about.synthetic;
  for (const id of ["unit", "form-unit"]) fill(id, about.units, id === "unit");
  for (const id of ["period", "form-period"]) fill(id, about.periods, id === "period");
  for (const one of document.querySelectorAll(".of-unit")) one.hidden = Boolean(settings.unit) || about.units.length < 2;
}

// Fills a choice anew, and keeps what was chosen where it is still there.
function fill(id, pairs, stated) {
  const select = by(id);
  const chosen = select.options.length ? select.value : settings[id.replace("form-", "")] || (stated ? "" : settings.form_period);
  select.replaceChildren(...(stated ? [["", word("as_stated")], ...pairs] : pairs).map(([value, text]) => new Option(text, value)));
  if ([...select.options].some((one) => one.value === chosen)) select.value = chosen;
}

// ---- the worker ----------------------------------------------------------------------------

function begin() {
  const worker = new Worker(URL.createObjectURL(new Blob([by("worker").textContent], { type: "text/javascript" })));
  state.worker = worker;
  state.ready = false;
  worker.onmessage = ({ data }) => worker === state.worker && heard(data);
  worker.onerror = (event) => worker === state.worker && ended("memory", event.message);
  worker.postMessage({ settings: { ...settings.worker, language: state.language } });
  for (const one of document.querySelectorAll(".part.whole")) send(one);
  watch(settings.start_seconds);
}

const send = (one) => state.worker.postMessage({ part: one.id, text: one.textContent });

// A part of the program stands in the page as a whole; the browser is reading the next.
function arrived(one) {
  one.classList.add("whole");
  if (state.worker) send(one);
}

function watch(seconds) {
  clearTimeout(state.timer);
  state.timer = seconds ? setTimeout(() => ended("time"), seconds * 1000) : 0;
}

function heard(data) {
  if (data.log) console.warn(data.log);
  if (data.stage) stage(data.stage);
  if (data.ready) {
    state.choices = data.ready;
    put();
    by("progress").hidden = true;
    if (!state.waiting.length && state.said[0].startsWith("sta")) say("ready");
    watch(0);
    state.ready = true;
    // A worker that is new knows only the pack that the page was made with.
    if (state.used) state.waiting.unshift({ request: { do: "pack" }, then: (answer) => used(answer, state.used, true), files: state.used });
    next();
  }
  if ("reading" in data) {
    state.reading = data.reading;
    watch(data.reading ? settings.seconds : patience());
    if (state.asked?.request.do === "check") say(data.reading ? "reading" : "judging", { path: data.reading });
  }
  if (data.read && state.asked) state.asked.read?.set(data.read, data.bytes);
  if (data.answer) answered(data);
  if (data.failed) ended("memory", data.failed);
}

const STAGES = ["unpack", "start", "load"];

function stage(name) {
  const step = STAGES.indexOf(name) + 1;
  by("progress").hidden = false;
  by("progress").value = step;
  if (!state.dropped) say(`stage_${name}`, { step, steps: STAGES.length });
}

// Throws the worker away. The file that it was reading is left out, and what was asked is asked again.
function ended(why, reason = "") {
  clearTimeout(state.timer);
  state.worker.terminate();
  const asked = state.asked;
  state.asked = null;
  state.busy = false;
  if (!state.ready) {
    say("broken", { reason: reason || why });
    by("progress").hidden = true;
    return;
  }
  if (asked?.request.do === "check" && asked.files !== state.dropped) {
    // Something else was dropped meanwhile, and is checked next.
  } else if (asked?.request.do === "check" && state.reading) {
    asked.stopped.push([state.reading, why, why === "time" ? settings.seconds : Math.round(settings.worker.memory / 2 ** 20)]);
    say("restarting", { path: state.reading });
    state.waiting.unshift(asked);
  } else if (asked?.request.do !== "warm") {
    say("fault");
    // The next worker knows nothing of it.
    by("result").hidden = true;
    asked?.then?.({ fault: word("fault") });
  }
  state.reading = "";
  begin();
}

// Asks the worker when it has nothing else to do, and calls `then` with the answer.
function ask(request, then, files = null) {
  state.waiting.push({ request, then, files });
  next();
}

// How long may be judged or written: the more files, the longer.
const patience = () => settings.seconds + (state.dropped?.length ?? 0);

// While nobody asks for anything, what a first check needs is imported, and then what saving needs.
const idly = [{ path: settings.worker.sample }, {}].map((more) => ({ request: { do: "warm", ...more }, then: () => {} }));

function next() {
  if (!state.ready || state.busy) return;
  const asked = state.waiting.shift() ?? idly.shift();
  if (!asked) return;
  state.asked = asked;
  state.busy = true;
  state.reading = "";
  if (asked.request.do === "check") asked.request = { unit: unit("unit"), period: by("period").value, ...asked.request };
  asked.language = state.language;
  const request = { language: asked.language, ...asked.request };
  if (asked.stopped) request.stopped = asked.stopped;
  // Until the worker says which file it reads, it takes in all of them.
  watch(asked.files ? settings.start_seconds : patience());
  state.worker.postMessage({ request, files: asked.files, read: asked.read && [...asked.read] });
}

function answered({ answer, saved }) {
  watch(0);
  const asked = state.asked;
  state.asked = null;
  state.busy = false;
  if (answer.fault && asked.request.do !== "warm") say("faulty", { reason: answer.fault });
  asked.then(answer, saved, asked);
  next();
}

const unit = (id) => settings.unit || by(id).value;

// ---- checking ------------------------------------------------------------------------------

// Files of one name, from different folders, are different files.
function apart(files) {
  const taken = new Set(files.flatMap(([path]) => path.split("/").slice(0, -1).map((_, depth, all) => all.slice(0, depth + 1).join("/"))));
  return files.map(([path, file]) => {
    let name = path;
    for (let number = 2; taken.has(name); number += 1) name = path.replace(/(\.[^./]*)?$/, ` (${number})$1`);
    taken.add(name);
    return [name, file];
  });
}

// Whether a file is looked at: of a folder those of known kinds, and each that is dropped by itself.
const isRead = (path) => !path.includes("/") || settings.suffixes.some((one) => path.toLowerCase().endsWith(one));

function check(files) {
  const known = apart(files).filter(([path, file]) => !file || isRead(path));
  const size = Math.round(known.reduce((sum, [, file]) => sum + (file?.size ?? 0), 0) / 1e6);
  if (!known.length) return say("no_files");
  if (known.length > settings.most_files || size > settings.most_megabytes) return say("too_many", { count: known.length, size });
  state.dropped = known;
  state.stopped = [];
  state.waiting = state.waiting.filter((one) => one.request.do !== "check");
  say(state.ready ? "judging" : "waiting");
  state.waiting.push({ request: { do: "check" }, then: shown, files: known, stopped: state.stopped, read: new Map() });
  next();
}

function shown(answer, saved, asked) {
  if (answer.fault) {
    // What stands there is of files before these.
    by("result").hidden = true;
    return;
  }
  if (answer.title || (answer.refused && !answer.report)) return used(answer, state.dropped);
  if (answer.used) used(answer.used, state.dropped, true);
  by("result").hidden = false;
  show(answer);
  if (asked.language !== state.language) ask({ do: "view" }, show);
  say("ready");
  by("headline").focus();
}

function show(answer) {
  by("headline").textContent = answer.headline;
  by("headline").parentElement.className = `headline ${answer.tone}`;
  by("consolidated").innerHTML = answer.consolidated;
  lay(answer.report);
  for (const one of document.querySelectorAll("[data-save]")) one.hidden = !answer.saves.includes(one.dataset.save);
  for (const one of document.querySelectorAll(".consolidated .wide")) one.setAttribute("tabindex", "0");
}

// Of many units each report is folded. It stays text until somebody opens it: what a page no longer shows lies in the
// memory of a browser for long, and twenty reports are tens of thousands of elements.
const folded = new Map();
const FOLD = '<details class="unit">';

function lay(html) {
  const [before, ...units] = html.split(FOLD);
  const parts = units.map((unit) => [unit.indexOf("</summary>") + 10, unit.lastIndexOf("</details>"), unit]);
  by("report").innerHTML = before + parts.map(([start, end, unit]) => FOLD + unit.slice(0, start) + unit.slice(end)).join("");
  folded.clear();
  by("report").querySelectorAll("details.unit").forEach((one, at) => {
    const [start, end, unit] = parts[at];
    folded.set(one, unit.slice(start, end));
  });
  by("report").querySelectorAll("form.filter").forEach(enliven);
}

function open(unit) {
  const html = folded.get(unit);
  if (!folded.delete(unit)) return;
  unit.insertAdjacentHTML("beforeend", html);
  unit.querySelectorAll("form.filter").forEach(enliven);
}

// A link may lead to what is still text; it is opened before the browser follows the link.
function openNamed(link) {
  const named = `id="${decodeURIComponent(link.hash.slice(1))}"`;
  for (const [unit, html] of folded) if (html.includes(named)) open(unit);
}

// The script of the report as a page, which lets its tables be filtered and sorted.
/* report */

// ---- saving --------------------------------------------------------------------------------

function download(answer, saved) {
  if (answer.refused || answer.fault) return say("unsaved", { reason: answer.refused ?? answer.fault });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([saved]));
  link.download = answer.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  say("saved", { name: answer.name });
}

// ---- another pack --------------------------------------------------------------------------

function use(files) {
  const named = apart(files);
  ask({ do: "pack" }, (answer) => used(answer, named), named);
}

function used(answer, files, again = false) {
  by("other-refused").innerHTML = answer.refused ?? "";
  if (answer.refused) {
    say("other_refused");
    by("other").scrollIntoView();
    return;
  }
  state.used = files;
  state.choices = answer;
  for (const id of ["unit", "form-unit", "period", "form-period"]) by(id).replaceChildren();
  settings.unit = settings.period = "";
  put();
  if (!again) {
    by("result").hidden = true;
    say("other_used", answer);
  }
}

// ---- what is chosen and dropped ------------------------------------------------------------

async function entries(items) {
  const found = [];
  async function walk(entry, folder) {
    if (found.length > settings.most_files) return;
    const path = `${folder}${entry.name}`;
    // What cannot be opened is sent as nothing, and said to be missing.
    if (entry.isFile) {
      if (isRead(path)) found.push([path, await new Promise((done) => entry.file(done, () => done(null)))]);
    } else {
      const reader = entry.createReader();
      for (;;) {
        const part = await new Promise((done) => reader.readEntries(done, () => done(null)));
        if (!part) found.push([path, null]);
        if (!part?.length) break;
        for (const one of part) await walk(one, `${path}/`);
      }
    }
  }
  for (const entry of items.map((one) => one.webkitGetAsEntry?.()).filter(Boolean)) await walk(entry, "");
  return found;
}

const chosen = (input) => [...input.files].map((file) => [file.webkitRelativePath || file.name, file]);

function listen() {
  by("report").addEventListener("toggle", ({ target }) => target.open && open(target), true);
  by("result").addEventListener("click", ({ target }) => {
    const link = target.closest("a[href^='#']");
    if (link) openNamed(link);
  });
  by("choose").addEventListener("click", () => by("files").click());
  by("choose-folder").addEventListener("click", () => by("folder").click());
  by("other-choose").addEventListener("click", () => by("other-files").click());
  for (const [id, take] of [["files", check], ["folder", check], ["other-files", use]]) {
    by(id).addEventListener("change", ({ target }) => {
      const files = chosen(target);
      target.value = "";
      if (files.length) take(files);
    });
  }
  for (const kind of ["dragenter", "dragover"]) document.addEventListener(kind, (event) => {
    event.preventDefault();
    by("intake").classList.add("over");
  });
  for (const kind of ["dragleave", "drop"]) document.addEventListener(kind, (event) => {
    if (kind === "drop" || !event.relatedTarget) by("intake").classList.remove("over");
  });
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    const items = [...event.dataTransfer.items].filter((one) => one.kind === "file");
    const plain = [...event.dataTransfer.files].map((file) => [file.name, file]);
    const found = await entries(items);
    check(found.length ? found : plain);
  });
  for (const one of document.querySelectorAll("[data-save]")) one.addEventListener("click", () => {
    say("saving");
    ask({ do: "save", kind: one.dataset.save }, download);
  });
  by("form-save").addEventListener("click", () => {
    say(state.ready ? "saving" : "waiting");
    ask({ do: "form", unit: unit("form-unit"), period: by("form-period").value }, download);
  });
  by("print").addEventListener("click", () => window.print());
  by("language").addEventListener("click", () => {
    state.language = state.language === "vi" ? "en" : "vi";
    put();
    ask({ do: "choices" }, (answer) => { state.choices = answer; put(); });
    if (!by("result").hidden) ask({ do: "view" }, show);
  });
}

put();
listen();
if (typeof DecompressionStream === "undefined" || typeof WebAssembly !== "object") {
  say("old_browser");
  by("progress").hidden = true;
} else begin(); // The parts stand behind this script, so that the page is there before them.
