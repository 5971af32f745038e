"use strict";
const fs = require("node:fs");
const { basename, dirname, join } = require("node:path");
const paths = require("./paths.cjs");
const { names } = require("./library.cjs");
const { findCompiler } = require("./prerequisites.cjs");
const { run } = require("./run.cjs");
const { digest, readJson } = require("./stamp.cjs");

const sources = ["tfjs_backend.cc", "tfjs_binding.cc"];
const flags = ["-std=c++17", "-O2", "-fPIC", "-shared", "-DNAPI_VERSION=8", "-w"];
const rpath =
  process.platform === "darwin"
    ? ["-undefined", "dynamic_lookup", "-Wl,-rpath,@loader_path/../../deps/lib"]
    : ["-Wl,-rpath,$ORIGIN/../../deps/lib"];

/** Whether the package is there as far as the addon needs it (a killed npm leaves parts). */
function hasSources() {
  const names = ["package.json", ...sources.map((name) => join("binding", name))];
  return names.every((name) => fs.existsSync(join(paths.tfjsNode, name)));
}

/** Where the addon for this package, these flags and this TensorFlow lies once compiled. */
function addonPath(libraryFolder) {
  const binding = join(paths.tfjsNode, "binding");
  const texts = fs.readdirSync(binding).sort();
  const content = texts.flatMap((name) => [name, fs.readFileSync(join(binding, name))]);
  const { version } = readJson(join(paths.tfjsNode, "package.json"));
  const key = digest(basename(libraryFolder), version, ...flags, ...rpath, ...content).slice(0, 16);
  return join(paths.cache, "addon", key, "tfjs_binding.node");
}

/**
 * Compiles the package's own N-API addon against TensorFlow's headers and libraries, without
 * node-gyp: its only header of Node is node_api.h, which node-api-headers ships.
 */
async function ensureAddon(line, libraryFolder) {
  const target = addonPath(libraryFolder);
  if (fs.existsSync(target)) return target;
  const compiler = findCompiler();
  if (compiler.problem) throw new Error(compiler.problem.what);
  line.note("compiling the addon");
  fs.mkdirSync(dirname(target), { recursive: true });
  const aside = `${target}.${process.pid}.part`;
  const tensorflow = join(libraryFolder, "tensorflow");
  const headers = join(paths.modules, "node-api-headers", "include");
  const include = [headers, dirname(paths.tfjsNode), paths.tfjsNode, join(tensorflow, "include")];
  const inputs = sources.map((name) => join(paths.tfjsNode, "binding", name));
  const libraries = [join(tensorflow, names.main), join(tensorflow, names.framework)];
  const args = [...flags, ...include.map((folder) => `-I${folder}`), ...inputs, ...libraries];
  await run(compiler.command, [...args, ...rpath, "-o", aside]);
  fs.renameSync(aside, target);
  return target;
}

module.exports = { addonPath, ensureAddon, hasSources };
