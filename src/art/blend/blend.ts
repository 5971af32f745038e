import { join } from "node:path";
import { dispose } from "@tensorflow/tfjs-core";
import type { Tensors } from "../../engine/step.js";
import { ConfigError, expected } from "../../errors.js";
import { writeFile, writeJson } from "../../files.js";
import { derive } from "../../iterations/derive.js";
import { openCheckpoint, readArrays } from "../../runs/checkpoint.js";
import { keepMadeRun } from "../../runs/keepMadeRun.js";
import type { Run } from "../../runs/run.js";
import type { RunAtStep } from "../../runs/runAtStep.js";
import { checkOut, checkpointsFolder, makeRunFolder } from "../../runs/runFolder.js";
import { TrainedGenerator, type WeightKind } from "../../runs/trainedGenerator.js";
import { escapeMarkdown } from "../../show/escape.js";
import { firstAverages } from "../../training/averages.js";
import type { Source } from "../recipe/recipe.js";
import { sourceOf } from "../recipe/sourceOf.js";
import { recomputed } from "../recomputed.js";
import { blendArrays, checkShapes } from "./blendArrays.js";
import { type BlendChoice, type BlendPlan, blendPlan, isMixed } from "./blendPlan.js";

/** Latents from which a mixed network's norms get their statistics. */
export const STATISTICS = 1000;

/** Where norm statistics come from: with their layer from its parent, or from latents anew. */
export const statisticsKinds = ["kept", "recomputed"] as const;
export type Statistics = (typeof statisticsKinds)[number];

/** How generators are blended, and under what name. */
export interface BlendOptions extends BlendChoice {
  /** Name of the new run: `blended/<as>`. */
  readonly as: string;
  /** Recomputed after any mix, kept where each stage is one parent's, unless said. */
  readonly statistics?: Statistics;
  readonly weights?: WeightKind;
  /** Seed of the latents for the statistics. */
  readonly seed?: number;
}

/** What `blend.json` in the new run says. */
export interface BlendRecord {
  readonly parents: readonly Source[];
  readonly plan: BlendPlan;
  readonly statistics: Statistics;
  readonly latents: number;
  readonly seed: number;
}

/** Opens generators that can be blended; whoever opened them disposes of them. */
export function openParents(
  runs: readonly RunAtStep[],
  weights?: WeightKind,
): readonly TrainedGenerator[] {
  const parents: TrainedGenerator[] = [];
  try {
    for (const { run, step } of runs) parents.push(new TrainedGenerator(run, step, weights));
    if (parents.length < 2) {
      throw new ConfigError(expected("parents of a blend", "at least 2", parents.length));
    }
    checkShapes(parents);
    return parents;
  } catch (error) {
    for (const parent of parents) parent.dispose();
    throw error;
  }
}

/** The blended arrays, with statistics as they should be; the caller's to free. */
export function blended(
  parents: readonly TrainedGenerator[],
  plan: BlendPlan,
  options: {
    readonly statistics?: Statistics;
    readonly seed?: number;
    readonly count?: number;
  } = {},
): { readonly arrays: Tensors; readonly statistics: Statistics } {
  const {
    statistics = isMixed(plan) ? "recomputed" : "kept",
    seed = 1,
    count = STATISTICS,
  } = options;
  const [{ network, iteration }] = parents as readonly [TrainedGenerator];
  const arrays = blendArrays(
    network,
    parents.map(({ tensors }) => tensors),
    plan,
  );
  if (statistics === "kept") return { arrays, statistics };
  const noise = iteration.generator.latentNoise;
  return { arrays: recomputed(network, arrays, { noise, seed, count }), statistics };
}

/** A page for whoever finds the run: what it is made of. */
function card(name: string, { parents, plan, statistics, latents, seed }: BlendRecord): string {
  const labels = parents.map(
    ({ run, step, weights }) => `${escapeMarkdown(run)}@${step} (${weights})`,
  );
  const rows = Object.entries(plan).map(
    ([px, shares]) => `| ${px} | ${shares.map((share) => share.toFixed(3)).join(" | ")} |`,
  );
  const how =
    statistics === "kept"
      ? "travelled with their layers"
      : `computed anew from ${latents} latents in training mode, seed ${seed}`;
  return `# ${escapeMarkdown(name)}: a blend

Not trained: made of other generators, stage by stage. Norm statistics ${how}.

| px | ${labels.join(" | ")} |
| --- | ${labels.map(() => "---").join(" | ")} |
${rows.join("\n")}

What the parents' cards say of their training pictures holds for this one too.
`;
}

/** All arrays of the new game: the blend, its averages where they are kept, the first parent's D. */
function gameArrays(first: TrainedGenerator, arrays: Tensors): Tensors {
  const checkpoint = openCheckpoint(first.run.folder, first.step);
  const discriminator = readArrays(checkpoint, (name) => name.startsWith("discriminator/"));
  const averaged = first.iteration.sampling.averageDecay > 0 ? firstAverages(arrays) : {};
  return { ...discriminator, ...arrays, ...averaged };
}

async function keep(
  parents: readonly TrainedGenerator[],
  record: BlendRecord,
  arrays: Tensors,
  { as, seed = 1 }: BlendOptions,
): Promise<Run> {
  const [first] = parents as readonly [TrainedGenerator];
  const labels = record.parents.map(({ run, step }) => `${run}@${step}`);
  const title = `A blend of ${labels.join(" and ")}`;
  const iteration = derive(first.iteration, { name: "blended", preset: as, title }, {});
  const out = join(checkpointsFolder(), "blended", as);
  const folder = makeRunFolder({ iteration: "blended", preset: as, seed, out });
  const weights = gameArrays(first, arrays);
  try {
    const startedFrom = { generator: labels[0] as string };
    const data = { ...first.run.data, description: `${title}; ${first.run.data.description}` };
    const run = await keepMadeRun(iteration, folder, { seed, weights, data, startedFrom });
    await writeJson(join(folder, "blend.json"), record);
    await writeFile(join(folder, "README.md"), card(as, record));
    return run;
  } finally {
    dispose(weights);
  }
}

/**
 * Makes a run of two or more generators of the same shapes: a split (coarse stages of one, fine ones
 * of the other), a mix, shares stage by stage, or a soup of several. It can be sampled, walked,
 * exported and trained on like any other.
 * @throws ConfigError for generators of different shapes, and shares that cannot be.
 */
export async function blend(runs: readonly RunAtStep[], options: BlendOptions): Promise<Run> {
  const { as, seed = 1 } = options;
  if (!/^\w[\w.-]*$/.test(as)) {
    throw new ConfigError(expected("--as", "a name of letters, digits, - _ and .", as));
  }
  checkOut(join(checkpointsFolder(), "blended", as), "the blend");
  const parents = openParents(runs, options.weights);
  try {
    const [first] = parents as readonly [TrainedGenerator];
    const plan = blendPlan(first.network, options, parents.length);
    const { arrays, statistics } = blended(parents, plan, { ...options, seed });
    const sources = parents.map(sourceOf);
    return await keep(
      parents,
      { parents: sources, plan, statistics, latents: STATISTICS, seed },
      arrays,
      options,
    );
  } finally {
    for (const parent of parents) parent.dispose();
  }
}
