import * as tf from "@tensorflow/tfjs-core";
import { sizeOf } from "../../shape.js";
import { convolveEnlarged } from "../enlargedConv.js";
import { type GraphPlace, integers, T, text } from "../graphBuilder.js";
import { channelsLast, type KerasPart } from "../kerasPart.js";
import {
  type Caption,
  type LayerInput,
  type LayerKind,
  type LayerPass,
  type PlacedLayer,
  spatial,
  type WithStatistics,
} from "../layerKind.js";
import {
  type Normalized,
  normalizedKernel,
  spectralWeights,
  withoutSpectral,
} from "../spectralNorm.js";
import { bias, kernel } from "../weight.js";
import { absorbed, graphWithBias, kernelAndBias, withBias } from "./dense.js";

/** A convolution or, as `convTranspose`, its transpose; padding as TensorFlow defines it. */
export interface Convolution extends Normalized {
  readonly kind: "conv" | "convTranspose";
  readonly filters: number;
  readonly kernelSize: number;
  readonly strides: number;
  readonly padding: "same" | "valid";
  readonly bias: boolean;
}
export interface Conv extends Convolution {
  readonly kind: "conv";
}
export interface ConvTranspose extends Convolution {
  readonly kind: "convTranspose";
}

type ConvolutionOptions = Partial<
  Pick<Convolution, "strides" | "padding" | "bias" | "spectralNorm">
>;

const defaults = { strides: 1, padding: "same", bias: true } as const;

export const conv = (
  filters: number,
  kernelSize: number,
  options: ConvolutionOptions = {},
): Conv => ({ kind: "conv", filters, kernelSize, ...defaults, ...options });

export const convTranspose = (
  filters: number,
  kernelSize: number,
  options: ConvolutionOptions = {},
): ConvTranspose => ({ kind: "convTranspose", filters, kernelSize, ...defaults, ...options });

/** What a convolution's padding, kernel and strides make of a side. */
export interface Window {
  readonly kernelSize: number;
  readonly strides: number;
  readonly padding: "same" | "valid";
}

/** A side after a convolution. */
export const convolvedSide = ({ kernelSize, strides, padding }: Window, size: number) =>
  Math.ceil((padding === "same" ? size : size - kernelSize + 1) / strides);

/** A side after a transposed one. */
const grownSide = ({ kernelSize, strides, padding }: Window, size: number) =>
  padding === "same" ? size * strides : (size - 1) * strides + kernelSize;

function convolve({ layer, input, doubled }: LayerPass<Conv>, kernel: tf.Tensor4D): tf.Tensor {
  const image = input as tf.Tensor4D;
  if (doubled) return convolveEnlarged(image, kernel);
  return tf.conv2d(image, kernel, layer.strides, layer.padding);
}

function transposed({ layer, input }: LayerPass<ConvTranspose>, kernel: tf.Tensor4D): tf.Tensor {
  const [batch, height, width] = input.shape as [number, number, number];
  const shape: [number, number, number, number] = [
    batch,
    grownSide(layer, height),
    grownSide(layer, width),
    layer.filters,
  ];
  const { strides, padding } = layer;
  return tf.conv2dTranspose(input as tf.Tensor4D, kernel, shape, strides, padding);
}

/** Attributes of a window in a graph. */
export const graphWindow = ({ strides, padding }: Window) => ({
  ...T,
  strides: integers(1, strides, strides, 1),
  padding: text(padding.toUpperCase()),
});

export const windowDetail = ({ kernelSize, strides, padding }: Window) =>
  `${kernelSize} × ${kernelSize}, ${padding === "valid" ? "no padding" : `stride ${strides}`}`;

/** The layer in Keras. */
function kerasPart(class_name: string, stage: PlacedLayer<Convolution>): KerasPart {
  const { filters, kernelSize, strides, padding, bias } = stage.layer;
  return {
    class_name,
    config: {
      filters,
      kernel_size: [kernelSize, kernelSize],
      strides: [strides, strides],
      padding,
      use_bias: bias,
      ...channelsLast,
    },
    arrays: kernelAndBias(stage),
  };
}

/** What both kinds share: `side` of an output, and the axis of the kernel that counts the filters. */
function convolutionKind<L extends Convolution>(own: {
  readonly side: (window: Window, size: number) => number;
  readonly axis: "last" | "lastButOne";
  readonly title: string;
  readonly class_name: string;
  readonly convolve: (pass: LayerPass<L>, kernel: tf.Tensor4D) => tf.Tensor;
  readonly graph: (place: GraphPlace<L>) => string;
}) {
  const { side, axis, title, class_name } = own;
  return {
    output: (at: LayerInput<L>) => {
      const [height, width] = spatial(at);
      return [side(at.layer, height), side(at.layer, width), at.layer.filters];
    },
    weights: ({ layer, input }: LayerInput<L>) => {
      const { kernelSize: k, filters } = layer;
      const channels = input[2] ?? 0;
      const made = kernel([k, k, ...(axis === "last" ? [channels, filters] : [filters, channels])]);
      return [
        made,
        ...(layer.bias ? [bias(filters)] : []),
        ...spectralWeights(layer, made.shape, axis),
      ];
    },
    activations: "output",
    forward: (pass: LayerPass<L>): WithStatistics => {
      const { kernel, statistics } = normalizedKernel(pass.layer, pass.weights, pass.options, axis);
      const output = own.convolve(pass, kernel as tf.Tensor4D);
      return { output: withBias(output, pass.weights.bias, pass.options), statistics };
    },
    twiceDifferentiable: true,
    folding: {
      role: "linear",
      plain: (one) => withoutSpectral(one, axis),
      absorb: (one, norm) => {
        const { filters } = one.layer;
        return absorbed(one, norm, axis === "last" ? [filters] : [filters, 1]);
      },
    },
    translation: {
      keras: (stage) => [kerasPart(class_name, stage)],
      graph: (place) => graphWithBias(place, own.graph(place)),
    },
    caption: ({ layer }: PlacedLayer<L>): Caption => ({
      role: "box",
      title,
      detail: windowDetail(layer),
    }),
  } as const satisfies Partial<LayerKind<L>>;
}

export const convKind: LayerKind<Conv> = {
  ...convolutionKind<Conv>({
    side: convolvedSide,
    axis: "last",
    title: "conv",
    class_name: "Conv2D",
    convolve,
    graph: ({ graph, input, stage, weight }) =>
      graph.add("Conv2D", [input, weight("kernel")], graphWindow(stage.layer)),
  }),
  macs: ({ layer, input, output }) => sizeOf(output) * layer.kernelSize ** 2 * (input[2] ?? 0),
  reach: ({ layer }) => ({ extentPx: layer.kernelSize - 1, scale: 1 / layer.strides }),
};

export const convTransposeKind: LayerKind<ConvTranspose> = {
  ...convolutionKind<ConvTranspose>({
    side: grownSide,
    axis: "lastButOne",
    title: "transposed conv",
    class_name: "Conv2DTranspose",
    convolve: transposed,
    graph: ({ graph, input, stage, weight }) => {
      const inputs = [graph.batchAnd(input, stage.output), weight("kernel"), input];
      return graph.add("Conv2DBackpropInput", inputs, graphWindow(stage.layer));
    },
  }),
  macs: ({ layer, input }) => sizeOf(input) * layer.kernelSize ** 2 * layer.filters,
  reach: ({ layer }) => ({
    extentPx: layer.kernelSize / layer.strides,
    scale: layer.strides,
  }),
};
