"use strict";
const { parseArgs } = require("node:util");
const { lookAtMachine } = require("./preflight/machine.cjs");
const { lookAtProject } = require("./preflight/project.cjs");

const help = `npm run preflight [-- --json]

Says what this machine and this checkout have and lack, with the command that mends each lack.
Changes nothing, needs nothing but Node. Exit status 1 when something needed is missing.

  --json    the same as JSON: [{ name, state, found, mend }]; state is ok, missing or optional
  --help    this text`;

const marks = { ok: "ok       ", missing: "MISSING  ", optional: "optional " };

function print(findings) {
  for (const { name, state, found, mend } of findings) {
    console.log(`${marks[state]}${name.padEnd(13)} ${found}`);
    if (mend) console.log(`${" ".repeat(23)}mend it with: ${mend}`);
  }
  const missing = findings.filter(({ state }) => state === "missing");
  console.log(
    missing.length === 0
      ? "\nAll that is needed is there."
      : `\nMissing: ${missing.map(({ name }) => name).join(", ")}.`,
  );
}

function main() {
  const options = { json: { type: "boolean" }, help: { type: "boolean" } };
  const { values } = parseArgs({ options });
  if (values.help) return console.log(help);
  const findings = [...lookAtMachine(), ...lookAtProject()];
  if (values.json) console.log(JSON.stringify(findings, null, 2));
  else print(findings);
  if (findings.some(({ state }) => state === "missing")) process.exitCode = 1;
}

try {
  main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
