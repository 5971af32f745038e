import { Batches, type BatchesState } from "../data/batches.js";
import type { DataSet, Prepare } from "../data/dataSet.js";
import { permutedPlaces } from "../data/permutedPlaces.js";
import { splitByContent } from "../data/split.js";
import { attributeLevels, toldAttributes, toldClasses } from "../data/told.js";
import type { Iteration } from "../iterations/iteration.js";

/** What an iteration does to a picture before it is scaled. */
export function prepareOf({ data }: Iteration): Prepare {
  const { imageSize, channels, resize, cropMarginPx, flip } = data;
  return { imageSize, channels, resize, loadSize: imageSize + cropMarginPx, flip };
}

/** What a run is told of its pictures, and by which classes it balances them. */
function tellingOf(dataSet: DataSet, iteration: Iteration, seed: number, learned: Uint32Array) {
  const { kind, tells, labels, classes } = iteration.condition;
  if (kind === "none") return {};
  const others = labels === "permuted" ? permutedPlaces(dataSet.count, seed) : undefined;
  const placeOf = (index: number) => others?.[index] ?? index;
  if (tells === "attributes") {
    const levels = attributeLevels(dataSet, classes, learned);
    return { told: toldAttributes(classes.length, (index) => levels(placeOf(index))) };
  }
  const labelOf = (index: number) => dataSet.labelOf(placeOf(index));
  return { labelOf, told: toldClasses(dataSet, labelOf) };
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
  const places = splitByContent(dataSet, iteration.condition.heldOut).training;
  const options = {
    batchSize,
    prepare: prepareOf(iteration),
    seed,
    order,
    places,
    ...tellingOf(dataSet, iteration, seed, places),
  };
  return new Batches(dataSet, options, from);
}
