import { type Tensor, transpose } from "@tensorflow/tfjs-core";
import { describe } from "../nets/describe.js";
import { weightName } from "../nets/initialise.js";
import type { Layer, Network } from "../nets/layer.js";

/** One array of a network as PyTorch's `nn.Sequential` of the same layers has it. */
export interface TorchArray {
  /** `3.weight`: position of the layer and PyTorch's word for the array. */
  readonly name: string;
  readonly shape: readonly number[];
  /** The same array in the lab: `generator/03-convTranspose/kernel`. */
  readonly ours: string;
  /** Axes of the lab's array in PyTorch's order. */
  readonly axes: readonly number[];
}

const torchWords: Readonly<Record<string, string>> = {
  kernel: "weight",
  scale: "weight",
  bias: "bias",
  movingMean: "running_mean",
  movingVariance: "running_var",
};

/**
 * PyTorch keeps Conv2d as [out, in, height, width] and ConvTranspose2d as [in, out, height, width];
 * the lab [height, width, in, out] and [height, width, out, in], as TensorFlow does. Either way the
 * two last axes come first, in reverse. Neither flips its kernels against the other.
 */
function axesOf({ kind }: Layer, rank: number): readonly number[] {
  if (rank === 4) return [3, 2, 0, 1];
  return kind === "dense" && rank === 2 ? [1, 0] : Array.from({ length: rank }, (_, axis) => axis);
}

/** Every array of a network as PyTorch names and shapes it, layer by layer. */
export function torchArrays(network: Network): readonly TorchArray[] {
  return describe(network).flatMap(({ layer, weights }, index) =>
    weights.map((weight) => {
      const axes = axesOf(layer, weight.shape.length);
      return {
        name: `${index}.${torchWords[weight.name] ?? weight.name}`,
        shape: axes.map((axis) => weight.shape[axis] as number),
        ours: weightName(network, index, layer, weight),
        axes,
      };
    }),
  );
}

/** An array of ours in PyTorch's layout; the caller owns it. */
export function toTorch(array: Tensor, { axes }: TorchArray): Tensor {
  return transpose(array, [...axes]);
}

/** PyTorch's array in our layout; the caller owns it. */
export function fromTorch(array: Tensor, { axes }: TorchArray): Tensor {
  const back = axes.map((_, axis) => axes.indexOf(axis));
  return transpose(array, back);
}
