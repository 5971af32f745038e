import { basename, dirname } from "node:path";
import { dispose, type Tensor } from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";
import { ConfigError, expected } from "../errors.js";
import type { Iteration } from "../iterations/iteration.js";
import { buildDiscriminator, buildGenerator } from "../iterations/networks.js";
import { firstAverages } from "../training/averages.js";
import type { Game } from "../training/game.js";
import { checkpointSteps, openCheckpoint } from "./checkpoint.js";
import { readNetwork } from "./readNetwork.js";
import { findRunFolder } from "./runFolder.js";

/** Runs, as `RUN` or `RUN@step`, whose networks a new run begins with. */
export interface NetSources {
  readonly generator?: string;
  readonly discriminator?: string;
}

/** Networks that were read, and where they come from. */
export interface StartNets {
  readonly arrays: Tensors;
  /** `iteration/run@step` by player. */
  readonly labels: NetSources;
  /** A line each for the timeline. */
  readonly texts: readonly string[];
}

const flags = { generator: "--net-g", discriminator: "--net-d" } as const;
type Player = keyof typeof flags;

/** Splits `RUN@step` and finds both; the newest checkpoint unless a step is said. */
function find(flag: string, source: string): { readonly folder: string; readonly step: number } {
  const [, name = source, wanted] = /^(.+)@(\d+)$/.exec(source) ?? [];
  const folder = findRunFolder(name);
  const steps = checkpointSteps(folder);
  const step = wanted === undefined ? steps.at(-1) : Number(wanted);
  if (step !== undefined && steps.includes(step)) return { folder, step };
  throw new ConfigError(
    expected(`${flag} ${source}`, `one of the checkpoints ${steps.join(", ")}`, step ?? "none"),
  );
}

function readNet(iteration: Iteration, player: Player, source: string) {
  const flag = flags[player];
  const { folder, step } = find(flag, source);
  const build = player === "generator" ? buildGenerator : buildDiscriminator;
  const arrays = readNetwork(openCheckpoint(folder, step), build(iteration), {
    where: `${flag} ${source}`,
    what: `the arrays of the ${player} of ${iteration.name} ${iteration.preset}`,
  });
  return { arrays, label: `${basename(dirname(folder))}/${basename(folder)}@${step}` };
}

/**
 * Reads the networks that a new run begins with (fine-tuning, as Barrat did from portraits to
 * nudes): weights and moving statistics; optimizers begin anew.
 * @throws ConfigError for an unknown run or step, or arrays that do not fit, each listed.
 */
export function readNets(iteration: Iteration, sources: NetSources): StartNets {
  const arrays: Record<string, Tensor> = {};
  const labels: { [player in Player]?: string } = {};
  for (const player of ["generator", "discriminator"] as const) {
    const source = sources[player];
    if (source === undefined) continue;
    const net = readNet(iteration, player, source);
    Object.assign(arrays, net.arrays);
    labels[player] = net.label;
  }
  const texts = Object.entries(labels).map(([player, label]) => `${player} of ${label}`);
  return { arrays, labels, texts };
}

/** Puts networks into a game that has not begun; frees them. */
export function startWith({
  arrays,
}: StartNets): (gan: Pick<Game, "iteration" | "tensors" | "setTensors">) => void {
  return (gan) => {
    if (Object.keys(arrays).length === 0) return;
    const ofGenerator = Object.entries(arrays).filter(([name]) => name.startsWith("generator/"));
    const averaged = gan.iteration.sampling.averageDecay > 0;
    const averages = averaged ? firstAverages(Object.fromEntries(ofGenerator)) : {};
    gan.setTensors({ ...gan.tensors, ...arrays, ...averages });
    dispose({ ...arrays, ...averages });
  };
}
