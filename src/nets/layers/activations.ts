import * as tf from "@tensorflow/tfjs-core";
import { fusedLeakyRelu, fusedRelu, fusedRelu6 } from "../../engine/fused.js";
import { isNative } from "../../engine/nativeBackend.js";
import { T } from "../graphBuilder.js";
import { activation } from "../kerasPart.js";
import { elementwise, type LayerKind, note, type PassOptions } from "../layerKind.js";

export interface Relu {
  readonly kind: "relu";
}
/** max(x, slope x). */
export interface LeakyRelu {
  readonly kind: "leakyRelu";
  readonly slope: number;
}
/** min(max(x, 0), 6) (Howard 2017, MobileNets). */
export interface Relu6 {
  readonly kind: "relu6";
}
export interface Tanh {
  readonly kind: "tanh";
}
export interface Sigmoid {
  readonly kind: "sigmoid";
}
/** x sigmoid(x) (Ramachandran 2017, swish). */
export interface Silu {
  readonly kind: "silu";
}

export const relu: Relu = { kind: "relu" };
export const leakyRelu = (slope = 0.2): LeakyRelu => ({ kind: "leakyRelu", slope });
export const relu6: Relu6 = { kind: "relu6" };
export const tanh: Tanh = { kind: "tanh" };
export const sigmoid: Sigmoid = { kind: "sigmoid" };
export const silu: Silu = { kind: "silu" };

/** Whether a pass may use fused operations: their gradients have no gradients. */
export const isFused = ({ twiceDifferentiable }: PassOptions) => isNative() && !twiceDifferentiable;

const activationKind = { ...elementwise, twiceDifferentiable: true } as const;

export const reluKind: LayerKind<Relu> = {
  ...activationKind,
  forward: ({ input, options }) => (isFused(options) ? fusedRelu(input) : tf.relu(input)),
  translation: {
    keras: () => [activation("relu")],
    graph: ({ graph, input }) => graph.add("Relu", [input]),
  },
  caption: note(() => "ReLU"),
};

function leaky(input: tf.Tensor, slope: number, options: PassOptions): tf.Tensor {
  if (isFused(options)) return fusedLeakyRelu(input, slope);
  if (!options.twiceDifferentiable) return tf.leakyRelu(input, slope);
  return tf.sub(tf.relu(input), tf.mul(tf.relu(tf.neg(input)), slope));
}

export const leakyReluKind: LayerKind<LeakyRelu> = {
  ...activationKind,
  forward: ({ layer, input, options }) => leaky(input, layer.slope, options),
  translation: {
    keras: ({ layer }) => [{ class_name: "LeakyReLU", config: { alpha: layer.slope } }],
    graph: ({ graph, input, stage }) =>
      graph.add("LeakyRelu", [input], { ...T, alpha: { kind: "float", value: stage.layer.slope } }),
  },
  caption: note(({ layer }) => `leaky ReLU ${layer.slope}`),
};

export const relu6Kind: LayerKind<Relu6> = {
  ...activationKind,
  forward: ({ input, options }) =>
    isFused(options) ? fusedRelu6(input) : tf.sub(tf.relu(input), tf.relu(tf.sub(input, 6))),
  translation: {
    keras: () => [activation("relu6")],
    graph: ({ graph, input }) => graph.add("Relu6", [input]),
  },
  caption: note(() => "ReLU6"),
};

export const tanhKind: LayerKind<Tanh> = {
  ...activationKind,
  forward: ({ input }) => tf.tanh(input),
  translation: {
    keras: () => [activation("tanh")],
    graph: ({ graph, input }) => graph.add("Tanh", [input]),
  },
  caption: note(() => "tanh"),
};

export const sigmoidKind: LayerKind<Sigmoid> = {
  ...activationKind,
  forward: ({ input }) => tf.sigmoid(input),
  translation: {
    keras: () => [activation("sigmoid")],
    graph: ({ graph, input }) => graph.add("Sigmoid", [input]),
  },
  caption: note(() => "sigmoid"),
};

export const siluKind: LayerKind<Silu> = {
  ...activationKind,
  forward: ({ input }) => tf.mul(input, tf.sigmoid(input)),
  translation: {
    keras: () => [
      activation("sigmoid"),
      { class_name: "Multiply", config: {}, takes: ["input", 0] },
    ],
    graph: ({ graph, input }) => graph.add("Mul", [input, graph.add("Sigmoid", [input])]),
  },
  caption: note(() => "SiLU"),
};
