import * as tf from "@tensorflow/tfjs-core";
import { sizeOf } from "../../shape.js";
import { integers, text } from "../graphBuilder.js";
import { channelsLast, own } from "../kerasPart.js";
import { type LayerKind, spatial } from "../layerKind.js";
import { bias, kernel } from "../weight.js";
import { convolvedSide, graphWindow, type Window, windowDetail } from "./convolution.js";
import { absorbed, graphWithBias, withBias } from "./dense.js";

/** One kernel for each channel, which sees that channel alone (Howard 2017, MobileNets, section 3.1). */
export interface DepthwiseConv extends Window {
  readonly kind: "depthwiseConv";
  readonly bias: boolean;
}

export const depthwiseConv = (
  kernelSize: number,
  options: Partial<Omit<DepthwiseConv, "kind" | "kernelSize">> = {},
): DepthwiseConv => ({
  kind: "depthwiseConv",
  kernelSize,
  strides: 1,
  padding: "same",
  bias: true,
  ...options,
});

export const depthwiseConvKind: LayerKind<DepthwiseConv> = {
  output: (at) => {
    const [height, width, channels] = spatial(at);
    return [convolvedSide(at.layer, height), convolvedSide(at.layer, width), channels];
  },
  weights: ({ layer: { kernelSize: k, bias: biased }, input }) => {
    const channels = input[2] ?? 0;
    return [kernel([k, k, channels, 1], 2 * k * k), ...(biased ? [bias(channels)] : [])];
  },
  macs: ({ layer, output }) => sizeOf(output) * layer.kernelSize ** 2,
  activations: "output",
  forward: ({ layer, input, weights, options }) => {
    const { strides, padding } = layer;
    const taps = weights.kernel as tf.Tensor4D;
    const output = tf.depthwiseConv2d(input as tf.Tensor4D, taps, strides, padding);
    return withBias(output, weights.bias, options);
  },
  twiceDifferentiable: false,
  folding: {
    role: "linear",
    plain: (one) => one,
    absorb: (one, norm) => absorbed(one, norm, [norm.factor.size, 1]),
  },
  translation: {
    keras: ({ layer: { kernelSize, strides, padding, bias }, weights }) => [
      {
        class_name: "DepthwiseConv2D",
        config: {
          kernel_size: [kernelSize, kernelSize],
          strides: [strides, strides],
          padding,
          use_bias: bias,
          depth_multiplier: 1,
          ...channelsLast,
        },
        arrays: weights.map(({ name, shape }) =>
          own(name === "kernel" ? "depthwise_kernel" : name, name, shape),
        ),
      },
    ],
    graph: (place) => {
      const attributes = {
        ...graphWindow(place.stage.layer),
        data_format: text("NHWC"),
        dilations: integers(1, 1, 1, 1),
      };
      const inputs = [place.input, place.weight("kernel")];
      return graphWithBias(place, place.graph.add("DepthwiseConv2dNative", inputs, attributes));
    },
  },
  caption: ({ layer }) => ({ role: "box", title: "depthwise conv", detail: windowDetail(layer) }),
  reach: ({ layer }) => ({ extentPx: layer.kernelSize - 1, scale: 1 / layer.strides }),
};
