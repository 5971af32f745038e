"use strict";
const { readFileSync } = require("node:fs");
const { dirname, join, relative, sep } = require("node:path");
const { filesBelow } = require("../setup/build.cjs");
const { root } = require("../setup/paths.cjs");

/** Rooms from the bottom up: a room imports its own level and those below. */
const levels = [
  ["errors", "shape", "shares", "project", "files", "engine"],
  ["nets", "data", "iterations"],
  ["art", "covers", "diagnosis", "exchange", "runs", "show", "training"],
  ["lab"],
  ["cli"],
];
const base = new Set(["errors", "shape", "shares", "project", "files"]);
const levelOf = (room) => levels.findIndex((rooms) => rooms.includes(room));

/** The first folder below src, or the file's own name. */
const roomOf = (path) =>
  relative(join(root, "src"), path)
    .split(sep)[0]
    .replace(/\.(ts|js)$/, "");

const specifier = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)["']([^"']+)["']/g;
const writers =
  /\b(?:writeFile|appendFile|createWriteStream|copyFile|cp|rm|rmdir|unlink|rename|mkdir|mkdtemp|symlink|link|truncate|utimes)(?:Sync)?\b/;
const fsImport = /import\s+(?:type\s+)?([^;]*?)\s+from\s+["'](node:)?fs(?:\/promises)?["']/g;

/** Why `room` may not import from `other`, or null. */
function layerProblem(room, other) {
  if (room === other || base.has(other)) return null;
  if (room === "kernel") return "kernel stands alone: expected only errors, shape, project, files";
  if (other === "kernel") return room === "cli" ? null : "only cli imports kernel";
  if (levelOf(room) < 0 || levelOf(other) < 0) return "a room that house-style does not name";
  return levelOf(other) > levelOf(room) ? "imports point one way" : null;
}

/** Why a file may not import a package, or null. */
function packageProblem(path, room, name) {
  if (name === "tslab" || name.startsWith("tslab/") || name.startsWith("@tslab/")) {
    return ["kernel", "show"].includes(room) ? null : "tslab is imported only in kernel and show";
  }
  if (!name.startsWith("@tensorflow/tfjs-node")) return null;
  return path.endsWith(join("engine", "backend.ts"))
    ? null
    : "the native engine is loaded only by src/engine/backend.ts";
}

/** The names that a file takes from node:fs to write with. */
function writesOf(path, text) {
  if (path === join(root, "src", "files.ts")) return [];
  const taken = [...text.matchAll(fsImport)].flatMap(([, clause]) =>
    clause.includes("{") ? clause.replaceAll(/[{}]/g, "").split(",") : [],
  );
  const whole = [...text.matchAll(/\b(?:fs|promises)\.(\w+)/g)].map(([, name]) => name);
  return [...taken, ...whole].map((name) => name.trim()).filter((name) => writers.test(name));
}

function problemsOf(path) {
  const text = readFileSync(path, "utf8");
  const room = roomOf(path);
  const found = [...text.matchAll(specifier)].map(([, name]) => {
    const why = name.startsWith(".")
      ? layerProblem(room, roomOf(join(dirname(path), name)))
      : packageProblem(path, room, name);
    return why && `${name}: ${why}`;
  });
  const writes = writesOf(path, text).map((name) => `${name}: only src/files.ts writes files`);
  return [...found, ...writes].filter(Boolean).map((what) => `${relative(root, path)}: ${what}`);
}

/** One line for each import in src that points the wrong way. */
function checkImports() {
  const files = filesBelow(join(root, "src"), ".ts");
  return { what: `imports of ${files.length} files`, problems: files.flatMap(problemsOf) };
}

module.exports = { checkImports, layerProblem };
