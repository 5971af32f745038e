import { derive } from "./derive.js";
import { kerasGAN } from "./kerasGAN.js";

/** As the stored script runs: dense networks at 50 px, on golden retrievers. */
const asRun = derive(
  kerasGAN.asRun,
  { name: "kerasGANv2", preset: "asRun", title: "dense networks, to find the fault" },
  {
    data: {
      set: "dogs", // script; the report has dogs only from v3 on
      imageSize: 50, // report
    },
    generator: {
      network: "dense", // script, source: Keras-GAN's gan.py
      filters: [256, 512, 1024], // script
      latentDim: 100, // script
    },
    discriminator: {
      network: "dense", // script, source: Keras-GAN's gan.py
      filters: [512, 256], // script
      norm: "none", // script
      dropout: 0, // script: its argument is ignored
    },
    sampling: { every: 100 }, // script
  },
);

/** As the report tells it: still artwork, and some dropout to be reduced at v3. */
const asTold = derive(
  asRun,
  { preset: "asTold" },
  {
    data: { set: "paintings" }, // report: dogs come at v3
    discriminator: { dropout: 0.2 }, // assumed: v3 "reduced dropout to 0%"
  },
);

/** The same networks with input in their range: what scaling alone buys a dense GAN. */
const repaired = derive(
  asRun,
  { preset: "repaired" },
  {
    data: {
      scaling: "sym11", // proposal: the range of tanh
      duplicates: "removed", // proposal
      order: "shuffled-passes", // proposal
    },
    discriminator: { learningRate: 2e-4 }, // source: Keras-GAN
    optimizer: {
      epsilon: 1e-8, // proposal
      shared: false, // proposal
    },
    training: {
      batchSize: 32, // source: Keras-GAN
      steps: 10_000, // proposal
      loss: "bceLogits", // proposal
      stepOrder: "torch", // proposal
      fakesForDiscriminator: "training", // proposal
      checkpointEvery: 100, // proposal
    },
    sampling: {
      latents: "fixedLatents", // proposal: no flicker
      render: "rgb", // proposal
    },
  },
);

/** The seventh iteration: simpler, smaller, dense. */
export const kerasGANv2 = { asRun, asTold, repaired } as const;
