import { sizeOf } from "../shape.js";
import type { Layer, Network } from "./layer.js";
import { leakyRelu, tanh } from "./layers/activations.js";
import { dense } from "./layers/dense.js";
import { flatten, reshape } from "./layers/shaping.js";
import { batchNorm, type Dropout, dropout, type Norm } from "./norm.js";

/** The dense generator of Keras-GAN's gan.py: one weight row per pixel, no idea of neighbours. */
export function denseGenerator(options: {
  imageSize: number;
  channels: number;
  latentDim: number;
  filters: readonly number[];
  norm: Norm;
}): Network {
  const picture = [options.imageSize, options.imageSize, options.channels];
  return {
    name: "generator",
    input: [options.latentDim],
    layers: [
      ...options.filters.flatMap((units) => [
        dense(units),
        leakyRelu(),
        ...batchNorm(options.norm),
      ]),
      dense(sizeOf(picture)),
      tanh,
      reshape(...picture),
    ],
  };
}

/** The dense discriminator of Keras-GAN's gan.py, with dropout where a preset asks for it. */
export function denseDiscriminator(options: {
  imageSize: number;
  channels: number;
  filters: readonly number[];
  dropout: Dropout;
  /** Hidden layers that dropout follows, counted from the first. */
  dropoutLayers: number | "all";
  output: readonly Layer[];
}): Network {
  const { imageSize, channels, filters, dropoutLayers } = options;
  return {
    name: "discriminator",
    input: [imageSize, imageSize, channels],
    layers: [
      flatten,
      ...filters.flatMap((units, index) => [
        dense(units),
        leakyRelu(),
        ...(dropoutLayers === "all" || index < dropoutLayers ? dropout(options.dropout) : []),
      ]),
      dense(1),
      ...options.output,
    ],
  };
}
