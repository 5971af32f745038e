import { expected, ShapeError } from "../errors.js";
import { sizeOf } from "../shape.js";
import { isDoubling } from "./enlargedConv.js";
import { kindOf, type Layer, type Network } from "./layer.js";
import type { PlacedLayer, Shape } from "./layerKind.js";

/** A layer in its place: shapes, weights and cost, all from arithmetic, nothing allocated. */
export type Stage = PlacedLayer<Layer>;

/** Trainable and other numbers stored by a network. */
export interface Parameters {
  readonly trainable: number;
  readonly statistics: number;
}

/** The value of the tap that a layer reads, if it reads one. @throws ShapeError for a tap that is not there. */
export function readTap<T>(
  layer: Layer,
  taps: ReadonlyMap<string, T>,
  where: string,
): T | undefined {
  if (!("from" in layer)) return undefined;
  if (taps.has(layer.from)) return taps.get(layer.from);
  const known = [...taps.keys()].join(", ") || "none";
  throw new ShapeError(expected(where, `a tap before it (${known})`, layer.from));
}

function placed(network: Network): readonly Stage[] {
  const taps = new Map<string, Shape>();
  let { input } = network;
  return network.layers.map((layer, index) => {
    const where = `${network.name}: input of layer ${index}, ${layer.kind}`;
    const kind = kindOf(layer);
    const at = { layer, input, from: readTap(layer, taps, where), where };
    const output = kind.output(at);
    if (output.some((size) => size < 1)) {
      throw new ShapeError(expected(where, "a larger picture than would leave nothing", input));
    }
    if (layer.kind === "tap") {
      if (taps.has(layer.name)) throw new ShapeError(expected(where, "a new name", layer.name));
      taps.set(layer.name, output);
    }
    input = output;
    const macs = kind.macs({ ...at, output });
    return { ...at, output, weights: kind.weights(at), macs };
  });
}

const known = new WeakMap<Network, readonly Stage[]>();

/** Every layer of a network with its shapes, weights and cost. */
export function describe(network: Network): readonly Stage[] {
  const stages = known.get(network) ?? placed(network);
  known.set(network, stages);
  return stages;
}

/** The shape of one output. */
export function outputOf(network: Network): Shape {
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

/** Those that a pass in training makes: a doubling and the convolution after it take 4/9 together. */
export function countPassMacs(network: Network): number {
  const { layers } = network;
  const share = (at: number) => (isDoubling(layers[at - 1], layers[at]) ? 4 / 9 : 1);
  return describe(network).reduce((sum, { macs }, at) => sum + share(at) * macs, 0);
}
