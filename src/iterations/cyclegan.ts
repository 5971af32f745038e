import { derive } from "./derive.js";
import { iterationOf } from "./kinds.js";

/** Landscape photographs and Impressionist paintings at 128 px, with the paper's widths. */
const reference = iterationOf(
  {
    name: "cyclegan128",
    preset: "reference",
    title: "landscape photographs to Impressionist paintings and back, 128 px",
  },
  {
    kind: "CycleGAN",
    data: {
      set: "landscapes", // proposal: Hastie's were her own photographs
      imageSize: 128, // source: CycleGAN's form for 128 px
      channels: 3, // source
      scaling: "sym11", // source
      resize: "random", // source
      cropMarginPx: 15, // source: 286 to 256 px, to scale
      flip: true, // source
      duplicates: "removed", // proposal
      order: "shuffled-passes", // source
    },
    condition: { heldOut: 0.1 }, // proposal: measures are of pictures that nobody learned from
    translation: {
      kind: "cycle", // source: Zhu 2017
      to: "impressionism", // proposal: Hastie's were her own paintings
      blocks: 6, // source: 6 blocks at 128 px
      enlargement: "transposed", // source
      cycleWeight: 10, // source
      identityWeight: 5, // source: half the cycle's
      replay: 50, // source
      decayFrom: 0.5, // source: 100 passes, then 100 with linear decay
    },
    generator: {
      network: "residual", // source: with instance norm, which belongs to the network
      filters: [64], // source
      learningRate: 2e-4, // source
    },
    discriminator: {
      network: "patch", // source: 70 x 70, with instance norm
      filters: [64], // source
      learningRate: 2e-4, // source
    },
    optimizer: {
      kind: "adam", // source
      beta1: 0.5, // source
      beta2: 0.999, // source
      epsilon: 1e-8, // source
    },
    training: {
      batchSize: 1, // source
      steps: 200_000, // source: 200 passes over about 1,000 photographs
      initialiser: "dcgan", // source: kernels normal(0, 0.02)
      loss: "leastSquares", // source
      checkpointEvery: 500, // proposal
    },
    sampling: {
      every: 250, // proposal
      grid: 4, // proposal
    },
  },
);

/** A quarter of the arithmetic, for a processor: half the filters, and a budget of hours. */
const repaired = derive(
  reference,
  { preset: "repaired", title: reference.title },
  {
    translation: { enlargement: "nearest" }, // source: Odena 2016; measured: see `quickCycle`
    generator: { filters: [32] }, // proposal
    discriminator: { filters: [32] }, // proposal
    training: { steps: 6000 }, // proposal
  },
);

/** Pictures of 256 px, as in the paper. */
const reference256 = derive(
  reference,
  {
    name: "cyclegan256",
    preset: "reference",
    title: "landscape photographs to Impressionist paintings and back, 256 px",
  },
  {
    data: { imageSize: 256, cropMarginPx: 30 }, // source: 286 to 256 px
    translation: { blocks: 9 }, // source: 9 blocks from 256 px on
  },
);

const repaired256 = derive(
  reference256,
  { preset: "repaired" },
  {
    translation: { enlargement: "nearest" }, // source: Odena 2016; measured: see `quickCycle`
    generator: { filters: [32] }, // proposal
    discriminator: { filters: [32] }, // proposal
    training: { steps: 6000 }, // proposal
  },
);

/** Photographs into a painter's style and back, without pairs (Zhu 2017; Hastie). */
export const cyclegan128 = { repaired, reference } as const;
export const cyclegan256 = { repaired: repaired256, reference: reference256 } as const;
