// Compiles the files of Python in a folder to bytecode, with the interpreter that will run it.
// Called as: node page_compile.mjs FOLDER-OF-PYODIDE FOLDER LEVEL; every x.py there becomes x.pyc, optimised as
// `python -O` (1) or `python -OO` (2) would. Only the standard library is made for that; all else gets 0.
import { pathToFileURL } from "node:url";

const [home, folder, level] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${home}/pyodide.mjs`).href);
const python = await loadPyodide({ indexURL: home });
python.FS.mkdir("/work");
python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, "/work");
const failed = python.runPython(`
import os
from importlib._bootstrap_external import _code_to_timestamp_pyc

def compiled(path):
    with open(path, "rb") as file:
        source = file.read()
    code = compile(source, os.path.relpath(path, "/work"), "exec", dont_inherit=True, optimize=${Number(level)})
    with open(path[:-3] + ".pyc", "wb") as file:
        file.write(_code_to_timestamp_pyc(code, 0, 0))
    os.unlink(path)

failed = []
for folder, _, files in os.walk("/work"):
    for name in sorted(files):
        if name.endswith(".py"):
            try:
                compiled(os.path.join(folder, name))
            except SyntaxError as error:
                failed.append(f"{name}: {error}")
"\\n".join(failed)
`);
if (failed) {
  console.error(failed);
  process.exit(1);
}
