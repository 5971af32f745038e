"use strict";
const { existsSync, readFileSync } = require("node:fs");
const os = require("node:os");
const paths = require("../setup/paths.cjs");
const needs = require("../setup/prerequisites.cjs");
const { ask } = require("../setup/run.cjs");

const gibibyte = 2 ** 30;
const memoryWanted = 4 * gibibyte;
const inGiB = (bytes) => `${(bytes / gibibyte).toFixed(1)} GiB`;

// The places where src/show/chromium.ts looks.
const applications = "/Applications";
const browsers = [
  process.env.CHROME,
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
  `${applications}/Google Chrome.app/Contents/MacOS/Google Chrome`,
  `${applications}/Chromium.app/Contents/MacOS/Chromium`,
  `${applications}/Microsoft Edge.app/Contents/MacOS/Microsoft Edge`,
];

/** A finding from a prerequisite that may carry a problem. */
function finding(name, found, problem, state = "missing") {
  if (!problem) return { name, state: "ok", found };
  return { name, state, found: problem.what, mend: problem.mend };
}

/** A program that is good to have, with what it is for. */
function program(name, commands, flag, purpose, mend) {
  for (const command of commands) {
    const version = command && ask(command, [flag]);
    if (version) return { name, state: "ok", found: version.slice(0, 80) };
  }
  return { name, state: "optional", found: `none; it is for ${purpose}`, mend };
}

function readNumber(path) {
  try {
    const value = Number(readFileSync(path, "utf8").trim());
    return Number.isFinite(value) && value > 0 ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The folders of this process's control group and of those above it, innermost first. */
function controlGroups(line) {
  const own = line?.split(":")[2] ?? "/";
  const parts = own.split("/").filter(Boolean);
  return parts.map((_, index) => `/${parts.slice(0, parts.length - index).join("/")}`).concat("");
}

/** The container's memory limit in bytes (cgroup v2, then v1), `undefined` when there is none. */
function containerLimit() {
  if (!existsSync("/proc/self/cgroup")) return undefined;
  const lines = readFileSync("/proc/self/cgroup", "utf8").trim().split("\n");
  const v2 = controlGroups(lines.find((line) => line.startsWith("0::")));
  const v1 = controlGroups(lines.find((line) => line.split(":")[1]?.includes("memory")));
  const files = [
    ...v2.map((group) => `/sys/fs/cgroup${group}/memory.max`),
    ...v1.map((group) => `/sys/fs/cgroup/memory${group}/memory.limit_in_bytes`),
  ];
  const limits = files.map(readNumber).filter((limit) => limit !== undefined);
  const lowest = Math.min(...limits);
  return lowest < os.totalmem() ? lowest : undefined;
}

function memory() {
  const limit = containerLimit();
  const bytes = limit ?? os.totalmem();
  const found = limit
    ? `${inGiB(limit)}, the container's limit (machine: ${inGiB(os.totalmem())})`
    : `${inGiB(bytes)}, no lower limit of a container`;
  if (bytes >= memoryWanted) return { name: "memory", state: "ok", found };
  const mend = "give the container more memory, or train with --quick and --memory";
  return { name: "memory", state: "optional", found: `${found}; 4 GiB are wanted`, mend };
}

/** Node, npm, Python, compiler, browser, ffmpeg, memory, disk. */
function lookAtMachine() {
  const python = needs.findPython();
  const compiler = needs.findCompiler();
  const install = needs.installCommand;
  const pdf = "PDF reports and the tests in a browser";
  const chromium = install("chromium", "chromium", "brew install --cask google-chrome");
  const ffmpeg = install("ffmpeg", "ffmpeg-free", "brew install ffmpeg");
  const free = inGiB(needs.freeBytes(paths.cache));
  return [
    finding("Node", process.versions.node, needs.nodeProblem()),
    finding("npm", "there", needs.findNpm().problem),
    finding("Python", python.version, python.problem),
    finding("C++ compiler", compiler.version, compiler.problem),
    program("browser", browsers, "--version", pdf, chromium),
    program("ffmpeg", ["ffmpeg"], "-version", "films, and songs as M4A", ffmpeg),
    memory(),
    finding("disk", `${free} free at ${paths.cache}`, needs.diskProblem(paths.cache, gibibyte)),
  ];
}

module.exports = { containerLimit, lookAtMachine };
