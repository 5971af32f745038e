"use strict";
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const http = require("node:http");
const { join } = require("node:path");
const { setTimeout: sleep } = require("node:timers/promises");
const { notes, root, venv, venvPython } = require("../setup/paths.cjs");
const { host } = require("./port.cjs");

const overview = "notebooks/00-overview.ipynb";
const logFile = join(notes, "lab.log");
const readyLimitMs = 60_000;
const stopLimitMs = 15_000;

/** The page to open first. */
const startPage = () => (fs.existsSync(join(root, overview)) ? `/lab/tree/${overview}` : "/lab");

/** The environment of the server and its kernels; data folders are made absolute for them. */
function environment(token) {
  const { ATELIER_DATA, INIT_CWD, PATH } = process.env;
  const env = { ...process.env, JUPYTER_TOKEN: token, PATH: `${join(venv, "bin")}:${PATH}` };
  env.TF_CPP_MIN_LOG_LEVEL ??= "3";
  if (ATELIER_DATA) env.ATELIER_DATA = require("node:path").resolve(INIT_CWD ?? "", ATELIER_DATA);
  return env;
}

/** Starts JupyterLab in a process group of its own, so that Ctrl-C reaches only us. */
function start({ port, browser, token }) {
  const options = [
    `--ServerApp.ip=${host}`,
    `--ServerApp.port=${port}`,
    "--ServerApp.port_retries=0",
    `--ServerApp.root_dir=${root}`,
    `--LabApp.default_url=${startPage()}`,
    `--ServerApp.open_browser=${browser ? "True" : "False"}`,
    "--ServerApp.answer_yes=True",
    "--ZMQChannelsWebsocketConnection.iopub_data_rate_limit=100000000", // a board is one large output
  ];
  if (process.getuid?.() === 0) options.push("--allow-root");
  fs.mkdirSync(notes, { recursive: true });
  const log = fs.openSync(logFile, "w");
  const child = spawn(venvPython, ["-m", "jupyterlab", ...options], {
    cwd: root,
    env: environment(token),
    detached: true,
    stdio: ["ignore", log, log],
  });
  fs.closeSync(log);
  return child;
}

function answers(port, token) {
  return new Promise((resolve) => {
    const headers = { Authorization: `token ${token}` };
    const request = http.get(
      { host, port, path: "/api/status", headers, timeout: 2_000 },
      (got) => {
        got.resume();
        resolve(got.statusCode === 200);
      },
    );
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(false));
  });
}

const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null;

/** Waits until the server answers with our token. */
async function untilReady(child, port, token) {
  const end = Date.now() + readyLimitMs;
  while (!(await answers(port, token))) {
    if (hasEnded(child) || Date.now() > end) {
      const tail = fs.readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-15).join("\n");
      const what = hasEnded(child) ? "ended before it was ready" : "was not ready in 60 s";
      throw new Error(`JupyterLab ${what}; the end of ${logFile}:\n${tail}`);
    }
    await sleep(100);
  }
}

/** Asks the server to end itself and its kernels; when it does not, ends its process group. */
async function stop(child) {
  if (hasEnded(child)) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const patience = new AbortController();
  const limit = sleep(stopLimitMs, "late", { signal: patience.signal }).catch(() => {});
  const outcome = await Promise.race([ended, limit]);
  patience.abort();
  if (outcome === "late") {
    process.kill(-child.pid, "SIGKILL");
    await ended;
  }
}

module.exports = { hasEnded, start, startPage, stop, untilReady };
