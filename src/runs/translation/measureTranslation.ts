import type { DataSet } from "../../data/dataSet.js";
import { copyCheck } from "../../diagnosis/copyCheck.js";
import { measure, spread } from "../../diagnosis/measures.js";
import { meanDifference } from "../../diagnosis/translation/errors.js";
import { Random } from "../../engine/random.js";
import type { TranslationGame } from "../../training/translation/translationGame.js";
import type { RunMeasures } from "../measureRun.js";
import { prepareOf } from "../runBatches.js";
import { drawPlaces, enlarged, madeSize, picturesAt, prepareTo } from "./preview.js";
import { translated } from "./translate.js";

/** Pictures measured on either side. */
const PICTURES = 64;

/** Measures a game of pictures: what is made beside what is real, the way there and back, the partners. */
export async function measureTranslation(
  game: TranslationGame,
  dataSet: DataSet,
  step: number,
): Promise<RunMeasures> {
  const { iteration, seed } = game;
  const { generator, back } = game.players;
  const prepare = prepareOf(iteration);
  const random = new Random(seed, "measured pictures");
  const other = dataSet.to?.sets[0] ?? dataSet;
  const places = drawPlaces(dataSet.count, PICTURES, random);
  const otherPlaces = dataSet.to?.aligned ? places : drawPlaces(other.count, PICTURES, random);
  const made = madeSize(iteration);
  const from = await picturesAt(dataSet, prepare, places);
  const to = await picturesAt(other, prepareTo(dataSet, prepare), otherPlaces);
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
