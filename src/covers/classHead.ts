import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { readSafetensors } from "../runs/readSafetensors.js";
import { stepName } from "../runs/run.js";
import type { TrainedGenerator } from "../runs/trainedGenerator.js";
import { judgeOf } from "../training/judge.js";
import { playersOf } from "../training/players.js";
import { scales } from "../training/scaleReals.js";
import type { LabelledImages } from "./genreData.js";
import { guesses, type Scored, score } from "./recognise.js";

/** Pictures judged at once. */
const PART = 32;

/**
 * How well the run's own discriminator names the genres of held-out reals, in inference mode;
 * nothing for a discriminator that names none.
 */
export function classHead(
  { run, step, iteration }: TrainedGenerator,
  { images, labels }: LabelledImages,
): Scored | undefined {
  if (iteration.condition.kind !== "classifier") return undefined;
  const file = join(run.folder, stepName(step), "state.safetensors");
  const state = readSafetensors(file, (name) => name.startsWith("discriminator/"));
  const judge = judgeOf(playersOf(iteration));
  const classes = iteration.condition.classes.length;
  const { height, width, channels, count } = images;
  const size = height * width * channels;
  const scale = scales[iteration.data.scaling];
  const logits: number[] = [];
  for (let from = 0; from < count; from += PART) {
    const bytes = images.data.subarray(from * size, (from + PART) * size);
    const part = tf.tidy(() => {
      const shape: [number, number, number, number] = [
        bytes.length / size,
        height,
        width,
        channels,
      ];
      const pictures = tf.tensor4d(Float32Array.from(bytes, scale), shape);
      return judge(state, pictures, { training: false }).classLogits?.dataSync() ?? [];
    });
    logits.push(...part);
  }
  tf.dispose(state);
  return score(labels, guesses(Float32Array.from(logits), classes), classes, run.options.seed);
}
