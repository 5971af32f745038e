import { parseBytes } from "../engine/memory.js";
import { parsePrecision } from "../engine/precision.js";
import { ConfigError, expected } from "../errors.js";
import { findIteration } from "../iterations/catalogue.js";
import type { Changes } from "../iterations/derive.js";
import type { Iteration } from "../iterations/iteration.js";
import { quickCopy } from "../iterations/quick.js";
import { withChanges } from "../iterations/settings/withChanges.js";
import type { Switches } from "../iterations/switches/switch.js";
import { withSwitches } from "../iterations/switches/withSwitches.js";
import { translatedTo } from "../iterations/translatedTo.js";
import type { OnNan, Run } from "../runs/run.js";
import { startRun } from "../runs/startRun.js";
import { showChanges } from "./showChanges.js";
import { type Followed, underPanel } from "./underPanel.js";

/** Which variant of an iteration. */
export interface Choice {
  /** One of the iteration's presets; `repaired` by default. */
  readonly preset?: string;
  /** The small copy, for a few minutes on two cores. */
  readonly quick?: boolean;
  /** Defects set one by one, such as `{ raw255Input: false }`. */
  readonly switches?: Switches;
  /** What pictures are turned into, of iterations that do: a data set, a folder, `decay:...`, `enlarge`. */
  readonly to?: string;
  /** Fields to set over all of these, such as `{ training: { batchSize: 16 } }`. */
  readonly set?: Changes;
}

/** What `lab.run` can be given. */
export interface RunChoice extends Choice, Followed {
  /** Random seed of weights, latents and order of pictures; 1 by default. */
  readonly seed?: number;
  /** Steps to train; the preset's own number by default, and for 0. */
  readonly steps?: number;
  /** A folder of your own pictures, or another data set, in place of the iteration's. */
  readonly data?: string;
  /** The run's own folder; one below `checkpoints/` by default. */
  readonly out?: string;
  /** Name of the run's folder below `checkpoints/<iteration>/`; preset, seed and time by default. */
  readonly name?: string;
  /** Memory that the run may use, such as `8G`; what is free by default. */
  readonly memory?: string;
  /** Run the steps op by op where they could be compiled: slower, for looking into a step. */
  readonly eager?: boolean;
  /** `bfloat16`: faster where the processor has it; weights stay float32. `float32` unless said. */
  readonly precision?: string;
  /** Steps between checkpoints; the preset's own number by default. */
  readonly checkpointEvery?: number;
  /** A loss or weight that is not finite ends the run, or takes it back at half the rates. */
  readonly onNan?: OnNan;
  /** `false`: measure pictures at the end only, not at checkpoints. */
  readonly quality?: boolean;
  /** Generator to begin with: a run, or `RUN@step`. */
  readonly netG?: string;
  /** Discriminator to begin with: a run, or `RUN@step`. */
  readonly netD?: string;
}

/**
 * A preset, or its small configuration, then ablation flags, then the fields that are set: the later
 * wins. @throws ConfigError with the names that exist, and for settings that cannot be.
 */
export function findChoice(name: string, choice: Choice = {}): Iteration {
  const { preset, quick = false, switches = {}, to, set = {} } = choice;
  const find = (each?: string) => (quick ? quickCopy(name, each) : findIteration(name, each));
  const found = withSwitches(find(preset), switches, find);
  return withChanges(to === undefined ? found : translatedTo(found, to), set);
}

/** The steps of a choice. @throws ConfigError where they are given twice and differ. */
export function stepsOf({ steps, set }: Pick<RunChoice, "steps" | "set">): number | undefined {
  const own = set?.training?.steps;
  if (steps && own !== undefined && own !== steps)
    throw new ConfigError(expected("training.steps", `${steps}, as in steps`, own));
  return steps || undefined;
}

/** Trains an iteration under a live panel and returns the run, finished or stopped. */
export async function run(name: string, options: RunChoice = {}): Promise<Run> {
  const iteration = findChoice(name, options);
  const { seed = 1, data, out, memory, eager, precision, checkpointEvery, onNan } = options;
  const { quality, name: folder } = options;
  const steps = stepsOf(options);
  const { netG: generator, netD: discriminator } = options;
  const nets = { ...(generator ? { generator } : {}), ...(discriminator ? { discriminator } : {}) };
  const title = `${iteration.name} · ${iteration.preset} · seed ${seed}`;
  showChanges(iteration);
  return underPanel(title, options, (hooks) =>
    startRun(iteration, {
      ...hooks,
      seed,
      nets,
      ...(steps ? { steps } : {}),
      ...(data === undefined ? {} : { data }),
      ...(out === undefined ? {} : { out }),
      ...(folder === undefined ? {} : { name: folder }),
      ...(memory === undefined ? {} : { memoryBytes: parseBytes(memory) }),
      ...(eager ? { eager } : {}),
      ...(precision === undefined ? {} : { precision: parsePrecision(precision) }),
      ...(checkpointEvery === undefined ? {} : { checkpointEvery }),
      ...(onNan === undefined ? {} : { onNan }),
      ...(quality === undefined ? {} : { quality }),
    }),
  );
}
