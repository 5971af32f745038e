import type { Changes } from "../derive.js";
import type { Iteration } from "../iteration.js";
import { rangeOf } from "./dataSwitches.js";
import { cannotHave, onOff, type Relative, type SwitchName } from "./switch.js";

/** Another generator; reals follow its range, unless they are raw. */
function withGenerator({ data }: Iteration, generator: Partial<Iteration["generator"]>): Changes {
  const { network } = generator;
  if (data.scaling === "raw255" || !network) return { generator };
  return { data: { scaling: rangeOf(network) }, generator };
}

function generatorOf({ generator }: Iteration): Partial<Iteration["generator"]> {
  const { network, filters, norm, batchNormMomentum } = generator;
  return { network, filters, norm, batchNormMomentum };
}

function discriminatorOf({ discriminator }: Iteration): Partial<Iteration["discriminator"]> {
  const { network, filters, denseUnits, norm, batchNormMomentum } = discriminator;
  return { network, filters, denseUnits, norm, batchNormMomentum };
}

/** The preset that has the networks of a switch that is on. @throws ConfigError if there is none. */
function owner(name: SwitchName, relative: Relative, kind: "mohr" | "dense"): Iteration {
  const asRun = relative("asRun");
  if (asRun.generator.network === kind) return asRun;
  const family = kind === "mohr" ? "the TensorFlow family" : "kerasGANv2, v3 or v4";
  throw cannotHave(name, `an iteration of ${family}`, asRun.name);
}

/** Where even the repaired preset is dense: a DCGAN of medium width. */
const convolutional = {
  network: "dcgan",
  filters: [32],
  norm: "torch",
  batchNormMomentum: 0.9,
} as const;

function denseNetworks(iteration: Iteration, on: boolean, relative: Relative): Changes {
  if (!on && iteration.generator.network !== "dense") return {};
  const from = on ? owner("denseGenerator", relative, "dense") : relative("repaired");
  const stillDense = !on && from.generator.network === "dense";
  return {
    ...withGenerator(iteration, stillDense ? convolutional : generatorOf(from)),
    discriminator: stillDense ? convolutional : discriminatorOf(from),
  };
}

function stridelessNetworks(iteration: Iteration, on: boolean): Changes {
  const [from, to] = on ? (["dcgan", "strideOne64"] as const) : (["strideOne64", "dcgan"] as const);
  const { generator, discriminator } = iteration;
  if (on && generator.network !== from && generator.network !== to)
    throw cannotHave("noStrides", "a preset whose networks are dcgan", generator.network);
  return {
    ...(generator.network === from ? withGenerator(iteration, { network: to }) : {}),
    ...(discriminator.network === from ? { discriminator: { network: to } } : {}),
  };
}

/** Switches that put in other networks. */
export const networkSwitches = {
  latentBottleneck: onOff("D", (iteration, on, relative) => {
    if (!on && iteration.generator.network !== "mohr") return {};
    const from = on ? owner("latentBottleneck", relative, "mohr") : relative("repaired");
    return withGenerator(iteration, generatorOf(from));
  }),
  singleStrideDiscriminator: onOff("E", (iteration, on, relative) => {
    if (!on && iteration.discriminator.network !== "mohr") return {};
    const from = on ? owner("singleStrideDiscriminator", relative, "mohr") : relative("repaired");
    return { discriminator: discriminatorOf(from) };
  }),
  denseGenerator: onOff("H", denseNetworks),
  noStrides: onOff("K", stridelessNetworks),
} as const;
