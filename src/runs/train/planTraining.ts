import { openEngine } from "../../engine/backend.js";
import { gmacRate } from "../../engine/gmacRate.js";
import { formatBytes, memoryFreeBytes } from "../../engine/memory.js";
import { ConfigError, expected } from "../../errors.js";
import type { Changes } from "../../iterations/derive.js";
import { describeEstimate, estimate } from "../../iterations/estimate.js";
import { type Proposal, propose } from "../../iterations/propose.js";
import { duration } from "../../show/panelHtml.js";
import type { Run } from "../run.js";
import { type Continuation, continuation, describeContinuation } from "./continuation.js";
import { earlierRuns } from "./earlierRun.js";
import { describePictures, lookAt, type OwnPictures } from "./lookAt.js";

/** What a training on someone's own pictures can be given. */
export interface TrainWishes {
  /** Side of the pictures; proposed from them unless said. */
  readonly size?: number;
  /** Training time that there is from now on; 60 minutes for a new run unless said. */
  readonly minutes?: number;
  /** Steps in all, or `+2000` for so many more than are done; as many as the time allows unless said. */
  readonly steps?: number | `+${number}`;
  /** An earlier training of this seed is gone on with; of any, and 1 for a new run, unless said. */
  readonly seed?: number;
  /** Begins anew where an earlier training would be gone on with. */
  readonly fresh?: boolean;
  /** Fields set over whatever is proposed; an earlier training has to have them already. */
  readonly set?: Changes;
  /** Name of the run's folder below `checkpoints/own/`. */
  readonly name?: string;
  /** Bytes of memory that the run may use; what is free by default. */
  readonly memoryBytes?: number;
  readonly signal?: AbortSignal;
  readonly log?: (line: string) => void;
}

/** Pictures that were looked at, and what will be trained on them. */
export interface TrainingPlan extends OwnPictures {
  /** A new run, or the earlier one that is gone on with. */
  readonly training: Proposal | Continuation;
  /** What was found and what will be done, line by line. */
  readonly lines: readonly string[];
}

/** Whether no picture has colours: all files are stored without, or they are digits. */
const isGrey = ({ dataSet: { name, manifest } }: OwnPictures) =>
  /^mnist/.test(name) ||
  (manifest.length > 0 && manifest.every(({ mode }) => mode.startsWith("b-w")));

/** A new game for some pictures on this machine. */
function proposal(pictures: OwnPictures, wishes: TrainWishes): Proposal {
  const { size, steps, set: changes, minutes = 60, memoryBytes = memoryFreeBytes() } = wishes;
  if (typeof steps === "string") {
    const what = "a number: no earlier training on these pictures";
    throw new ConfigError(expected("steps", what, steps));
  }
  openEngine();
  const { name, count, enlargedAt } = pictures.dataSet;
  const given = { name, count, enlargedAt, memoryBytes, minutes, grey: isGrey(pictures) };
  const proposed = propose(
    { ...given, gmacPerSecond: gmacRate() },
    {
      ...(size === undefined ? {} : { imageSize: size }),
      ...(steps === undefined ? {} : { steps }),
      ...(changes === undefined ? {} : { set: changes }),
    },
  );
  const { set } = pictures.base.data;
  const { iteration } = proposed;
  return { ...proposed, iteration: { ...iteration, data: { ...iteration.data, set } } };
}

function describeProposal({ dataSet }: OwnPictures, proposed: Proposal): readonly string[] {
  const { iteration, seconds, memoryBytes, reasons } = proposed;
  return [
    ...reasons,
    describeEstimate(estimate(iteration, { pictures: dataSet.count })),
    `about ${duration(seconds)} on this machine with nothing else to do, about ${formatBytes(memoryBytes)} of memory`,
  ];
}

/** What is said where trainings on the pictures are kept, but none of the seed that is wanted. */
function ofOtherSeeds(kept: readonly Run[], seed: number | undefined): readonly string[] {
  const newest = kept.at(-1);
  if (!newest || seed === undefined) return [];
  return [`run ${newest.name} of seed ${newest.options.seed} is kept; seed ${seed} begins anew`];
}

/** @throws ConfigError for fields that another option says. */
function checkSet({ set = {}, steps }: TrainWishes): void {
  const { imageSize, set: name } = set.data ?? {};
  if (imageSize !== undefined)
    throw new ConfigError(expected("data.imageSize", "it as the size (--size)", imageSize));
  if (name !== undefined) throw new ConfigError(expected("data.set", "it as the pictures", name));
  const own = set.training?.steps;
  if (steps !== undefined && own !== undefined && own !== steps)
    throw new ConfigError(expected("training.steps", `${steps}, as in steps`, own));
}

/**
 * Looks at someone's own pictures, at the runs that are kept and at this machine, and says what will be
 * trained: an earlier training on, or a new one as proposed. Nothing is kept.
 * @param data a folder of pictures, in any tree, or the name of a data set.
 * @throws ConfigError for a folder that cannot be used, too few pictures, a size that cannot be chosen,
 * and wishes that an earlier run cannot meet.
 */
export async function planTraining(data: string, wishes: TrainWishes = {}): Promise<TrainingPlan> {
  const { seed, fresh = false } = wishes;
  checkSet(wishes);
  const pictures = await lookAt(data, wishes);
  const kept = fresh ? [] : earlierRuns(pictures);
  const earlier = kept.filter(({ options }) => seed === undefined || options.seed === seed).at(-1);
  const found = describePictures(pictures);
  if (earlier) {
    const training = continuation(earlier, wishes);
    return { ...pictures, training, lines: [...found, describeContinuation(training)] };
  }
  const training = proposal(pictures, wishes);
  const lines = [...found, ...ofOtherSeeds(kept, seed), ...describeProposal(pictures, training)];
  return { ...pictures, training, lines };
}
