import * as tf from "@tensorflow/tfjs-core";
import { fusedBatchNorm } from "../../engine/fused.js";
import { isNative } from "../../engine/nativeBackend.js";
import { elementwise, type LayerKind, type LayerPass, note } from "../layerKind.js";

/** Each channel of each picture to mean 0 and variance 1, without weights, as PyTorch's InstanceNorm2d (Ulyanov 2016). */
export interface InstanceNorm {
  readonly kind: "instanceNorm";
  readonly epsilon: number;
}

export const instanceNorm: InstanceNorm = { kind: "instanceNorm", epsilon: 1e-5 };

/** The batch norm of a single picture is its instance norm, so the same operation serves. */
function fused(x: tf.Tensor4D, epsilon: number): tf.Tensor4D {
  const channels = x.shape[3];
  const norm = (one: tf.Tensor) =>
    fusedBatchNorm(one, tf.ones([channels]), tf.zeros([channels]), epsilon).output as tf.Tensor4D;
  return x.shape[0] === 1 ? norm(x) : tf.concat(tf.split(x, x.shape[0]).map(norm));
}

function composed(x: tf.Tensor4D, epsilon: number): tf.Tensor4D {
  const centred = tf.sub(x, tf.mean(x, [1, 2], true));
  const variance = tf.mean(tf.square(centred), [1, 2], true);
  return tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon)));
}

/**
 * Instance norm (Ulyanov 2016, eq. 1 to 3), of `[batch, height, width, channels]`. `<name>/mean` and
 * `<name>/variance`, `[channels]`, among the options' statistics stand in place of the picture's own:
 * what makes a tile of a picture come out as it would in the whole.
 */
function forward({ layer, input, name, options }: LayerPass<InstanceNorm>): tf.Tensor {
  const x = input as tf.Tensor4D;
  const { epsilon } = layer;
  const { statistics, twiceDifferentiable } = options;
  const [mean, variance] = [statistics?.[`${name}/mean`], statistics?.[`${name}/variance`]];
  if (mean && variance) return tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, epsilon)));
  return isNative() && !twiceDifferentiable ? fused(x, epsilon) : composed(x, epsilon);
}

export const instanceNormKind: LayerKind<InstanceNorm> = {
  ...elementwise,
  activations: "norm",
  forward,
  twiceDifferentiable: true,
  translation: { refused: "no layer of TensorFlow.js norms each picture alone" },
  caption: note(() => "instance norm"),
};
