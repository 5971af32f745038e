import { openEngine } from "../../src/engine/backend.js";
import { Gan } from "../../src/training/gan.js";
import { SEED } from "../inputs.js";
import { serve } from "./serve.js";

const { version } = openEngine();

/** The lab's own steps, as notebooks and commands run them. */
serve({ tensorflow: version, node: process.versions.node }, (iteration) => {
  const gan = new Gan(iteration, SEED, "compiled");
  return {
    step(images, step) {
      const { discriminatorLoss, generatorLoss } = gan.play(images, step);
      return [discriminatorLoss as number, generatorLoss as number];
    },
  };
});
