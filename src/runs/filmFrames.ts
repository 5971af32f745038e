import { join } from "node:path";
import { Random } from "../engine/random.js";
import { writeFile } from "../files.js";
import { encodePng, gridImage } from "../show/grid.js";
import type { Gan } from "../training/gan.js";
import { drawLatents } from "../training/latents.js";
import { stepName } from "./run.js";
import { samplePictures } from "./samplePictures.js";

/** Latents of a film, in a square. */
export const filmColumns = 3;

/** The latents that every frame of a film shows: the first ones of the run's grids. */
export function filmLatents(gan: Gan): Float32Array {
  const { noise } = gan.iteration.sampling;
  return drawLatents(
    noise,
    filmColumns ** 2,
    gan.latentShape,
    new Random(gan.seed, "fixed latents"),
  );
}

/** Keeps a training's frames, one picture of the same latents a frame, for films to be made later. */
export class FilmFrames {
  private readonly latents: Float32Array;

  constructor(
    private readonly gan: Gan,
    private readonly folder: string,
  ) {
    this.latents = filmLatents(gan);
  }

  /** Writes `film/step-000120.png`: nine pictures, a pixel a pixel. */
  async keep(step: number): Promise<void> {
    const sheet = gridImage(samplePictures(this.gan, this.latents), { columns: filmColumns });
    await writeFile(join(this.folder, "film", `${stepName(step)}.png`), await encodePng(sheet));
  }
}
