"use strict";
const { join } = require("node:path");
const { homedir } = require("node:os");

const root = join(__dirname, "..", "..");
const venv = join(root, ".venv");
const onWindows = process.platform === "win32";

/** Where things outlive a checkout, as `cacheFolder` of src/project.ts says it. */
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "gan-atelier");

module.exports = {
  root,
  cache,
  venv,
  /** What set-up notes about this checkout; ignored by git. */
  notes: join(root, ".cache"),
  modules: join(root, "node_modules"),
  venvPython: onWindows ? join(venv, "Scripts", "python.exe") : join(venv, "bin", "python"),
  tfjsNode: join(root, "node_modules", "@tensorflow", "tfjs-node-gpu"),
  /** Which engine runs here, and why not a better one: read by src/engine/backend.ts. */
  engineNote: join(root, ".cache", "engine.json"),
};
