import * as tf from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";
import { sizeOf } from "../shape.js";
import type { PassOptions, Shape, Weighted } from "./layerKind.js";
import type { Draw, Weight } from "./weight.js";

/** A linear layer whose kernel may be divided by its largest singular value. */
export interface Normalized {
  /** Spectral normalisation (Miyato 2018, algorithm 1). Default: none. */
  readonly spectralNorm?: true;
}

/** Which axis of a kernel counts the layer's outputs: a transposed convolution's is the one before the last. */
export type OutputAxis = "last" | "lastButOne";

/** Power iterations before training starts, as PyTorch has it. */
const FIRST_ITERATIONS = 15;
/** What a vector's length is at least taken to be, as PyTorch has it. */
const EPSILON = 1e-12;

/** Outputs, and numbers of a kernel that each of them has. */
function sides(shape: Shape, axis: OutputAxis): readonly [outputs: number, others: number] {
  const outputs = shape.at(axis === "last" ? -1 : -2) ?? 1;
  return [outputs, sizeOf(shape) / outputs];
}

/** The kernel as a matrix `[others, outputs]`. */
function matrixOf(kernel: tf.Tensor, axis: OutputAxis): tf.Tensor2D {
  const [outputs, others] = sides(kernel.shape, axis);
  const rank = kernel.rank;
  const order = [...Array.from({ length: rank - 2 }, (_, at) => at), rank - 1, rank - 2];
  const turned = axis === "last" ? kernel : tf.transpose(kernel, order);
  return tf.reshape(turned, [others, outputs]);
}

/** The matrix with plain numbers, for the first state. */
function plainMatrix(values: Float32Array, shape: Shape, axis: OutputAxis): Float64Array {
  const [outputs] = sides(shape, axis);
  if (axis === "last") return Float64Array.from(values);
  const inner = shape.at(-1) ?? 1;
  return Float64Array.from({ length: values.length }, (_, place) => {
    const [row, column] = [Math.floor(place / outputs), place % outputs];
    const outer = Math.floor(row / inner);
    return values[(outer * outputs + column) * inner + (row % inner)] ?? 0;
  });
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map((value) => value / Math.max(length, EPSILON));
}

/** Unit vectors W u, `[others]`, and v W, `[outputs]`, of a matrix in rows. */
const timesU = (matrix: Float64Array, u: Float64Array, others: number) =>
  unit(
    Float64Array.from({ length: others }, (_, row) => {
      let sum = 0;
      for (let at = 0; at < u.length; at++)
        sum += (matrix[row * u.length + at] as number) * (u[at] as number);
      return sum;
    }),
  );

function timesV(matrix: Float64Array, v: Float64Array, outputs: number): Float64Array {
  const sums = new Float64Array(outputs);
  for (let row = 0; row < v.length; row++)
    for (let at = 0; at < outputs; at++)
      sums[at] = (sums[at] as number) + (v[row] as number) * (matrix[row * outputs + at] as number);
  return unit(sums);
}

/** u after some power iterations on the kernel, from random numbers. */
function firstU({ random, drawn }: Draw, shape: Shape, axis: OutputAxis): Float32Array {
  const [outputs, others] = sides(shape, axis);
  const matrix = plainMatrix(drawn.kernel as Float32Array, shape, axis);
  let u = unit(Float64Array.from({ length: outputs }, () => random.normal()));
  for (let round = 0; round < FIRST_ITERATIONS; round++)
    u = timesV(matrix, timesU(matrix, u, others), outputs);
  return Float32Array.from(u);
}

/** The v that belongs to u. */
function firstV({ drawn }: Draw, shape: Shape, axis: OutputAxis): Float32Array {
  const matrix = plainMatrix(drawn.kernel as Float32Array, shape, axis);
  const u = Float64Array.from(drawn.u as Float32Array);
  return Float32Array.from(timesU(matrix, u, sides(shape, axis)[1]));
}

/** The two vectors that a layer keeps for its kernel's norm; none without one. */
export function spectralWeights(
  { spectralNorm }: Normalized,
  shape: Shape,
  axis: OutputAxis,
): readonly Weight[] {
  if (!spectralNorm) return [];
  const [outputs, others] = sides(shape, axis);
  const vector = { trainable: false } as const;
  return [
    { ...vector, name: "u", shape: [outputs], initial: (draw) => firstU(draw, shape, axis) },
    { ...vector, name: "v", shape: [others], initial: (draw) => firstV(draw, shape, axis) },
  ];
}

/**
 * What `compute` gives, as a constant to gradients: operations inside a custom gradient are not
 * differentiated, and this one's only input is a number that nothing depends on.
 */
function withoutGradient(compute: () => tf.Tensor): tf.Tensor {
  const op = tf.customGrad((nothing) => ({
    value: compute(),
    gradFunc: () => tf.zerosLike(nothing as tf.Tensor),
  }));
  return op(tf.scalar(0));
}

/** A vector of length 1, `[numbers]`. */
function normalized(vector: tf.Tensor): tf.Tensor {
  const length = tf.sqrt(tf.sum(tf.square(vector)));
  return tf.reshape(tf.div(vector, tf.maximum(length, EPSILON)), [vector.size]);
}

const rowOf = (vector: tf.Tensor) => tf.reshape(vector, [1, vector.size]) as tf.Tensor2D;

/**
 * The kernel divided by its largest singular value, u W v, as PyTorch's `spectral_norm` estimates it:
 * a training pass makes one power iteration, inference none; u and v are constants to gradients.
 * @returns the kernel as it is where the layer has no spectral norm; in training the new `u` and `v`.
 */
export function normalizedKernel(
  { spectralNorm }: Normalized,
  weights: Tensors,
  { training }: Pick<PassOptions, "training">,
  axis: OutputAxis,
): { readonly kernel: tf.Tensor; readonly statistics: Tensors } {
  const kernel = weights.kernel as tf.Tensor;
  if (!spectralNorm) return { kernel, statistics: {} };
  const matrix = matrixOf(kernel, axis);
  let [u, v] = [weights.u as tf.Tensor, weights.v as tf.Tensor];
  if (training) {
    v = withoutGradient(() => normalized(tf.matMul(matrix, rowOf(u), false, true)));
    u = withoutGradient(() => normalized(tf.matMul(rowOf(v), matrix)));
  }
  const row = tf.matMul(rowOf(v), matrix);
  const sigma = tf.sum(tf.mul(row, u));
  return { kernel: tf.div(kernel, sigma), statistics: training ? { u, v } : {} };
}

/** A layer whose kernel is divided for good, without the vectors. */
export function withoutSpectral<L extends Normalized>(
  { layer, weights }: Weighted<L>,
  axis: OutputAxis,
): Weighted<L> {
  if (!layer.spectralNorm) return { layer, weights };
  const { spectralNorm: _, ...plain } = layer;
  const { kernel } = normalizedKernel(layer, weights, { training: false }, axis);
  const { u: _u, v: _v, ...others } = weights;
  return { layer: plain as L, weights: { ...others, kernel } };
}
