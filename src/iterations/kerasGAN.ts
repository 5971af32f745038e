import { derive } from "./derive.js";
import { type Iteration, unconditional } from "./iteration.js";
import { noTranslation } from "./translation.js";

/** As the stored script runs: Keras, nearest enlargement, four fifths of D dropped. */
const asRun = {
  name: "kerasGAN",
  preset: "asRun",
  title: "Keras: Linder-Norén's DCGAN blended with Mohr's",
  data: {
    set: "chuckClose", // script
    imageSize: 256, // script
    channels: 3, // script
    scaling: "raw255", // script
    resize: "squash", // script
    cropMarginPx: 0, // script: no crop
    flip: false, // script
    duplicates: "kept", // script
    order: "shuffle-every-step", // script
  },
  translation: noTranslation,
  condition: unconditional, // script: no labels
  generator: {
    network: "kerasConv256", // script, source: Keras-GAN's dcgan.py
    filters: [256, 128, 64], // script
    latentDim: 256, // script
    latentNoise: "N01", // script
    norm: "keras", // script
    firstNorm: true, // assumed: without effect
    batchNormMomentum: 0.8, // script
    dropout: 0, // script: its argument is ignored
    dropoutLive: true, // script
    learningRate: 2e-4, // script: defined, but the shared optimizer never sees it
  },
  discriminator: {
    network: "kerasConv256", // script, source: Keras-GAN's dcgan.py
    filters: [32, 64, 128, 256], // script
    denseUnits: 1, // assumed: without effect
    norm: "keras", // script
    batchNormMomentum: 0.8, // script
    dropout: 0.8, // script
    dropoutLive: true, // script
    dropoutLayers: "all", // script
    learningRate: 1e-4, // script
  },
  optimizer: {
    kind: "adam", // script
    decay: 0.9, // assumed: without effect
    beta1: 0.5, // script
    beta2: 0.999, // source: Keras
    epsilon: 1e-7, // source: Keras
    shared: true, // script: one object for D and the combined model
  },
  training: {
    batchSize: 4, // script
    steps: 4900, // report: "epoch 4900"
    initialiser: "glorot", // source: Keras
    loss: "bceKeras", // script
    labelSmoothing: 0, // script
    labelFlips: 0, // script
    instanceNoise: 0, // script
    diffAugment: [], // script
    l2: 0, // script
    r1Gamma: 0, // script
    r1Interval: 1, // assumed: without effect
    gpWeight: 0, // script
    generatorInterval: 1, // script
    stepOrder: "keras", // script
    fakesForDiscriminator: "inference", // script: Keras' predict
    gate: "none", // script
    checkpointEvery: "never", // script, although the report speaks of them
  },
  sampling: {
    noise: "N01", // script
    latents: "freshNoise", // script
    every: 10, // script
    grid: 3, // script
    render: "viridisRed", // script: matplotlib's colours of the first channel
    averageDecay: 0, // script: no averages
  },
} as const satisfies Iteration;

/** As the report tells it: dropout as the author read it, and checkpoints. */
const asTold = derive(
  asRun,
  { preset: "asTold" },
  {
    discriminator: { dropout: 0.2 }, // assumed: "20%" is the last level that the text names
    training: { checkpointEvery: 10 }, // report: "a custom saving/checkpoint mechanism"
  },
);

/** Scaled input, six strided stages in D, filters that fall as G's picture grows. */
const repaired = derive(
  asTold,
  { preset: "repaired" },
  {
    data: {
      set: "portraits", // proposal: more than one artist's thirty
      scaling: "sym11", // proposal: the range of tanh
      resize: "random", // proposal: aspect kept
      cropMarginPx: 32, // proposal: 288 px before the cut
      flip: true, // proposal
      duplicates: "removed", // proposal
      order: "shuffled-passes", // proposal
    },
    generator: {
      network: "upConv256", // proposal
      filters: [128, 64, 64, 32, 16], // proposal
      latentDim: 100, // source: dcgan.torch
    },
    discriminator: {
      network: "upConv256", // proposal
      filters: [32, 64, 128, 128, 256, 256], // proposal
      dropout: 0.25, // source: Keras-GAN
      learningRate: 2e-4, // source: Keras-GAN
    },
    optimizer: {
      epsilon: 1e-8, // proposal
      shared: false, // proposal
    },
    training: {
      batchSize: 16, // proposal
      steps: 5000, // proposal
      loss: "bceLogits", // proposal
      stepOrder: "torch", // proposal
      fakesForDiscriminator: "training", // proposal
      checkpointEvery: 100, // proposal
    },
    sampling: {
      latents: "fixedLatents", // proposal: no flicker
      every: 100, // proposal
      render: "rgb", // proposal
    },
  },
);

/** The sixth iteration, the first in Keras; the report also writes kerasGan. */
export const kerasGAN = { asRun, asTold, repaired } as const;
