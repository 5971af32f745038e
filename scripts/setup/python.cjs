"use strict";
const fs = require("node:fs");
const { join } = require("node:path");
const { venv, venvPython } = require("./paths.cjs");
const { findPython } = require("./prerequisites.cjs");
const { run } = require("./run.cjs");
const { digest, readJson, writeJson } = require("./stamp.cjs");

const stamp = join(venv, ".gan-atelier.json");
const requirements = join(__dirname, "requirements.txt");

const key = () => digest(fs.readFileSync(requirements));

/** Whether .venv was finished here once, so that pip may bring it up to date in place. */
function isWhole() {
  return readJson(stamp)?.place === venv && fs.existsSync(venvPython);
}

async function makeEnvironment(line) {
  const found = findPython();
  if (found.problem) throw new Error(`${found.problem.what}. Mend it: ${found.problem.mend}`);
  line.note(`new environment with Python ${found.version}`);
  fs.rmSync(venv, { recursive: true, force: true, maxRetries: 3 });
  await run(found.command, ["-m", "venv", venv]);
}

/** Installs a complete list of packages with hashes into .venv. */
async function pipInstall(list, onLine = () => {}) {
  const options = ["--require-hashes", "--only-binary=:all:", "--no-deps", "--no-input"];
  const quiet = ["--disable-pip-version-check", "--no-warn-script-location"];
  await run(venvPython, ["-m", "pip", "install", ...options, ...quiet, "-r", list], { onLine });
}

/** .venv with JupyterLab and its companions, every file checked by hash. */
const python = {
  title: "Python",
  check() {
    if (!fs.existsSync(venv)) return ".venv is missing";
    if (!isWhole()) return ".venv is half done or was moved";
    return readJson(stamp).key === key() ? null : ".venv is not what requirements.txt says";
  },
  async work(line) {
    if (!isWhole()) await makeEnvironment(line);
    fs.rmSync(stamp, { force: true });
    const total = fs.readFileSync(requirements, "utf8").match(/^[a-z].*==/gm)?.length ?? 0;
    let got = 0;
    const onLine = (text) => {
      if (text.startsWith("Collecting ")) line.note(`package ${++got} of at most ${total}`);
      if (text.startsWith("Installing ")) line.note("unpacking");
    };
    await pipInstall(requirements, onLine);
    writeJson(stamp, { key: key(), place: venv });
    return "JupyterLab, nbconvert, nbclient, plotly installed";
  },
};

module.exports = { pipInstall, python };
