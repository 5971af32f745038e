import type { Batches } from "../data/batches.js";
import type { Gan } from "../training/gan.js";
import { FilmFrames } from "./filmFrames.js";
import { measureRun, picturesFor, type RunMeasures, realsFrom } from "./measureRun.js";
import { type PictureFile, Pictures } from "./pictures.js";

/** What a run shows of its game: grids, frames of its film, measures at its end. */
export interface Exhibit {
  /** What every plain grid is made from, latents or pictures; kept with each checkpoint. */
  readonly preview: { readonly values: Float32Array; readonly shape: readonly number[] };
  /** The grids of a step, the plain one first. */
  draw(step: number): Promise<readonly PictureFile[]>;
  /** A frame of the training's film. */
  frame(step: number): Promise<PictureFile>;
  measure(step: number): Promise<RunMeasures>;
}

/**
 * What is shown of a game that draws from latents.
 * @param fixed latents of the run so far; drawn for a new run. @param batches for the measures.
 */
export function latentExhibit(gan: Gan, batches: Batches, fixed?: Float32Array): Exhibit {
  const pictures = new Pictures(gan, fixed);
  const film = new FilmFrames(gan);
  return {
    preview: { values: pictures.fixed, shape: gan.latentShape },
    draw: (step) => pictures.draw(step),
    frame: (step) => film.draw(step),
    async measure(step) {
      const { iteration } = gan;
      const count = picturesFor(iteration, step * iteration.training.batchSize);
      return measureRun(gan, await realsFrom(batches, count), step);
    },
  };
}
