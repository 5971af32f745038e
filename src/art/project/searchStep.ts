import * as tf from "@tensorflow/tfjs-core";
import { gradients } from "../../engine/gradients.js";
import type { Step, Tensors } from "../../engine/step.js";
import type { Noise } from "../../iterations/iteration.js";
import { forward } from "../../nets/forward.js";
import { classesIn, type Network } from "../../nets/layer.js";
import { initialSlots, type Optimizer, update } from "../../training/optimizers.js";
import { rangeOf } from "../../training/sample.js";
import { pyramidLoss } from "./pyramidLoss.js";

const optimizer: Optimizer = { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const ownership = { owner: "search", counter: "search/count" };

/** What a step of a search is made for. */
export interface SearchOptions {
  readonly noise: Noise;
  readonly searches: number;
  readonly learningRate: number;
}

/** Weight of the prior beside the pictures' distance. */
const PRIOR = 0.02;

/** Where a search begins: its latents `[searches, ...latent]`, beside the generator's arrays. */
export function searchState(generator: Tensors, latents: tf.Tensor): Tensors {
  const [searches = 0] = latents.shape;
  return {
    ...generator,
    ...initialSlots(optimizer, ownership.owner, { latents }),
    [ownership.counter]: tf.scalar(0),
    latents,
    best: tf.clone(latents),
    least: tf.fill([searches], 1e9),
  };
}

/**
 * How unlikely the length of a normal latent is: (|z|^2 / n - 1)^2, 0 where nearly all of them lie.
 * @returns `[searches]`; 0 for uniform latents, which are cut at their ends in place of it.
 */
function prior(noise: Noise, latents: tf.Tensor): tf.Tensor {
  const [searches = 0] = latents.shape;
  if (noise !== "N01") return tf.zeros([searches]);
  const length = tf.mean(tf.square(tf.reshape(latents, [searches, -1])), 1);
  return tf.mul(PRIOR, tf.square(tf.sub(length, 1)));
}

/** Latents inside the ends of their noise. */
function inside(noise: Noise, latents: tf.Tensor): tf.Tensor {
  if (noise === "N01") return latents;
  return tf.clipByValue(latents, noise === "U01" ? 0 : -1, 1);
}

/** Latents whose last numbers, where these tell classes, are still those of the start. */
function sameClasses(latents: tf.Tensor, start: tf.Tensor, classes: number): tf.Tensor {
  if (classes === 0) return latents;
  const axis = latents.rank - 1;
  const numbers = (latents.shape[axis] ?? 0) - classes;
  const [moved] = tf.split(latents, [numbers, classes], axis);
  const [, told] = tf.split(start, [numbers, classes], axis);
  return tf.concat([moved as tf.Tensor, told as tf.Tensor], axis);
}

/** A generator's pictures of some latents, -1..1. */
export function pictured(network: Network, state: Tensors, latents: tf.Tensor): tf.Tensor4D {
  const { output } = forward(network, state, latents, { training: false });
  const pictures = output as tf.Tensor4D;
  return rangeOf(network) === "sym11" ? pictures : tf.sub(tf.mul(pictures, 2), 1);
}

/**
 * One step of several searches for the latent whose picture comes nearest to `target`: Adam on
 * distance and prior. Each search remembers the best it has seen.
 * @returns figures `least0`, `least1` ..: the least distance of each search.
 */
export function searchStep(
  network: Network,
  { noise, searches, learningRate }: SearchOptions,
): Step {
  return (state, { target }) => {
    const { gradients: slopes, aux } = gradients(
      { latents: state.latents as tf.Tensor },
      ({ latents }) => {
        const pictures = pictured(network, state, latents as tf.Tensor);
        const each = pyramidLoss(pictures, target as tf.Tensor4D);
        const total = tf.sum(tf.add(each, prior(noise, latents as tf.Tensor))) as tf.Scalar;
        return { total, aux: { each } };
      },
    );
    const each = aux.each as tf.Tensor1D;
    const latents = state.latents as tf.Tensor;
    const better = tf.cast(tf.less(each, state.least as tf.Tensor), "float32");
    const chosen = tf.reshape(better, [searches, ...latents.shape.slice(1).map(() => 1)]);
    const best = tf.add(
      tf.mul(latents, chosen),
      tf.mul(state.best as tf.Tensor, tf.sub(1, chosen)),
    );
    const least = tf.minimum(each, state.least as tf.Tensor) as tf.Tensor1D;
    const moved = update(optimizer, { ...ownership, learningRate }, state, slopes);
    const figures = Object.fromEntries(
      Array.from({ length: searches }, (_, at) => [`least${at}`, tf.slice1d(least, at, 1)]),
    );
    const free = inside(noise, moved.latents as tf.Tensor);
    const next = sameClasses(free, latents, classesIn(network));
    return { state: { ...moved, latents: next, best, least }, figures };
  };
}
