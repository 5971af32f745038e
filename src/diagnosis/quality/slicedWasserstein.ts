import { Random } from "../../engine/random.js";
import { expected, ShapeError } from "../../errors.js";
import type { Images } from "../../shape.js";
import { moments } from "../moments.js";
import { blur, type Floats, halve, toFloats } from "./planes.js";

/** Side of a patch, patches a picture, directions they are projected on (Karras 2018, section 5). */
const [PATCH, PATCHES, DIRECTIONS] = [7, 128, 128];
/** The coarsest level of the pyramid has at least this side. */
const LEAST_PX = 14;

/** Laplacian pyramid (Burt and Adelson 1983): what each halving loses, and the rest. */
function pyramid(images: Images): readonly Floats[] {
  const levels: Floats[] = [];
  let rest = toFloats(images);
  while (Math.min(rest.height, rest.width) >= 2 * LEAST_PX) {
    const soft = blur(rest);
    const { data } = rest;
    levels.push({ ...rest, data: soft.data.map((value, at) => (data[at] as number) - value) });
    rest = halve(soft);
  }
  return [...levels, rest];
}

/** Patches from random places, `[count * PATCHES, PATCH * PATCH * channels]`, each channel brought to mean 0 and deviation 1. */
function patchesOf(level: Floats, random: Random): Float32Array {
  const { data, count, height, width, channels } = level;
  const [tall, wide] = [Math.min(PATCH, height), Math.min(PATCH, width)];
  const size = tall * wide * channels;
  const out = new Float32Array(count * PATCHES * size);
  let to = 0;
  for (let image = 0; image < count; image++)
    for (let patch = 0; patch < PATCHES; patch++) {
      const [top, left] = [random.integer(height - tall + 1), random.integer(width - wide + 1)];
      for (let y = top; y < top + tall; y++) {
        const from = ((image * height + y) * width + left) * channels;
        out.set(data.subarray(from, from + wide * channels), to);
        to += wide * channels;
      }
    }
  for (let channel = 0; channel < channels; channel++) standardise(out, channel, channels);
  return out;
}

function standardise(values: Float32Array, from: number, step: number): void {
  const { mean, variance } = moments(values, from, step);
  const deviation = Math.sqrt(Math.max(variance, 1e-12));
  for (let at = from; at < values.length; at += step)
    values[at] = ((values[at] as number) - mean) / deviation;
}

function direction(size: number, random: Random): Float32Array {
  const values = Float32Array.from({ length: size }, () => random.normal());
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

function projected(patches: Float32Array, along: Float32Array): Float32Array {
  const size = along.length;
  const out = new Float32Array(patches.length / size);
  for (let patch = 0; patch < out.length; patch++) {
    let sum = 0;
    const from = patch * size;
    for (let at = 0; at < size; at++) sum += (patches[from + at] as number) * (along[at] as number);
    out[patch] = sum;
  }
  return out.sort();
}

/** Distance of one level. */
function levelDistance(a: Floats, b: Floats, seed: number): number {
  const random = new Random(seed, "sliced wasserstein");
  const [left, right] = [patchesOf(a, random), patchesOf(b, random)];
  const size = Math.min(PATCH, a.height) * Math.min(PATCH, a.width) * a.channels;
  let total = 0;
  for (let index = 0; index < DIRECTIONS; index++) {
    const along = direction(size, random);
    const [x, y] = [projected(left, along), projected(right, along)];
    let sum = 0;
    for (let at = 0; at < x.length; at++) sum += Math.abs((x[at] as number) - (y[at] as number));
    total += sum / x.length;
  }
  return total / DIRECTIONS;
}

/**
 * Sliced Wasserstein distance of two sets of pictures, x 1000: at each level of a Laplacian pyramid
 * 128 patches of 7 x 7 a picture, sorted along 128 random directions (Karras 2018, section 5).
 * @returns the mean over the levels, and each level from the finest to the coarsest.
 * @throws ShapeError for sets of different size.
 */
export function slicedWasserstein(
  a: Images,
  b: Images,
  seed: number,
): { readonly mean: number; readonly levels: readonly number[] } {
  const form = ({ count, height, width, channels }: Images) => [count, height, width, channels];
  if (form(a).join() !== form(b).join())
    throw new ShapeError(expected("pictures to compare", `shape [${form(a).join(", ")}]`, form(b)));
  const [left, right] = [pyramid(a), pyramid(b)];
  const levels = left.map((level, at) => 1000 * levelDistance(level, right[at] as Floats, seed));
  return { mean: levels.reduce((sum, level) => sum + level, 0) / levels.length, levels };
}
