import { setImmediate } from "node:timers/promises";
import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../engine/backend.js";
import { gradients } from "../engine/gradients.js";
import { Random } from "../engine/random.js";
import { bestMode, openRunner } from "../engine/runner.js";
import type { Step, Tensors } from "../engine/step.js";
import { valuesOf } from "../engine/valuesOf.js";
import type { Augmentation } from "../iterations/iteration.js";
import { forward } from "../nets/forward.js";
import { initialise, trainableNames } from "../nets/initialise.js";
import type { Network } from "../nets/layer.js";
import { sizeOf } from "../shape.js";
import { oneHot } from "../shares.js";
import { classLoss } from "../training/classLoss.js";
import { diffAugment } from "../training/diffAugment.js";
import { initialSlots, type Optimizer, update } from "../training/optimizers.js";

const optimizer: Optimizer = { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const ownership = { owner: "optimizer", counter: "optimizer/count" };
/** Examples a step, and examples that are asked about at once. */
const [BATCH, ASKED] = [32, 64];
/** Streams of a step's seed from here on belong to augmentation; those below to dropout. */
const AUGMENTATION = 1000;

/** Things, numbers `[count, ...shape]`, and shares of classes of each, `[count, classes]`. */
export interface Examples {
  readonly values: Float32Array;
  readonly shape: readonly number[];
  readonly told: Float32Array;
  /** Classes that are drawn as often as one another; without, examples are. */
  readonly labels?: Int32Array;
}

/** How a classifier is trained. */
export interface ClassifierOptions {
  readonly classes: number;
  readonly seed: number;
  readonly steps: number;
  readonly learningRate?: number;
  /** What is done to pictures before they are shown. */
  readonly augment?: readonly Augmentation[];
  readonly signal?: AbortSignal;
}

/** A network that names classes, and its arrays. */
export interface Classifier {
  /** Probabilities, `[count, classes]`. */
  ask(values: Float32Array): Float32Array;
  dispose(): void;
}

function trainStep(
  network: Network,
  { learningRate = 1e-3, augment = [] }: ClassifierOptions,
): Step {
  return (state, { values, condition, seed }) => {
    const dropoutSeed = seed as tf.Tensor1D;
    const names = trainableNames(network);
    const weights = Object.fromEntries(names.map((name) => [name, state[name] as tf.Tensor]));
    const shown =
      augment.length > 0
        ? diffAugment(values as tf.Tensor4D, augment, dropoutSeed, AUGMENTATION)
        : (values as tf.Tensor);
    const { gradients: slopes, total } = gradients(weights, (current) => {
      const options = { training: true, dropoutSeed };
      const { output } = forward(network, { ...state, ...current }, shown, options);
      return { total: classLoss(output as tf.Tensor2D, condition as tf.Tensor), aux: {} };
    });
    const after = update(optimizer, { ...ownership, learningRate }, state, slopes);
    return { state: after, figures: { loss: total } };
  };
}

function firstState(network: Network, seed: number): Tensors {
  return tf.tidy(() => {
    const weights = initialise(network, "glorot", new Random(seed, `${network.name} weights`));
    const slots = initialSlots(optimizer, ownership.owner, weights);
    return { ...weights, ...slots, [ownership.counter]: tf.scalar(0) } as Record<string, tf.Tensor>;
  });
}

/** Examples drawn by lot, where they have classes as many of each. */
function draws({ told, labels }: Examples, classes: number, random: Random): () => number[] {
  const all = Array.from({ length: told.length / classes }, (_, at) => at);
  const byClass = Array.from({ length: classes }, (_, label) =>
    all.filter((at) => labels?.[at] === label),
  );
  const groups = labels ? byClass.filter((group) => group.length > 0) : [all];
  return () =>
    Array.from({ length: BATCH }, (_, at) => {
      const group = groups[at % groups.length] as number[];
      return group[random.integer(group.length)] as number;
    });
}

/** Rows of numbers at some places, as a tensor `[places, ...shape]`. */
const take = (values: Float32Array, shape: readonly number[], places: readonly number[]) => {
  const size = sizeOf(shape);
  const out = new Float32Array(places.length * size);
  for (const [at, place] of places.entries())
    out.set(values.subarray(place * size, (place + 1) * size), at * size);
  return tf.tensor(out, [places.length, ...shape]);
};

/** Classes as rows of shares, `[count, classes]`. */
export const classRows = (labels: Int32Array, classes: number): Float32Array =>
  Float32Array.from(Array.from(labels, (label) => [...oneHot(label, classes)]).flat());

/** Trains a network to tell the shares of examples: cross-entropy, Adam, batches of 32. */
export async function trainClassifier(
  network: Network,
  examples: Examples,
  options: ClassifierOptions,
): Promise<Classifier> {
  const { classes, seed, steps, signal } = options;
  openEngine();
  const runner = openRunner(bestMode(), firstState(network, seed));
  const turn = [trainStep(network, options)];
  const draw = draws(examples, classes, new Random(seed, `${network.name} order`));
  for (let step = 0; step < steps; step++) {
    const places = draw();
    const inputs = {
      values: take(examples.values, examples.shape, places),
      condition: take(examples.told, [classes], places),
      seed: tf.tensor1d([seed, step], "int32"),
    };
    runner.run(turn, inputs);
    tf.dispose(inputs);
    if (step % 20 === 0) {
      await setImmediate();
      signal?.throwIfAborted();
    }
  }
  return classifierOf(network, runner.tensors, () => runner.dispose());
}

/** A classifier that has learned: a network and its arrays. */
export function classifierOf(network: Network, state: Tensors, dispose: () => void): Classifier {
  const size = sizeOf(network.input);
  const part = (values: Float32Array) =>
    valuesOf(() => {
      const input = tf.tensor(values, [values.length / size, ...network.input]);
      const { output } = forward(network, state, input, { training: false });
      return tf.softmax(output as tf.Tensor2D);
    });
  return {
    ask: (values) => {
      const parts: number[] = [];
      for (let from = 0; from < values.length; from += ASKED * size)
        parts.push(...part(values.slice(from, from + ASKED * size)));
      return Float32Array.from(parts);
    },
    dispose,
  };
}
