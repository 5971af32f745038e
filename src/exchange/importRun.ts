import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename, join } from "node:path";
import { dispose } from "@tensorflow/tfjs-core";
import { openEngine } from "../engine/backend.js";
import type { Tensors } from "../engine/step.js";
import { ConfigError, expected } from "../errors.js";
import { keepMadeRun } from "../runs/keepMadeRun.js";
import type { Run, RunData } from "../runs/run.js";
import { checkOut, checkpointsFolder, makeRunFolder } from "../runs/runFolder.js";
import { describeDcgan } from "./dcganOf.js";
import { gameOf, importedIteration } from "./importedIteration.js";
import { type ReadDcgan, readTorchDcgan } from "./readTorchDcgan.js";

/** How an import can be varied. */
export interface ImportOptions {
  /** Name of the run: `imported/<as>`. */
  readonly as: string;
  /** Seed of the network that was not brought, and of the run's latents; 1 by default. */
  readonly seed?: number;
  readonly log?: (line: string) => void;
}

function checkName(as: string): string {
  if (/^\w[\w.-]*$/.test(as)) return as;
  throw new ConfigError(expected("--as", "a name of letters, digits, - _ and .", as));
}

/** The files must be one network, or the two of one game. */
function checkTogether(files: readonly string[], read: readonly ReadDcgan[]): void {
  const [one, other] = read.map(({ dcgan }) => dcgan);
  if (!one) throw new ConfigError(expected("files to import", "one or two", files.length));
  if (!other) return;
  const what = `the ${one.imageSize} px ${one.role === "generator" ? "discriminator" : "generator"} for ${files[0]}, ${one.channels} channels`;
  const { imageSize, channels, role } = other;
  if (role === one.role || imageSize !== one.imageSize || channels !== one.channels) {
    throw new ConfigError(`${files[1]}: expected ${what}, got the ${describeDcgan(other)}`);
  }
}

async function hashOf(files: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const file of files) for await (const piece of createReadStream(file)) hash.update(piece);
  return hash.digest("hex");
}

/** `data.json` of a run that has seen none: where its weights come from instead. */
async function dataOf(files: readonly string[], said: string): Promise<RunData> {
  return {
    set: "none",
    origin: "imported",
    description: `not known: the ${said}, imported from ${files.map((file) => basename(file)).join(" and ")}`,
    count: 0,
    manifestHash: await hashOf(files),
    unreadable: [],
    scaled: { min: -1, max: 1, mean: 0 },
  };
}

/**
 * Makes a run of a PyTorch DCGAN's generator, discriminator or both: `imported/<as>`, with a
 * checkpoint at step 0 from which it can be sampled, exported and trained on. A network that was
 * not brought starts anew.
 * @throws ConfigError for files that hold no DCGAN, with every array that does not fit.
 */
export async function importRun(files: readonly string[], options: ImportOptions): Promise<Run> {
  const { seed = 1, log = () => {} } = options;
  const preset = checkName(options.as);
  const out = join(checkpointsFolder(), "imported", preset);
  checkOut(out);
  if (files.length > 2)
    throw new ConfigError(expected("files to import", "one or two", files.length));
  openEngine();
  const read: ReadDcgan[] = [];
  try {
    for (const file of files) read.push(readTorchDcgan(file));
    checkTogether(files, read);
    const said = read.map(({ dcgan }) => describeDcgan(dcgan)).join(" and the ");
    log(`read: the ${said}`);
    const iteration = importedIteration(preset, gameOf(read.map(({ dcgan }) => dcgan)));
    const folder = makeRunFolder({ iteration: "imported", preset, seed, out });
    const weights: Tensors = Object.assign({}, ...read.map((one) => one.weights));
    return await keepMadeRun(iteration, folder, { seed, weights, data: await dataOf(files, said) });
  } finally {
    for (const { weights } of read) dispose(weights);
  }
}
