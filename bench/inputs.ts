import { tensor } from "@tensorflow/tfjs-core";
import type { PicturePairs } from "../src/data/pairedBatches.js";
import { Random } from "../src/engine/random.js";
import type { Tensors } from "../src/engine/step.js";
import type { Iteration } from "../src/iterations/iteration.js";
import { buildGenerator } from "../src/iterations/networks.js";
import type { Images } from "../src/shape.js";
import { initialState } from "../src/training/initialState.js";
import { drawLatents, spaceOf } from "../src/training/latents.js";
import { playersOf } from "../src/training/players.js";
import { drawReplay } from "../src/training/translation/replay.js";
import { firstState, translatorsOf } from "../src/training/translation/translators.js";

/** Seed of the weights, latents and pictures that all programs start from. */
export const SEED = 1;
/** Steps whose losses are compared before anything is timed. */
export const CHECKED_STEPS = 3;

/** A batch of smooth random pictures: as little alike as photographs, never saturated. */
function imagesFor({ data, training }: Iteration, step: number, side = "pictures"): Images {
  const { imageSize: size, channels } = data;
  const random = new Random(SEED, `bench ${side} ${step}`);
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

/** Whether a net turns pictures into pictures. */
const takesPictures = ({ translation }: Iteration) => translation.kind !== "none";

/** What one step of a net is given: pictures, and where pictures are wanted of it, some of that kind. */
export function batchFor(iteration: Iteration, step: number): PicturePairs {
  const partners = takesPictures(iteration) ? [imagesFor(iteration, step, "partners")] : [];
  return { from: imagesFor(iteration, step), to: partners };
}

/** A start value of its own for some arrays; nothing for those that keep theirs. */
function startValue(name: string, random: Random): (() => number) | undefined {
  if (name.endsWith("/bias")) return () => 0.1 * random.normal();
  if (name.startsWith("replay/")) return () => 2 * random.uniform() - 1;
  return undefined;
}

/**
 * All networks as the file of the comparison has them. Biases are not zero: an all-zero map, as
 * Mohr's norm makes of a batch of one, would lie on the kinks of its leaky ReLUs, where rounding
 * decides which way a gradient goes. Pools of earlier fakes are full, so that they are in use.
 */
export function startingNetworks(iteration: Iteration): Tensors {
  const random = new Random(SEED, "biases");
  const state = takesPictures(iteration)
    ? firstState(translatorsOf(iteration), SEED)
    : initialState(playersOf(iteration), SEED);
  const networks = Object.entries(state).filter(([name]) => !name.startsWith("optimizer/"));
  const start = networks.map(([name, array]) => {
    const value = startValue(name, random);
    if (!value) return [name, array];
    return [name, tensor(Float32Array.from({ length: array.size }, value), array.shape)];
  });
  return Object.fromEntries(start);
}

/** Steps that a net's pools of fakes have seen before the first one: enough to have filled them. */
export const stepsBefore = ({ translation }: Iteration): number => translation.replay;

/** The very lots that a `Gan` or a `TranslationGame` of this seed draws. */
function lotsOf(iteration: Iteration): (step: number) => Tensors {
  const { batchSize } = iteration.training;
  if (takesPictures(iteration)) {
    const { replay } = iteration.translation;
    const { generator, back } = translatorsOf(iteration);
    const makers = [generator, ...(back ? [back.backGenerator] : [])];
    const random = new Random(SEED, "replay");
    return (step) => {
      const seen = (stepsBefore(iteration) + step) * batchSize;
      const lots = makers.map(({ name }) => drawReplay(name, replay, batchSize, seen, random));
      return Object.assign({}, ...lots);
    };
  }
  const random = new Random(SEED, "latents");
  const generator = buildGenerator(iteration);
  const draw = () =>
    drawLatents(iteration.generator.latentNoise, batchSize, spaceOf(generator), random);
  return () => ({ latents: tensor(draw(), [batchSize, ...generator.input]) });
}

/** Names of the entries that a peer is fed, and that no game has. */
export const INPUTS = /^(images|partners|lots)\//;

/** What a peer is fed in the compared steps: bytes as int32, and the lots of our own game. */
export function checkedInputs(iteration: Iteration): Tensors {
  const bytes = ({ data, count, height, width, channels }: Images) =>
    tensor(Int32Array.from(data), [count, height, width, channels], "int32");
  const lots = lotsOf(iteration);
  const steps = Array.from({ length: CHECKED_STEPS }, (_, step) => {
    const { from, to } = batchFor(iteration, step);
    const drawn = Object.entries(lots(step));
    return [
      [`images/${step}`, bytes(from)],
      ...to.map((images) => [`partners/${step}`, bytes(images)]),
      ...drawn.map(([name, values]) => [`lots/${step}/${name}`, values]),
    ];
  });
  return Object.fromEntries(steps.flat());
}
