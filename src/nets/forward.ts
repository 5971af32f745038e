import * as tf from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";
import { ShapeError } from "../errors.js";
import { applyEnlarging, applyLayer, type PassOptions } from "./applyLayer.js";
import { batchNormInference, batchNormTraining } from "./batchNorm.js";
import { instanceNorm } from "./instanceNorm.js";
import { isEnlarging, type Network } from "./layer.js";

/** The output of a pass, and the moving statistics that a training pass would leave. */
export interface Pass {
  readonly output: tf.Tensor;
  readonly statistics: Tensors;
}

/** The running output with what a fork laid aside last: added, or behind its channels. */
function join(kind: "add" | "concat", output: tf.Tensor, aside: tf.Tensor): tf.Tensor {
  return kind === "add" ? tf.add(aside, output) : tf.concat([aside, output], 3);
}

/** The name under which a layer keeps its arrays: `generator/03-conv`. */
export function layerName(network: Network, index: number): string {
  return `${network.name}/${String(index).padStart(2, "0")}-${network.layers[index]?.kind}`;
}

/** The arrays of one layer under their short names. */
function weightsOf(prefix: string, state: Tensors): Tensors {
  const names = ["kernel", "bias", "embedding", "scale", "movingMean", "movingVariance"];
  return Object.fromEntries(
    names.flatMap((name) => {
      const tensor = state[`${prefix}/${name}`];
      return tensor ? [[name, tensor]] : [];
    }),
  );
}

/**
 * One pass of a batch through a network.
 * @param state arrays by name, at least this network's (`generator/00-dense/kernel` ...).
 * @param input `[batch, ...network.input]`.
 */
export function forward(
  network: Network,
  state: Tensors,
  input: tf.Tensor,
  options: PassOptions,
): Pass {
  if (input.shape.slice(1).join() !== network.input.join()) {
    throw new ShapeError(
      `${network.name} input: expected shape [*, ${network.input.join(", ")}], got [${input.shape.join(", ")}]`,
    );
  }
  const statistics: Record<string, tf.Tensor> = {};
  const aside: tf.Tensor[] = [];
  let output = input;
  const { layers } = network;
  const enlarges = (at: number) =>
    !options.twiceDifferentiable && isEnlarging(layers[at], layers[at + 1]);
  layers.forEach((layer, index) => {
    const prefix = layerName(network, index);
    const weights = weightsOf(prefix, state);
    switch (layer.kind) {
      case "fork":
        aside.push(output);
        break;
      case "add":
      case "concat":
        output = join(layer.kind, output, aside.pop() as tf.Tensor);
        break;
      case "instanceNorm":
        output = instanceNorm(layer, output as tf.Tensor4D, prefix, options);
        break;
      case "batchNorm": {
        if (!options.training) {
          output = batchNormInference(layer, weights, output);
          break;
        }
        const normed = batchNormTraining(layer, weights, output, options);
        output = normed.output;
        statistics[`${prefix}/movingMean`] = normed.movingMean;
        statistics[`${prefix}/movingVariance`] = normed.movingVariance;
        break;
      }
      default: {
        if (enlarges(index)) break; // the convolution after it does both
        // an instance norm takes the mean of each channel out, and any bias with it
        const { bias: _, ...unbiased } = weights;
        const own = layers[index + 1]?.kind === "instanceNorm" ? unbiased : weights;
        output = enlarges(index - 1)
          ? applyEnlarging(own, output, options)
          : applyLayer(layer, own, output, options, index);
      }
    }
  });
  return { output, statistics };
}
