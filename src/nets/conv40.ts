import type { Layer, Network } from "./layer.js";
import { leakyRelu, relu, tanh } from "./layers/activations.js";
import { conv, convTranspose } from "./layers/convolution.js";
import { flatten } from "./layers/shaping.js";
import { batchNorm, type Dropout, dropout, type Norm } from "./norm.js";

/** A DCGAN of three stages for 40 px, from a 5 x 5 map; it leaves a lattice of dots, see kerasGANv3. */
export function conv40Generator(options: {
  channels: number;
  latentDim: number;
  filters: number;
  norm: Norm;
}): Network {
  const { channels, latentDim, filters, norm } = options;
  const after = [...batchNorm(norm), relu];
  const up = (count: number) => convTranspose(count, 4, { strides: 2, bias: false });
  return {
    name: "generator",
    input: [1, 1, latentDim],
    layers: [
      convTranspose(4 * filters, 5, { padding: "valid", bias: false }), // [5, 5, 4 filters]
      ...after,
      up(2 * filters), // [10, 10, 2 filters]
      ...after,
      up(filters), // [20, 20, filters]
      ...after,
      up(channels), // [40, 40, channels]
      tanh,
    ],
  };
}

/** The discriminator that goes with `conv40Generator`, and kerasGANv3's, repaired. */
export function conv40Discriminator(options: {
  channels: number;
  filters: number;
  norm: Norm;
  dropout: Dropout;
  output: readonly Layer[];
}): Network {
  const { channels, filters, norm } = options;
  return {
    name: "discriminator",
    input: [40, 40, channels],
    layers: [
      ...[0, 1, 2].flatMap((stage) => [
        conv(filters * 2 ** stage, 4, { strides: 2, bias: false }), // 20, 10, 5
        ...(stage === 0 ? [] : batchNorm(norm)),
        leakyRelu(),
        ...dropout(options.dropout),
      ]),
      conv(1, 5, { padding: "valid", bias: false }), // [1, 1, 1]
      flatten,
      ...options.output,
    ],
  };
}
