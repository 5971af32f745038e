import { dispose } from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import { parsePrecision } from "../../src/engine/precision.js";
import { readSafetensors } from "../../src/runs/readSafetensors.js";
import { Gan } from "../../src/training/gan.js";
import { SEED } from "../inputs.js";
import { serve } from "./serve.js";

const { version } = openEngine();

/** The lab's own steps, as notebooks and commands run them. */
serve({ tensorflow: version, node: process.versions.node }, ({ iteration, mode, file }) => {
  const gan = new Gan(iteration, SEED, "compiled", parsePrecision(mode));
  const networks = readSafetensors(file, (name) => !/^(images|latents)/.test(name));
  gan.setTensors({ ...gan.tensors, ...networks });
  dispose({ ...networks });
  return {
    step(images, step) {
      const { discriminatorLoss, generatorLoss } = gan.play(images, step);
      return [discriminatorLoss as number, generatorLoss as number];
    },
  };
});
