import type { DataSet } from "../../data/dataSet.js";
import { warningsFor } from "../../data/warningsFor.js";
import { openEngine } from "../../engine/backend.js";
import { gmacRate } from "../../engine/gmacRate.js";
import { formatBytes, memoryFreeBytes } from "../../engine/memory.js";
import { findIteration } from "../../iterations/catalogue.js";
import { describeEstimate, estimate } from "../../iterations/estimate.js";
import { type Proposal, propose } from "../../iterations/propose.js";
import { duration } from "../../show/panelHtml.js";
import { chooseData } from "../openRun.js";
import { openRunData } from "../openRunData.js";

/** What a training on someone's own pictures can be given. */
export interface TrainWishes {
  /** Side of the pictures; proposed from them unless said. */
  readonly size?: number;
  /** Training time that there is; 60 minutes unless said. */
  readonly minutes?: number;
  /** Steps in all; as many as the time allows unless said. */
  readonly steps?: number;
  /** Bytes of memory that the run may use; what is free by default. */
  readonly memoryBytes?: number;
  readonly signal?: AbortSignal;
  readonly log?: (line: string) => void;
}

/** Pictures that were looked at, and the game proposed for them. */
export interface TrainingPlan {
  readonly dataSet: DataSet;
  /** The reader's folder; absent for a data set that has a name. */
  readonly folder?: string;
  readonly proposal: Proposal;
  /** What was found and what is proposed, line by line. */
  readonly lines: readonly string[];
}

/** Whether no picture has colours: all files are stored without, or they are digits. */
const isGrey = ({ name, manifest }: DataSet) =>
  /^mnist/.test(name) ||
  (manifest.length > 0 && manifest.every(({ mode }) => mode.startsWith("b-w")));

function linesOf(dataSet: DataSet, { iteration, seconds, memoryBytes, reasons }: Proposal) {
  return [
    dataSet.description,
    ...dataSet.unreadable.map(({ file, reason }) => `${file}: ${reason}`),
    ...warningsFor(dataSet),
    ...reasons,
    describeEstimate(estimate(iteration, { pictures: dataSet.count })),
    `about ${duration(seconds)} on this machine with nothing else to do, about ${formatBytes(memoryBytes)} of memory`,
  ];
}

/**
 * Looks at someone's own pictures and at this machine, and proposes what to train; nothing is kept.
 * @param data a folder of pictures, in any tree, or the name of a data set.
 * @throws ConfigError for a folder that cannot be used, too few pictures, a size that cannot be chosen.
 */
export async function planTraining(data: string, wishes: TrainWishes = {}): Promise<TrainingPlan> {
  const { size, steps, minutes = 60, memoryBytes = memoryFreeBytes(), signal, log } = wishes;
  const base = findIteration("gan128Paintings", "repaired");
  const { iteration: chosen, folder } = chooseData(base, data);
  const dataSet = await openRunData(chosen, {
    ...(folder === undefined ? {} : { data: folder }),
    ...(signal ? { signal } : {}),
    ...(log ? { log } : {}),
  });
  openEngine();
  const { name, count, enlargedAt } = dataSet;
  const given = { name, count, enlargedAt, memoryBytes, minutes, grey: isGrey(dataSet) };
  const proposal = propose(
    { ...given, gmacPerSecond: gmacRate() },
    {
      ...(size === undefined ? {} : { imageSize: size }),
      ...(steps === undefined ? {} : { steps }),
    },
  );
  const { set } = chosen.data;
  const own = { ...proposal.iteration, data: { ...proposal.iteration.data, set } };
  return {
    dataSet,
    ...(folder === undefined ? {} : { folder }),
    proposal: { ...proposal, iteration: own },
    lines: linesOf(dataSet, proposal),
  };
}
