import { reshape as reshapeTensor } from "@tensorflow/tfjs-core";
import { expected, ShapeError } from "../../errors.js";
import { sizeOf } from "../../shape.js";
import { elementwise, type LayerKind, type Shape } from "../layerKind.js";

/** All numbers of a sample in one row. */
export interface Flatten {
  readonly kind: "flatten";
}
/** The same numbers in another shape. */
export interface Reshape {
  readonly kind: "reshape";
  readonly shape: Shape;
}

export const flatten: Flatten = { kind: "flatten" };
export const reshape = (...shape: Shape): Reshape => ({ kind: "reshape", shape });

const shaping = { ...elementwise, activations: "none", twiceDifferentiable: true } as const;

export const flattenKind: LayerKind<Flatten> = {
  ...shaping,
  output: ({ input }) => [sizeOf(input)],
  forward: ({ input }) => reshapeTensor(input, [input.shape[0] as number, -1]),
  translation: {
    keras: () => [{ class_name: "Flatten", config: {} }],
    graph: ({ graph, input, stage }) => graph.reshape(input, stage.output),
  },
  caption: () => ({ role: "hidden", text: "flatten" }),
};

export const reshapeKind: LayerKind<Reshape> = {
  ...shaping,
  output: ({ layer, input, where }) => {
    if (sizeOf(layer.shape) === sizeOf(input)) return layer.shape;
    throw new ShapeError(expected(where, `${sizeOf(layer.shape)} numbers`, input));
  },
  forward: ({ layer, input }) => reshapeTensor(input, [input.shape[0] as number, ...layer.shape]),
  translation: {
    keras: ({ layer }) => [{ class_name: "Reshape", config: { target_shape: layer.shape } }],
    graph: ({ graph, input, stage }) => graph.reshape(input, stage.output),
  },
  caption: () => ({ role: "shape", text: "reshape" }),
};
