"use strict";
const fs = require("node:fs");
const { join, relative } = require("node:path");
const paths = require("./paths.cjs");
const { filesBelow } = require("./build.cjs");
const { run } = require("./run.cjs");
const { readJson, writeJson } = require("./stamp.cjs");

const lock = readJson(join(__dirname, "engine-lock.json"));
const mac = process.platform === "darwin";

/** File names of TensorFlow's two C libraries here. */
const names = mac
  ? { main: "libtensorflow_cc.2.dylib", framework: "libtensorflow_framework.2.dylib" }
  : { main: "libtensorflow_cc.so.2", framework: "libtensorflow_framework.so.2" };

/** Where a build of TensorFlow ("linux-x64", "linux-x64-gpu" ...) lies once unpacked. */
const folderOf = (build) => join(paths.cache, "engine", `${lock.version}-${build}`);

/** The library's files that are missing or cut off, compared with what was unpacked. */
function damaged(folder, onlyLibraries) {
  const manifest = readJson(join(folder, "manifest.json"));
  if (!manifest) return "manifest.json";
  const entries = Object.entries(manifest.files);
  const asked = onlyLibraries ? entries.filter(([path]) => isLibrary(path)) : entries;
  const isCut = ([path, size]) =>
    fs.statSync(join(folder, path), { throwIfNoEntry: false })?.size !== size;
  return asked.find(isCut)?.[0] ?? null;
}

const isLibrary = (path) => path.endsWith(names.main) || path.endsWith(names.framework);

function listFiles(folder) {
  const list = filesBelow(folder, "").map((path) => [
    relative(folder, path),
    fs.statSync(path).size,
  ]);
  return Object.fromEntries(list);
}

function bytesBelow(folder) {
  let bytes = 0;
  for (const path of filesBelow(folder, "")) {
    bytes += fs.statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

/** Runs pip on files below `folder` and says how much has come. */
async function pipWatched(line, folder, args) {
  const scratch = join(folder, "tmp");
  fs.mkdirSync(scratch, { recursive: true });
  const timer = setInterval(() => {
    const mebibytes = Math.round(bytesBelow(folder) / 2 ** 20);
    line.note(`downloading TensorFlow ${lock.version}: ${mebibytes} MiB`);
  }, 1_000);
  try {
    const quiet = ["--disable-pip-version-check", "--no-input", "--no-cache-dir"];
    const env = { ...process.env, TMPDIR: scratch };
    await run(paths.venvPython, ["-m", "pip", ...args, ...quiet], { env });
  } finally {
    clearInterval(timer);
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

const forPython = () => ["--implementation", "cp", "--python-version", lock.python];
const checked = ["--no-deps", "--only-binary=:all:", "--require-hashes"];

/** The wheel in the cache, downloaded unless it is there. */
async function fetchWheel(line, build) {
  const { package: name, platform, sha256 } = lock.builds[build];
  const shelf = join(paths.cache, "wheels", sha256.slice(0, 16));
  const find = () => filesBelow(shelf, ".whl")[0];
  if (find()) return find();
  const aside = `${shelf}.${process.pid}.part`;
  fs.rmSync(aside, { recursive: true, force: true });
  fs.mkdirSync(aside, { recursive: true });
  const wish = join(aside, "requirements.txt");
  fs.writeFileSync(wish, `${name}==${lock.version} --hash=sha256:${sha256}\n`);
  const where = ["--platform", platform, ...forPython(), "-d", aside, "-r", wish];
  try {
    await pipWatched(line, aside, ["download", ...checked, ...where]);
    fs.renameSync(aside, shelf);
  } finally {
    fs.rmSync(aside, { recursive: true, force: true });
  }
  return find();
}

async function unpackWheel(line, build, into) {
  const wheel = await fetchWheel(line, build);
  const { sha256 } = lock.builds[build];
  const parts = ["include/", names.main, names.framework].map((part) => `tensorflow/${part}`);
  const onLine = (text) => line.note(`unpacking: ${text}`);
  const script = join(__dirname, "extract.py");
  try {
    await run(paths.venvPython, [script, wheel, sha256, into, ...parts], { onLine });
  } catch (error) {
    // A wheel that fails its checksum is not kept: the next start gets it anew.
    fs.rmSync(wheel, { force: true });
    throw error;
  }
}

/** TensorFlow for CUDA with NVIDIA's libraries beside it, in the layout of site-packages. */
async function installCuda(line, into) {
  const glibc = ["manylinux_2_27_x86_64", "manylinux2014_x86_64", "manylinux_2_17_x86_64"];
  const where = [...glibc, "any"].flatMap((platform) => ["--platform", platform]);
  const list = join(__dirname, "requirements-gpu.txt");
  const target = ["--target", into, ...where, ...forPython(), "-r", list];
  await pipWatched(line, into, ["install", ...checked, "--no-compile", ...target]);
}

/** Removes what killed set-ups left half unpacked; the caller holds the cache's lock. */
function sweep(shelf) {
  if (!fs.existsSync(shelf)) return;
  for (const name of fs.readdirSync(shelf).filter((entry) => entry.endsWith(".part"))) {
    fs.rmSync(join(shelf, name), { recursive: true, force: true });
  }
}

/**
 * Makes sure that a build of TensorFlow lies whole in the cache: downloaded, checked by sha256,
 * unpacked aside, listed, then renamed into place. The caller holds the cache's lock.
 * @returns its folder, with `tensorflow/` inside.
 */
async function ensureLibrary(line, build) {
  const folder = folderOf(build);
  const wrong = damaged(folder, false);
  if (wrong === null) return folder;
  sweep(join(paths.cache, "engine"));
  sweep(join(paths.cache, "wheels"));
  if (fs.existsSync(folder)) line.say(`${wrong} is damaged in the cache: unpacking again`);
  const aside = `${folder}.${process.pid}.part`;
  try {
    fs.mkdirSync(aside, { recursive: true });
    if (lock.builds[build].cuda) await installCuda(line, aside);
    else await unpackWheel(line, build, aside);
    const manifest = { version: lock.version, build, files: listFiles(aside) };
    writeJson(join(aside, "manifest.json"), manifest);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.renameSync(aside, folder);
  } finally {
    fs.rmSync(aside, { recursive: true, force: true });
  }
  return folder;
}

module.exports = { damaged, ensureLibrary, folderOf, lock, names };
