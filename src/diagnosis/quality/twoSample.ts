import * as tf from "@tensorflow/tfjs-core";
import { gradients } from "../../engine/gradients.js";
import { Random } from "../../engine/random.js";
import { bestMode, openRunner } from "../../engine/runner.js";
import type { Step, Tensors } from "../../engine/step.js";
import { dcganDiscriminator } from "../../nets/dcgan.js";
import { forward } from "../../nets/forward.js";
import { initialise, trainableNames } from "../../nets/initialise.js";
import type { Network } from "../../nets/layer.js";
import type { Images } from "../../shape.js";
import { discriminatorLoss, losses } from "../../training/losses.js";
import { initialSlots, type Optimizer, update } from "../../training/optimizers.js";
import { part } from "./quality.js";

/** Steps, pictures of each side a step, and the width of the small network. */
const [STEPS, BATCH, FILTERS] = [100, 32, 8];
const optimizer: Optimizer = { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const ownership = { owner: "optimizer", counter: "optimizer/count", learningRate: 1e-3 };

/** How well a fresh small network tells two sets of pictures apart, on pictures it has not seen. */
export interface TwoSample {
  /** Share of right answers; 0.5 is chance. */
  readonly accuracy: number;
  /** Mean probability given to the right answer. */
  readonly sureness: number;
}

/** Pictures at these places, -1..1. */
function batchOf(images: Images, places: readonly number[]): tf.Tensor4D {
  const { height, width, channels } = images;
  const size = height * width * channels;
  const values = new Float32Array(places.length * size);
  for (const [at, place] of places.entries())
    for (let index = 0; index < size; index++)
      values[at * size + index] = (images.data[place * size + index] as number) / 127.5 - 1;
  return tf.tensor4d(values, [places.length, height, width, channels]);
}

function trainStep(network: Network): Step {
  return (state, inputs) => {
    const names = trainableNames(network);
    const weights = Object.fromEntries(names.map((name) => [name, state[name] as tf.Tensor]));
    const { gradients: slopes, total } = gradients(weights, (current) => {
      const options = { training: true, dropoutSeed: inputs.dropoutSeed as tf.Tensor1D };
      const answer = (side: string) =>
        forward(network, { ...state, ...current }, inputs[side] as tf.Tensor, options).output;
      const { total } = discriminatorLoss(losses.bceLogits, answer("left"), answer("right"));
      return { total, aux: {} };
    });
    return { state: update(optimizer, ownership, state, slopes), figures: { loss: total } };
  };
}

/** Probabilities of "left" for every picture. */
function answers(network: Network, state: Tensors, images: Images): Float32Array {
  const places = Array.from({ length: images.count }, (_, at) => at);
  return tf.tidy(
    () =>
      tf
        .sigmoid(forward(network, state, batchOf(images, places), { training: false }).output)
        .dataSync() as Float32Array,
  );
}

/**
 * Two-sample test by a classifier (Lopez-Paz 2017): a small DCGAN discriminator is trained for 100
 * steps on the first half of both sets and asked about the second.
 */
export function twoSample(left: Images, right: Images, seed: number): TwoSample {
  const half = Math.floor(Math.min(left.count, right.count) / 2);
  const network = dcganDiscriminator({
    imageSize: left.height,
    channels: left.channels,
    filters: FILTERS,
    norm: { kind: "none", momentum: 0 },
    dropout: { rate: 0.25, live: true },
    output: [],
  });
  const random = new Random(seed, "two samples");
  const first = tf.tidy(() => {
    const weights = initialise(network, "glorot", new Random(seed, "two-sample weights"));
    const slots = initialSlots(optimizer, ownership.owner, weights);
    return { ...weights, ...slots, [ownership.counter]: tf.scalar(0) } as Record<string, tf.Tensor>;
  });
  const runner = openRunner(bestMode(), first);
  const turn = [trainStep(network)];
  const drawn = () => Array.from({ length: Math.min(BATCH, half) }, () => random.integer(half));
  for (let step = 0; step < STEPS; step++) {
    const inputs = {
      left: batchOf(left, drawn()),
      right: batchOf(right, drawn()),
      dropoutSeed: tf.tensor1d([seed, step], "int32"),
    };
    runner.run(turn, inputs);
    tf.dispose(inputs);
  }
  const unseen = (images: Images) =>
    answers(network, runner.tensors, part(images, half, Math.min(half, images.count - half)));
  const right2 = unseen(right).map((p) => 1 - p);
  const correct = [...unseen(left), ...right2];
  runner.dispose();
  return {
    accuracy: correct.filter((p) => p > 0.5).length / correct.length,
    sureness: correct.reduce((sum, p) => sum + p, 0) / correct.length,
  };
}
