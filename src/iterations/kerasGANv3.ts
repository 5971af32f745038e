import { derive } from "./derive.js";
import { kerasGANv2 } from "./kerasGANv2.js";

const title = "dogs at 40 px, for 49,000 steps";

/** As the stored script runs: trained on normal latents, sampled from uniform ones. */
const asRun = derive(
  kerasGANv2.asRun,
  { name: "kerasGANv3", preset: "asRun", title },
  {
    data: { imageSize: 40 }, // report: "from 50x50px images to 40x40px images"
    generator: {
      latentDim: 64, // script
      learningRate: 1.2e-4, // script: never used
    },
    training: {
      batchSize: 64, // script
      steps: 49_000, // report: "49,000 training epochs"; its picture is of 30,500
    },
    sampling: {
      noise: "U01", // script
      grid: 2, // script
    },
  },
);

/** As the report tells it: nothing is said of other noise for the samples. */
const asTold = derive(
  asRun,
  { preset: "asTold" },
  { sampling: { noise: "N01" } }, // report: silent
);

/** Convolutions at the same size: neighbours, which a dense network does not know, are built in. */
const repaired = derive(
  kerasGANv2.repaired,
  { name: "kerasGANv3", preset: "repaired", title },
  {
    data: {
      imageSize: 40, // report
      resize: "random", // proposal: aspect kept
      cropMarginPx: 5, // proposal: 45 px before the cut
      flip: true, // proposal
    },
    generator: {
      network: "upConv", // proposal: cures H; with conv40 a judge was 0.99 sure, by a lattice of dots
      filters: [256, 128, 64, 32, 32], // proposal
      latentDim: 64, // script
      norm: "torch", // source: dcgan.torch
      batchNormMomentum: 0.9, // source: dcgan.torch
    },
    discriminator: {
      network: "conv40", // proposal
      filters: [64], // proposal
      norm: "torch", // source: dcgan.torch
      batchNormMomentum: 0.9, // source: dcgan.torch
    },
    training: {
      batchSize: 64, // script
      initialiser: "dcgan", // source: dcgan.torch
    },
    sampling: {
      grid: 4, // proposal
      averageDecay: 0.99, // proposal: brightness goes up and down from step to step
    },
  },
);

/** The eighth iteration: the longest run of the report. */
export const kerasGANv3 = { asRun, asTold, repaired } as const;
