import * as tf from "@tensorflow/tfjs-core";
import { alongSides, columns } from "../alongSides.js";
import { alongBothSides, channelsLast } from "../kerasPart.js";
import { elementwise, type LayerKind, note, spatial } from "../layerKind.js";

/** Global sum pooling: each channel's numbers of the whole picture added. */
export interface SumPool {
  readonly kind: "sumPool";
}
/** Adaptive average pooling to a square: means over nearly equal parts of the picture, as PyTorch cuts them. */
export interface AveragePool {
  readonly kind: "averagePool";
  readonly size: number;
}

export const sumPool: SumPool = { kind: "sumPool" };
export const averagePool = (size: number): AveragePool => ({ kind: "averagePool", size });

const whole = { extentPx: Number.POSITIVE_INFINITY, scale: 1 } as const;

export const sumPoolKind: LayerKind<SumPool> = {
  ...elementwise,
  output: (at) => [spatial(at)[2]],
  forward: ({ input }) => tf.sum(input, [1, 2]),
  twiceDifferentiable: true,
  translation: { refused: "only discriminators have it" },
  caption: note(() => "global sum pooling"),
  reach: () => whole,
};

/** The matrix `[from, to]` of means: part `i` is from floor(i from / to) to ceil((i + 1) from / to). */
const meanMatrix = (from: number, to: number) =>
  columns(from, to, (part, add) => {
    const first = Math.floor((part * from) / to);
    const end = Math.ceil(((part + 1) * from) / to);
    for (let row = first; row < end; row++) add(row, 1 / (end - first));
  });

export const averagePoolKind: LayerKind<AveragePool> = {
  ...elementwise,
  output: (at) => [at.layer.size, at.layer.size, spatial(at)[2]],
  forward: ({ layer: { size }, input, options }) => {
    const image = input as tf.Tensor4D;
    const [, height, width] = image.shape;
    const even = height % size === 0 && width % size === 0;
    if (!even || options.twiceDifferentiable) return alongSides(image, [size, size], meanMatrix);
    const window = [height / size, width / size] as [number, number];
    return tf.avgPool(image, window, window, "valid");
  },
  twiceDifferentiable: true,
  translation: {
    keras: ({ input, output, layer: { size } }) => {
      const window = [(input[0] ?? 1) / size, (input[1] ?? 1) / size];
      if (!window.every(Number.isInteger)) return alongBothSides(input, output, meanMatrix);
      const config = { pool_size: window, strides: window, padding: "valid", ...channelsLast };
      return [{ class_name: "AveragePooling2D", config }];
    },
    graph: ({ graph, input, stage }) =>
      graph.alongSides(input, stage.input, stage.output, meanMatrix),
  },
  caption: ({ layer }) => ({ role: "lead", text: `averaged to ${layer.size} × ${layer.size}` }),
  reach: ({ input, output }) => ({ ...whole, scale: (output[0] ?? 1) / (input[0] ?? 1) }),
};
