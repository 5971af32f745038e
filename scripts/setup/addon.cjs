"use strict";
const fs = require("node:fs");
const { basename, dirname, join } = require("node:path");
const paths = require("./paths.cjs");
const { names } = require("./library.cjs");
const { findCompiler } = require("./prerequisites.cjs");
const { run } = require("./run.cjs");
const { digest, readJson } = require("./stamp.cjs");

const sources = ["tfjs_backend.cc", "tfjs_binding.cc"];
const own = join(paths.root, "src", "engine", "addon");
const flags = ["-std=c++17", "-O2", "-fPIC", "-shared", "-DNAPI_VERSION=8", "-w"];
const rpath =
  process.platform === "darwin"
    ? ["-undefined", "dynamic_lookup", "-Wl,-rpath,@loader_path/../../deps/lib"]
    : ["-Wl,-rpath,$ORIGIN/../../deps/lib"];

/** The addons by file name: the package's own, and the project's two beside it. */
const addons = {
  "tfjs_binding.node": {
    files: sources.map((name) => join(paths.tfjsNode, "binding", name)),
    linked: true,
  },
  "graph_addon.node": { files: [join(own, "graphAddon.cc")], linked: true },
  // depends on nothing: it comes before TensorFlow
  "quiet_addon.node": { files: [join(own, "quietAddon.cc")], linked: false },
};

/** Whether the package is there as far as the addon needs it (a killed npm leaves parts). */
function hasSources() {
  const needed = ["package.json", ...sources.map((name) => join("binding", name))];
  return needed.every((name) => fs.existsSync(join(paths.tfjsNode, name)));
}

/** Where the addons for this package, these flags and this TensorFlow lie once compiled. */
function addonFolder(libraryFolder) {
  const texts = [join(paths.tfjsNode, "binding"), own].flatMap((folder) =>
    fs.readdirSync(folder).map((name) => join(folder, name)),
  );
  const read = texts.filter((path) => /\.(cc|h)$/.test(path)).sort();
  const content = read.flatMap((path) => [basename(path), fs.readFileSync(path)]);
  const { version } = readJson(join(paths.tfjsNode, "package.json"));
  const key = digest(basename(libraryFolder), version, ...flags, ...rpath, ...content).slice(0, 16);
  return join(paths.cache, "addon", key);
}

/** Compiles one addon into `folder`. */
async function compile(command, libraryFolder, folder, name) {
  const { files, linked } = addons[name];
  const tensorflow = join(libraryFolder, "tensorflow");
  const headers = join(paths.modules, "node-api-headers", "include");
  const include = [headers, dirname(paths.tfjsNode), paths.tfjsNode, join(tensorflow, "include")];
  const libraries = [join(tensorflow, names.main), join(tensorflow, names.framework)];
  const args = [...flags, ...include.map((path) => `-I${path}`), ...files];
  await run(command, [...args, ...(linked ? libraries : []), ...rpath, "-o", join(folder, name)]);
}

/**
 * Compiles the package's own N-API addon and the project's against TensorFlow's headers and
 * libraries, without node-gyp: the only header of Node is node_api.h, which node-api-headers ships.
 * @returns the folder with all of them.
 */
async function ensureAddons(line, libraryFolder) {
  const target = addonFolder(libraryFolder);
  if (Object.keys(addons).every((name) => fs.existsSync(join(target, name)))) return target;
  const compiler = findCompiler();
  if (compiler.problem) throw new Error(compiler.problem.what);
  line.note("compiling the addons");
  const aside = `${target}.${process.pid}.part`;
  fs.rmSync(aside, { recursive: true, force: true });
  fs.mkdirSync(aside, { recursive: true });
  for (const name of Object.keys(addons)) {
    await compile(compiler.command, libraryFolder, aside, name);
  }
  fs.rmSync(target, { recursive: true, force: true });
  fs.renameSync(aside, target);
  return target;
}

module.exports = { addonFolder, addonNames: Object.keys(addons), ensureAddons, hasSources };
