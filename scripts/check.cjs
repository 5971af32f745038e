"use strict";
// The part of `npm run check` that Biome and the compiler do not know.
const { spawnSync } = require("node:child_process");
const { join } = require("node:path");
const { checkImports } = require("./check/imports.cjs");
const { checkLicenses } = require("./check/licenses.cjs");
const { modules, root } = require("./setup/paths.cjs");

/** Notebooks compile src with tslab's TypeScript 5.0: nothing newer may be in it. */
function checkWithTslab() {
  const tsc = join(modules, "@tslab", "typescript-for-tslab", "bin", "tsc");
  const settings = join("scripts", "check", "tsconfig.tslab.json");
  const args = [tsc, "--project", settings, "--pretty", "false"];
  const done = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  const problems = done.stdout.trim().split("\n").filter(Boolean);
  if (done.status !== 0 && problems.length === 0) problems.push(done.stderr.trim());
  return { what: "src with tslab's TypeScript 5.0", problems };
}

for (const check of [checkImports, checkLicenses, checkWithTslab]) {
  const { what, problems } = check();
  console.log(`${what}: ${problems.length === 0 ? "good" : `${problems.length} problems`}`);
  for (const problem of problems) console.error(`  ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}
