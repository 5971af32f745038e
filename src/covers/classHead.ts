import * as tf from "@tensorflow/tfjs-core";
import { classCount } from "../iterations/iteration.js";
import { openCheckpoint, readArrays } from "../runs/checkpoint.js";
import type { TrainedGenerator } from "../runs/trainedGenerator.js";
import type { Images } from "../shape.js";
import { judgeOf } from "../training/judge.js";
import { playersOf } from "../training/players.js";
import { scales } from "../training/scaleReals.js";
import type { LabelledImages } from "./genreData.js";
import { guesses, type Scored, score } from "./recognise.js";

/** Pictures judged at once. */
const PART = 32;

/**
 * What the run's own discriminator tells of some pictures, in inference mode; nothing for one that
 * tells nothing.
 * @returns shares `[count, classes]`.
 */
export function headAnswers(
  { run, step, iteration }: TrainedGenerator,
  { data, height, width, channels, count }: Images,
): Float32Array | undefined {
  if (iteration.condition.kind !== "classifier") return undefined;
  const checkpoint = openCheckpoint(run.folder, step);
  const state = readArrays(checkpoint, (name) => name.startsWith("discriminator/"));
  const judge = judgeOf(playersOf(iteration));
  const size = height * width * channels;
  const scale = scales[iteration.data.scaling];
  const answers: number[] = [];
  for (let from = 0; from < count; from += PART) {
    const bytes = data.subarray(from * size, (from + PART) * size);
    const part = tf.tidy(() => {
      const shape = [bytes.length / size, height, width, channels] as const;
      const pictures = tf.tensor4d(Float32Array.from(bytes, scale), [...shape]);
      const { classLogits } = judge(state, pictures, { training: false });
      return classLogits ? tf.softmax(classLogits).dataSync() : [];
    });
    answers.push(...part);
  }
  tf.dispose(state);
  return Float32Array.from(answers);
}

/** How well the run's own discriminator names the genres of held-out reals; nothing for one that names none. */
export function classHead(
  generator: TrainedGenerator,
  { images, labels }: LabelledImages,
): Scored | undefined {
  const answers = headAnswers(generator, images);
  if (!answers) return undefined;
  const classes = classCount(generator.iteration);
  return score(labels, guesses(answers, classes), classes, generator.run.options.seed);
}
