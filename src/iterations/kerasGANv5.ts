import { derive } from "./derive.js";
import { type Iteration, unconditional } from "./iteration.js";
import { kerasGAN } from "./kerasGAN.js";
import { noTranslation } from "./translation.js";

/** As the stored script runs: Barrat's widths, but no stride anywhere, and noise images for latents. */
const asRun = {
  name: "kerasGANv5",
  preset: "asRun",
  title: "Barrat's art-DCGAN, from Torch to Keras",
  data: {
    ...kerasGAN.asRun.data, // script: raw 0..255, squashed, shuffled every step
    set: "dogs", // script
    imageSize: 64, // script
  },
  translation: noTranslation,
  condition: unconditional, // script: no labels
  generator: {
    network: "strideOne64", // script
    filters: [160], // script, source: art-DCGAN's ngf
    latentDim: 1, // assumed: without effect, the latent is a noise image
    latentNoise: "N01", // script
    norm: "keras", // script
    firstNorm: true, // assumed: without effect
    batchNormMomentum: 0.8, // script
    dropout: 0, // script: 0.25 is passed and ignored
    dropoutLive: true, // script
    learningRate: 2e-4, // script: never used
  },
  discriminator: {
    network: "strideOne64", // script
    filters: [40], // script, source: art-DCGAN's ndf
    denseUnits: 1, // assumed: without effect
    norm: "keras", // script
    batchNormMomentum: 0.8, // script
    dropout: 0, // script: 0.25 is passed and ignored
    dropoutLive: true, // script
    dropoutLayers: "all", // assumed: without effect
    learningRate: 1e-4, // script
  },
  optimizer: kerasGAN.asRun.optimizer, // script: one Adam object again
  training: {
    ...kerasGAN.asRun.training, // script: batch 4, Keras' order and loss
    steps: 50_000, // script: its loop; nothing was published
  },
  sampling: {
    ...kerasGAN.asRun.sampling, // script: fresh noise every 10 steps, in viridis
    grid: 2, // script: "noise_size" 4 is only the number of samples
  },
} as const satisfies Iteration;

/** As run at a tenth of the width, for machines that cannot hold the whole. */
const asRunSmall = derive(
  asRun,
  { preset: "asRunSmall" },
  {
    generator: { filters: [16] }, // proposal
    discriminator: { filters: [4] }, // proposal
  },
);

/** As meant: Barrat's network and numbers, from his own code. */
const asTold = derive(
  asRun,
  { preset: "asTold" },
  {
    data: {
      set: "impressionism", // source: a WikiArt genre
      imageSize: 128, // source: fineSize
      scaling: "sym11", // source
      resize: "random", // source
      cropMarginPx: 1, // source: loadSize 129
      flip: true, // source
      order: "with-replacement", // source
    },
    generator: {
      network: "dcgan", // source
      latentDim: 100, // source
      norm: "torch", // source
      batchNormMomentum: 0.9, // source
    },
    discriminator: {
      network: "dcgan", // source
      norm: "torch", // source
      batchNormMomentum: 0.9, // source
      learningRate: 2e-4, // source
    },
    optimizer: {
      epsilon: 1e-8, // source
      shared: false, // source
    },
    training: {
      batchSize: 64, // source
      steps: 3900, // source: 100 passes over 2,478 pictures
      initialiser: "dcgan", // source
      loss: "bceTorch", // source
      stepOrder: "torch", // source
      fakesForDiscriminator: "training", // source
      checkpointEvery: 3900, // source: every 100 passes
    },
    sampling: {
      latents: "fixedLatents", // source
      grid: 8, // source
      render: "rgb", // source
    },
  },
);

/** The same network for a personal computer: narrower, but for D, whose 16 filters did not punish a checkerboard. */
const narrow = derive(
  asTold,
  { preset: "narrow" },
  {
    data: {
      cropMarginPx: 16, // proposal: 144 px, so that the crop really moves
      duplicates: "removed", // proposal
      order: "shuffled-passes", // proposal
    },
    generator: { filters: [64] }, // proposal
    discriminator: { filters: [32] }, // proposal
    training: {
      batchSize: 32, // proposal
      steps: 9300, // proposal
      loss: "bceLogits", // proposal
      checkpointEvery: 100, // proposal
    },
    sampling: {
      every: 100, // proposal
      grid: 4, // proposal
    },
  },
);

/** Enlargement and convolution in place of transposed convolutions, which leave a lattice for thousands of steps. */
const repaired = derive(
  narrow,
  { preset: "repaired" },
  {
    generator: {
      network: "upConv", // proposal
      filters: [128, 128, 128, 64, 64, 32], // proposal
    },
    sampling: { averageDecay: 0.99 }, // proposal: brightness goes up and down from step to step
  },
);

/** The tenth iteration: goals 1 and 2 of the report. */
export const kerasGANv5 = { asRun, asRunSmall, asTold, narrow, repaired } as const;
