import { dispose } from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import { parsePrecision } from "../../src/engine/precision.js";
import { readSafetensors } from "../../src/runs/readSafetensors.js";
import { INPUTS } from "../inputs.js";
import { ourGame } from "../ourGame.js";
import { serve } from "./serve.js";

const { version } = openEngine();

/** What minimising players pay, D and G first; a game of four networks has the cycle's parts too. */
const lossNames = [
  "discriminatorLoss",
  "generatorLoss",
  "cycleLoss",
  "backCycleLoss",
  "identityLoss",
];

/** The lab's own steps, as notebooks and commands run them. */
serve({ tensorflow: version, node: process.versions.node }, ({ iteration, mode, file }) => {
  const { game, play } = ourGame(iteration, parsePrecision(mode));
  const networks = readSafetensors(file, (name) => !INPUTS.test(name));
  game.setTensors({ ...game.tensors, ...networks });
  dispose({ ...networks });
  return {
    step(batch, step) {
      const figures = play(batch, step);
      return lossNames.flatMap((name) => figures[name] ?? []);
    },
  };
});
