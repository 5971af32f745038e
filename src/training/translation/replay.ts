import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../engine/random.js";
import type { Tensors } from "../../engine/step.js";

/** Inputs of a step: for each picture of the batch its place in the pool as a row with a single 1, and what happens there. */
const lots = ["Place", "Show", "Keep"] as const;

const rowOf = (place: number, size: number) =>
  Array.from({ length: size }, (_, at) => Number(at === place));

/**
 * Draws what a pool of earlier fakes does in a step (Shrivastava 2017, section 2.3, as CycleGAN's
 * reference has it): while it fills up, every fake is shown and kept; then half of the time a fake
 * is shown and not kept, half of the time an earlier one is shown and the fake takes its place.
 * @param seen fakes before this step. @returns inputs of the step, under names that begin with `name`.
 */
export function drawReplay(
  name: string,
  size: number,
  batch: number,
  seen: number,
  random: Random,
): Tensors {
  const rows = Array.from({ length: batch }, (_, at) => {
    if (seen + at < size) return [seen + at, 0, 1] as const;
    const place = random.integer(size);
    const swap = random.uniform() < 0.5 ? 1 : 0;
    return [place, swap, swap] as const;
  });
  const column = (index: number) => rows.map((row) => row[index] as number);
  return {
    [`${name}Place`]: tf.tensor2d(column(0).map((place) => rowOf(place, size))),
    [`${name}Show`]: tf.tensor1d(column(1)),
    [`${name}Keep`]: tf.tensor1d(column(2)),
  };
}

/**
 * What a discriminator is shown in place of fresh fakes, and the pool afterwards.
 * @param pool `[size, height, width, channels]`. @param fakes `[batch, height, width, channels]`.
 */
export function replay(
  name: string,
  pool: tf.Tensor,
  fakes: tf.Tensor,
  inputs: Tensors,
): { shown: tf.Tensor; pool: tf.Tensor } {
  const [places, shows, keeps] = lots.map((lot) =>
    tf.split(inputs[`${name}${lot}`] as tf.Tensor, fakes.shape[0] as number),
  ) as [tf.Tensor[], tf.Tensor[], tf.Tensor[]];
  const size = pool.shape[0] as number;
  let current = pool;
  const shown = tf.split(fakes, fakes.shape[0] as number).map((fake, at) => {
    const [place, show, keep] = [places[at], shows[at], keeps[at]] as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ];
    const here = tf.reshape(place, [size, 1, 1, 1]);
    const old = tf.sum(tf.mul(current, here), 0, true);
    const taken = tf.mul(here, keep);
    current = tf.add(tf.mul(current, tf.sub(1, taken)), tf.mul(fake, taken));
    return tf.add(tf.mul(old, show), tf.mul(fake, tf.sub(1, show)));
  });
  return { shown: tf.concat(shown), pool: current };
}
