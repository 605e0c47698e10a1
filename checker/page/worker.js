"use strict";
// The worker in which the program runs. It can be thrown away at any time, and the page stays.
// What it is sent first are its settings, and then the parts of the page, each as soon as the browser has read it: they
// are base64 of gzip, and one is unpacked while the next arrives. Later messages are requests.

// Nothing here may ask a network: what is fetched comes from the parts, and from nowhere else. The loader wants a worker
// of modules, which no browser starts for a page that is opened as a file; it works as well where it cannot tell.
self.importScripts = undefined;
const MEMORY = "memory:/";
const held = new Map();
self.fetch = async (asked) => {
  const found = held.get(String(asked.url ?? asked));
  if (!found) throw new TypeError(`not in this page: ${asked}`);
  return found();
};

const awaited = new Map();
const arrived = new Map();

function part(name) {
  if (!arrived.has(name)) arrived.set(name, new Promise((good) => awaited.set(name, good)));
  return arrived.get(name);
}

function decoded(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const chars = atob(text);
  const bytes = new Uint8Array(chars.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = chars.charCodeAt(at);
  return bytes;
}

async function unpacked(name) {
  return new Blob([decoded(await part(name))]).stream().pipeThrough(new DecompressionStream("gzip"));
}

async function bytesOf(name) {
  return new Uint8Array(await new Response(await unpacked(name)).arrayBuffer());
}

async function imported(name) {
  const address = URL.createObjectURL(new Blob([await bytesOf(name)], { type: "text/javascript" }));
  const module = await import(address);
  URL.revokeObjectURL(address);
  return module;
}

function bounded(bytes) {
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * 65536 > bytes) throw new RangeError("the page's bound of memory");
    return grow.call(this, pages);
  };
}

// Files behind each other, after a line of JSON with their names and sizes.
function laid(fs, root, bytes) {
  const end = bytes.indexOf(10);
  let start = end + 1;
  const folders = new Set();
  for (const [name, size] of JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)))) {
    const path = `${root}/${name}`;
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!folders.has(folder)) fs.mkdirTree(folder);
    folders.add(folder);
    fs.writeFile(path, bytes.subarray(start, start + size));
    start += size;
  }
}

let python;
let desk;
let collect;
let removed;
let drops = 0;

async function start(settings) {
  bounded(settings.memory);
  self.postMessage({ stage: "unpack" });
  held.set(`${MEMORY}pyodide.asm.wasm`, async () => new Response(await unpacked("wasm"), { headers: { "content-type": "application/wasm" } }));
  held.set(`${MEMORY}python_stdlib.zip`, async () => new Response(await unpacked("library")));
  const files = [bytesOf("packages"), bytesOf("program")];
  const [loader, module] = await Promise.all([imported("loader"), imported("module")]);
  self.postMessage({ stage: "start" });
  python = await loader.loadPyodide({
    indexURL: MEMORY,
    createPyodideModule: module.default,
    lockFileContents: { info: { abi_version: settings.abi }, packages: {} },
    env: { HOME: "/home", CHECKER_CACHE_DIR: "/cache", PYTHONDONTWRITEBYTECODE: "1" },
    stdout: () => {},
    stderr: (text) => self.postMessage({ log: text }),
  });
  self.postMessage({ stage: "load" });
  laid(python.FS, settings.site, await files[0]);
  laid(python.FS, "", await files[1]);
  arrived.clear();
  python.FS.mkdirTree("/drop");
  python.FS.chdir("/drop");
  python.runPython("import gc, shutil; gc.set_threshold(200_000)");
  collect = python.globals.get("gc").collect;
  removed = python.globals.get("shutil").rmtree;
  const { Desk } = python.pyimport("checker.page.desk");
  // It holds the packs that did not come with the program, and there may be none.
  python.FS.mkdirTree(settings.rules);
  desk = Desk(settings.pack, settings.rules);
  self.postMessage({ ready: ask({ do: "choices", language: settings.language }) });
}

function ask(request) {
  return JSON.parse(desk.answer(JSON.stringify(request), (path) => self.postMessage({ reading: path }), kept));
}

// What is read of a file goes to the page, which gives it to the next worker if this one has to end.
function kept(path, made) {
  const bytes = made.toJs();
  self.postMessage({ read: path, bytes }, [bytes.buffer]);
}

let home = "/drop";

// Puts what was dropped into a folder of its own, and returns the paths of its roots.
async function put(files) {
  const fs = python.FS;
  drops += 1;
  home = `/drop/${drops}`;
  fs.mkdirTree(home);
  fs.chdir(home);
  const roots = new Set();
  for (const [path, file] of files) {
    const folder = path.split("/").slice(0, -1).join("/");
    if (folder) fs.mkdirTree(`${home}/${folder}`);
    // One byte more than any reader takes is enough to say that it is too large.
    const data = await file?.slice(0, 20_000_001).arrayBuffer().catch(() => null);
    if (data) fs.writeFile(`${home}/${path}`, new Uint8Array(data), { canOwn: true });
    // What is gone since it was dropped is named all the same, so that the program says that it is missing.
    roots.add(data ? path.split("/")[0] : path);
  }
  return [...roots];
}

// The drop before is forgotten; but where this one came to nothing, what was checked before stays.
function leave(before, answer) {
  const left = answer.fault || (answer.refused && !answer.report) ? home : before;
  if (left === home) home = before;
  python.FS.chdir(home);
  if (left !== "/drop") removed(left);
}

self.onmessage = async ({ data }) => {
  try {
    if (data.part) {
      part(data.part);
      awaited.get(data.part)(data.text);
      return;
    }
    if (data.settings) {
      await start(data.settings);
      return;
    }
    const request = { ...data.request };
    const before = home;
    if (data.files) request.files = await put(data.files);
    for (const [path, bytes] of data.read ?? []) desk.take(path, python.toPy(bytes));
    const answer = ask(request);
    if (data.files) leave(before, answer);
    if (request.do === "warm") python.runPython("gc.collect(); gc.freeze()");
    const saved = answer.name ? desk.saved.toJs() : null;
    self.postMessage({ answer, saved }, saved ? [saved.buffer] : []);
    // Nobody waits now.
    if (data.files) collect();
  } catch (error) {
    self.postMessage({ failed: String(error).slice(0, 500) });
  }
};
