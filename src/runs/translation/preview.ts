import type { DataSet, Prepare } from "../../data/dataSet.js";
import { doubled } from "../../data/halvedSet.js";
import { Random } from "../../engine/random.js";
import type { Iteration } from "../../iterations/iteration.js";
import { type Images, sizeOf } from "../../shape.js";
import { prepareOf } from "../runBatches.js";

/** Pictures that every grid of a run shows again: some of either side, by lot, cut from the middle. */
export interface Preview {
  readonly from: Images;
  readonly to: Images;
}

/** Some pictures of a set by their places, cut from the middle, never mirrored, with equal lots. */
export async function picturesAt(
  set: DataSet,
  prepare: Prepare,
  places: readonly number[],
): Promise<Images> {
  const calm: Prepare = {
    ...prepare,
    flip: false,
    resize: prepare.resize === "squash" ? "squash" : "centre",
  };
  const parts = await Promise.all(
    places.map((place) => set.load(place, calm, new Random(place, "shown picture"))),
  );
  const { channels, imageSize: sidePx } = prepare;
  return {
    data: Buffer.concat(parts),
    count: places.length,
    height: sidePx,
    width: sidePx,
    channels,
  };
}

/** How the pictures that those of a set are turned into are prepared. */
export const prepareTo = ({ to }: DataSet, prepare: Prepare): Prepare =>
  to?.times === 2 ? doubled(prepare) : prepare;

/** Some places of a set by lot, all different. */
export function drawPlaces(count: number, most: number, random: Random): readonly number[] {
  return [...random.permutation(count).subarray(0, most)];
}

/** Side of what a generator makes of its pictures. */
export const madeSize = ({ data, generator }: Iteration): number =>
  generator.network === "upscale" ? 2 * data.imageSize : data.imageSize;

/** Bytes from numbers that were bytes once. */
const bytesOf = (values: Float32Array, from: number, length: number) =>
  Uint8Array.from(values.subarray(from, from + length));

/**
 * The preview of a run: as its checkpoint kept it, or drawn from the data; for pairs both sides are
 * of the same pictures.
 */
export async function openPreview(
  dataSet: DataSet,
  iteration: Iteration,
  seed: number,
  kept?: Float32Array,
): Promise<Preview> {
  const { imageSize: size, channels } = iteration.data;
  const { grid: count } = iteration.sampling;
  const made = madeSize(iteration);
  const small = { count, height: size, width: size, channels };
  const large = { count, height: made, width: made, channels };
  if (kept) {
    const length = sizeOf([count, size, size, channels]);
    const rest = kept.length - length;
    return {
      from: { ...small, data: bytesOf(kept, 0, length) },
      to: { ...large, data: bytesOf(kept, length, rest) },
    };
  }
  const random = new Random(seed, "preview pictures");
  const places = drawPlaces(dataSet.count, count, random);
  const other = dataSet.to?.sets[0] ?? dataSet;
  const otherPlaces = dataSet.to?.aligned ? places : drawPlaces(other.count, count, random);
  const pad = (all: readonly number[]) =>
    Array.from({ length: count }, (_, at) => all[at % all.length] as number);
  const prepare = prepareOf(iteration);
  return {
    from: await picturesAt(dataSet, prepare, pad(places)),
    to: await picturesAt(other, prepareTo(dataSet, prepare), pad(otherPlaces)),
  };
}

/** A preview as the numbers that a checkpoint keeps, `[1, length]`. */
export function previewValues({ from, to }: Preview): Float32Array {
  return Float32Array.from([...from.data, ...to.data]);
}

/** Pictures brought to a larger side by whole steps, every pixel repeated. */
export function enlarged(images: Images, sidePx: number): Images {
  const { data, count, height, width, channels } = images;
  const times = Math.max(1, Math.floor(sidePx / height));
  if (times === 1) return images;
  const size = { height: height * times, width: width * times };
  const bytes = new Uint8Array(data.length * times * times);
  for (let row = 0; row < count * size.height; row++)
    for (let x = 0; x < size.width; x++) {
      const from = (Math.floor(row / times) * width + Math.floor(x / times)) * channels;
      bytes.set(data.subarray(from, from + channels), (row * size.width + x) * channels);
    }
  return { ...images, ...size, data: bytes };
}
