"use strict";
const { randomBytes } = require("node:crypto");
const { parseArgs } = require("node:util");
const { firstFree, host, isFree } = require("./lab/port.cjs");
const { start, startPage, stop, untilReady } = require("./lab/server.cjs");
const { setUp } = require("./setup/setUp.cjs");
const { since } = require("./setup/steps.cjs");

const help = `npm run lab [-- --no-browser] [-- --port N]

Sets up what is missing, then opens JupyterLab on notebooks/00-overview.ipynb, on this machine's
own address (127.0.0.1) with a fresh token. Ctrl-C ends the server and its kernels.

  --no-browser   only print the address
  --port N       this port and no other (default: the first free one from 8888 on)
  --help         this text

ATELIER_DATA=FOLDER is passed on to the notebooks. The server's log is .cache/lab.log.`;

const defaultPort = 8888;

/** The port asked for, or the first free one from the default on. */
async function choosePort(asked) {
  if (asked === undefined) {
    const port = await firstFree(defaultPort);
    if (port !== defaultPort) console.log(`Port ${defaultPort} is taken: using ${port}.`);
    return port;
  }
  const port = Number(asked);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`--port: expected a number from 1 to 65535, got ${asked}`);
  }
  if (await isFree(port)) return port;
  throw new Error(`--port: expected a free port, got ${port}, which is taken`);
}

/** A promise that a signal to end resolves, or the end of the npm that runs us. */
function endAsked() {
  const { ppid } = process;
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => resolve("end"));
    // npm's shell dies of a signal without passing it on; nobody could end us then.
    if (process.env.npm_lifecycle_event !== "lab") return;
    setInterval(() => process.ppid !== ppid && resolve("end"), 500).unref();
  });
}

async function main() {
  const { values } = parseArgs({
    options: {
      "no-browser": { type: "boolean", default: false },
      port: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help) return console.log(help);
  const began = Date.now();
  await setUp({ quietly: true, tolerant: true });
  const port = await choosePort(values.port);
  const token = randomBytes(24).toString("hex");
  const asked = endAsked();
  const child = start({ port, token, browser: !values["no-browser"] });
  const gone = new Promise((resolve) => child.once("exit", () => resolve("gone")));
  try {
    const outcome = await Promise.race([asked, untilReady(child, port, token)]);
    if (outcome !== "end") {
      console.log(`JupyterLab is ready (${since(began)}). Ctrl-C ends it.`);
      console.log(`  http://${host}:${port}${startPage()}?token=${token}`);
      if ((await Promise.race([asked, gone])) === "gone") {
        console.log("JupyterLab has ended.");
        return;
      }
    }
    console.log("\nEnding JupyterLab and its kernels ...");
  } finally {
    await stop(child);
  }
}

main().then(
  () => process.exit(),
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
);
