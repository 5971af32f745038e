import * as tf from "@tensorflow/tfjs-core";

/**
 * Cross-entropy of class logits, -sum_k c_k log softmax(x)_k, mean over the batch, in nats (the
 * class term of AC-GAN, Odena 2017, eq. 3).
 * @param logits `[batch, classes]`. @param condition `[batch, classes]`, shares that sum to 1.
 * @param choices how many independent choices the shares divide among them: their losses add.
 */
export function classLoss(logits: tf.Tensor2D, condition: tf.Tensor, choices = 1): tf.Scalar {
  const shifted = tf.sub(logits, tf.max(logits, 1, true));
  const logProbabilities = tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), 1, true)));
  const mean = tf.mean<tf.Scalar>(tf.sum(tf.mul(condition, logProbabilities), 1));
  return choices === 1 ? tf.neg(mean) : tf.mul<tf.Scalar>(mean, -choices);
}

/** Share of the batch whose largest logit is that of its class. */
export function classAccuracy(logits: tf.Tensor2D, condition: tf.Tensor): tf.Scalar {
  const right = tf.equal(tf.argMax(logits, 1), tf.argMax(condition, 1));
  return tf.mean(tf.cast(right, "float32"));
}
