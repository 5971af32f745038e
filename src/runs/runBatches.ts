import { Batches, type BatchesState } from "../data/batches.js";
import type { DataSet, Prepare } from "../data/dataSet.js";
import { permutedLabels } from "../data/permutedLabels.js";
import { splitByContent } from "../data/split.js";
import type { Iteration } from "../iterations/iteration.js";

/** What an iteration does to a picture before it is scaled. */
export function prepareOf({ data }: Iteration): Prepare {
  const { imageSize, channels, resize, cropMarginPx, flip } = data;
  return { imageSize, channels, resize, loadSize: imageSize + cropMarginPx, flip };
}

/** A run's sequence of batches, from its beginning or where `from` was taken. */
export function runBatches(
  dataSet: DataSet,
  iteration: Iteration,
  seed: number,
  from?: BatchesState,
): Batches {
  const { batchSize } = iteration.training;
  const { order } = iteration.data;
  const { heldOut, labels } = iteration.condition;
  const options = {
    batchSize,
    prepare: prepareOf(iteration),
    seed,
    order,
    ...(heldOut > 0 ? { places: splitByContent(dataSet, heldOut).training } : {}),
    ...(labels === "permuted" ? { labels: permutedLabels(dataSet, seed) } : {}),
  };
  return new Batches(dataSet, options, from);
}
