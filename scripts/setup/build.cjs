"use strict";
const fs = require("node:fs");
const { join, relative } = require("node:path");
const { modules, root } = require("./paths.cjs");
const { run } = require("./run.cjs");
const { digest, readJson, writeJson } = require("./stamp.cjs");

const dist = join(root, "dist");
const stamp = join(dist, ".gan-atelier.json");
const rooms = ["src", "test", "bench"];

/** All files below a folder that end in `ending`, sorted. */
function filesBelow(folder, ending) {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path, ending);
      return entry.name.endsWith(ending) ? [path] : [];
    })
    .sort();
}

const sources = () => rooms.flatMap((room) => filesBelow(join(root, room), ".ts"));
const builtOf = (source) => join(dist, relative(root, source).replace(/\.ts$/, ".js"));

function key(files) {
  const settings = [join(root, "tsconfig.json"), join(root, "package-lock.json")];
  return digest(...[...settings, ...files].flatMap((path) => [path, fs.readFileSync(path)]));
}

/** Removes what was built from sources that are gone, so that no dead test or module runs. */
function prune(files) {
  const alive = new Set(files.map(builtOf));
  for (const room of rooms) {
    for (const path of filesBelow(join(dist, room), ".js")) {
      if (alive.has(path)) continue;
      const stem = path.slice(0, -".js".length);
      for (const ending of [".js", ".js.map", ".d.ts"]) fs.rmSync(stem + ending, { force: true });
    }
  }
}

/** Compiles; the compiler writes dist even when it finds type errors. */
async function compile() {
  const tsc = join(modules, "typescript", "bin", "tsc");
  try {
    await run(process.execPath, [tsc, "--project", "tsconfig.json", "--pretty", "false"]);
    return null;
  } catch (error) {
    const found = error.message.split("\n").filter((line) => line.includes("error TS"));
    return found.length === 0 ? error.message : found.join("\n");
  }
}

/**
 * dist as the sources say.
 * @param options `tolerant`: type errors are said but end nothing (somebody is at work on src).
 */
function buildStep({ tolerant = false } = {}) {
  return {
    title: "build",
    check() {
      if (!fs.existsSync(dist)) return "dist is missing";
      const files = sources();
      if (readJson(stamp)?.key !== key(files)) return "the sources have changed";
      const gone = files.find((path) => !path.endsWith(".d.ts") && !fs.existsSync(builtOf(path)));
      return gone ? `${relative(root, builtOf(gone))} is missing` : null;
    },
    async work(line) {
      const files = sources();
      const now = key(files);
      fs.rmSync(stamp, { force: true });
      prune(files);
      // The compiler trusts its notes over dist: without a file that they claim, they must go.
      if (files.some((path) => !fs.existsSync(builtOf(path)))) {
        fs.rmSync(join(dist, ".tsbuildinfo"), { force: true });
      }
      const wrong = await compile();
      if (wrong !== null) {
        if (!tolerant) throw new Error(wrong);
        line.say(wrong);
        return "compiled, with the errors above";
      }
      writeJson(stamp, { key: now });
      return `${files.length} TypeScript files compiled`;
    },
  };
}

module.exports = { buildStep, filesBelow };
