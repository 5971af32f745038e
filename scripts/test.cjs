"use strict";
const { spawn } = require("node:child_process");
const { availableParallelism } = require("node:os");
const { join, relative } = require("node:path");
const { parseArgs } = require("node:util");
const { filesBelow } = require("./setup/build.cjs");
const { root } = require("./setup/paths.cjs");
const { setUp } = require("./setup/setUp.cjs");

const help = `npm test [-- FILTER...]

Brings set-up and build up to date, then runs the tests with node:test. A FILTER is a part of a
test file's path: "npm test -- data idx" runs the files with "data" or "idx" in their path.

  --setup-only   stop after set-up
  --help         this text`;

/** The built test files whose source path has one of the filters in it. */
function testFiles(filters) {
  const sources = filesBelow(join(root, "test"), ".test.ts").map((path) => relative(root, path));
  const chosen = sources.filter((path) => {
    const inside = path.slice("test/".length);
    return filters.length === 0 || filters.some((filter) => inside.includes(filter));
  });
  return chosen.map((path) => join("dist", path.replace(/\.ts$/, ".js")));
}

/** Runs node's test runner to its end; its exit status is ours. */
function runTests(files) {
  const lanes = Math.max(2, Math.floor(availableParallelism() / 2)); // many tests start processes of their own
  const options = ["--test", "--test-reporter=spec", `--test-concurrency=${lanes}`];
  options.push(`--test-timeout=${15 * 60_000}`); // a test that hangs fails
  const env = { TF_CPP_MIN_LOG_LEVEL: "3", ...process.env };
  const child = spawn(process.execPath, [...options, ...files], {
    cwd: root,
    stdio: "inherit",
    env,
  });
  const pass = (signal) => process.on(signal, () => child.kill(signal));
  pass("SIGINT");
  pass("SIGTERM");
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: "boolean" }, "setup-only": { type: "boolean" } },
  });
  if (values.help) return console.log(help);
  await setUp({ quietly: true, tests: true });
  if (values["setup-only"]) return;
  const files = testFiles(positionals.map((filter) => filter.replace(/^(dist\/)?test\//, "")));
  if (files.length === 0) {
    throw new Error(
      `npm test: expected a part of a test file's path, got ${positionals.join(" ")}`,
    );
  }
  process.exitCode = await runTests(files);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
