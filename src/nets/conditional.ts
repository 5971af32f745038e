import * as tf from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";
import { expected, ShapeError } from "../errors.js";

/** The end of every latent that tells its class: `[batch, ..., size + classes]` to `[batch, classes]`. */
export function conditionIn(latents: tf.Tensor, classes: number): tf.Tensor2D {
  const rows = tf.reshape(latents, [latents.shape[0] as number, -1]) as tf.Tensor2D;
  const [batch, size] = rows.shape;
  return tf.slice2d(rows, [0, size - classes], [batch, classes]);
}

/**
 * z * (c E): a label embedding multiplied into the latent (Odena 2017's AC-GAN as tfjs-examples
 * has it); a c between classes mixes their embeddings. Ends of attributes are added, z + c E, a dense
 * layer: c is always a mixture of all ends, and a product would tell levels only by the size of
 * numbers of either sign (measured: they were ignored).
 * @param input `[batch, ..., size + classes]`, z and c. @returns `[batch, ..., size]`.
 */
export function labelGate(
  input: tf.Tensor,
  weights: Tensors,
  { classes, ends = false }: { readonly classes: number; readonly ends?: boolean },
): tf.Tensor {
  const rows = tf.reshape(input, [input.shape[0] as number, -1]) as tf.Tensor2D;
  const [batch, whole] = rows.shape;
  const size = whole - classes;
  const told = tf.matMul(conditionIn(rows, classes), weights.embedding as tf.Tensor2D);
  const own = tf.slice2d(rows, [0, 0], [batch, size]);
  const gated = ends ? tf.add(own, told) : tf.mul(own, told);
  return tf.reshape(gated, [batch, ...input.shape.slice(1, -1), size]);
}

/**
 * w f + b + (c E) f, the projection discriminator's answer (Miyato and Koyama 2018, eq. 4).
 * @param features `[batch, features]`. @returns `[batch, 1]`.
 */
export function projection(
  features: tf.Tensor2D,
  weights: Tensors,
  { condition }: { readonly condition?: tf.Tensor },
): tf.Tensor {
  if (!condition) throw new ShapeError(expected("projection", "a class for every input", "none"));
  const plain = tf.matMul(features, weights.kernel as tf.Tensor2D);
  const rows = tf.matMul(condition as tf.Tensor2D, weights.embedding as tf.Tensor2D);
  const own = tf.sum(tf.mul(features, rows), 1, true);
  return tf.add(tf.add(plain, own), weights.bias as tf.Tensor);
}
