import { join } from "node:path";
import { judgeDecay } from "../../src/art/chain/judgeDecay.js";
import { judgeStyle } from "../../src/covers/judgeStyle.js";
import { openEngine } from "../../src/engine/backend.js";
import { ConfigError, expected, unknownName } from "../../src/errors.js";
import { ensureFolder, writeFile, writeJson } from "../../src/files.js";
import { findIteration } from "../../src/iterations/catalogue.js";
import { projectRoot } from "../../src/project.js";
import { checkpointSteps } from "../../src/runs/checkpoint.js";
import { costsOf, rounded } from "../../src/runs/evidence/figures.js";
import { trainEvidence } from "../../src/runs/evidence/trainEvidence.js";
import type { Run } from "../../src/runs/run.js";
import { drawnThrough } from "./shownTranslations.js";

// Photographs to paintings and portraits to decay at full size, judged beside their controls.
//
//   ATELIER_DATA=FOLDER node dist/test/art/translationFull.js style|decay RUNS [MINUTES]
//
// keeps its runs in RUNS, at most MINUTES (60) each, and goes on where it was stopped; figures and
// pictures that the lab drew, before and after, in docs/evidence/translation.

const docs = join(projectRoot(), "docs", "evidence", "translation");

/** The sets that the runs learn from; a portraitist of one hand for decay. */
const plans = {
  style: { name: "cyclegan128", preset: "repaired", data: "landscapes" },
  identity: { name: "pix2pix128", preset: "identity", data: "reynolds" },
  decay: { name: "pix2pix128", preset: "repaired", data: "reynolds" },
} as const;

/** What is shown before and after. */
const landscapes = { genres: ["seascape", "meadow", "autumn", "nocturne"], seeds: [1, 2] };
const portraits = { genres: ["portrait"], seeds: [1, 2, 3, 4] };

/** Most points of a curve. */
const CURVE = 6;

interface Options {
  readonly folder: string;
  readonly minutes: number;
}

function train(kind: keyof typeof plans, options: Options): Promise<Run> {
  const { name, preset, data } = plans[kind];
  const iteration = findIteration(name, preset);
  const { steps } = iteration.training;
  const planned = { iteration, steps, whole: false, data };
  console.log(`${name} ${preset}: ${steps} steps, at most ${options.minutes} minutes`);
  return trainEvidence(planned, { ...options, log: console.log });
}

/** How the share "painting" and the content went, at some of the checkpoints, ascending. */
async function curveOf(run: Run) {
  const steps = checkpointSteps(run.folder).filter((step) => step > 0);
  const every = Math.ceil(steps.length / CURVE);
  const curve = [];
  for (const step of steps.filter((_, at) => at % every === 0)) {
    const { share, content, cycleError } = await judgeStyle(run, { step });
    curve.push({ step, share: share.results, content: content.own, cycleError });
  }
  return curve;
}

/** Writes what was measured of a run, and the pictures. */
async function write(
  run: Run,
  figures: object,
  { sheet, keptBack }: Awaited<ReturnType<typeof drawnThrough>>,
): Promise<void> {
  const { name, preset } = run.iteration;
  const file = join(ensureFolder(docs), `${name}-${preset}`);
  const { seed } = run.options;
  const step = run.status.step;
  await writeJson(`${file}.json`, {
    ...{ iteration: name, preset, seed, step, of: run.iteration.training.steps },
    ...costsOf(run),
    ...rounded(figures),
    keptBack,
  });
  await writeFile(`${file}.png`, sheet);
  console.log(`written: ${name}-${preset}`);
}

async function style(options: Options): Promise<void> {
  const run = await train("style", options);
  const measures = { ...(await judgeStyle(run)), curve: await curveOf(run) };
  await write(run, measures, await drawnThrough(run, landscapes, [0, 1]));
}

async function decay(options: Options): Promise<void> {
  const identity = await train("identity", options);
  const run = await train("decay", options);
  const { frames: _, ...judged } = await judgeDecay(run, { identity });
  await write(run, judged, await drawnThrough(run, portraits, [0, 1, 10, 50]));
}

const works: Readonly<Record<string, (options: Options) => Promise<void>>> = { style, decay };

async function main(what = "", folder = "", minutes = "60"): Promise<void> {
  const work = works[what];
  if (!work) throw unknownName("work", Object.keys(works), what);
  if (!folder) throw new ConfigError(expected("RUNS", "where runs may be kept", "nothing"));
  openEngine();
  await work({ folder: ensureFolder(folder), minutes: Number(minutes) });
}

main(...process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
