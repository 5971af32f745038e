import * as tf from "@tensorflow/tfjs-core";
import { Random } from "../../engine/random.js";
import type { Network } from "../../nets/layer.js";
import { leakyRelu } from "../../nets/layers/activations.js";
import { conv } from "../../nets/layers/convolution.js";
import { dense } from "../../nets/layers/dense.js";
import { flatten } from "../../nets/layers/shaping.js";
import type { Images } from "../../shape.js";
import { batchOf, trainSmallNet } from "./smallNet.js";

/** Steps, and pictures a step. */
const [STEPS, BATCH] = [300, 64];

/** Pictures with the class of each. */
export interface Labelled {
  readonly images: Images;
  readonly labels: readonly number[];
}

/** What a classifier says of one picture. */
export interface Answer {
  readonly label: number;
  /** Probability that it gives to that label. */
  readonly sureness: number;
}

/** A small convolutional network with an output a class. */
function classifierOf({ height, width, channels }: Images, classes: number): Network {
  const stage = (filters: number) => [conv(filters, 4, { strides: 2 }), leakyRelu()];
  const layers = [...stage(16), ...stage(32), ...stage(64), flatten, dense(classes)];
  return { name: "classifier", input: [height, width, channels], layers };
}

/** Cross-entropy of logits against labels given as rows of zeros with a one, mean over the batch. */
function crossEntropy(logits: tf.Tensor, wanted: tf.Tensor): tf.Scalar {
  return tf.mean(tf.sub(tf.logSumExp(logits, 1), tf.sum(tf.mul(logits, wanted), 1)));
}

/** Of one row of logits: the likeliest class and its probability. */
function answerOf(logits: Float32Array): Answer {
  const label = logits.indexOf(Math.max(...logits));
  const most = logits[label] as number;
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - most), 0);
  return { label, sureness: 1 / sum };
}

/**
 * Trains a small classifier on the spot for 300 steps of 64 pictures.
 * @returns what it says of other pictures of the same size.
 */
export function trainClassifier(
  { images, labels }: Labelled,
  classes: number,
  seed: number,
): { readonly classify: (images: Images) => readonly Answer[]; readonly dispose: () => void } {
  const random = new Random(seed, "classifier batches");
  const net = trainSmallNet(classifierOf(images, classes), {
    steps: STEPS,
    seed,
    stream: "classifier weights",
    inputs: () => {
      const places = Array.from({ length: BATCH }, () => random.integer(images.count));
      const rows = places.map((place) =>
        Array.from({ length: classes }, (_, label) => Number(labels[place] === label)),
      );
      return { pictures: batchOf(images, places), wanted: tf.tensor2d(rows) };
    },
    loss: (answer, { pictures, wanted }) =>
      crossEntropy(answer(pictures as tf.Tensor), wanted as tf.Tensor),
  });
  return {
    classify(others) {
      const logits = net.answers(others);
      return Array.from({ length: others.count }, (_, at) =>
        answerOf(logits.subarray(at * classes, (at + 1) * classes)),
      );
    },
    dispose: net.dispose,
  };
}
