import type { Iteration } from "../iterations/iteration.js";
import { type Dcgan, torchNorm } from "./dcganOf.js";

/** What an imported game is made of; a network that was not brought has dcgan.torch's own sizes. */
export interface ImportedGame {
  readonly imageSize: number;
  readonly channels: 1 | 3;
  readonly latentDim: number;
  readonly generatorFilters: number;
  readonly discriminatorFilters: number;
}

/** dcgan.torch's own sizes: nz, ngf and ndf. */
const [NZ, NGF, NDF] = [100, 64, 64];

/** Joins what was brought: one network or both. */
export function gameOf(brought: readonly Dcgan[]): ImportedGame {
  const [first] = brought;
  const of = (role: Dcgan["role"]) => brought.find((dcgan) => dcgan.role === role);
  return {
    imageSize: first?.imageSize ?? 64,
    channels: first?.channels ?? 3,
    latentDim: of("generator")?.latentDim ?? NZ,
    generatorFilters: of("generator")?.filters ?? NGF,
    discriminatorFilters: of("discriminator")?.filters ?? NDF,
  };
}

/**
 * The iteration of an imported DCGAN: dcgan.torch's own settings (Radford 2015, section 4), so that
 * training can go on from it. The data set is only where fine-tuning would look if it names none.
 */
export function importedIteration(preset: string, game: ImportedGame): Iteration {
  const { imageSize, channels, latentDim, generatorFilters, discriminatorFilters } = game;
  const shared = {
    network: "dcgan",
    norm: torchNorm.kind,
    batchNormMomentum: torchNorm.momentum,
    dropout: 0,
    dropoutLive: false,
    learningRate: 2e-4,
  } as const;
  return {
    name: "imported",
    preset,
    title: `An imported DCGAN of ${imageSize} px`,
    data: {
      set: channels === 1 ? "mnist" : "paintings",
      imageSize,
      channels,
      scaling: "sym11",
      resize: "random",
      flip: false,
      order: "with-replacement",
    },
    generator: { ...shared, filters: [generatorFilters], latentDim, latentNoise: "N01" },
    discriminator: { ...shared, filters: [discriminatorFilters], denseUnits: 1 },
    optimizer: {
      kind: "adam",
      decay: 0.9,
      beta1: 0.5,
      beta2: 0.999,
      epsilon: 1e-8,
      shared: false,
    },
    training: {
      batchSize: 64,
      steps: 2000,
      initialiser: "dcgan",
      loss: "bceLogits",
      l2: 0,
      r1Gamma: 0,
      r1Interval: 1,
      stepOrder: "torch",
      gate: "none",
      checkpointEvery: 200,
    },
    sampling: {
      noise: "N01",
      latents: "fixedLatents",
      every: 50,
      grid: 4,
      render: channels === 1 ? "grey" : "rgb",
    },
  };
}
