import { dispose } from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import { ConfigError, expected } from "../../src/errors.js";
import { readSafetensors } from "../../src/runs/readSafetensors.js";
import { Gan } from "../../src/training/gan.js";
import { SEED } from "../inputs.js";
import { serve } from "./serve.js";

const { version } = openEngine();

/** The lab's own steps, as notebooks and commands run them. */
serve({ tensorflow: version, node: process.versions.node }, ({ iteration, mode, file }) => {
  if (mode !== "float32") throw new ConfigError(expected("precision", "float32", mode));
  const gan = new Gan(iteration, SEED, "compiled");
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
