import * as tf from "@tensorflow/tfjs-core";
import { linearMap } from "../kerasPart.js";
import { elementwise, type LayerKind, type LayerPass, note } from "../layerKind.js";

/** Each pixel's channels, or each latent, to a mean square of 1 (Karras 2018, section 4.2). */
export interface PixelNorm {
  readonly kind: "pixelNorm";
}

export const pixelNorm: PixelNorm = { kind: "pixelNorm" };

/** What keeps a pixel of zeros from being divided by nothing, as in the paper. */
const EPSILON = 1e-8;

function forward({ input }: LayerPass<PixelNorm>): tf.Tensor {
  const power = tf.mean(tf.square(input), -1, true);
  return tf.mul(input, tf.rsqrt(tf.add(power, EPSILON)));
}

/** Keras's LayerNormalization takes the mean out, too: beside its negative a vector has none. */
function kerasParts(size: number) {
  const signs = (from: number, to: number, at: (row: number, column: number) => number) => () =>
    Float32Array.from({ length: from * to }, (_, place) => at(Math.floor(place / to), place % to));
  const both = signs(size, 2 * size, (row, column) =>
    column % size === row ? (column < size ? 1 : -1) : 0,
  );
  const first = signs(2 * size, size, (row, column) => (row === column ? 1 : 0));
  const config = { axis: -1, epsilon: EPSILON, center: false, scale: false };
  return [
    linearMap(size, 2 * size, both),
    { class_name: "LayerNormalization", config },
    linearMap(2 * size, size, first),
  ];
}

export const pixelNormKind: LayerKind<PixelNorm> = {
  ...elementwise,
  forward,
  twiceDifferentiable: true,
  translation: {
    keras: ({ input }) => kerasParts(input.at(-1) ?? 0),
    graph: ({ graph, input, stage }) => {
      const power = graph.mean(graph.add("Square", [input]), stage.input.length);
      const root = graph.add("Rsqrt", [graph.add("AddV2", [power, graph.float(EPSILON)])]);
      return graph.add("Mul", [input, root]);
    },
  },
  caption: note(() => "pixel norm"),
};
