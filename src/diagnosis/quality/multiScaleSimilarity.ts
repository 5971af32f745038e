import * as tf from "@tensorflow/tfjs-core";
import { Random } from "../../engine/random.js";
import type { Images } from "../../shape.js";
import { mean } from "../correlation.js";
import { filtered, gaussian } from "./planes.js";

/** Weights of the scales, finest first (Wang 2003, section 3.2). */
const WEIGHTS = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];
const [WINDOW, SIGMA] = [11, 1.5];
const [C1, C2] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2];
/** Pairs that are compared, at most, and pixels of those that are compared at once. */
const [PAIRS, PIXELS_AT_ONCE] = [200, 2 ** 22];

type Pair = readonly [first: number, second: number];

/** Luma (ITU-R BT.601) of pictures, `[count, height, width]`. */
function lumas({ data, count, height, width, channels }: Images): tf.Tensor3D {
  const pixels = tf.tensor2d(Float32Array.from(data), [data.length / channels, channels]);
  const weights = channels === 3 ? [0.299, 0.587, 0.114] : [1];
  return tf.reshape(tf.matMul(pixels, tf.tensor2d(weights, [channels, 1])), [count, height, width]);
}

/** Luminance and contrast-structure terms of pairs (Wang 2004, eq. 6 and 13), means over the places. */
interface Terms {
  readonly luminance: readonly number[];
  readonly structure: readonly number[];
}

/** @param lumas `[count, height, width]`. */
function terms(lumas: tf.Tensor3D, pairs: readonly Pair[]): Terms {
  const [, height, width] = lumas.shape;
  const kernel = gaussian(SIGMA, Math.min(WINDOW, height, width));
  const windowed = (planes: tf.Tensor3D) => filtered(planes, kernel, "inside");
  const [means, squares] = [windowed(lumas), windowed(tf.square(lumas))];
  const [luminance, structure]: [number[], number[]] = [[], []];
  const atOnce = Math.max(1, Math.floor(PIXELS_AT_ONCE / (height * width)));
  for (let from = 0; from < pairs.length; from += atOnce)
    tf.tidy(() => {
      const some = pairs.slice(from, from + atOnce);
      const places = ([0, 1] as const).map((side) =>
        tf.tensor1d(
          some.map((pair) => pair[side]),
          "int32",
        ),
      );
      const both = (planes: tf.Tensor3D) =>
        places.map((each) => tf.gather(planes, each)) as [tf.Tensor3D, tf.Tensor3D];
      const [[a, b], [x, y], [aa, bb]] = [both(lumas), both(means), both(squares)];
      const xy = tf.mul(x, y);
      const powers = tf.add(tf.square(x), tf.square(y));
      const covariance = tf.sub(windowed(tf.mul(a, b)), xy);
      const variances = tf.sub(tf.add(aa, bb), powers);
      const ratio = (twice: tf.Tensor, sum: tf.Tensor, constant: number) =>
        tf.mean(tf.div(tf.add(tf.mul(twice, 2), constant), tf.add(sum, constant)), [1, 2]);
      luminance.push(...ratio(xy, powers, C1).dataSync());
      structure.push(...ratio(covariance, variances, C2).dataSync());
    });
  return { luminance, structure };
}

/** Terms of every scale: as many of the five as leave a window of 11 px. */
function scalesOf(images: Images, pairs: readonly Pair[]): readonly Terms[] {
  const scales: Terms[] = [];
  tf.tidy(() => {
    let level = lumas(images);
    for (let scale = 0; scale < WEIGHTS.length; scale++) {
      scales.push(terms(level, pairs));
      level = tf.squeeze(tf.avgPool(tf.expandDims(level, 3) as tf.Tensor4D, 2, 2, "valid"), [3]);
      if (Math.min(level.shape[1], level.shape[2]) < WINDOW) break;
    }
  });
  return scales;
}

/**
 * Multi-scale structural similarity of one pair (Wang 2003, eq. 7), weights brought back to a sum of 1.
 * 1 is equal; negative structure counts as 0.
 */
function similarity(scales: readonly Terms[], pair: number): number {
  const used = WEIGHTS.slice(0, scales.length);
  const total = used.reduce((sum, weight) => sum + weight, 0);
  return scales.reduce((result, { luminance, structure }, scale) => {
    const isLast = scale === scales.length - 1;
    const value = (structure[pair] as number) * (isLast ? (luminance[pair] as number) : 1);
    return result * Math.max(0, value) ** ((used[scale] as number) / total);
  }, 1);
}

/**
 * How alike pictures of one set are: mean MS-SSIM of up to 200 pairs drawn by lot (Odena 2017,
 * section 4.2); near 1 means collapse, and it should be near the reals' own.
 */
export function setSimilarity(images: Images, seed: number): number {
  const random = new Random(seed, "similarity pairs");
  const count = Math.min(PAIRS, (images.count * (images.count - 1)) / 2);
  const pairs = Array.from({ length: count }, (): Pair => {
    const first = random.integer(images.count);
    return [first, (first + 1 + random.integer(images.count - 1)) % images.count];
  });
  const scales = scalesOf(images, pairs);
  return mean(pairs.map((_, pair) => similarity(scales, pair)));
}
