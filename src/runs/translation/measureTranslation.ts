import type { DataSet } from "../../data/dataSet.js";
import { placesOf } from "../../data/pairedBatches.js";
import { copyCheck } from "../../diagnosis/copyCheck.js";
import { measure, spread } from "../../diagnosis/measures.js";
import { meanDifference } from "../../diagnosis/translation/errors.js";
import { Random } from "../../engine/random.js";
import type { Iteration } from "../../iterations/iteration.js";
import type { TranslationGame } from "../../training/translation/translationGame.js";
import type { RunMeasures } from "../measureRun.js";
import { prepareOf } from "../runBatches.js";
import { drawPlaces, enlarged, madeSize, picturesAt, prepareTo } from "./preview.js";
import { translated } from "./translate.js";

/** Pictures measured on either side. */
const PICTURES = 64;

/** Pictures of both sides that the game did not learn from, where there are enough. */
export async function heldOutPictures(
  iteration: Iteration,
  dataSet: DataSet,
  seed: number,
  most = PICTURES,
) {
  const prepare = prepareOf(iteration);
  const random = new Random(seed, "measured pictures");
  const { heldOut } = iteration.condition;
  const draw = (set: DataSet) => {
    const places = placesOf(set, heldOut).heldOut;
    return drawPlaces(places.length, most, random).map((at) => places[at] as number);
  };
  const other = dataSet.to?.sets[0] ?? dataSet;
  const places = draw(dataSet);
  return {
    from: await picturesAt(dataSet, prepare, places),
    to: await picturesAt(
      other,
      prepareTo(dataSet, prepare),
      dataSet.to?.aligned ? places : draw(other),
    ),
  };
}

/** Measures a game of pictures: what is made beside what is real, the way there and back, the partners. */
export async function measureTranslation(
  game: TranslationGame,
  dataSet: DataSet,
  step: number,
): Promise<RunMeasures> {
  const { iteration, seed } = game;
  const { generator, back } = game.players;
  const { from, to } = await heldOutPictures(iteration, dataSet, seed);
  const made = madeSize(iteration);
  const samples = translated(generator, game.tensors, from);
  const errors = back
    ? { cycle: meanDifference(translated(back.backGenerator, game.tensors, samples), from) }
    : { partner: meanDifference(samples, to), unchanged: meanDifference(enlarged(from, made), to) };
  return {
    step,
    seed,
    samples: measure(samples),
    reals: measure(to),
    trainingSpread: spread(samples),
    copyCheck: copyCheck(samples, to),
    translation: { n: from.count, ...errors },
  };
}
