import * as tf from "@tensorflow/tfjs-core";

/** Mean over everything, as a scalar. */
const meanOf = (x: tf.Tensor) => tf.mean<tf.Scalar>(x);

/** Against division by a variance of nothing. */
const TINY = 1e-12;

/** Standard deviation of each number from picture to picture, mean over the numbers. */
export function spreadOf(images: tf.Tensor): tf.Scalar {
  const centred = tf.sub(images, tf.mean(images, 0, true));
  return meanOf(tf.sqrt(tf.mean(tf.square(centred), 0)));
}

/** Root of the mean square of a difference. */
export function rmsApart(a: tf.Tensor, b: tf.Tensor): tf.Scalar {
  return tf.sqrt(meanOf(tf.square(tf.sub(a, b))));
}

/** Share of numbers within `margin` of one of two ends. */
export function shareAtEnds(x: tf.Tensor, [low, high]: readonly [number, number], margin: number) {
  const near = tf.logicalOr(tf.lessEqual(x, low + margin), tf.greaterEqual(x, high - margin));
  return meanOf(tf.cast(near, "float32"));
}

/** A window of `[batch, height, width, channels]`, cut by `top`, `bottom`, `left`, `right`. */
function cut(images: tf.Tensor4D, top: number, bottom: number, left: number, right: number) {
  const [batch, height, width, channels] = images.shape;
  return tf.slice4d(
    images,
    [0, top, left, 0],
    [batch, height - top - bottom, width - left - right, channels],
  );
}

/** Mean square of the deviation from each picture's own mean. */
function varianceWithin(images: tf.Tensor4D): tf.Scalar {
  return meanOf(tf.square(tf.sub(images, tf.mean(images, [1, 2], true))));
}

const over = (part: tf.Scalar, whole: tf.Scalar) => tf.div<tf.Scalar>(part, tf.add(whole, TINY));

/**
 * Smoothness as lag-1 autocorrelation, 1 - E[(x - neighbour)^2] / (2 Var): about 1 smooth, 0 noise;
 * all pictures together.
 */
export function lag1Of(images: tf.Tensor4D): tf.Scalar {
  const steps = [
    tf.sub(cut(images, 1, 0, 0, 0), cut(images, 0, 1, 0, 0)),
    tf.sub(cut(images, 0, 0, 1, 0), cut(images, 0, 0, 0, 1)),
  ].map((step) => meanOf(tf.square(step)));
  const rough = tf.mul<tf.Scalar>(0.25, tf.addN(steps));
  return tf.sub<tf.Scalar>(1, over(rough, varianceWithin(images)));
}

/**
 * Share of power near the Nyquist frequency of both axes, where a checkerboard lies:
 * E[(a - b - c + d)^2] / (16 Var) over 2 x 2 neighbours; 1 for a checkerboard, 1/4 for noise.
 */
export function checkerOf(images: tf.Tensor4D): tf.Scalar {
  const a = tf.sub(cut(images, 0, 1, 0, 1), cut(images, 0, 1, 1, 0));
  const b = tf.sub(cut(images, 1, 0, 0, 1), cut(images, 1, 0, 1, 0));
  const crossed = meanOf(tf.square(tf.sub(a, b)));
  return over(tf.mul<tf.Scalar>(crossed, 1 / 16), varianceWithin(images));
}

/** Share of the variance that is left in means over squares of `blockPx`: the low frequencies. */
export function coarseOf(images: tf.Tensor4D, blockPx: number): tf.Scalar {
  const means = tf.avgPool(images, blockPx, blockPx, "valid");
  return over(varianceWithin(means), varianceWithin(images));
}

/**
 * Participation ratio of a batch, tr(K)^2 / tr(K^2) with K the Gram matrix of the centred pictures:
 * how many directions they spread in, at most batch - 1.
 */
export function rankOf(images: tf.Tensor): tf.Scalar {
  const rows = tf.reshape(images, [images.shape[0] ?? 1, -1]) as tf.Tensor2D;
  const centred = tf.sub<tf.Tensor2D>(rows, tf.mean(rows, 0, true));
  const gram = tf.matMul(centred, centred, false, true);
  const trace = tf.sum(tf.square(centred));
  return over(tf.square(trace) as tf.Scalar, tf.sum(tf.square(gram)) as tf.Scalar);
}

/** How alike neighbouring pixels' weights are in a dense last layer, `[units, pixels]`. */
export function headLag1(kernel: tf.Tensor, [height, width, channels]: readonly number[]) {
  const shape: [number, number, number, number] = [
    kernel.shape[0] ?? 1,
    height ?? 1,
    width ?? 1,
    channels ?? 1,
  ];
  return lag1Of(tf.reshape(kernel, shape));
}
