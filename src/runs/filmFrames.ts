import { Random } from "../engine/random.js";
import { encodePng, gridImage } from "../show/grid.js";
import type { Gan } from "../training/gan.js";
import { drawLatents } from "../training/latents.js";
import type { PictureFile } from "./pictures.js";
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
    gan.latentSpace,
    new Random(gan.seed, "fixed latents"),
  );
}

/** Draws a training's frames, one picture of the same latents a frame, for films to be made later. */
export class FilmFrames {
  private readonly latents: Float32Array;

  constructor(private readonly gan: Gan) {
    this.latents = filmLatents(gan);
  }

  /** `step-000120.png`: nine pictures, a pixel a pixel. */
  async draw(step: number): Promise<PictureFile> {
    const sheet = gridImage(samplePictures(this.gan, this.latents), { columns: filmColumns });
    return { name: `${stepName(step)}.png`, png: await encodePng(sheet) };
  }
}
