import { dispose, type Tensor } from "@tensorflow/tfjs-core";
import type { Batches, BatchesState } from "../data/batches.js";
import type { DataSet } from "../data/dataSet.js";
import type { Tensors } from "../engine/step.js";
import type { Game } from "../training/game.js";
import { Gan } from "../training/gan.js";
import { type Checkpoint, readArrays } from "./checkpoint.js";
import { type Exhibit, latentExhibit } from "./exhibit.js";
import { picturesFor, realsFrom } from "./measureRun.js";
import { QualityRows } from "./qualityRows.js";
import type { RunOptions } from "./run.js";
import { runBatches } from "./runBatches.js";
import { previewLatents } from "./runRecorder.js";

/** Changes a game before its first step. */
export type Prepare = (game: Pick<Game, "iteration" | "tensors" | "setTensors">) => void;

/** A game on its data, and what is shown of it: everything that the training loop plays with. */
export interface Stage<Pictures> {
  readonly game: Game<Pictures>;
  readonly batches: {
    next(): Promise<{ readonly images: Pictures }>;
    state(): BatchesState;
  };
  readonly exhibit: Exhibit;
  /** Measures the pictures of some checkpoints, where the run asks for it. */
  readonly quality?: QualityRows;
  close(): void;
}

/** What a stage is set for. */
export interface Staging {
  readonly folder: string;
  readonly options: RunOptions;
  readonly dataSet: DataSet;
  /** Where to go on; the beginning if left out. */
  readonly from?: Checkpoint;
  /** The data set is another one than the checkpoint's: its order begins. */
  readonly newData?: boolean;
  readonly prepare?: Prepare;
  readonly makeGan?: (options: RunOptions) => Gan;
}

const ganOf = ({ iteration, seed, mode, precision }: RunOptions) =>
  new Gan(iteration, seed, mode, precision);

/** Gives a game the state of a checkpoint. @returns the run's preview, latents or pictures. */
function restore(
  game: { restore(tensors: Tensors, plain: unknown): void },
  checkpoint: Checkpoint,
): Float32Array | undefined {
  const { [previewLatents]: preview, ...arrays } = readArrays(checkpoint);
  game.restore(arrays, checkpoint.state.game);
  const values = preview?.dataSync() as Float32Array | undefined;
  dispose([...Object.values(arrays), ...(preview ? [preview] : [])] as Tensor[]);
  return values?.slice();
}

/** Where a game is when play begins: at its checkpoint, or at a prepared start. @returns the preview kept so far. */
export function begin<Pictures>(game: Game<Pictures>, { from, prepare }: Staging) {
  if (from) return restore(game, from);
  prepare?.(game);
  return undefined;
}

/** The place in the data where play begins. */
export const placeOf = ({ from, newData = false }: Staging): BatchesState | undefined =>
  newData ? undefined : (from?.state.data ?? undefined);

/** The stage of a game that draws from latents. */
export function stageLatents(staging: Staging): Stage<Parameters<Gan["play"]>[0]> {
  const { options, dataSet, makeGan = ganOf } = staging;
  const { iteration, seed } = options;
  const game = makeGan(options);
  const batches = runBatches(dataSet, iteration, seed, placeOf(staging));
  const [measured, atEnd] = [0, 1].map(() => runBatches(dataSet, iteration, seed)) as [
    Batches,
    Batches,
  ];
  const exhibit = latentExhibit(game, atEnd, begin(game, staging));
  const seen = options.plannedSteps * iteration.training.batchSize;
  const reals = () => realsFrom(measured, picturesFor(iteration, seen));
  return {
    game,
    batches,
    exhibit,
    quality: new QualityRows(staging.folder, game, reals),
    close() {
      measured.close();
      atEnd.close();
      batches.close();
      game.dispose();
    },
  };
}
