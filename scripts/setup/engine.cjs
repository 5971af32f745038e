"use strict";
const fs = require("node:fs");
const { join } = require("node:path");
const paths = require("./paths.cjs");
const { addonFolder, ensureAddons, hasSources } = require("./addon.cjs");
const { damaged, ensureLibrary, folderOf, lock } = require("./library.cjs");
const { isLinked, link, unlink } = require("./link.cjs");
const { withLock } = require("./lock.cjs");
const { ask, run } = require("./run.cjs");
const { digest, readJson, writeJson } = require("./stamp.cjs");

const here = `${process.platform}-${process.arch}`;

/** An NVIDIA card whose driver answers. */
function hasGpu() {
  if (here !== "linux-x64" || !fs.existsSync("/dev/nvidiactl")) return false;
  return Boolean(ask("nvidia-smi", ["-L"]));
}

/** The engines worth trying here, best first; never plain JavaScript, which needs nothing. */
function candidates() {
  const native = lock.builds[here] ? [{ kind: "native", build: here }] : [];
  return hasGpu() ? [{ kind: "gpu", build: `${here}-gpu` }, ...native] : native;
}

/** What a note about the engine holds true for. */
function key() {
  const [nodeMajor] = process.versions.node.split(".");
  const card = String(fs.existsSync("/dev/nvidiactl"));
  return digest(JSON.stringify(lock), here, nodeMajor, card, paths.tfjsNode);
}

async function prove() {
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3", NODE_PATH: paths.modules };
  const tail = await run(process.execPath, [join(__dirname, "prove.cjs")], { env });
  const line = tail.find((text) => text.startsWith("{"));
  return JSON.parse(line ?? "{}");
}

/** Library, addons, links and proof for one candidate. */
async function install(line, { kind, build }) {
  const lockFile = join(paths.cache, "engine.lock");
  const { folder, addons } = await withLock(lockFile, line.say, async () => {
    const library = await ensureLibrary(line, build);
    return { folder: library, addons: await ensureAddons(line, library) };
  });
  link(folder, addons);
  line.note("trying it: one matrix product");
  const proof = await prove();
  if (kind === "gpu" && !proof.gpu) throw new Error("TensorFlow sees no GPU");
  return proof.version;
}

/** Why not a better engine, said once for each that was left out. */
function reasons(tried, allowed) {
  const why = [];
  if (!hasGpu()) why.push("gpu: no NVIDIA card with a working driver");
  const left = candidates().filter(({ kind }) => !allowed.includes(kind));
  why.push(...left.map(({ kind }) => `${kind}: left out by --engine`));
  if (!lock.builds[here]) why.push(`native: TensorFlow ${lock.version} has no wheel for ${here}`);
  why.push(...tried);
  return why;
}

const prebuilt =
  "prebuilt: the package's own TensorFlow 2.9.1 has no checksum on record here, so it is not loaded";

/** Tries the engines in order and notes which one runs and why no better one does. */
async function choose(line, allowed) {
  const tried = [];
  for (const candidate of candidates().filter(({ kind }) => allowed.includes(kind))) {
    const { kind, build } = candidate;
    try {
      if (!lock.builds[build].proven) line.say(`the ${kind} engine is unproven on ${build}`);
      const version = await install(line, candidate);
      const why = reasons(tried, allowed);
      if (!lock.builds[build].proven) why.push(`${kind}: never tried on ${build} before`);
      return { kind, build, version, why };
    } catch (error) {
      unlink();
      tried.push(`${kind}: ${error.message.trim().split("\n").slice(-3).join(" ")}`);
      line.say(`${kind} engine: ${error.message}`);
    }
  }
  unlink();
  const version = readJson(join(paths.modules, "@tensorflow", "tfjs", "package.json"))?.version;
  return { kind: "javascript", version, why: [...reasons(tried, allowed), prebuilt] };
}

/** Whether the engine that the note names is there whole. */
function isInPlace({ kind, build }) {
  if (kind === "javascript") return true;
  if (!hasSources()) return false;
  const folder = folderOf(build);
  return damaged(folder, true) === null && isLinked(folder, addonFolder(folder));
}

/**
 * The engine: GPU, native CPU, plain JavaScript, in this order.
 * @param options `allowed`, the kinds to try; `retry`, whether to try again for a better one.
 */
function engineStep({ allowed = ["gpu", "native"], retry = false } = {}) {
  let skipped = "";
  return {
    title: "engine",
    check() {
      const note = readJson(paths.engineNote);
      if (note === null) return "no engine chosen yet";
      if (note.key !== key()) return "the engine was chosen for another machine, Node or version";
      if (!isInPlace(note)) return "the engine is damaged";
      const best = retry ? candidates().find(({ kind }) => allowed.includes(kind)) : undefined;
      if (best && best.kind !== note.kind) return `trying again for the ${best.kind} engine`;
      skipped = describe(note);
      return null;
    },
    good: () => `${skipped}, already good`,
    async work(line) {
      const note = await choose(line, allowed);
      writeJson(paths.engineNote, { ...note, key: key() });
      return describe(note);
    },
  };
}

/** One line on the engine that runs. */
function describe({ kind, version, why }) {
  if (kind === "javascript") {
    return `plain JavaScript ${version}: ten to a hundred times slower. Why: ${why.join("; ")}`;
  }
  return `TensorFlow ${version}, ${kind === "gpu" ? "GPU" : "native CPU"}`;
}

module.exports = { candidates, describe, engineStep, hasGpu, isInPlace };
