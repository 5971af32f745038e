import { Random } from "../engine/random.js";
import { ConfigError, expected } from "../errors.js";
import type { Noise } from "../iterations/iteration.js";
import type { TrainedGenerator } from "../runs/trainedGenerator.js";
import { sizeOf } from "../shape.js";
import { drawLatents, rowShares, withShares } from "../training/latents.js";

/** The stream of random numbers that a latent's number starts. */
export const LATENT_STREAM = "latent";

/** Least truncation: below it nearly every number would be drawn again. */
const LEAST = 0.05;

/**
 * Whether latents can be truncated so. @throws ConfigError for a number out of range, and for noise
 * that has ends of its own.
 */
export function checkTruncation(noise: Noise, truncation: number | undefined): void {
  if (truncation === undefined) return;
  if (!(truncation >= LEAST && truncation <= 10)) {
    throw new ConfigError(expected("truncation", `${LEAST} to 10`, truncation));
  }
  if (noise !== "N01") {
    const what = "none: its latents are uniform and have ends already";
    throw new ConfigError(expected("truncation", what, truncation));
  }
}

/** Normal numbers, each drawn again while it is farther than `truncation` from 0 (Brock 2019, section 3.1). */
function truncated(count: number, random: Random, truncation: number): Float32Array {
  return Float32Array.from({ length: count }, () => {
    let value = random.normal();
    while (Math.abs(value) > truncation) value = random.normal();
    return value;
  });
}

/** What a generator needs to have for its latents to be named. */
export type Named = Pick<TrainedGenerator, "latentSpace" | "iteration">;

/** The numbers of a latent without the classes that may end it: see `latentOf`. */
export function numbersOf(
  { latentSpace: { shape, classes }, iteration }: Named,
  seed: number,
  truncation?: number,
): Float32Array {
  const noise = iteration.generator.latentNoise;
  checkTruncation(noise, truncation);
  const random = new Random(seed, LATENT_STREAM);
  const size = sizeOf(shape) - classes;
  if (truncation !== undefined) return truncated(size, random, truncation);
  return drawLatents(noise, 1, { shape: [size], classes: 0 }, random);
}

/**
 * The latent that a number names: drawn from a generator seeded with it, the same for every network
 * whose latents have this shape and noise. Where latents tell classes, or attributes, numbers take the rows of a sheet in turn.
 * @returns one latent, flat.
 */
export function latentOf(generator: Named, seed: number, truncation?: number): Float32Array {
  const { latentSpace } = generator;
  const { classes } = latentSpace;
  const numbers = numbersOf(generator, seed, truncation);
  return classes > 0 ? withShares(numbers, [rowShares(latentSpace, seed % classes)]) : numbers;
}

/** Latents of some numbers, one after the other. */
export function latentsOf(
  generator: Named,
  seeds: readonly number[],
  truncation?: number,
): Float32Array {
  const size = sizeOf(generator.latentSpace.shape);
  const latents = new Float32Array(seeds.length * size);
  seeds.forEach((seed, at) => {
    latents.set(latentOf(generator, seed, truncation), at * size);
  });
  return latents;
}
