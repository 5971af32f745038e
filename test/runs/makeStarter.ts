import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { openEngine } from "../../src/engine/backend.js";
import { starter } from "../../src/iterations/starter.js";
import { measureAt } from "../../src/runs/measureAt.js";
import { resumeRun } from "../../src/runs/resumeRun.js";
import { Run } from "../../src/runs/run.js";
import { checkpointsFolder } from "../../src/runs/runFolder.js";
import { starterFolder } from "../../src/runs/starter.js";
import { startRun } from "../../src/runs/startRun.js";
import { TrainedGenerator } from "../../src/runs/trainedGenerator.js";
import { shipStarter } from "./shipStarter.js";

const [given = join(checkpointsFolder(), starter.name, "starter-training")] = process.argv.slice(2);

/** The whole training, or what is left of it. */
async function trained(folder: string): Promise<Run> {
  const log = console.log;
  if (!existsSync(folder)) return startRun(starter, { out: folder, log });
  const run = new Run(folder);
  return run.status.state === "complete" ? run : resumeRun(run, { log });
}

/**
 * Makes the generator that ships with the lab: trains it on MNIST (some twenty minutes on two cores),
 * lets a classifier of digits judge it, and puts what is needed to draw, with a card, into
 * `checkpoints/gan128MNIST/starter`: `node dist/test/runs/makeStarter.js [TRAINING_FOLDER]`.
 */
async function makeStarter(): Promise<void> {
  openEngine();
  const run = await trained(resolve(given));
  if (run.data.origin === "synthetic")
    throw new Error("makeStarter: expected MNIST, got drawn digits");
  const { digits } = await measureAt(run, { log: console.log });
  if (!digits) throw new Error("makeStarter: expected a measure of digits, got none");
  console.log(digits);
  const generator = new TrainedGenerator(run);
  await shipStarter(generator, digits, starterFolder());
  generator.dispose();
}

void makeStarter();
