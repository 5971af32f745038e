"use strict";
const { setUp } = require("../scripts/setup/setUp.cjs");
const { ensureEnvironment } = require("./environments.cjs");

/** The peers' Pythons by name, each environment made if it is not there. */
async function environments(names) {
  const pythons = {};
  for (const name of names) pythons[name] = await ensureEnvironment(name);
  return pythons;
}

async function main() {
  await setUp({ quietly: true });
  const { main: bench } = require("../dist/bench/main.js");
  process.exitCode = await bench(process.argv.slice(2), environments);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
