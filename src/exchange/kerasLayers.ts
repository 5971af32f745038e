import type { Convolution, Layer } from "../nets/layer.js";
import { bilinearLayers, type KerasLayer } from "./bilinearLayers.js";
import { gateLayers } from "./gateLayers.js";
import { notWritten } from "./notWritten.js";

const channelsLast = { data_format: "channels_last" } as const;

function convolution({
  kind,
  filters,
  kernelSize,
  strides,
  padding,
  bias,
}: Convolution): KerasLayer {
  return {
    class_name: kind === "conv" ? "Conv2D" : "Conv2DTranspose",
    config: {
      filters,
      kernel_size: [kernelSize, kernelSize],
      strides: [strides, strides],
      padding,
      use_bias: bias,
      ...channelsLast,
    },
  };
}

const activation = (name: string): KerasLayer => ({
  class_name: "Activation",
  config: { activation: name },
});

/**
 * The Keras layers that do the same in inference; dropout needs none.
 * @param latentSize numbers of a latent without its classes.
 */
export function kerasLayers(layer: Layer, latentSize: number): readonly KerasLayer[] {
  switch (layer.kind) {
    case "dense":
      return [{ class_name: "Dense", config: { units: layer.units, use_bias: layer.bias } }];
    case "conv":
    case "convTranspose":
      return [convolution(layer)];
    case "batchNorm": {
      const { momentum, epsilon, scale } = layer;
      const config = { axis: -1, momentum, epsilon, center: true, scale };
      return [{ class_name: "BatchNormalization", config }];
    }
    case "dropout":
      return [];
    case "leakyRelu":
      return [{ class_name: "LeakyReLU", config: { alpha: layer.slope } }];
    case "relu":
    case "tanh":
    case "sigmoid":
      return [activation(layer.kind)];
    case "flatten":
      return [{ class_name: "Flatten", config: {} }];
    case "reshape":
      return [{ class_name: "Reshape", config: { target_shape: layer.shape } }];
    case "resizeBilinear":
      return bilinearLayers(layer.size);
    case "upsampleNearest": {
      const size = [layer.factor, layer.factor];
      const config = { size, interpolation: "nearest", ...channelsLast };
      return [{ class_name: "UpSampling2D", config }];
    }
    case "zeroPad": {
      const padding = [
        [0, layer.bottom],
        [0, layer.right],
      ];
      return [{ class_name: "ZeroPadding2D", config: { padding, ...channelsLast } }];
    }
    case "labelGate":
      return gateLayers(latentSize, layer.ends);
    case "sumPool":
    case "projection":
    case "instanceNorm":
    case "reflectPad":
    case "fork":
    case "add":
    case "concat":
      throw notWritten(layer);
    case "crop": {
      const both = [layer.pixels, layer.pixels];
      return [{ class_name: "Cropping2D", config: { cropping: [both, both], ...channelsLast } }];
    }
  }
}
