import { cacheLimitBytes } from "../data/pictureCache.js";
import { formatBytes } from "../engine/memory.js";
import type { Precision } from "../engine/precision.js";
import type { RunnerMode } from "../engine/runner.js";
import { ConfigError } from "../errors.js";
import { countMacs, countParameters, countPassMacs, describe } from "../nets/describe.js";
import { kindOf, type Network } from "../nets/layer.js";
import { sizeOf } from "../shape.js";
import type { Iteration } from "./iteration.js";
import { buildDiscriminator, buildGenerator } from "./networks.js";

/** What training an iteration costs, from arithmetic alone. */
export interface Estimate {
  readonly generatorParameters: number;
  readonly discriminatorParameters: number;
  /** Weights, gradients and two optimizer slots of both networks: 16 bytes a parameter; averages. */
  readonly stateBytes: number;
  /** What the passes of the dearest step keep for its gradients. */
  readonly activationBytes: number;
  /** What the update of the larger network holds for a moment. */
  readonly updateBytes: number;
  /** Decoded pictures that are kept, at most the cache's limit; 0 as long as their number is unknown. */
  readonly pictureBytes: number;
  /** Node with the engine loaded. */
  readonly baseBytes: number;
  readonly totalBytes: number;
  /** Thousand million multiply-adds of one forward pass per sample. */
  readonly generatorGmac: number;
  readonly discriminatorGmac: number;
  /** The same of one training step. */
  readonly stepGmac: number;
}

/** How a run uses memory. */
interface Habits {
  /** Node with TensorFlow loaded, and the session's own needs. */
  readonly baseBytes: number;
  /** Arrays as large as a layer's output that a training pass holds. */
  readonly batchNorm: number;
  readonly other: number;
  /** Weight of R1 in passes through D. */
  readonly r1: number;
  /** Bytes a parameter that an update holds for a moment, for the larger of the two networks. */
  readonly update: number;
}

/**
 * Fitted to peaks of resident memory: compiled, 0.94 to 1.23 of those of ten games from 28 to 256 px;
 * op by op, eleven, within 30 %, mostly above.
 */
const habits: Readonly<Record<RunnerMode, Habits>> = {
  compiled: { baseBytes: 440 * 1024 ** 2, batchNorm: 3.15, other: 0.95, r1: 3, update: 10 },
  eager: { baseBytes: 360 * 1024 ** 2, batchNorm: 7.5, other: 2.25, r1: 5.2, update: 40 },
};

function activationNumbers(network: Network, { batchNorm, other }: Habits): number {
  return describe(network).reduce((sum, { layer, output }) => {
    const { activations } = kindOf(layer);
    return sum + sizeOf(output) * { none: 0, norm: batchNorm, output: other }[activations];
  }, 0);
}

/** Generator passes of a step of CycleGAN: there, there and back, and the same, from either side. */
const CYCLE_PASSES = 6;

/** Pools of earlier fakes of both generators. */
export function replayBytes({ data, translation }: Iteration): number {
  return 2 * 4 * translation.replay * data.imageSize ** 2 * data.channels;
}

/** What an estimate takes into account besides the iteration. */
export interface Circumstances {
  /** Compiled unless said. */
  readonly mode?: RunnerMode;
  /** float32 unless said. */
  readonly precision?: Precision;
  /** Pictures in the data set; their cache is left out as long as nobody knows. */
  readonly pictures?: number;
}

/** Parameters, memory and arithmetic of an iteration; nothing is allocated. */
export function estimate(iteration: Iteration, circumstances: Circumstances = {}): Estimate {
  const { mode = "compiled", precision = "float32", pictures = 0 } = circumstances;
  const habit = habits[mode];
  const generator = buildGenerator(iteration);
  const discriminator = buildDiscriminator(iteration);
  const { batchSize, r1Gamma, gate } = iteration.training;
  const [g, d] = [countPassMacs(generator) / 1e9, countPassMacs(discriminator) / 1e9];
  const generatorParameters = countParameters(generator).trainable;
  const discriminatorParameters = countParameters(discriminator).trainable;
  const { kind } = iteration.translation;
  const sides = kind === "cycle" ? 2 : 1;
  const averages = iteration.sampling.averageDecay > 0 ? generatorParameters : 0;
  const stateBytes =
    16 * sides * (generatorParameters + discriminatorParameters) +
    4 * averages +
    replayBytes(iteration);
  const passes = 2 + (r1Gamma > 0 ? habit.r1 : 0);
  const makings = kind === "cycle" ? CYCLE_PASSES : 1;
  const numbers =
    makings * activationNumbers(generator, habit) +
    sides * passes * activationNumbers(discriminator, habit);
  const activationBytes = (precision === "bfloat16" ? 3 : 4) * batchSize * numbers;
  const updateBytes = habit.update * Math.max(generatorParameters, discriminatorParameters);
  const { imageSize, channels } = iteration.data;
  const pictureBytes = Math.min(cacheLimitBytes, pictures * imageSize ** 2 * channels);
  return {
    generatorParameters,
    discriminatorParameters,
    stateBytes,
    activationBytes,
    updateBytes,
    pictureBytes,
    baseBytes: habit.baseBytes,
    totalBytes: habit.baseBytes + stateBytes + updateBytes + activationBytes + pictureBytes,
    generatorGmac: countMacs(generator) / 1e9,
    discriminatorGmac: countMacs(discriminator) / 1e9,
    stepGmac:
      batchSize *
      (kind === "cycle"
        ? 3 * CYCLE_PASSES * g + 2 * 9 * d
        : g + 6 * d + 3 * (g + d) + (gate === "none" ? 0 : g + 2 * d)),
  };
}

/** One line: parameters, memory, arithmetic. */
export function describeEstimate(cost: Estimate): string {
  const millions = (count: number) => `${(count / 1e6).toFixed(2)} M`;
  return [
    `G ${millions(cost.generatorParameters)} and D ${millions(cost.discriminatorParameters)} parameters`,
    `about ${formatBytes(cost.totalBytes)} of memory (state ${formatBytes(cost.stateBytes)}, activations ${formatBytes(cost.activationBytes)}, updates ${formatBytes(cost.updateBytes)})`,
    `${cost.stepGmac.toFixed(cost.stepGmac < 10 ? 2 : 0)} GMAC a step`,
  ].join(", ");
}

/**
 * Refuses an iteration that cannot fit before anything is built.
 * @throws ConfigError with the estimate, the limit and what to do instead.
 */
export function checkFits(
  iteration: Iteration,
  limitBytes: number,
  circumstances: Circumstances = {},
): Estimate {
  const cost = estimate(iteration, circumstances);
  if (cost.totalBytes <= limitBytes) return cost;
  throw new ConfigError(
    `${iteration.name} ${iteration.preset}: expected to fit into ${formatBytes(limitBytes)} of memory, ` +
      `got an estimate of ${formatBytes(cost.totalBytes)}: ${describeEstimate(cost)}. ` +
      "A smaller picture or narrower network (--quick), a smaller batch, or a larger --memory is needed",
  );
}
