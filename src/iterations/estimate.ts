import { formatBytes } from "../engine/memory.js";
import { ConfigError } from "../errors.js";
import { countMacs, countParameters, describe } from "../nets/describe.js";
import type { Network } from "../nets/layer.js";
import { sizeOf } from "../shape.js";
import type { Iteration } from "./iteration.js";
import { buildDiscriminator, buildGenerator } from "./networks.js";

/** What training an iteration costs, from arithmetic alone. */
export interface Estimate {
  readonly generatorParameters: number;
  readonly discriminatorParameters: number;
  /** Weights, gradients and two optimizer slots of both networks: 16 bytes a parameter. */
  readonly stateBytes: number;
  /** What the passes of the dearest step keep for its gradients. */
  readonly activationBytes: number;
  /** Node with the engine loaded, and staging. */
  readonly baseBytes: number;
  readonly totalBytes: number;
  /** Thousand million multiply-adds of one forward pass per sample. */
  readonly generatorGmac: number;
  readonly discriminatorGmac: number;
  /** The same of one training step. */
  readonly stepGmac: number;
}

/** Resident memory of Node with TensorFlow loaded, measured. */
const BASE_BYTES = 380 * 1024 ** 2;

/**
 * Arrays as large as a layer's output that a training pass keeps, measured op by op: convolution
 * and activation one each, batch norm written as compositions several; R1 goes through D twice.
 */
const KEPT = { batchNorm: 5, other: 1.5, r1: 2.2 };

function activationNumbers(network: Network): number {
  return describe(network).reduce((sum, { layer, output }) => {
    if (layer.kind === "flatten" || layer.kind === "reshape") return sum;
    return sum + sizeOf(output) * (layer.kind === "batchNorm" ? KEPT.batchNorm : KEPT.other);
  }, 0);
}

/** Parameters, memory and arithmetic of an iteration; nothing is allocated. */
export function estimate(iteration: Iteration): Estimate {
  const generator = buildGenerator(iteration);
  const discriminator = buildDiscriminator(iteration);
  const { batchSize, r1Gamma, gate } = iteration.training;
  const [g, d] = [countMacs(generator) / 1e9, countMacs(discriminator) / 1e9];
  const generatorParameters = countParameters(generator).trainable;
  const discriminatorParameters = countParameters(discriminator).trainable;
  const stateBytes = 16 * (generatorParameters + discriminatorParameters);
  const passes = 2 + (r1Gamma > 0 ? KEPT.r1 : 0);
  const numbers = activationNumbers(generator) + passes * activationNumbers(discriminator);
  const activationBytes = 4 * batchSize * numbers;
  return {
    generatorParameters,
    discriminatorParameters,
    stateBytes,
    activationBytes,
    baseBytes: BASE_BYTES,
    totalBytes: BASE_BYTES + stateBytes + activationBytes,
    generatorGmac: g,
    discriminatorGmac: d,
    stepGmac: batchSize * (g + 6 * d + 3 * (g + d) + (gate === "none" ? 0 : g + 2 * d)),
  };
}

/** One line: parameters, memory, arithmetic. */
export function describeEstimate(cost: Estimate): string {
  const millions = (count: number) => `${(count / 1e6).toFixed(2)} M`;
  return [
    `G ${millions(cost.generatorParameters)} and D ${millions(cost.discriminatorParameters)} parameters`,
    `about ${formatBytes(cost.totalBytes)} of memory (state ${formatBytes(cost.stateBytes)}, activations ${formatBytes(cost.activationBytes)})`,
    `${cost.stepGmac.toFixed(cost.stepGmac < 10 ? 2 : 0)} GMAC a step`,
  ].join(", ");
}

/**
 * Refuses an iteration that cannot fit before anything is built.
 * @throws ConfigError with the estimate, the limit and what to do instead.
 */
export function checkFits(iteration: Iteration, limitBytes: number): Estimate {
  const cost = estimate(iteration);
  if (cost.totalBytes <= limitBytes) return cost;
  throw new ConfigError(
    `${iteration.name} ${iteration.preset}: expected to fit into ${formatBytes(limitBytes)} of memory, ` +
      `got an estimate of ${formatBytes(cost.totalBytes)}: ${describeEstimate(cost)}. ` +
      "A smaller picture or narrower network (--quick), a smaller batch, or a larger --memory is needed",
  );
}
