"use strict";
const fs = require("node:fs");
const { join } = require("node:path");
const { cache } = require("../scripts/setup/paths.cjs");
const { diskProblem, findPython } = require("../scripts/setup/prerequisites.cjs");
const { run } = require("../scripts/setup/run.cjs");
const { digest, readJson, writeJson } = require("../scripts/setup/stamp.cjs");

/** Bytes that an environment takes while it is made; PyTorch's wheel for Linux brings CUDA along. */
const diskNeeded = { keras: 3 * 2 ** 30, torch: 12 * 2 ** 30 };

/**
 * A Python environment of the project's cache with the packages of `peers/requirements-NAME.txt`,
 * made once for each version of that file.
 * @returns its Python.
 */
async function ensureEnvironment(name) {
  const requirements = join(__dirname, "peers", `requirements-${name}.txt`);
  const key = digest(fs.readFileSync(requirements));
  const folder = join(cache, "bench", name);
  const python = join(folder, "bin", "python");
  const stamp = join(folder, "gan-atelier.json");
  if (readJson(stamp)?.key === key && fs.existsSync(python)) return python;
  const found = findPython();
  const problem = found.problem ?? diskProblem(cache, diskNeeded[name]);
  if (problem) throw new Error(`${problem.what}. Mend it: ${problem.mend}`);
  console.log(`environment of ${name}: new, with Python ${found.version}`);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(join(cache, "bench"), { recursive: true });
  await run(found.command, ["-m", "venv", folder]);
  const onLine = (text) => {
    const got = /^Collecting (\S+)/.exec(text)?.[1];
    if (got) console.log(`environment of ${name}: ${got}`);
  };
  const quiet = ["--no-deps", "--no-input", "--disable-pip-version-check"];
  await run(python, ["-m", "pip", "install", ...quiet, "-r", requirements], { onLine });
  writeJson(stamp, { key });
  return python;
}

module.exports = { ensureEnvironment };
