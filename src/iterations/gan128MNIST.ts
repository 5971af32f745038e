import { derive } from "./derive.js";
import { type Iteration, unconditional } from "./iteration.js";
import { noTranslation } from "./translation.js";

/** As the stored script runs: colour JPEGs at 128 px, one picture a step, no scaling. */
const asRun = {
  name: "gan128MNIST",
  preset: "asRun",
  title: "handwritten digits, after Mohr's tutorial",
  data: {
    set: "paintings", // script: a folder of 128 px colour JPEGs, not MNIST
    imageSize: 128, // script
    channels: 3, // script
    scaling: "raw255", // script: the JPEG reader's bytes go in as they are
    resize: "squash", // script: resized beforehand without a crop
    cropMarginPx: 0, // script: no crop
    flip: false, // script
    duplicates: "kept", // script
    order: "shuffle-every-step", // script
  },
  translation: noTranslation,
  condition: unconditional, // script: no labels
  generator: {
    network: "mohr", // script, source: Mohr's faces notebook
    filters: [256, 128, 64], // script
    latentDim: 64, // script
    latentNoise: "U01", // script
    norm: "tf", // script
    firstNorm: true, // script
    batchNormMomentum: 0.92, // script
    dropout: 0.6, // script
    dropoutLive: false, // script: the training flag is never passed
    learningRate: 2e-4, // script
  },
  discriminator: {
    network: "mohr", // script, source: Mohr's faces notebook
    filters: [256, 128, 64], // script
    denseUnits: 128, // script
    norm: "none", // script
    batchNormMomentum: 0.92, // script; without effect, there is no norm
    dropout: 0.6, // script
    dropoutLive: false, // script
    dropoutLayers: "all", // script
    learningRate: 1e-4, // script
  },
  optimizer: {
    kind: "rmsProp", // script
    decay: 0.9, // source: TensorFlow 1
    beta1: 0.5, // assumed: without effect, RMSProp has none
    beta2: 0.999, // assumed: without effect
    epsilon: 1e-10, // source: TensorFlow 1
    shared: false, // script
  },
  training: {
    batchSize: 1, // script
    steps: 2900, // report: "training epoch 2900"
    initialiser: "glorot", // source: TensorFlow 1
    loss: "bceTf", // script
    labelSmoothing: 0, // script
    labelFlips: 0, // script
    instanceNoise: 0, // script
    diffAugment: [], // script
    l2: 1e-6, // script
    r1Gamma: 0, // script
    r1Interval: 1, // script: without effect
    gpWeight: 0, // script
    generatorInterval: 1, // script
    stepOrder: "mohr", // script
    fakesForDiscriminator: "training", // script
    gate: { generator: 1.35, discriminator: 1.35 }, // script
    checkpointEvery: 100, // script
  },
  sampling: {
    noise: "U01", // script
    latents: "stepNoise", // script
    every: 10, // script
    grid: 1, // script
    render: "montageRgb", // script
    averageDecay: 0, // script: no averages
  },
} as const satisfies Iteration;

/** As the report tells it: MNIST in grey, Mohr's own network and numbers. */
const asTold = derive(
  asRun,
  { preset: "asTold" },
  {
    data: {
      set: "mnist", // report: "handwritten digits in the MNIST dataset"
      channels: 1, // report: "the MNIST characters were in grayscale"
      scaling: "unit01", // source: Mohr's MNIST reader gives 0..1
    },
    generator: {
      filters: [64, 64, 64], // source: Mohr's MNIST notebook
      batchNormMomentum: 0.99, // source
      learningRate: 1.5e-4, // source
    },
    discriminator: {
      filters: [64, 64, 64], // source
      batchNormMomentum: 0.99, // source; without effect
      learningRate: 1.5e-4, // source
    },
    training: {
      batchSize: 64, // source
      gate: { generator: 1.5, discriminator: 2 }, // source
    },
    sampling: {
      every: 50, // source
      grid: 3, // report: "3x3 grid"
      render: "grey", // source: a grey montage
    },
  },
);

/** What the published picture must have come from: a dense GAN at 28 px, coloured by viridis. */
const asPublished = derive(
  asTold,
  { preset: "asPublished" },
  {
    data: {
      imageSize: 28, // report: the still's cells are 28 x 28 px
      scaling: "sym11", // source: Keras-GAN's gan.py
    },
    generator: {
      network: "dense", // source
      filters: [256, 512, 1024], // source
      latentDim: 100, // source
      latentNoise: "N01", // source
      norm: "keras", // source
      batchNormMomentum: 0.8, // source
      dropout: 0, // source
      learningRate: 1e-4, // assumed from kerasGANv2
    },
    discriminator: {
      network: "dense", // source
      filters: [512, 256], // source
      batchNormMomentum: 0.8, // source; without effect
      dropout: 0, // source
      learningRate: 1e-4, // assumed from kerasGANv2
    },
    optimizer: {
      kind: "adam", // assumed from kerasGANv2
      epsilon: 1e-7, // source: Keras
      shared: true, // assumed from kerasGANv2
    },
    training: {
      batchSize: 4, // assumed from kerasGANv2
      loss: "bceKeras", // source
      l2: 0, // source
      stepOrder: "keras", // source
      fakesForDiscriminator: "inference", // source
      gate: "none", // source
    },
    sampling: {
      noise: "N01", // source
      latents: "freshNoise", // source
      every: 100, // assumed from kerasGANv2
      render: "viridisRed", // report: the still is in viridis
    },
  },
);

/** A network of the same size and subject that works; every value confirmed by measurement. */
const repaired = derive(
  asTold,
  { preset: "repaired" },
  {
    data: {
      scaling: "sym11", // proposal: the range of tanh
      duplicates: "removed", // proposal
      order: "shuffled-passes", // proposal: every digit once a pass
    },
    generator: {
      network: "dcgan", // proposal
      filters: [16], // proposal
      latentNoise: "N01", // proposal
      norm: "torch", // proposal
      batchNormMomentum: 0.9, // source: dcgan.torch
      dropout: 0, // proposal
      dropoutLive: true, // proposal; without effect at 0
      learningRate: 2e-4, // source: dcgan.torch
    },
    discriminator: {
      network: "dcgan", // proposal
      filters: [16], // proposal
      norm: "torch", // proposal
      batchNormMomentum: 0.9, // source: dcgan.torch
      dropout: 0, // proposal
      dropoutLive: true, // proposal; without effect at 0
      learningRate: 2e-4, // source: dcgan.torch
    },
    optimizer: {
      kind: "adam", // source: dcgan.torch
      epsilon: 1e-8, // source: dcgan.torch
    },
    training: {
      initialiser: "dcgan", // source: dcgan.torch
      loss: "bceLogits", // proposal
      l2: 0, // proposal
      r1Gamma: 1, // proposal: without it the preset collapses (Mescheder 2018)
      r1Interval: 4, // proposal
      stepOrder: "torch", // source: dcgan.torch
      gate: "none", // proposal
    },
    sampling: {
      noise: "N01", // proposal: as trained
      latents: "fixedLatents", // proposal: no flicker
      every: 100, // proposal
    },
  },
);

/** The report's first iteration, in four presets. */
export const gan128MNIST = { asRun, asTold, asPublished, repaired } as const;
