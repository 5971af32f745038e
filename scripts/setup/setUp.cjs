"use strict";
const fs = require("node:fs");
const { join } = require("node:path");
const paths = require("./paths.cjs");
const { addonFolder, hasSources } = require("./addon.cjs");
const { buildStep } = require("./build.cjs");
const { candidates, engineStep } = require("./engine.cjs");
const { jupyter } = require("./jupyter.cjs");
const { damaged, folderOf } = require("./library.cjs");
const { withLock } = require("./lock.cjs");
const { packages } = require("./packages.cjs");
const needs = require("./prerequisites.cjs");
const { endOrphan } = require("./processes.cjs");
const { python } = require("./python.cjs");
const { runStep, since } = require("./steps.cjs");
const { testTools } = require("./testTools.cjs");

/** Whether the compiler will be called: not when the cache has what it would make. */
function mustCompile(allowed) {
  const best = candidates().find(({ kind }) => allowed.includes(kind));
  if (!best) return false;
  const folder = folderOf(best.build);
  if (damaged(folder, true) !== null) return true;
  return !fs.existsSync(hasSources() ? addonFolder(folder) : join(paths.cache, "addon"));
}

/** What is missing of what set-up itself needs for the work that lies ahead. */
function missingPrerequisites(steps, allowed) {
  const problems = [needs.nodeProblem()];
  const isAhead = (step) => step.check() !== null;
  if (isAhead(packages)) problems.push(needs.findNpm().problem);
  if (isAhead(python)) problems.push(needs.findPython().problem);
  if (steps.some((step) => step.title === "engine" && isAhead(step)) && mustCompile(allowed)) {
    problems.push(needs.findCompiler().problem);
    problems.push(needs.diskProblem(paths.cache));
  }
  if (isAhead(packages) || isAhead(python)) {
    problems.push(needs.diskProblem(paths.root, 2 * 2 ** 30));
  }
  return problems.filter(Boolean);
}

/** The step that looks at everything the others need before any of them downloads. */
function prerequisiteStep(steps, allowed) {
  return {
    title: "prerequisites",
    check: () => "looking",
    async work() {
      const problems = missingPrerequisites(steps, allowed);
      if (problems.length === 0) return "all there";
      const lines = problems.map(({ what, mend }) => `  ${what}\n    mend it with: ${mend}`);
      throw new Error(["Set-up needs these first:", ...lines].join("\n"));
    },
  };
}

/** The first step, by its title, that is not good, or null. */
function firstUnready(steps) {
  return steps.find((step) => step.check() !== null)?.title ?? null;
}

/**
 * Brings the checkout into working order; what is good already is left alone.
 * @param options `quietly`: say nothing when all is good; `retry`: look again for a better
 *   engine; `tolerant`: go on after type errors; `allowed`: the kinds of engine to try;
 *   `tests`: also what only the tests need.
 */
async function setUp(options = {}) {
  const { quietly = false, retry = false, tolerant = false, allowed = ["gpu", "native"] } = options;
  const engine = engineStep({ allowed, retry });
  const forTests = options.tests ? [testTools] : [];
  const steps = [packages, python, ...forTests, engine, jupyter, buildStep({ tolerant })];
  if (quietly && needs.nodeProblem() === null && firstUnready(steps) === null) return;
  const start = Date.now();
  const say = (text) => console.log(text);
  await withLock(join(paths.notes, "setup.lock"), say, async () => {
    await endOrphan();
    const all = [prerequisiteStep(steps, allowed), ...steps];
    for (const [index, step] of all.entries()) await runStep(step, index + 1, all.length);
  });
  console.log(`Set-up is good (${since(start)}).`);
}

module.exports = { firstUnready, setUp };
