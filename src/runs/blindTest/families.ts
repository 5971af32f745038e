import { findIteration } from "../../iterations/catalogue.js";
import { derive } from "../../iterations/derive.js";
import type { Iteration } from "../../iterations/iteration.js";
import { type Scale, scaled } from "../../iterations/scaled.js";
import type { Switches } from "../../iterations/switches/switch.js";
import { withSwitches } from "../../iterations/switches/withSwitches.js";

/** A healthy game that faults are put into, one at a time. */
export interface Family {
  readonly name: string;
  readonly about: string;
  readonly healthy: Iteration;
  readonly steps: number;
  /** The healthy game with a fault; networks to put in come from the same iteration, scaled alike. */
  readonly faulty: (switches: Switches) => Iteration;
  readonly faults: readonly Fault[];
}

/** Switches that put one fault in, and the letter that should be named. */
export interface Fault {
  readonly name: string;
  readonly letter: string;
  readonly switches: Switches;
}

const fault = (letter: string, name: string, switches: Switches): Fault => ({
  letter,
  name,
  switches,
});

/** Faults that any family can have. */
const everywhere: readonly Fault[] = [
  fault("A", "raw255Input", { raw255Input: true }),
  fault("C", "balanceGate", { balanceGate: true }),
  fault("F", "dropoutRate 0.8", { dropoutRate: 0.8 }),
  fault("I", "redChannelViridis", { redChannelViridis: true }),
  fault("I", "sampleNoiseMismatch", { sampleNoiseMismatch: true }),
  fault("J", "duplicatedData", { duplicatedData: true }),
  fault("G", "inferenceModeFakes", { inferenceModeFakes: true }),
];
const inert = fault("F", "inertDropout", { dropoutRate: 0.6, inertDropout: true });
const batchOne = fault("B", "batchOneBN", { batchOneBN: true });

interface Plan {
  readonly about: string;
  readonly iteration: string;
  readonly preset: string;
  readonly scale: Scale;
  readonly steps: number;
  readonly healthy: Parameters<typeof derive>[2];
  readonly faults: readonly Fault[];
}

function family(name: string, plan: Plan): Family {
  const small = (preset: string) => scaled(findIteration(plan.iteration, preset), plan.scale);
  const { steps } = plan;
  const base = derive(small(plan.preset), { preset: `blind-${name}-quick` }, plan.healthy);
  const healthy = { ...base, training: { ...base.training, checkpointEvery: 10 * steps } };
  const faulty = (switches: Switches) => withSwitches(healthy, switches, small);
  return { name, about: plan.about, healthy, steps, faulty, faults: plan.faults };
}

/** Healthy games of three families: other networks, losses, orders of updates and data in each. */
export const families: readonly Family[] = [
  family("dcgan", {
    about: "gan128MNIST repaired at 32 px: DCGAN, logits, R1, Torch's order, digits",
    iteration: "gan128MNIST",
    preset: "repaired",
    scale: { imageSize: 32, width: 2 },
    steps: 250,
    healthy: { training: { batchSize: 32 }, sampling: { every: 1000 } },
    faults: [
      ...everywhere,
      inert,
      fault("D", "latentBottleneck", { latentBottleneck: true }),
      fault("E", "singleStrideDiscriminator", { singleStrideDiscriminator: true }),
      fault("K", "noStrides", { noStrides: true }),
    ],
  }),
  family("mohr", {
    about:
      "Mohr's network at 28 px on scaled digits, with live dropout and no gate, TensorFlow's order",
    iteration: "gan128MNIST",
    preset: "asTold",
    scale: { imageSize: 28, width: 4 },
    steps: 250,
    healthy: {
      generator: { batchNormMomentum: 0.9, dropout: 0, learningRate: 2e-4 },
      discriminator: { dropout: 0.25, dropoutLive: true, learningRate: 2e-4 },
      optimizer: { kind: "adam", epsilon: 1e-8 },
      training: { batchSize: 32, gate: "none" },
      sampling: { render: "grey", every: 1000, latents: "fixedLatents" },
    },
    faults: [...everywhere, inert, batchOne],
  }),
  family("conv40", {
    about:
      "kerasGANv3 repaired at 40 px, with conv40 in both networks, half as wide, dogs in colour",
    iteration: "kerasGANv3",
    preset: "repaired",
    scale: { imageSize: 40, width: 2 },
    steps: 400, // at 250 one healthy game of two was still rough: L
    healthy: {
      generator: { network: "conv40", filters: [32] },
      training: { batchSize: 32 },
      sampling: { every: 1000, averageDecay: 0 },
    },
    faults: [
      ...everywhere,
      inert,
      fault("H", "denseGenerator", { denseGenerator: true }),
      fault("J", "squashResize", { squashResize: true }),
    ],
  }),
];
