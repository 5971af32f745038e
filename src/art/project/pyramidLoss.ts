import * as tf from "@tensorflow/tfjs-core";

/** Side below which a picture is not halved any more. */
const LEAST_PX = 8;

/**
 * A picture as the differences between its halvings, the last halving itself at the end.
 * @param pictures `[batch, height, width, channels]`.
 */
function laplacian(pictures: tf.Tensor4D): readonly tf.Tensor4D[] {
  const [, height, width] = pictures.shape;
  if (Math.min(height, width) < 2 * LEAST_PX) return [pictures];
  const half = tf.avgPool(pictures, 2, 2, "same");
  const coarse = tf.image.resizeNearestNeighbor(half, [height, width]);
  return [tf.sub(pictures, coarse), ...laplacian(half)];
}

/** Mean over all but the batch. */
const perPicture = (values: tf.Tensor4D) => tf.mean(values, [1, 2, 3]) as tf.Tensor1D;

/**
 * How far pictures are from one: mean squares of the pixels, and mean distances in each level of the
 * Laplacian pyramid (Lap1 of Bojanowski 2018, "Optimizing the latent space of generative networks",
 * section 3.2, each level by its mean).
 * @param pictures `[batch, height, width, channels]`, -1..1. @param target the same of batch 1.
 * @returns `[batch]`.
 */
export function pyramidLoss(pictures: tf.Tensor4D, target: tf.Tensor4D): tf.Tensor1D {
  const levels = laplacian(target);
  const pixels = perPicture(tf.squaredDifference(pictures, target));
  return laplacian(pictures).reduce<tf.Tensor1D>(
    (sum, level, at) =>
      tf.add(sum, perPicture(tf.abs(tf.sub(level, levels[at] as tf.Tensor4D)) as tf.Tensor4D)),
    pixels,
  );
}
