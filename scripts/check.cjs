"use strict";
// The part of `npm run check` that Biome and the compiler do not know.
const { spawnSync } = require("node:child_process");
const { join } = require("node:path");
const { checkImports } = require("./check/imports.cjs");
const { checkLicenses } = require("./check/licenses.cjs");
const { modules, root } = require("./setup/paths.cjs");

/** One line for each problem that a compiler finds under one of the settings in scripts/check. */
function compile(what, compiler, settings) {
  const tsc = join(modules, ...compiler, "bin", "tsc");
  const args = [tsc, "--project", join("scripts", "check", settings), "--pretty", "false"];
  const done = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  const problems = done.stdout.trim().split("\n").filter(Boolean);
  if (done.status !== 0 && problems.length === 0) problems.push(done.stderr.trim());
  return { what, problems };
}

/** Notebooks compile src with tslab's TypeScript 5.0: nothing newer may be in it. */
const checkWithTslab = () =>
  compile(
    "src with tslab's TypeScript 5.0",
    ["@tslab", "typescript-for-tslab"],
    "tsconfig.tslab.json",
  );

/** The board's scripts run in a browser as they are written: their types stand in comments. */
const checkPage = () => compile("the board's page", ["typescript"], "tsconfig.page.json");

for (const check of [checkImports, checkLicenses, checkWithTslab, checkPage]) {
  const { what, problems } = check();
  console.log(`${what}: ${problems.length === 0 ? "good" : `${problems.length} problems`}`);
  for (const problem of problems) console.error(`  ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}
