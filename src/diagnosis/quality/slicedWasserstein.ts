import * as tf from "@tensorflow/tfjs-core";
import { Random } from "../../engine/random.js";
import { valuesOf } from "../../engine/valuesOf.js";
import { expected, ShapeError } from "../../errors.js";
import { type Images, inParts } from "../../shape.js";
import { moments } from "../moments.js";
import { blur, halve, picturesOf, planesOf } from "./planes.js";

/** Side of a patch, patches a picture, directions they are projected on (Karras 2018, section 5). */
const [PATCH, PATCHES, DIRECTIONS] = [7, 128, 128];
/** The coarsest level of the pyramid has at least this side. */
const LEAST_PX = 14;
/** Pictures whose pyramids are held at once. */
const AT_ONCE = 32;

/** Height and width of each level, the finest first. */
function levelSizes(height: number, width: number): readonly (readonly [number, number])[] {
  const rest = [Math.ceil(height / 2), Math.ceil(width / 2)] as const;
  const isLast = Math.min(height, width) < 2 * LEAST_PX;
  return [[height, width], ...(isLast ? [] : levelSizes(...rest))];
}

/**
 * Laplacian pyramid (Burt and Adelson 1983): what each halving loses, and the rest. The values of each
 * level, `[count, height, width, channels]`.
 */
function pyramid(images: Images, levels: number): readonly Float32Array[] {
  const made = tf.tidy(() => {
    let rest = planesOf(images);
    const lost = Array.from({ length: levels - 1 }, () => {
      const soft = blur(rest);
      const difference = tf.sub<tf.Tensor3D>(rest, soft);
      rest = halve(soft);
      return difference;
    });
    return [...lost, rest].map((level) => picturesOf(level, images.channels));
  });
  const values = made.map((level) => level.dataSync() as Float32Array);
  tf.dispose(made);
  return values;
}

/** What is drawn by lot for one level: where the patches of both sets lie, and the directions. */
interface Draw {
  readonly height: number;
  readonly width: number;
  /** Height and width of a patch. */
  readonly patch: readonly [number, number];
  /** Top and left of each patch in turn, of the compared set and of the reference. */
  readonly places: readonly [Int32Array, Int32Array];
  /** Unit vectors, `[values of a patch, DIRECTIONS]`. */
  readonly directions: Float32Array;
}

function drawLevel([height, width]: readonly [number, number], images: Images, seed: number): Draw {
  const random = new Random(seed, "sliced wasserstein");
  const patch = [Math.min(PATCH, height), Math.min(PATCH, width)] as const;
  const room = [height - patch[0] + 1, width - patch[1] + 1] as const;
  const drawPlaces = () =>
    Int32Array.from({ length: 2 * images.count * PATCHES }, (_, at) =>
      random.integer(room[at % 2] as number),
    );
  const places = [drawPlaces(), drawPlaces()] as const;
  const size = patch[0] * patch[1] * images.channels;
  const directions = new Float32Array(size * DIRECTIONS);
  for (let index = 0; index < DIRECTIONS; index++) {
    const values = Float32Array.from({ length: size }, () => random.normal());
    const length = Math.hypot(...values);
    for (const [at, value] of values.entries())
      directions[at * DIRECTIONS + index] = value / length;
  }
  return { height, width, patch, places, directions };
}

/** Copies the patches of some pictures to where those of the whole set stand, `[count * PATCHES, patch]`. */
function cutPatches(
  level: Float32Array,
  { height, width, patch, places }: Draw,
  which: 0 | 1,
  images: { readonly from: number; readonly count: number; readonly channels: number },
  out: Float32Array,
): void {
  const { from, count, channels } = images;
  const [tall, line] = [patch[0], patch[1] * channels];
  for (let at = 0; at < count * PATCHES; at++) {
    const number = from * PATCHES + at;
    const [top, left] = [places[which][2 * number], places[which][2 * number + 1]] as [
      number,
      number,
    ];
    const image = Math.floor(at / PATCHES);
    for (let y = 0; y < tall; y++) {
      const start = ((image * height + top + y) * width + left) * channels;
      out.set(level.subarray(start, start + line), (number * tall + y) * line);
    }
  }
}

/** Brings every `step`th value to mean 0 and deviation 1. */
function standardise(values: Float32Array, from: number, step: number): void {
  const { mean, variance } = moments(values, from, step);
  const deviation = Math.sqrt(Math.max(variance, 1e-12));
  for (let at = from; at < values.length; at += step)
    values[at] = ((values[at] as number) - mean) / deviation;
}

/** Patches along each direction, sorted: `[DIRECTIONS, patches]`, row by row. */
function sortedAlong(patches: Float32Array, directions: Float32Array): readonly Float32Array[] {
  const size = directions.length / DIRECTIONS;
  const count = patches.length / size;
  const along = valuesOf(() => {
    const products = tf.matMul(
      tf.tensor2d(patches, [count, size]),
      tf.tensor2d(directions, [size, DIRECTIONS]),
    );
    return tf.transpose(products);
  });
  return Array.from({ length: DIRECTIONS }, (_, at) =>
    along.subarray(at * count, (at + 1) * count).sort(),
  );
}

/** A set as it is compared: of each level, its patches sorted along each direction. */
function sortedLevels(images: Images, draws: readonly Draw[], which: 0 | 1) {
  const { count, channels } = images;
  const all = draws.map(
    ({ patch }) => new Float32Array(count * PATCHES * patch[0] * patch[1] * channels),
  );
  let from = 0;
  for (const some of inParts(images, AT_ONCE)) {
    const levels = pyramid(some, draws.length);
    for (const [at, draw] of draws.entries())
      cutPatches(
        levels[at] as Float32Array,
        draw,
        which,
        { from, count: some.count, channels },
        all[at] as Float32Array,
      );
    from += some.count;
  }
  return draws.map(({ directions }, at) => {
    const patches = all[at] as Float32Array;
    for (let channel = 0; channel < channels; channel++) standardise(patches, channel, channels);
    return sortedAlong(patches, directions);
  });
}

/** Mean distance of sorted values, over all directions. */
function apart(left: readonly Float32Array[], right: readonly Float32Array[]): number {
  let total = 0;
  for (const [index, x] of left.entries()) {
    const y = right[index] as Float32Array;
    let sum = 0;
    for (let at = 0; at < x.length; at++) sum += Math.abs((x[at] as number) - (y[at] as number));
    total += sum / x.length;
  }
  return total / left.length;
}

/** A distance, x 1000. */
export interface SlicedWasserstein {
  readonly mean: number;
  /** Each level of the pyramid, from the finest to the coarsest. */
  readonly levels: readonly number[];
}

/**
 * Sliced Wasserstein distance of sets of pictures to one reference, x 1000: at each level of a Laplacian
 * pyramid 128 patches of 7 x 7 a picture, sorted along 128 random directions (Karras 2018, section 5).
 * @returns the distance; it throws ShapeError for a set of another size than the reference.
 */
export function slicedWassersteinTo(
  reference: Images,
  seed: number,
): (images: Images) => SlicedWasserstein {
  const form = ({ count, height, width, channels }: Images) => [count, height, width, channels];
  const sizes = levelSizes(reference.height, reference.width);
  const draws = sizes.map((size) => drawLevel(size, reference, seed));
  const right = sortedLevels(reference, draws, 1);
  return (images) => {
    const [own, wanted] = [form(images), form(reference)];
    if (own.join() !== wanted.join())
      throw new ShapeError(expected("pictures to compare", `shape [${wanted.join(", ")}]`, own));
    const levels = sortedLevels(images, draws, 0).map(
      (level, at) => 1000 * apart(level, right[at] as readonly Float32Array[]),
    );
    return { mean: levels.reduce((sum, level) => sum + level, 0) / levels.length, levels };
  };
}

/** The same of two sets. @throws ShapeError for sets of different size. */
export const slicedWasserstein = (a: Images, b: Images, seed: number): SlicedWasserstein =>
  slicedWassersteinTo(b, seed)(a);
