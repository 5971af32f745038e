import * as tf from "@tensorflow/tfjs-core";
import { uniformNoise } from "../../engine/noise.js";
import { expected, ShapeError } from "../../errors.js";
import { elementwise, type LayerKind, type LayerPass, note } from "../layerKind.js";

/** Inverted dropout (Srivastava 2014); one that is not live never drops: the report's scripts forgot the flag. */
export interface DropoutLayer {
  readonly kind: "dropout";
  readonly rate: number;
  readonly live: boolean;
}

/** Survivors are scaled by 1 / (1 - rate). */
function drop({ layer, input, options, index }: LayerPass<DropoutLayer>): tf.Tensor {
  const { rate } = layer;
  if (!options.dropoutSeed)
    throw new ShapeError(expected("dropoutSeed", "a seed, [2] int32", "none"));
  const kept = tf.greaterEqual(uniformNoise(input.shape, options.dropoutSeed, index), rate);
  return tf.mul(input, tf.mul(tf.cast(kept, "float32"), 1 / (1 - rate)));
}

export const dropoutKind: LayerKind<DropoutLayer> = {
  ...elementwise,
  forward: (pass) => (pass.options.training && pass.layer.live ? drop(pass) : pass.input),
  twiceDifferentiable: true,
  translation: { keras: () => [], graph: ({ input }) => input },
  caption: note(({ layer }) => `dropout ${layer.rate}${layer.live ? "" : ", inert"}`),
};
