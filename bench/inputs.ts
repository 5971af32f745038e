import { tensor } from "@tensorflow/tfjs-core";
import { Random } from "../src/engine/random.js";
import type { Tensors } from "../src/engine/step.js";
import type { Iteration } from "../src/iterations/iteration.js";
import { buildGenerator } from "../src/iterations/networks.js";
import type { Images } from "../src/shape.js";
import { initialState } from "../src/training/initialState.js";
import { drawLatents, spaceOf } from "../src/training/latents.js";
import { playersOf } from "../src/training/players.js";

/** Seed of the weights, latents and pictures that all programs start from. */
export const SEED = 1;
/** Steps whose losses are compared before anything is timed. */
export const CHECKED_STEPS = 3;

/** A batch of smooth random pictures: as little alike as photographs, never saturated. */
export function imagesFor({ data, training }: Iteration, step: number): Images {
  const { imageSize: size, channels } = data;
  const random = new Random(SEED, `bench pictures ${step}`);
  const wave = () => ({
    x: 6 * random.uniform(),
    y: 6 * random.uniform(),
    at: 7 * random.uniform(),
  });
  const pixels = Array.from({ length: training.batchSize }, () => {
    const waves = Array.from({ length: channels }, wave);
    return Uint8Array.from({ length: size * size * channels }, (_, index) => {
      const pixel = Math.floor(index / channels);
      const { x, y, at } = waves[index % channels] as (typeof waves)[number];
      const angle = (x * (pixel % size) + y * Math.floor(pixel / size)) / size + at;
      return 127.5 + 80 * Math.sin(angle) + 47 * random.uniform();
    });
  });
  return {
    data: Uint8Array.from(Buffer.concat(pixels)),
    count: training.batchSize,
    height: size,
    width: size,
    channels,
  };
}

/**
 * Both networks as the file of the comparison has them. Biases are not zero: an all-zero map, as
 * Mohr's norm makes of a batch of one, would lie on the kinks of its leaky ReLUs, where rounding
 * decides which way a gradient goes.
 */
export function startingNetworks(iteration: Iteration): Tensors {
  const random = new Random(SEED, "biases");
  const entries = Object.entries(initialState(playersOf(iteration), SEED));
  const networks = entries.filter(([name]) => !name.startsWith("optimizer/"));
  const start = networks.map(([name, array]) => {
    if (!name.endsWith("/bias")) return [name, array];
    const values = Float32Array.from({ length: array.size }, () => 0.1 * random.normal());
    return [name, tensor(values, array.shape)];
  });
  return Object.fromEntries(start);
}

/** What a peer is fed in the compared steps: bytes as int32, and the very latents a `Gan` draws. */
export function checkedInputs(iteration: Iteration): Tensors {
  const { batchSize } = iteration.training;
  const random = new Random(SEED, "latents");
  const generator = buildGenerator(iteration);
  const steps = Array.from({ length: CHECKED_STEPS }, (_, step) => {
    const { data, count, height, width, channels } = imagesFor(iteration, step);
    const latents = drawLatents(
      iteration.generator.latentNoise,
      batchSize,
      spaceOf(generator),
      random,
    );
    return [
      [`images/${step}`, tensor(Int32Array.from(data), [count, height, width, channels], "int32")],
      [`latents/${step}`, tensor(latents, [batchSize, ...generator.input])],
    ] as const;
  });
  return Object.fromEntries(steps.flat());
}
