import * as tf from "@tensorflow/tfjs-core";
import { uniformNoise } from "../engine/noise.js";
import { translate } from "../engine/translate.js";
import type { Augmentation } from "../iterations/iteration.js";

/** Largest shift, as a share of the side. */
const SHIFT = 1 / 8;
/** Side of the square that is cut out, as a share of the side. */
const CUTOUT = 1 / 2;

/** Numbers for one batch, `[batch, 1, 1, 1]` in [0, 1); `lot` tells the draws of a batch apart. */
type Lots = (lot: number) => tf.Tensor4D;

type Change = (images: tf.Tensor4D, lots: Lots) => tf.Tensor4D;

/** Brightness by -0.5 to 0.5, saturation by a factor of 0 to 2, contrast by 0.5 to 1.5. */
const colour: Change = (images, lots) => {
  const brighter = tf.add(images, tf.sub(lots(0), 0.5));
  const grey = tf.mean(brighter, 3, true);
  const saturated = tf.add(tf.mul(tf.sub(brighter, grey), tf.mul(lots(1), 2)), grey);
  const mean = tf.mean(saturated, [1, 2, 3], true);
  return tf.add<tf.Tensor4D>(tf.mul(tf.sub(saturated, mean), tf.add(lots(2), 0.5)), mean);
};

/** A whole number from -most to most. */
const wholeNumber = (lot: tf.Tensor4D, most: number) =>
  tf.sub(tf.floor(tf.mul(lot, 2 * most + 1)), most);

/** By up to an eighth of the side, zeros coming in. */
const translation: Change = (images, lots) => {
  const [batch, height, width] = images.shape;
  const down = wholeNumber(lots(3), Math.round(height * SHIFT));
  const right = wholeNumber(lots(4), Math.round(width * SHIFT));
  return translate(images, tf.reshape(tf.concat([down, right], 1), [batch, 2]));
};

/** 1 where a coordinate is outside the part that is cut, `[batch, size]` along `axis`. */
function outside(lot: tf.Tensor4D, size: number, axis: 1 | 2): tf.Tensor4D {
  const cut = Math.round(size * CUTOUT);
  const from = tf.sub(tf.floor(tf.mul(lot, size + (1 - (cut % 2)))), Math.floor(cut / 2));
  const along = axis === 1 ? [1, size, 1, 1] : [1, 1, size, 1];
  const place = tf.sub(tf.reshape(tf.range(0, size), along), from);
  const inside = tf.logicalAnd(tf.greaterEqual(place, 0), tf.less(place, cut));
  return tf.cast<tf.Tensor4D>(tf.logicalNot(inside) as tf.Tensor4D, "float32");
}

/** A square of half the side is set to zero; part of it may lie outside the picture. */
const cutout: Change = (images, lots) => {
  const [, height, width] = images.shape;
  const keep = tf.maximum(outside(lots(5), height, 1), outside(lots(6), width, 2));
  return tf.mul<tf.Tensor4D>(images, keep);
};

const changes: Readonly<Record<Augmentation, Change>> = { colour, translation, cutout };

/** Draws that one call takes from its seed, so that calls can be told apart. */
export const LOTS = 7;

/**
 * DiffAugment (Zhao et al. 2020, "Differentiable augmentation for data-efficient GAN training",
 * section 3 and appendix): the same changes for reals and fakes, with gradients through them.
 * @param images `[batch, height, width, channels]` in -1..1.
 * @param seed `[2]` int32: the seed of this step.
 * @param stream the first of `LOTS` streams that are this call's own.
 */
export function diffAugment(
  images: tf.Tensor4D,
  policy: readonly Augmentation[],
  seed: tf.Tensor1D,
  stream: number,
): tf.Tensor4D {
  const lots: Lots = (lot) =>
    uniformNoise([images.shape[0], 1, 1, 1], seed, stream + lot) as tf.Tensor4D;
  return policy.reduce((current, name) => changes[name](current, lots), images);
}
