import * as tf from "@tensorflow/tfjs-core";
import { valuesOf } from "../../engine/valuesOf.js";
import { forward } from "../../nets/forward.js";
import { classesIn, type Layer } from "../../nets/layer.js";
import type { Weighted } from "../../runs/trainedGenerator.js";
import { sizeOf } from "../../shape.js";
import { symmetricEigen } from "./symmetricEigen.js";

/** A direction of the latent along which the generator's first layer moves much. */
export interface Direction {
  /** A number for each of the latent but its classes; length 1, the largest number positive. */
  readonly vector: readonly number[];
  /** Share of all that the first layer moves, 0..1. */
  readonly share: number;
}

/** Numbers of a latent above which nobody turns at directions: a latent that is itself a picture. */
const MOST = 512;

const activations = ["relu", "relu6", "leakyRelu", "tanh", "sigmoid", "silu", "glu"];
const bends = ({ kind }: Layer) => activations.includes(kind);

/** A norm of the latent changes its length alone, not what a direction of it does. */
const withoutLength = (layer: Layer): Layer =>
  layer.kind === "pixelNorm" ? { kind: "dropout", rate: 0, live: false } : layer;

/**
 * `A A^T` of the layers before the first activation, which are affine: x -> x A + b; where the end of
 * x tells classes, at equal shares of all.
 */
function gram({ network, tensors }: Weighted): Float64Array {
  const classes = classesIn(network);
  const size = sizeOf(network.input) - classes;
  const before = network.layers.slice(0, network.layers.findIndex(bends));
  const affine = { ...network, layers: before.map(withoutLength) };
  const values = valuesOf(() => {
    const numbers = tf.concat([tf.eye(size), tf.zeros([1, size])]) as tf.Tensor2D;
    const shares = tf.fill([size + 1, classes], 1 / Math.max(1, classes));
    const units = classes === 0 ? numbers : tf.concat([numbers, shares], 1);
    const input = tf.reshape(units, [size + 1, ...network.input]);
    const { output } = forward(affine, tensors, input, { training: false });
    const rows = tf.reshape(output, [size + 1, -1]) as tf.Tensor2D;
    const [moved, still] = tf.split(rows, [size, 1]) as [tf.Tensor2D, tf.Tensor2D];
    const slopes = tf.sub(moved, still) as tf.Tensor2D;
    return tf.matMul(slopes, slopes, false, true);
  });
  return Float64Array.from(values);
}

/** A vector and its opposite are one direction: of the two, the one whose largest number is positive. */
function signed(vector: Float64Array): readonly number[] {
  const largest = vector.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most));
  return Array.from(vector, (value) => Math.sign(largest) * value);
}

/**
 * The directions of the latent that a generator's first layer, with its norm, answers to most: the
 * first eigenvectors of its matrix's square (Shen and Zhou 2021, "Closed-form factorization of latent
 * semantics", eq. 5).
 * @returns at most `count`; none for a latent of more than 512 numbers.
 */
export function principalDirections(generator: Weighted, count: number): readonly Direction[] {
  const size = sizeOf(generator.network.input) - classesIn(generator.network);
  if (size > MOST) return [];
  const all = symmetricEigen(gram(generator), size);
  const sum = all.reduce((total, { value }) => total + Math.max(0, value), 0);
  return all
    .slice(0, count)
    .map(({ value, vector }) => ({ vector: signed(vector), share: value / sum }));
}
