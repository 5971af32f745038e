import { derive } from "./derive.js";
import { gan256Impres } from "./gan256Impres.js";
import { ganChuck256 } from "./ganChuck256.js";

const title = "paintings at 512 px, on the edge of a personal computer";

/** As the stored script was meant to run (it mixes tabs and spaces): D has 538 million parameters. */
const asRun = derive(
  ganChuck256.asRun,
  { name: "gan512", preset: "asRun", title },
  {
    data: {
      set: "paintings", // script
      imageSize: 512, // report
      duplicates: "imitated", // script: 12 of 7,069 distinct pictures come 176 to 186 times each
    },
    generator: { dropout: 0.8 }, // script: the report's "20 %"
    discriminator: {
      denseUnits: 128, // script
      dropout: 0.8, // script: the report's "20 %"
    },
    training: {
      steps: 510, // report: "epoch 510"
      gate: { generator: 1.35, discriminator: 1.35 }, // report: "from 1.5 times to 1.35 times"
    },
  },
);

/** As the report tells it: a fifth is dropped, and really dropped. */
const asTold = derive(
  asRun,
  { preset: "asTold" },
  {
    generator: {
      dropout: 0.2, // report: "a more reasonable 20%"
      dropoutLive: true, // report
    },
    discriminator: {
      dropout: 0.2, // report
      dropoutLive: true, // report
    },
  },
);

/** As run, with a discriminator that halves the picture at every stage: 2.8 million parameters. */
const asRunStrided = derive(
  asRun,
  { preset: "asRunStrided" },
  {
    discriminator: {
      network: "dcgan", // proposal: cures E
      filters: [8], // proposal
      norm: "torch", // proposal
      batchNormMomentum: 0.9, // source: dcgan.torch
    },
  },
);

/** Strides at every stage of both networks. */
const repaired = derive(
  gan256Impres.repaired,
  { name: "gan512", preset: "repaired", title },
  {
    data: {
      imageSize: 512, // report
      cropMarginPx: 64, // proposal: 576 px before the cut
    },
    generator: { filters: [128, 128, 128, 64, 64, 32, 16, 8] }, // proposal
    discriminator: {
      filters: [12], // proposal
      dropout: 0.2, // report
    },
    training: {
      batchSize: 8, // proposal
      steps: 5000, // proposal
    },
    sampling: {
      grid: 2, // proposal
      averageDecay: 0.99, // proposal: as kerasGANv5's, which passes for real sooner with it
    },
  },
);

/** The fifth iteration: 512 px. */
export const gan512 = { asRun, asTold, asRunStrided, repaired } as const;
