import { join } from "node:path";
import { judgeDecay } from "../../src/art/chain/judgeDecay.js";
import { judgeStyle } from "../../src/covers/judgeStyle.js";
import { openEngine } from "../../src/engine/backend.js";
import { ConfigError, expected } from "../../src/errors.js";
import { ensureFolder, writeFile, writeJson } from "../../src/files.js";
import { findIteration } from "../../src/iterations/catalogue.js";
import { projectRoot } from "../../src/project.js";
import { costsOf, rounded } from "../../src/runs/evidence/figures.js";
import { trainEvidence } from "../../src/runs/evidence/trainEvidence.js";
import type { Run } from "../../src/runs/run.js";
import { drawnThrough } from "./shownTranslations.js";

// Photographs to paintings and portraits to decay at full size, judged beside their controls.
//
//   ATELIER_DATA=FOLDER node dist/test/art/translationFull.js RUNS [MINUTES]
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

async function main(folder = "", minutes = 60): Promise<void> {
  if (!folder) throw new ConfigError(expected("RUNS", "where runs may be kept", "nothing"));
  const options = { folder: ensureFolder(folder), minutes };
  openEngine();
  const style = await train("style", options);
  await write(style, await judgeStyle(style), await drawnThrough(style, landscapes, [0, 1]));
  const identity = await train("identity", options);
  const decay = await train("decay", options);
  const { frames: _, ...judged } = await judgeDecay(decay, { identity });
  await write(decay, judged, await drawnThrough(decay, portraits, [0, 1, 10, 50]));
}

const [folder, minutes] = process.argv.slice(2);
main(folder, minutes === undefined ? undefined : Number(minutes)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
