import type { Images } from "../shape.js";

/** Side of the small grey pictures that are compared. */
const THUMB_PX = 16;
/**
 * Share of `nearReals` below which a sample counts as a copy. Unseen real digits and photographs,
 * 64 against 256, came as near as 0.44 of it.
 */
const COPY_SHARE = 1 / 3;

/** How near generated pictures come to training pictures. */
export interface CopyCheck {
  /** Mean distance a pixel to the nearest training picture, in grey levels: the smallest of all samples. */
  readonly nearestSample: number;
  /** The same from real picture to another real one: the smallest twentieth. */
  readonly nearReals: number;
  readonly passed: boolean;
}

/** Every picture as `THUMB_PX` squared grey means, contrast and brightness as they are. */
function thumbnails({ data, count, height, width, channels }: Images): readonly Float32Array[] {
  return Array.from({ length: count }, (_, index) => {
    const sums = new Float32Array(THUMB_PX ** 2);
    const hits = new Float32Array(THUMB_PX ** 2);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const cell =
          Math.floor((y * THUMB_PX) / height) * THUMB_PX + Math.floor((x * THUMB_PX) / width);
        for (let channel = 0; channel < channels; channel++) {
          sums[cell] =
            (sums[cell] as number) +
            (data[((index * height + y) * width + x) * channels + channel] as number);
        }
        hits[cell] = (hits[cell] as number) + channels;
      }
    }
    return sums.map((sum, cell) => sum / Math.max(1, hits[cell] as number));
  });
}

function distance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++)
    sum += Math.abs((a[index] as number) - (b[index] as number));
  return sum / a.length;
}

function nearest(one: Float32Array, others: readonly Float32Array[]): number {
  return others.reduce(
    (least, other) => (other === one ? least : Math.min(least, distance(one, other))),
    Infinity,
  );
}

/**
 * Whether samples are copies of training pictures: at 16 px, the nearest training picture of any
 * sample must be farther than a third of what the nearest twentieth of reals are from each other.
 */
export function copyCheck(samples: Images, reals: Images): CopyCheck {
  const real = thumbnails(reals);
  const nearestSample = Math.min(...thumbnails(samples).map((sample) => nearest(sample, real)));
  const between = real.map((one) => nearest(one, real)).sort((a, b) => a - b);
  const nearReals = between[Math.floor(between.length / 20)] ?? 0;
  return { nearestSample, nearReals, passed: nearestSample > COPY_SHARE * nearReals };
}
