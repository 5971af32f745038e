import { expected, ShapeError } from "../errors.js";
import { sizeOf } from "../shape.js";
import { type Convolution, isEnlarging, type Layer, type Network } from "./layer.js";

/** One stored array of a layer; `trainable` is false for moving statistics. */
export interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
}

/** A layer in its place: shapes, stored arrays and cost, all from arithmetic, nothing allocated. */
export interface Stage {
  readonly layer: Layer;
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly weights: readonly Weight[];
  /** Multiply-adds of one forward pass per sample, borders ignored. */
  readonly macs: number;
}

/** Trainable and other numbers stored by a network. */
export interface Parameters {
  readonly trainable: number;
  readonly statistics: number;
}

function spatial(layer: Layer, shape: readonly number[]): readonly [number, number, number] {
  const [height, width, channels] = shape;
  if (shape.length !== 3 || height === undefined || width === undefined || channels === undefined) {
    throw new ShapeError(expected(`input of ${layer.kind}`, "[height, width, channels]", shape));
  }
  return [height, width, channels];
}

function convolvedSize(layer: Convolution, size: number): number {
  const { kernelSize, strides, padding } = layer;
  if (layer.kind === "convTranspose") {
    return padding === "same" ? size * strides : (size - 1) * strides + kernelSize;
  }
  return Math.ceil((padding === "same" ? size : size - kernelSize + 1) / strides);
}

/** Shape of the running output joined with the one laid aside. */
function joinedShape(
  kind: "add" | "concat",
  input: readonly number[],
  aside: readonly number[],
): readonly number[] {
  const [height, width, channels = 0] = input;
  const fits =
    kind === "add"
      ? aside.join() === input.join()
      : aside.slice(0, 2).join() === `${height},${width}`;
  if (!fits) throw new ShapeError(expected(`input of ${kind}`, `[${aside}], as laid aside`, input));
  return kind === "add" ? input : [...input.slice(0, 2), channels + (aside[2] ?? 0)];
}

function outputShape(
  layer: Exclude<Layer, { kind: "add" } | { kind: "concat" }>,
  input: readonly number[],
): readonly number[] {
  switch (layer.kind) {
    case "dense":
      return [layer.units];
    case "reshape":
      return layer.shape;
    case "flatten":
      return [sizeOf(input)];
    case "labelGate":
      return [...input.slice(0, -1), (input.at(-1) ?? 0) - layer.classes];
    case "projection":
      return [1];
    case "batchNorm":
    case "instanceNorm":
    case "dropout":
    case "leakyRelu":
    case "relu":
    case "tanh":
    case "sigmoid":
    case "fork":
      return input;
  }
  const [height, width, channels] = spatial(layer, input);
  switch (layer.kind) {
    case "conv":
    case "convTranspose":
      return [convolvedSize(layer, height), convolvedSize(layer, width), layer.filters];
    case "resizeBilinear":
      return [layer.size, layer.size, channels];
    case "upsampleNearest":
      return [height * layer.factor, width * layer.factor, channels];
    case "zeroPad":
      return [height + layer.bottom, width + layer.right, channels];
    case "reflectPad":
      return [height + 2 * layer.pixels, width + 2 * layer.pixels, channels];
    case "crop":
      return [height - 2 * layer.pixels, width - 2 * layer.pixels, channels];
    case "sumPool":
      return [channels];
  }
}

function weightsOf(layer: Layer, input: readonly number[]): readonly Weight[] {
  const channels = input.at(-1) ?? 0;
  const weight = (name: string, shape: readonly number[], trainable = true): Weight => ({
    name,
    shape,
    trainable,
  });
  const bias = (size: number) => weight("bias", [size]);
  switch (layer.kind) {
    case "dense":
      return [
        weight("kernel", [channels, layer.units]),
        ...(layer.bias ? [bias(layer.units)] : []),
      ];
    case "conv":
    case "convTranspose": {
      const { kernelSize: k, filters } = layer;
      const shape = layer.kind === "conv" ? [k, k, channels, filters] : [k, k, filters, channels];
      return [weight("kernel", shape), ...(layer.bias ? [bias(filters)] : [])];
    }
    case "labelGate":
      return [weight("embedding", [layer.classes, channels - layer.classes])];
    case "projection":
      return [
        weight("kernel", [channels, 1]),
        bias(1),
        weight("embedding", [layer.classes, channels]),
      ];
    case "batchNorm":
      return [
        ...(layer.scale ? [weight("scale", [channels])] : []),
        bias(channels),
        weight("movingMean", [channels], false),
        weight("movingVariance", [channels], false),
      ];
    default:
      return [];
  }
}

function macsOf(layer: Layer, input: readonly number[], output: readonly number[]): number {
  switch (layer.kind) {
    case "dense":
      return sizeOf(input) * layer.units;
    case "labelGate":
    case "projection":
      return (layer.classes + 1) * sizeOf(input);
    case "conv":
      return sizeOf(output) * layer.kernelSize ** 2 * (input[2] ?? 0);
    case "convTranspose":
      return sizeOf(input) * layer.kernelSize ** 2 * layer.filters;
    default:
      return 0;
  }
}

/** Every layer of a network with its shapes, stored arrays and cost. */
export function describe(network: Network): readonly Stage[] {
  let input = network.input;
  const aside: (readonly number[])[] = [];
  return network.layers.map((layer, index) => {
    if (layer.kind === "dense" && input.length !== 1) {
      throw new ShapeError(
        expected(`${network.name}: input of layer ${index}, dense`, "[units]", input),
      );
    }
    if (layer.kind === "reshape" && sizeOf(layer.shape) !== sizeOf(input)) {
      throw new ShapeError(
        expected(
          `${network.name}: layer ${index}, reshape`,
          `${sizeOf(input)} numbers`,
          layer.shape,
        ),
      );
    }
    if (layer.kind === "fork") aside.push(input);
    const output =
      layer.kind === "add" || layer.kind === "concat"
        ? joinedShape(layer.kind, input, aside.pop() ?? [])
        : outputShape(layer, input);
    if (output.some((size) => size < 1)) {
      const named = `${network.name}: input of layer ${index}, ${layer.kind}`;
      throw new ShapeError(expected(named, "a larger picture than would leave nothing", input));
    }
    const stage = {
      layer,
      input,
      output,
      weights: weightsOf(layer, input),
      macs: macsOf(layer, input, output),
    };
    input = output;
    return stage;
  });
}

/** The shape of one output. */
export function outputOf(network: Network): readonly number[] {
  return describe(network).at(-1)?.output ?? network.input;
}

/** How many numbers a network stores; nothing is allocated. */
export function countParameters(network: Network): Parameters {
  const weights = describe(network).flatMap((stage) => stage.weights);
  const count = (trainable: boolean) =>
    weights
      .filter((weight) => weight.trainable === trainable)
      .reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return { trainable: count(true), statistics: count(false) };
}

/** Multiply-adds of one forward pass per sample, layer by layer. */
export function countMacs(network: Network): number {
  return describe(network).reduce((sum, stage) => sum + stage.macs, 0);
}

/** Those that a pass in training makes: an enlargement and the convolution after it take 4/9 together. */
export function countPassMacs(network: Network): number {
  const { layers } = network;
  const share = (at: number) => (isEnlarging(layers[at - 1], layers[at]) ? 4 / 9 : 1);
  return describe(network).reduce((sum, { macs }, at) => sum + share(at) * macs, 0);
}
