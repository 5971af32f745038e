import { derive } from "./derive.js";
import { gan256Impres } from "./gan256Impres.js";

const title = "Chuck Close's portraits alone, with more dropout";

/** As the stored script runs; its dropout drops nothing. */
const asRun = derive(
  gan256Impres.asRun,
  { name: "ganChuck256", preset: "asRun", title },
  {
    data: { set: "chuckClose" }, // report
    generator: { dropout: 0.6 }, // report: "increase the level of dropout"; the value is the script's
    discriminator: { dropout: 0.6 }, // report
    training: { steps: 1200 }, // report: "epoch 1200"
  },
);

/** As the report tells it: dropout that drops. */
const asTold = derive(
  asRun,
  { preset: "asTold" },
  {
    generator: { dropoutLive: true }, // report
    discriminator: { dropoutLive: true }, // report
  },
);

/** A set of thirty pictures: live dropout in D, and DiffAugment against learning them by heart. */
const repaired = derive(
  gan256Impres.repaired,
  { name: "ganChuck256", preset: "repaired", title },
  {
    data: { set: "chuckClose" }, // report
    discriminator: { dropout: 0.25 }, // proposal: 0.6 is the report's
    training: {
      steps: 5000, // proposal
      diffAugment: ["colour", "translation", "cutout"], // source: Zhao 2020, for sets of 100
    },
    sampling: { averageDecay: 0.99 }, // proposal: as kerasGANv5's, which passes for real sooner with it
  },
);

/** The fourth iteration: one artist; the report also calls it gan256Chuck. */
export const ganChuck256 = { asRun, asTold, repaired } as const;
