import * as tf from "@tensorflow/tfjs-core";
import { expected, ShapeError } from "../../errors.js";
import { activation, type KerasPart, linearMap } from "../kerasPart.js";
import { elementwise, type LayerKind, note, type PlacedLayer } from "../layerKind.js";

/** Gated linear unit: the first half of the channels times the sigmoid of the second (Dauphin 2017, eq. 1). */
export interface Glu {
  readonly kind: "glu";
}

export const glu: Glu = { kind: "glu" };

/** In Keras half of the channels: of a picture by cropping that takes width and channels for the sides. */
function halfPart({ input, output }: PlacedLayer<Glu>, which: 0 | 1): KerasPart {
  const [whole, half] = [input.at(-1) ?? 0, output.at(-1) ?? 0];
  if (input.length === 3) {
    const cropping = [[0, 0], which === 0 ? [0, half] : [half, 0]];
    const config = { cropping, data_format: "channels_first" };
    return { class_name: "Cropping2D", config, takes: ["input"] };
  }
  const taken = () =>
    Float32Array.from({ length: whole * half }, (_, place) =>
      Number(Math.floor(place / half) === (place % half) + which * half),
    );
  return { ...linearMap(whole, half, taken), takes: ["input"] };
}

export const gluKind: LayerKind<Glu> = {
  ...elementwise,
  output: ({ input, where }) => {
    const channels = input.at(-1) ?? 0;
    if (channels % 2 === 0) return [...input.slice(0, -1), channels / 2];
    throw new ShapeError(expected(where, "an even number of channels", input));
  },
  forward: ({ input }) => {
    const [value, gate] = tf.split(input, 2, input.rank - 1) as [tf.Tensor, tf.Tensor];
    return tf.mul(value, tf.sigmoid(gate));
  },
  twiceDifferentiable: true,
  translation: {
    keras: (stage) => [
      halfPart(stage, 1),
      activation("sigmoid"),
      halfPart(stage, 0),
      { class_name: "Multiply", config: {}, takes: [2, 1] },
    ],
    graph: ({ graph, input, stage }) => {
      const half = stage.output.at(-1) ?? 0;
      const gate = graph.add("Sigmoid", [graph.lastOf(input, stage.input, half, half)]);
      return graph.add("Mul", [graph.lastOf(input, stage.input, 0, half), gate]);
    },
  },
  caption: note(() => "GLU"),
};
