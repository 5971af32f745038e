"use strict";
const { existsSync, statfsSync } = require("node:fs");
const { dirname, join } = require("node:path");
const { ask } = require("./run.cjs");

const pythons = ["python3", "python3.13", "python3.12", "python3.11", "python3.10", "python"];
const diskNeeded = 4 * 2 ** 30;

/** The command that installs system packages here. */
function installCommand(debian, fedora, mac) {
  if (process.platform === "darwin") return mac;
  const asRoot = process.getuid?.() === 0 ? "" : "sudo ";
  if (existsSync("/usr/bin/dnf")) return `${asRoot}dnf install -y ${fedora}`;
  return `${asRoot}apt-get update && ${asRoot}apt-get install -y ${debian}`;
}

function nodeProblem(version = process.versions.node) {
  const major = Number(version.split(".")[0]);
  if (major >= 20 && major < 25) return null;
  return {
    what: `Node: expected 20, 22 or 24, got ${version}`,
    mend: "nvm install 22   (or from https://nodejs.org/en/download)",
  };
}

/** The first Python on the path that is new enough and can make environments. */
function findPython() {
  let nearly = null;
  const asked = process.env.PYTHON ? [process.env.PYTHON, ...pythons] : pythons;
  for (const command of asked) {
    const version = ask(command, ["-c", "import platform; print(platform.python_version())"]);
    if (!version) continue;
    const [major, minor] = version.split(".").map(Number);
    if (major !== 3 || minor < 10) nearly ??= { what: `Python: expected >= 3.10, got ${version}` };
    else if (ask(command, ["-c", "import venv, ensurepip; print(1)"])) return { command, version };
    else nearly = { what: `Python ${version}: expected the modules venv and ensurepip, got none` };
  }
  const mend = installCommand("python3 python3-venv", "python3", "brew install python@3.12");
  return { problem: { what: nearly?.what ?? "Python: expected >= 3.10, got none", mend } };
}

/** The C++ compiler: `$CXX`, else the first of c++, g++, clang++ that answers. */
function findCompiler() {
  for (const command of [process.env.CXX, "c++", "g++", "clang++"]) {
    const version = command && ask(command, ["--version"]);
    if (version) return { command, version };
  }
  const mend = installCommand("g++", "gcc-c++", "xcode-select --install");
  return { problem: { what: "C++ compiler: expected c++, g++, clang++ or $CXX, got none", mend } };
}

/** npm's own program: the one that runs us, else the one beside this Node, else on the path. */
function findNpm() {
  const running = process.env.npm_execpath;
  if (running?.endsWith("npm-cli.js") && existsSync(running)) {
    return { command: process.execPath, args: [running] };
  }
  const lib = join(dirname(process.execPath), "..", "lib", "node_modules", "npm", "bin");
  const beside = join(lib, "npm-cli.js");
  if (existsSync(beside)) return { command: process.execPath, args: [beside] };
  if (ask("npm", ["--version"])) return { command: "npm", args: [] };
  const mend = installCommand("npm", "npm", "brew install node@22");
  return { problem: { what: "npm: expected the program that comes with Node, got none", mend } };
}

/** Bytes free for us where `folder` lies or will lie. */
function freeBytes(folder) {
  let place = folder;
  while (!existsSync(place)) place = dirname(place);
  const { bavail, bsize } = statfsSync(place);
  return bavail * bsize;
}

/** What is wrong with the room on disk at `folder`, or null. */
function diskProblem(folder, needed = diskNeeded) {
  const free = freeBytes(folder);
  if (free >= needed) return null;
  const inGiB = (bytes) => (bytes / 2 ** 30).toFixed(1);
  return {
    what: `disk at ${folder}: expected ${inGiB(needed)} GiB free, got ${inGiB(free)}`,
    mend: `free some space, or point XDG_CACHE_HOME at a larger disk`,
  };
}

module.exports = {
  diskNeeded,
  diskProblem,
  findCompiler,
  findNpm,
  findPython,
  freeBytes,
  installCommand,
  nodeProblem,
};
