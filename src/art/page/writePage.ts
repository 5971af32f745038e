import { basename, dirname, resolve } from "node:path";
import { ConfigError, expected } from "../../errors.js";
import { licenceNote } from "../../exchange/modelCard.js";
import { writeFile } from "../../files.js";
import { toldNames } from "../../iterations/iteration.js";
import type { Run } from "../../runs/run.js";
import { TrainedGenerator } from "../../runs/trainedGenerator.js";
import type { Bits } from "./packWeights.js";
import type { PlayText } from "./playHtml.js";
import { playPage } from "./playPage.js";

/** What to write, and where. */
export interface PageOptions {
  /** The HTML file. */
  readonly out: string;
  /** A step with a checkpoint; the last one by default. */
  readonly step?: number;
  /** Bits of a weight; 16 unless the page would be too large with them. */
  readonly bits?: Bits;
}

/** What was written. */
export interface WrittenPage {
  readonly file: string;
  readonly step: number;
  readonly bytes: number;
  readonly bits: Bits;
}

function textOf({ iteration, run, step }: TrainedGenerator): PlayText {
  const kimg = Math.round((step * iteration.training.batchSize) / 1000);
  return {
    title: iteration.title,
    about: `${iteration.name}, ${iteration.preset}, step ${step} (${kimg} kimg). Data: ${run.data.description}.`,
    licence: licenceNote(run),
  };
}

/**
 * Writes a page to play with a run's generator: one HTML file with TensorFlow.js and the weights in
 * it, at most 20 MB, which asks for nothing from anywhere.
 * @throws ConfigError for a step without a checkpoint, and for a generator that is too large.
 */
export async function writePage(run: Run, options: PageOptions): Promise<WrittenPage> {
  const { out, step, bits: asked } = options;
  if (![undefined, 8, 16].includes(asked))
    throw new ConfigError(expected("bits", "8 or 16", asked));
  const generator = new TrainedGenerator(run, step);
  try {
    const origin = {
      run: `${basename(dirname(run.folder))}/${run.name}`,
      step: generator.step,
      noise: generator.iteration.generator.latentNoise,
      classes: toldNames(generator.iteration),
      text: textOf(generator),
    };
    const { html, bits } = playPage(generator, origin, asked);
    const file = resolve(out);
    await writeFile(file, html);
    return { file, step: generator.step, bytes: Buffer.byteLength(html), bits };
  } finally {
    generator.dispose();
  }
}
