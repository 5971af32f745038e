import { PairedBatches, type PicturePairs } from "../../data/pairedBatches.js";
import type { Iteration } from "../../iterations/iteration.js";
import { TranslationGame } from "../../training/translation/translationGame.js";
import { prepareOf } from "../runBatches.js";
import { begin, placeOf, type Stage, type Staging } from "../stage.js";
import { openPreview } from "./preview.js";
import { translationExhibit } from "./translationExhibit.js";

/** How an iteration's pairs are drawn. */
export function pairsOptions(iteration: Iteration, seed: number) {
  const { batchSize } = iteration.training;
  return { batchSize, prepare: prepareOf(iteration), seed, order: iteration.data.order };
}

/** The stage of a game that turns pictures into pictures. */
export async function stageTranslation(staging: Staging): Promise<Stage<PicturePairs>> {
  const { options, dataSet } = staging;
  const { iteration, seed, steps, mode, precision } = options;
  const game = new TranslationGame(iteration, {
    seed,
    steps,
    mode,
    ...(precision ? { precision } : {}),
  });
  const batches = new PairedBatches(
    dataSet,
    pairsOptions(iteration, seed),
    iteration.condition.heldOut,
    placeOf(staging),
  );
  try {
    const kept = begin(game, staging);
    const preview = await openPreview(dataSet, iteration, seed, kept);
    const exhibit = translationExhibit(game, preview, dataSet);
    return {
      game,
      batches,
      exhibit,
      close() {
        batches.close();
        game.dispose();
      },
    };
  } catch (error) {
    batches.close();
    game.dispose();
    throw error;
  }
}
