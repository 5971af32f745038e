import { derive } from "./derive.js";
import { gan128MNIST } from "./gan128MNIST.js";

/** The generator that ships with the lab: digits at 64 px, small enough for a repository and a page. */
export const starter = derive(
  gan128MNIST.repaired,
  { preset: "starter", title: "handwritten digits at 64 px, the lab's own small generator" },
  {
    data: { imageSize: 64 }, // proposal: the smallest side at which strokes look smooth
    generator: { filters: [24] }, // proposal: 2 MB of weights
    training: { steps: 6500 }, // proposal
    sampling: { averageDecay: 0.999 }, // proposal: calmer than the raw weights
  },
);
