"use strict";
const fs = require("node:fs");
const { join } = require("node:path");
const { modules, root } = require("./paths.cjs");
const { findNpm } = require("./prerequisites.cjs");
const { run } = require("./run.cjs");
const { digest, readJson, writeJson } = require("./stamp.cjs");

const stamp = join(modules, ".gan-atelier.json");
const hiddenLock = join(modules, ".package-lock.json");
const bin = join(modules, ".bin", "atelier");

const key = () => digest(fs.readFileSync(join(root, "package-lock.json")));

/** The folders that package-lock.json wants on every platform, with their versions. */
function wanted() {
  const { packages } = readJson(join(root, "package-lock.json")) ?? { packages: {} };
  return Object.entries(packages).filter(
    ([path, entry]) => path.startsWith("node_modules/") && !entry.optional && !entry.devOptional,
  );
}

const isMissing = ([path]) => !fs.existsSync(join(root, path, "package.json"));

/** Whether somebody's own npm install or npm ci left exactly what package-lock.json says. */
function installedByHand() {
  const installed = readJson(hiddenLock)?.packages;
  if (!installed) return false;
  const finished = fs.statSync(hiddenLock).mtimeMs + 2_000;
  return wanted().every(([path, { version }]) => {
    const folder = fs.statSync(join(root, path), { throwIfNoEntry: false });
    if (!folder || installed[path]?.version !== version) return false;
    return folder.mtimeMs <= finished || path.endsWith("/tfjs-node-gpu");
  });
}

/** npx finds the bin of the project itself only by this link; without it, it asks the registry. */
function linkBin() {
  fs.mkdirSync(join(modules, ".bin"), { recursive: true });
  const aside = `${bin}.${process.pid}`;
  fs.symlinkSync(join("..", "..", "scripts", "atelier.cjs"), aside);
  fs.renameSync(aside, bin);
}

function finish() {
  linkBin();
  writeJson(stamp, { key: key() });
}

/** node_modules as package-lock.json says. */
const packages = {
  title: "npm packages",
  check() {
    if (!fs.existsSync(modules)) return "node_modules is missing";
    const missing = wanted().find(isMissing);
    if (missing) return `${missing[0]} is missing`;
    if (!fs.existsSync(bin)) return "the link for npx is missing";
    return readJson(stamp)?.key === key()
      ? null
      : "node_modules is not what package-lock.json says";
  },
  async work(line) {
    if (!wanted().some(isMissing) && installedByHand()) {
      finish();
      return "found as package-lock.json says";
    }
    fs.rmSync(stamp, { force: true });
    fs.rmSync(hiddenLock, { force: true });
    const npm = findNpm();
    if (npm.problem) throw new Error(`${npm.problem.what}. Mend it with: ${npm.problem.mend}`);
    line.note("npm ci");
    await run(npm.command, [...npm.args, "ci", "--ignore-scripts", "--loglevel=error"]);
    finish();
    return `${wanted().length} packages installed`;
  },
};

module.exports = { packages };
