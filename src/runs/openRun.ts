import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { DataSet } from "../data/dataSet.js";
import { describeFor } from "../data/describeFor.js";
import { dataSetNames } from "../data/openDataSet.js";
import { warningsFor } from "../data/warningsFor.js";
import { describeEngine, type Engine, openEngine } from "../engine/backend.js";
import { formatBytes, memoryFreeBytes } from "../engine/memory.js";
import { checkPrecision, type Precision, processorFlags } from "../engine/precision.js";
import { bestMode, describeMode, type RunnerMode } from "../engine/runner.js";
import { ConfigError, expected } from "../errors.js";
import { checkFits, describeEstimate } from "../iterations/estimate.js";
import type { Iteration } from "../iterations/iteration.js";
import { openRunData } from "./openRunData.js";
import { prepareOf, runBatches } from "./runBatches.js";
import { type LookedAt, runData } from "./runData.js";
import { withClassesOf } from "./withClassesOf.js";

/** What opening takes into account besides the iteration. */
export interface OpenRunOptions {
  readonly seed: number;
  /** A folder in place of the iteration's data set. */
  readonly folder?: string;
  /** Classes that the run has already learned from. */
  readonly classes?: readonly string[];
  /** How steps run; the best there is unless said. */
  readonly mode?: RunnerMode;
  /** What the steps compute in; float32 unless said. */
  readonly precision?: Precision;
  /** Bytes of memory that the run may use; what is free by default. */
  readonly memoryBytes?: number;
  readonly signal?: AbortSignal;
  readonly log: (line: string) => void;
}

/** Data and engine, ready for a run. */
export interface OpenedRun {
  /** The iteration with the classes of its data. */
  readonly iteration: Iteration;
  readonly dataSet: DataSet;
  readonly looked: LookedAt;
  readonly engine: Engine;
  readonly mode: RunnerMode;
}

/**
 * What `--data` means: a folder of one's own, or the name of a data set.
 * @returns the iteration on that data set, and the folder if it is one.
 */
export function chooseData(
  iteration: Iteration,
  data: string | undefined,
): { readonly iteration: Iteration; readonly folder?: string } {
  if (data === undefined) return { iteration };
  if (data === "") throw new ConfigError(expected("--data", "a folder", ""));
  if (existsSync(resolve(data)) || !dataSetNames().includes(data))
    return { iteration, folder: data };
  return { iteration: { ...iteration, data: { ...iteration.data, set: data } } };
}

/** Opens data and engine for an iteration, and says what is about to happen and what it costs. */
export async function openRun(asked: Iteration, options: OpenRunOptions): Promise<OpenedRun> {
  const { seed, folder, signal, log, memoryBytes = memoryFreeBytes() } = options;
  const { precision = "float32" } = options;
  checkFits(asked, memoryBytes, { mode: options.mode ?? "compiled", precision });
  const dataSet = await openRunData(asked, {
    log,
    ...(folder === undefined ? {} : { data: folder }),
    ...(signal ? { signal } : {}),
  });
  const iteration = withClassesOf(asked, dataSet, options.classes);
  const looked = await runData(dataSet, iteration, seed, folder);
  const engine = openEngine();
  const mode = options.mode ?? bestMode();
  checkPrecision(precision, mode, { device: engine.device, processorFlags: processorFlags() });
  const cost = checkFits(iteration, memoryBytes, { mode, precision, pictures: dataSet.count });
  runBatches(dataSet, iteration, seed).close(); // refuses a set smaller than a batch
  log(describeEngine(engine));
  log(describeMode(mode, precision));
  log(`data: ${describeFor(dataSet, prepareOf(iteration))}`);
  for (const warning of warningsFor(dataSet)) log(`data: ${warning}`);
  log(`cost: ${describeEstimate(cost)}, of ${formatBytes(memoryBytes)} that may be used`);
  return { iteration, dataSet, looked, engine, mode };
}
