import { Tensor } from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";
import { expected, ShapeError } from "../errors.js";
import { describe, readTap, type Stage } from "./describe.js";
import { isDoubling } from "./enlargedConv.js";
import { kindOf, type Network } from "./layer.js";
import type { LayerPass, PassOptions } from "./layerKind.js";

/** What a pass gives. */
export interface Pass {
  /** Of the last layer. */
  readonly output: Tensor;
  /** Taps that the network gives out, by name. */
  readonly outputs: Tensors;
  /** Moving statistics that a training pass would leave. */
  readonly statistics: Tensors;
}

/** The name under which a layer keeps its arrays: `generator/03-conv`. */
export function layerName(network: Network, index: number): string {
  return `${network.name}/${String(index).padStart(2, "0")}-${network.layers[index]?.kind}`;
}

/** The weights of one layer under their short names. */
function weightsOf({ weights }: Stage, name: string, state: Tensors): Tensors {
  const found = weights.flatMap(({ name: short }) => {
    const tensor = state[`${name}/${short}`];
    return tensor ? [[short, tensor] as const] : [];
  });
  return Object.fromEntries(found);
}

function checkInput({ name, input: shape }: Network, input: Tensor): void {
  if (input.shape.slice(1).join() === shape.join()) return;
  throw new ShapeError(
    `${name} input: expected shape [*, ${shape.join(", ")}], got [${input.shape.join(", ")}]`,
  );
}

/** Values of the taps that a network gives out. @throws ShapeError for one that it does not have. */
function outputsOf({ name, outputs = [] }: Network, taps: ReadonlyMap<string, Tensor>): Tensors {
  const named = outputs.map((output) => {
    const tapped = taps.get(output);
    const has = `one of its taps (${[...taps.keys()].join(", ") || "none"})`;
    if (!tapped) throw new ShapeError(expected(`${name}: outputs`, has, output));
    return [output, tapped] as const;
  });
  return Object.fromEntries(named);
}

/** Runs one layer. @throws ShapeError for one that cannot be differentiated as often as asked. */
function apply(pass: Omit<LayerPass<Stage["layer"]>, "layer">, { layer }: Stage) {
  const kind = kindOf(layer);
  if (pass.options.twiceDifferentiable && !kind.twiceDifferentiable) {
    const what = "a layer that can be differentiated twice, as a penalty on gradients asks";
    throw new ShapeError(expected(pass.name, what, layer.kind));
  }
  const result = kind.forward({ ...pass, layer });
  return result instanceof Tensor ? { output: result, statistics: {} } : result;
}

/**
 * One pass of a batch through a network.
 * @param state arrays by name, at least this network's (`generator/00-dense/kernel` ...).
 * @param input `[batch, ...network.input]`.
 */
export function forward(
  network: Network,
  state: Tensors,
  input: Tensor,
  options: PassOptions,
): Pass {
  checkInput(network, input);
  const { layers } = network;
  const statistics: Record<string, Tensor> = {};
  const taps = new Map<string, Tensor>();
  const doubles = (at: number) =>
    !options.twiceDifferentiable && isDoubling(layers[at], layers[at + 1]);
  let output = input;
  for (const [index, stage] of describe(network).entries()) {
    if (doubles(index)) continue; // the convolution after it does both
    const name = layerName(network, index);
    const { bias, ...others } = weightsOf(stage, name, state);
    // an instance norm takes the mean of each channel out, and any bias with it
    const biased = bias && layers[index + 1]?.kind !== "instanceNorm";
    const made = apply(
      {
        input: output,
        from: readTap(stage.layer, taps, name),
        weights: biased ? { ...others, bias } : others,
        options,
        index,
        name,
        doubled: doubles(index - 1),
      },
      stage,
    );
    output = made.output;
    if (stage.layer.kind === "tap") taps.set(stage.layer.name, output);
    for (const [short, tensor] of Object.entries(made.statistics))
      statistics[`${name}/${short}`] = tensor;
  }
  return { output, outputs: outputsOf(network, taps), statistics };
}
