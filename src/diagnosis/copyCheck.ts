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

/** How much of pixel `at` lies in each part when `size` pixels are cut into `THUMB_PX` equal parts. */
function sharesOf(size: number): readonly (readonly [part: number, share: number])[][] {
  const width = size / THUMB_PX;
  return Array.from({ length: size }, (_, at) => {
    const first = Math.floor(at / width);
    const last = Math.min(THUMB_PX - 1, Math.ceil((at + 1) / width) - 1);
    return Array.from({ length: last - first + 1 }, (_, index) => {
      const part = first + index;
      const [from, to] = [Math.max(at, part * width), Math.min(at + 1, (part + 1) * width)];
      return [part, Math.max(0, to - from) / width] as const;
    });
  });
}

/** Small grey pictures, all that the copy check compares. */
export type Thumbnails = readonly Float32Array[];

/**
 * Every picture as `THUMB_PX` squared grey means, contrast and brightness as they are. A picture
 * enlarged by its nearest neighbours has the same means.
 */
export function thumbnails({ data, count, height, width, channels }: Images): Thumbnails {
  const [rows, columns] = [sharesOf(height), sharesOf(width)];
  return Array.from({ length: count }, (_, index) => {
    const thumb = new Float32Array(THUMB_PX ** 2);
    rows.forEach((inRows, y) => {
      columns.forEach((inColumns, x) => {
        const from = ((index * height + y) * width + x) * channels;
        let grey = 0;
        for (let channel = 0; channel < channels; channel++)
          grey += (data[from + channel] as number) / channels;
        for (const [row, share] of inRows)
          for (const [column, part] of inColumns) {
            const cell = row * THUMB_PX + column;
            thumb[cell] = (thumb[cell] as number) + grey * share * part;
          }
      });
    });
    return thumb;
  });
}

/** Mean distance a pixel, or `most` as soon as it cannot be less. */
function distance(a: Float32Array, b: Float32Array, most: number): number {
  const limit = most * a.length;
  let sum = 0;
  for (let index = 0; index < a.length && sum < limit; index++)
    sum += Math.abs((a[index] as number) - (b[index] as number));
  return Math.min(most, sum / a.length);
}

const nearest = (one: Float32Array, others: readonly Float32Array[]): number =>
  others.reduce((least, other) => distance(one, other, least), Infinity);

/** The same to another picture: a small set is drawn several times, and then every picture has twins. */
function nearestOther(one: Float32Array, others: readonly Float32Array[]): number {
  return others.reduce((least, other) => {
    const away = other === one ? 0 : distance(one, other, least);
    return away === 0 ? least : away;
  }, Infinity);
}

/** The distance that a twentieth of `some` reals stay below, each from its nearest among all; 0 where all are one picture. */
function nearestReals(some: readonly Float32Array[], all: readonly Float32Array[]): number {
  const between = some
    .map((one) => nearestOther(one, all))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  return between[Math.floor(between.length / 20)] ?? 0;
}

/**
 * Whether samples are copies of training pictures: at 16 px, the nearest training picture of any
 * sample must be farther than a third of what the nearest twentieth of reals are from each other.
 */
export function copyCheck(samples: Images, reals: Images): CopyCheck {
  const real = thumbnails(reals);
  const nearestSample = Math.min(...thumbnails(samples).map((sample) => nearest(sample, real)));
  const nearReals = nearestReals(real, real);
  return { nearestSample, nearReals, passed: nearestSample > COPY_SHARE * nearReals };
}

/**
 * The check in one sentence, its unit and its limit said.
 * @param samples how many were compared, where that is known.
 */
export function describeCopyCheck(check: CopyCheck, samples?: number): string {
  const { nearestSample, nearReals, passed } = check;
  const limit = COPY_SHARE * nearReals;
  return (
    `memorisation check ${passed ? "passed" : "FAILED"}: the nearest of ${samples ?? "all"} samples differs from a training picture ` +
    `by ${nearestSample.toFixed(1)} of 255 grey levels (mean of ${THUMB_PX} x ${THUMB_PX} px); ${limit.toFixed(1)} or less would be a copy, ` +
    `a third of the ${nearReals.toFixed(1)} by which similar training pictures differ`
  );
}

/** Reals whose distances to all others tell how near is too near. */
const ENOUGH = 512;

/** A thumbnail with left and right exchanged. */
function mirrored(thumb: Float32Array): Float32Array {
  return thumb.map(
    (_, at) => thumb[at - (at % THUMB_PX) + THUMB_PX - 1 - (at % THUMB_PX)] as number,
  );
}

/**
 * `copyCheck` for each sample by itself: which are copies of training pictures, mirrored ones among
 * them. Reals come as thumbnails, samples as they are. The returned function may be asked about many samples.
 */
export function copyFinder(real: Thumbnails): (samples: Images) => readonly boolean[] {
  const some = real.filter((_, index) => index % Math.ceil(real.length / ENOUGH) === 0);
  const limit = COPY_SHARE * nearestReals(some, real);
  const isCopy = (thumb: Float32Array) =>
    real.some((one) => distance(thumb, one, limit + 1) <= limit);
  return (samples) =>
    thumbnails(samples).map((sample) => isCopy(sample) || isCopy(mirrored(sample)));
}
