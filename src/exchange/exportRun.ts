import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { dispose, tensor } from "@tensorflow/tfjs-core";
import { Random } from "../engine/random.js";
import { unknownName } from "../errors.js";
import { ensureFolder, removeFolder, renameFolder, writeFile } from "../files.js";
import { outputOf } from "../nets/describe.js";
import type { Run } from "../runs/run.js";
import { checkOut } from "../runs/runFolder.js";
import { writeSafetensors } from "../runs/safetensors.js";
import { TrainedGenerator } from "../runs/trainedGenerator.js";
import { drawLatents, latentTensor } from "../training/latents.js";
import { writeGeneratorArrays } from "./generatorArrays.js";
import { writeLayersModel } from "./layersModel.js";
import { type ExportFormat, exportFormats, modelCard } from "./modelCard.js";
import { writeSavedModel } from "./savedModel.js";

/** What to write, and where. */
export interface ExportOptions {
  readonly as: ExportFormat;
  /** A new or empty folder. */
  readonly out: string;
  /** A step with a checkpoint; the last one by default. */
  readonly step?: number;
}

/** What was written. */
export interface Exported {
  readonly folder: string;
  readonly step: number;
  readonly bytes: number;
}

const writers: Readonly<
  Record<ExportFormat, (folder: string, generator: TrainedGenerator) => Promise<void>>
> = {
  tfjs: (folder, generator) => writeLayersModel(folder, generator),
  savedmodel: writeSavedModel,
  safetensors: writeGeneratorArrays,
};

/** Pictures in `check.safetensors`. */
const CHECKS = 4;

/** Latents and our pictures of them, so that whoever loads the files can tell that they do. */
async function writeCheck(folder: string, generator: TrainedGenerator): Promise<void> {
  const random = new Random(generator.run.options.seed, "export check");
  const { latentNoise } = generator.iteration.generator;
  const latents = drawLatents(latentNoise, CHECKS, generator.latentSpace, random);
  const shape = [CHECKS, ...outputOf(generator.network)];
  const tensors = {
    latents: latentTensor(latents, generator.latentShape),
    pictures: tensor(generator.sample(latents), shape),
  };
  await writeSafetensors(join(folder, "check.safetensors"), tensors);
  dispose(tensors);
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? bytesBelow(path) : statSync(path).size);
  }, 0);
}

/**
 * Writes a run's generator for another program, with a model card and a check: TensorFlow.js
 * (`tfjs`), TensorFlow (`savedmodel`), or arrays for anything that reads safetensors. The folder
 * gets its name when it is complete.
 * @throws ConfigError for a format or step that does not exist, and a folder that holds something.
 */
export async function exportRun(run: Run, { as, out, step }: ExportOptions): Promise<Exported> {
  if (!exportFormats.includes(as)) throw unknownName("--as", exportFormats, as);
  checkOut(out, "the export");
  const generator = new TrainedGenerator(run, step);
  const folder = resolve(out);
  const aside = `${folder}.partial`;
  removeFolder(aside);
  try {
    ensureFolder(aside);
    await writers[as](aside, generator);
    await writeCheck(aside, generator);
    await writeFile(join(aside, "README.md"), modelCard(generator, as));
    renameFolder(aside, folder);
    return { folder, step: generator.step, bytes: bytesBelow(folder) };
  } finally {
    removeFolder(aside);
    generator.dispose();
  }
}
