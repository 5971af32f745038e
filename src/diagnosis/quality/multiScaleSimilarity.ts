import { Random } from "../../engine/random.js";
import type { Images } from "../../shape.js";
import { mean } from "../correlation.js";

/** Weights of the scales, finest first (Wang 2003, section 3.2). */
const WEIGHTS = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];
const [WINDOW, SIGMA] = [11, 1.5];
const [C1, C2] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2];
/** Pairs that are compared, at most. */
const PAIRS = 200;

interface Plane {
  readonly data: Float64Array;
  readonly height: number;
  readonly width: number;
}

/** Luma (ITU-R BT.601) of one picture. */
function lumaPlane({ data, height, width, channels }: Images, index: number): Plane {
  const from = index * height * width * channels;
  const weights = channels === 3 ? [0.299, 0.587, 0.114] : [1];
  return {
    data: Float64Array.from({ length: height * width }, (_, pixel) =>
      weights.reduce(
        (sum, weight, at) => sum + weight * (data[from + pixel * channels + at] as number),
        0,
      ),
    ),
    height,
    width,
  };
}

function gaussian(size: number): readonly number[] {
  const raw = Array.from({ length: size }, (_, at) =>
    Math.exp(-((at - (size - 1) / 2) ** 2) / (2 * SIGMA ** 2)),
  );
  const total = raw.reduce((sum, value) => sum + value, 0);
  return raw.map((value) => value / total);
}

/** Gaussian window over all places where it fits. */
function windowed({ data, height, width }: Plane, weights: readonly number[]): Plane {
  const size = weights.length;
  const [tall, wide] = [height - size + 1, width - size + 1];
  const rows = new Float64Array(height * wide);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < wide; x++) {
      let sum = 0;
      for (let at = 0; at < size; at++)
        sum += (weights[at] as number) * (data[y * width + x + at] as number);
      rows[y * wide + x] = sum;
    }
  const out = new Float64Array(tall * wide);
  for (let y = 0; y < tall; y++)
    for (let x = 0; x < wide; x++) {
      let sum = 0;
      for (let at = 0; at < size; at++)
        sum += (weights[at] as number) * (rows[(y + at) * wide + x] as number);
      out[y * wide + x] = sum;
    }
  return { data: out, height: tall, width: wide };
}

const product = (a: Plane, b: Plane): Plane => ({
  ...a,
  data: a.data.map((value, at) => value * (b.data[at] as number)),
});

/** Luminance and contrast-structure terms of one scale (Wang 2004, eq. 6 and 13), means over the places. */
function terms(a: Plane, b: Plane): { luminance: number; structure: number } {
  const weights = gaussian(Math.min(WINDOW, a.height, a.width));
  const [meanA, meanB] = [windowed(a, weights).data, windowed(b, weights).data];
  const [aa, bb, ab] = [product(a, a), product(b, b), product(a, b)].map(
    (plane) => windowed(plane, weights).data,
  ) as [Float64Array, Float64Array, Float64Array];
  let [luminance, structure] = [0, 0];
  for (let at = 0; at < meanA.length; at++) {
    const [x, y] = [meanA[at] as number, meanB[at] as number];
    luminance += (2 * x * y + C1) / (x * x + y * y + C1);
    structure +=
      (2 * ((ab[at] as number) - x * y) + C2) /
      ((aa[at] as number) - x * x + (bb[at] as number) - y * y + C2);
  }
  return { luminance: luminance / meanA.length, structure: structure / meanA.length };
}

/** Means over squares of 2 x 2. */
function halved({ data, height, width }: Plane): Plane {
  const [tall, wide] = [Math.floor(height / 2), Math.floor(width / 2)];
  const at = (y: number, x: number) => data[y * width + x] as number;
  const out = Float64Array.from({ length: tall * wide }, (_, place) => {
    const [y, x] = [2 * Math.floor(place / wide), 2 * (place % wide)];
    return (at(y, x) + at(y, x + 1) + at(y + 1, x) + at(y + 1, x + 1)) / 4;
  });
  return { data: out, height: tall, width: wide };
}

/**
 * Multi-scale structural similarity of two planes (Wang 2003, eq. 7); as many of the five scales as
 * leave a window of 11 px, weights brought back to a sum of 1. 1 is equal; negative structure counts as 0.
 */
function similarity(a: Plane, b: Plane): number {
  let [left, right] = [a, b];
  const scales: { luminance: number; structure: number }[] = [];
  for (let scale = 0; scale < WEIGHTS.length; scale++) {
    scales.push(terms(left, right));
    [left, right] = [halved(left), halved(right)];
    if (Math.min(left.height, left.width) < WINDOW) break;
  }
  const used = WEIGHTS.slice(0, scales.length);
  const total = used.reduce((sum, weight) => sum + weight, 0);
  return scales.reduce((result, { luminance, structure }, scale) => {
    const value = scale === scales.length - 1 ? luminance * structure : structure;
    return result * Math.max(0, value) ** ((used[scale] as number) / total);
  }, 1);
}

/**
 * How alike pictures of one set are: mean MS-SSIM of up to 200 pairs drawn by lot (Odena 2017,
 * section 4.2); near 1 means collapse, and it should be near the reals' own.
 */
export function setSimilarity(images: Images, seed: number): number {
  const random = new Random(seed, "similarity pairs");
  const planes = Array.from({ length: images.count }, (_, index) => lumaPlane(images, index));
  const pairs = Math.min(PAIRS, (images.count * (images.count - 1)) / 2);
  return mean(
    Array.from({ length: pairs }, () => {
      const first = random.integer(images.count);
      const second = (first + 1 + random.integer(images.count - 1)) % images.count;
      return similarity(planes[first] as Plane, planes[second] as Plane);
    }),
  );
}
