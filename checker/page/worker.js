"use strict";
// The worker in which the program runs. It can be thrown away at any time, and the page stays.
// What it is sent first holds the parts of the page, in base64 of gzip; later messages are requests.

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

function unpacked(text) {
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  return new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
}

async function bytesOf(text) {
  return new Uint8Array(await new Response(unpacked(text)).arrayBuffer());
}

async function imported(text) {
  const address = URL.createObjectURL(new Blob([await bytesOf(text)], { type: "text/javascript" }));
  return import(address);
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
let drops = 0;

async function start({ parts, settings }) {
  bounded(settings.memory);
  self.postMessage({ stage: "unpack" });
  held.set(`${MEMORY}pyodide.asm.wasm`, () => new Response(unpacked(parts.wasm), { headers: { "content-type": "application/wasm" } }));
  held.set(`${MEMORY}python_stdlib.zip`, () => new Response(unpacked(parts.library)));
  const [loader, module, packages, program] = await Promise.all([
    imported(parts.loader), imported(parts.module), bytesOf(parts.packages), bytesOf(parts.program),
  ]);
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
  laid(python.FS, settings.site, packages);
  laid(python.FS, "", program);
  python.FS.mkdirTree("/drop");
  python.FS.chdir("/drop");
  python.runPython("import gc; gc.set_threshold(200_000)");
  const { Desk } = python.pyimport("checker.page.desk");
  desk = Desk(settings.pack, settings.rules);
  const choices = ask({ do: "choices", language: settings.language });
  self.postMessage({ ready: choices });
  // What a first check needs is imported while nobody waits for it.
  ask({ do: "warm", language: settings.language });
  python.runPython("gc.collect(); gc.freeze()");
  self.postMessage({ warm: true });
}

function ask(request) {
  return JSON.parse(desk.answer(JSON.stringify(request), (path) => self.postMessage({ reading: path }), kept));
}

// What is read of a file goes to the page, which gives it to the next worker if this one has to end.
function kept(path, made) {
  const bytes = made.toJs();
  self.postMessage({ read: path, bytes }, [bytes.buffer]);
}

// Puts what was dropped into a folder of its own, and returns the paths of its roots.
async function put(files) {
  const fs = python.FS;
  drops += 1;
  const home = `/drop/${drops}`;
  fs.mkdirTree(home);
  fs.chdir(home);
  const roots = new Set();
  for (const [path, file] of files) {
    const folder = path.split("/").slice(0, -1).join("/");
    if (folder) fs.mkdirTree(`${home}/${folder}`);
    // One byte more than any reader takes is enough to say that it is too large.
    fs.writeFile(`${home}/${path}`, new Uint8Array(await file.slice(0, 20_000_001).arrayBuffer()));
    roots.add(path.split("/")[0]);
  }
  return [...roots];
}

self.onmessage = async ({ data }) => {
  try {
    if (data.parts) {
      await start(data);
      return;
    }
    const request = { ...data.request };
    if (data.files) request.files = await put(data.files);
    for (const [path, bytes] of data.read ?? []) desk.take(path, python.toPy(bytes));
    const answer = ask(request);
    const saved = answer.name ? desk.saved.toJs() : null;
    self.postMessage({ answer, saved }, saved ? [saved.buffer] : []);
  } catch (error) {
    self.postMessage({ failed: String(error).slice(0, 500) });
  }
};
