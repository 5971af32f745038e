"use strict";
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { venv } = require("./paths.cjs");
const { pipInstall } = require("./python.cjs");
const { digest, readJson, writeJson } = require("./stamp.cjs");

const stamp = join(venv, ".gan-atelier-tests.json");
const requirements = join(__dirname, "requirements-test.txt");

const key = () => digest(readFileSync(requirements));

/** papermill, nbmake and jupyter_kernel_test beside JupyterLab, for the tests only. */
const testTools = {
  title: "test tools",
  check: () => (readJson(stamp)?.key === key() ? null : "not what requirements-test.txt says"),
  async work() {
    await pipInstall(requirements);
    writeJson(stamp, { key: key() });
    return "papermill, nbmake, jupyter_kernel_test installed";
  },
};

module.exports = { testTools };
