"use strict";
const { existsSync, readdirSync } = require("node:fs");
const { join, relative, resolve } = require("node:path");
const paths = require("../setup/paths.cjs");
const { describe, hasGpu, isInPlace } = require("../setup/engine.cjs");
const { readJson } = require("../setup/stamp.cjs");

const dataSets = ["mnist", "paintings", "portraits", "dogs", "albums", "photos"];
const setup = "npm run setup";

/** A part that set-up makes: there, or missing with the command that makes it. */
function part(name, isThere, found) {
  if (isThere) return { name, state: "ok", found };
  return { name, state: "missing", found: `none: ${found}`, mend: setup };
}

function engine() {
  const note = readJson(paths.engineNote);
  if (!note) return part("engine", false, "not set up yet");
  if (!isInPlace(note)) return part("engine", false, "damaged");
  const device = note.kind === "gpu" ? "device GPU" : `device CPU`;
  const found = `${describe(note)}, ${device}`;
  const why =
    note.kind === "javascript" ? "" : `; not a better one because: ${note.why.join("; ")}`;
  const state = note.kind === "javascript" ? "optional" : "ok";
  const mend = note.kind === "javascript" ? { mend: setup } : {};
  return { name: "engine", state, found: `${found}${note.why.length ? why : ""}`, ...mend };
}

/** The card, or why the engine will run on the CPU. */
function graphics() {
  if (hasGpu()) return { name: "GPU", state: "ok", found: "an NVIDIA card whose driver answers" };
  return { name: "GPU", state: "ok", found: "none with a working NVIDIA driver; the CPU is used" };
}

function kernelspec() {
  const path = join(paths.venv, "share", "jupyter", "kernels", "tslab", "kernel.json");
  const spec = readJson(path);
  if (!spec) return part("kernelspec", false, "tslab is not installed");
  const lost = spec.argv.slice(0, 2).find((file) => !existsSync(file));
  if (lost) return part("kernelspec", false, `tslab names ${lost}, which is not there`);
  return part("kernelspec", true, `tslab at ${relative(paths.root, path)}`);
}

/** Whether a folder holds a file that is not a note, at any depth up to three. */
function holdsData(folder, depth = 3) {
  if (!existsSync(folder)) return false;
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    if (entry.isDirectory()) return depth > 0 && holdsData(join(folder, entry.name), depth - 1);
    return !entry.name.startsWith(".") && entry.name !== "README.md";
  });
}

/** The data sets found in data/ and in $ATELIER_DATA; none is needed. */
function data() {
  const places = [["data", join(paths.root, "data")]];
  const { ATELIER_DATA } = process.env;
  if (ATELIER_DATA) places.push(["$ATELIER_DATA", resolve(ATELIER_DATA)]);
  const lost = places.find(([, folder]) => !existsSync(folder));
  if (lost) {
    const mend = "export ATELIER_DATA=FOLDER with a folder that exists";
    return { name: "data sets", state: "missing", found: `${lost[0]}: no ${lost[1]}`, mend };
  }
  const found = places.flatMap(([label, folder]) =>
    dataSets.filter((name) => holdsData(join(folder, name))).map((name) => `${label}/${name}`),
  );
  if (found.length > 0) return { name: "data sets", state: "ok", found: found.join(", ") };
  return {
    name: "data sets",
    state: "optional",
    found: "none: MNIST is downloaded or drawn, paintings are drawn",
    mend: "export ATELIER_DATA=FOLDER with mnist/, paintings/, portraits/, dogs/ ... inside",
  };
}

/** Packages, Python environment, engine, kernelspec, build, data sets of this checkout. */
function lookAtProject() {
  const packages = readJson(join(paths.modules, ".gan-atelier.json"));
  const python = existsSync(paths.venvPython) && readJson(join(paths.venv, ".gan-atelier.json"));
  const built = existsSync(join(paths.root, "dist", "src", "kernel", "main.js"));
  return [
    part("npm packages", Boolean(packages), packages ? "node_modules" : "not installed yet"),
    part("Jupyter", Boolean(python), python ? ".venv with JupyterLab" : "not installed yet"),
    engine(),
    graphics(),
    kernelspec(),
    part("build", built, built ? "dist" : "not built yet"),
    data(),
  ];
}

module.exports = { lookAtProject };
