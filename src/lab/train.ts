import { basename } from "node:path";
import { parseBytes } from "../engine/memory.js";
import type { Changes } from "../iterations/derive.js";
import type { Run } from "../runs/run.js";
import { planTraining, type TrainWishes } from "../runs/train/planTraining.js";
import { type TrainOptions, trainOwn } from "../runs/train/trainOwn.js";
import { showMarkdown } from "../show/display.js";
import { escapeMarkdown } from "../show/escape.js";
import { type Followed, underPanel } from "./underPanel.js";

/** What `lab.train` can be given. */
export interface TrainChoice
  extends Followed,
    Pick<
      TrainOptions,
      "size" | "minutes" | "steps" | "seed" | "fresh" | "set" | "name" | "checkpointEvery"
    > {
  /** Memory that the run may use, such as `8G`; what is free by default. */
  readonly memory?: string;
}

const memoryOf = (memory: string | undefined) =>
  memory === undefined ? {} : { memoryBytes: parseBytes(memory) };

/** Shows what is found in a folder of pictures and what would be trained on it; nothing is kept. */
export async function showPlan(
  data: string,
  choice: Pick<TrainWishes, "size" | "minutes" | "steps" | "seed" | "fresh" | "set"> & {
    readonly memory?: string;
  } = {},
): Promise<void> {
  const { memory, ...wishes } = choice;
  const { lines } = await planTraining(data, { ...wishes, ...memoryOf(memory) });
  showMarkdown(lines.map((line) => `- ${escapeMarkdown(line)}`).join("\n"));
}

/** ` · training.batchSize 16`, for each field that is set. */
function settingsText(set: Changes): string {
  const fields = Object.entries(set).flatMap(([section, own]) =>
    Object.entries(own ?? {}).map(([field, value]) => ` · ${section}.${field} ${value}`),
  );
  return fields.join("");
}

/**
 * Trains on your own pictures, a folder or a data set by name: looks at them, proposes size, batch and
 * steps, and goes on with an earlier training on them unless `fresh`.
 */
export async function train(data: string, choice: TrainChoice = {}): Promise<Run> {
  const { memory, ...options } = choice;
  const seed = options.seed === undefined ? "" : ` · seed ${options.seed}`;
  const title = `your pictures · ${basename(data)}${seed}${settingsText(options.set ?? {})}`;
  return underPanel(title, options, (hooks) =>
    trainOwn(data, { ...options, ...hooks, ...memoryOf(memory) }),
  );
}
