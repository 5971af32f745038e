import type { DataSet } from "../../data/dataSet.js";
import { parseDecay } from "../../data/decay/decay.js";
import { openDataSet } from "../../data/openDataSet.js";
import { placesOf } from "../../data/pairedBatches.js";
import { decayStates } from "../../data/pictureSeries.js";
import {
  type DecayMeasures,
  decayMeasures,
  decayVerdict,
} from "../../diagnosis/translation/decayMeasures.js";
import { meanDifference } from "../../diagnosis/translation/errors.js";
import { Random } from "../../engine/random.js";
import { ConfigError, expected } from "../../errors.js";
import type { Run } from "../../runs/run.js";
import { prepareOf } from "../../runs/runBatches.js";
import { drawPlaces, picturesAt } from "../../runs/translation/preview.js";
import { translated } from "../../runs/translation/translate.js";
import { openTranslator } from "../../runs/translation/translator.js";
import type { Images } from "../../shape.js";

/** The measures of a decay, the control, and one sentence. */
export interface DecayJudgement extends DecayMeasures {
  /** Grey levels by which the identity network changed the pictures in as many applications. */
  readonly drift?: number;
  readonly verdict: string;
  readonly frames: readonly Images[];
}

/** How a decay is judged. */
export interface JudgeDecayOptions {
  /** Applications; 50 by default. */
  readonly times?: number;
  /** Pictures; 8 by default. */
  readonly count?: number;
  /** The control: a run that was taught to leave pictures as they are. */
  readonly identity?: Run;
  readonly seed?: number;
}

/** Pictures after 0, 1 .. applications of a run's network. */
function applied(run: Run, start: Images, times: number): readonly Images[] {
  const { network, tensors, dispose } = openTranslator(run);
  const frames = [start];
  for (let time = 0; time < times; time++)
    frames.push(translated(network, tensors, frames.at(-1) as Images));
  dispose();
  return frames;
}

/** The true states of some pictures, as the run's recipe makes them. */
async function trueStates(run: Run, base: DataSet, places: readonly number[], times: number) {
  const { to } = run.iteration.translation;
  if (!to.startsWith("decay:"))
    throw new ConfigError(expected(`run ${run.name}`, "one that learned a decay", to));
  const recipe = parseDecay(to.slice("decay:".length));
  const sets = decayStates(base, { recipe, earlier: 0, most: times });
  const states: Images[] = [];
  for (const set of sets) states.push(await picturesAt(set, prepareOf(run.iteration), places));
  return states;
}

/**
 * Measures a network of decay on held-out pictures: applied again and again, beside the true decay
 * of the same pictures and a network that was taught to change nothing.
 * @throws ConfigError for a run that learned no decay.
 */
export async function judgeDecay(
  run: Run,
  options: JudgeDecayOptions = {},
): Promise<DecayJudgement> {
  const { times = 50, count = 8, seed = 1, identity } = options;
  const { iteration, data } = run;
  const base = await openDataSet(iteration.data.set, {
    log: () => {},
    ...(data.folder === undefined ? {} : { folder: data.folder }),
  });
  const held = placesOf(base, iteration.condition.heldOut).heldOut;
  const drawn = drawPlaces(held.length, count, new Random(seed, "decayed pictures"));
  const places = drawn.map((at) => held[at] as number);
  const truth = await trueStates(run, base, places, times);
  const start = truth[0] as Images;
  const frames = applied(run, start, times);
  const measures = decayMeasures(frames, truth);
  const drift = identity && meanDifference(applied(identity, start, times).at(-1) as Images, start);
  return {
    ...measures,
    ...(drift === undefined ? {} : { drift }),
    verdict: decayVerdict(measures, drift),
    frames,
  };
}
