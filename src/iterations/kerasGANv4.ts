import { derive } from "./derive.js";
import { kerasGANv3 } from "./kerasGANv3.js";

const title = "dogs at 250 px, still dense";

/** As the stored script runs: 96 of G's 96.4 million parameters sit in its last layer. */
const asRun = derive(
  kerasGANv3.asRun,
  { name: "kerasGANv4", preset: "asRun", title },
  {
    data: { imageSize: 250 }, // report
    generator: {
      filters: [128, 256, 512], // script, not in the report
      learningRate: 1e-4, // script: never used
    },
    discriminator: {
      filters: [256, 128], // script, not in the report
      dropout: 0.25, // script, not in the report
      dropoutLayers: 1, // script
    },
    training: {
      batchSize: 8, // script, not in the report
      steps: 2800, // report: "epoch 2800"
    },
    sampling: { every: 10 }, // script
  },
);

/** As the report tells it: nothing is said of other noise for the samples. */
const asTold = derive(
  asRun,
  { preset: "asTold" },
  { sampling: { noise: "N01" } }, // report: silent
);

/** A DCGAN of 256 px whose pictures lose three pixels on every side. */
const repaired = derive(
  kerasGANv3.repaired,
  { name: "kerasGANv4", preset: "repaired", title },
  {
    data: {
      imageSize: 250, // report
      cropMarginPx: 31, // proposal: 281 px before the cut
    },
    generator: {
      filters: [128, 128, 128, 64, 64, 32, 16], // proposal
      latentDim: 100, // source: dcgan.torch
    },
    discriminator: {
      network: "dcgan", // proposal
      filters: [24], // proposal
    },
    training: { batchSize: 16 }, // proposal
    sampling: { averageDecay: 0 }, // proposal: its bounds hold without
  },
);

/** The ninth iteration: the eighth, larger. */
export const kerasGANv4 = { asRun, asTold, repaired } as const;
