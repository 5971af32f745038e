import * as tf from "@tensorflow/tfjs-core";
import { expected, ShapeError } from "../../errors.js";
import { sizeOf } from "../../shape.js";
import { elementwise, type LayerKind, type LayerPass, note } from "../layerKind.js";
import { bias, embedding, kernel } from "../weight.js";

/** One number from features and their class: w f + b + (c E) f (Miyato and Koyama 2018, eq. 4). */
export interface Projection {
  readonly kind: "projection";
  readonly classes: number;
}

/** `[batch, features]` to `[batch, 1]`. */
function forward({ input, weights, options }: LayerPass<Projection>): tf.Tensor {
  const { condition } = options;
  if (!condition) throw new ShapeError(expected("projection", "a class for every input", "none"));
  const features = input as tf.Tensor2D;
  const plain = tf.matMul(features, weights.kernel as tf.Tensor2D);
  const rows = tf.matMul(condition as tf.Tensor2D, weights.embedding as tf.Tensor2D);
  const own = tf.sum(tf.mul(features, rows), 1, true);
  return tf.add(tf.add(plain, own), weights.bias as tf.Tensor);
}

export const projectionKind: LayerKind<Projection> = {
  ...elementwise,
  output: () => [1],
  weights: ({ layer, input }) => {
    const channels = input.at(-1) ?? 0;
    return [
      kernel([channels, 1]),
      bias(1),
      embedding([layer.classes, channels], (random) => 0.02 * random.normal()),
    ];
  },
  macs: ({ layer, input }) => (layer.classes + 1) * sizeOf(input),
  forward,
  twiceDifferentiable: true,
  translation: { refused: "only discriminators have it" },
  caption: note(() => "projection of the class"),
};
