import * as tf from "@tensorflow/tfjs-core";

/** The end of every latent that tells its class: `[batch, ..., size + classes]` to `[batch, classes]`. */
export function conditionIn(latents: tf.Tensor, classes: number): tf.Tensor2D {
  const rows = tf.reshape(latents, [latents.shape[0] as number, -1]) as tf.Tensor2D;
  const [batch, size] = rows.shape;
  return tf.slice2d(rows, [0, size - classes], [batch, classes]);
}
