import { join } from "node:path";
import { Random } from "../engine/random.js";
import { writeFile } from "../files.js";
import { cellScaleFor, encodePng, gridBorder, gridImage } from "../show/grid.js";
import type { RenderMode } from "../show/render.js";
import type { Gan } from "../training/gan.js";
import { drawLatents } from "../training/latents.js";
import { gridName } from "./run.js";
import { plainMode, samplePictures } from "./samplePictures.js";

/** Side that a grid of small pictures is brought near to, so that 28 px digits can be seen. */
const GRID_PX = 384;

/** Draws a run's grids: always the same latents in plain colours, and the preset's own view. */
export class Pictures {
  private readonly fixed: Float32Array;
  private readonly fresh: Random;

  constructor(
    private readonly gan: Gan,
    private readonly folder: string,
  ) {
    const { sampling } = gan.iteration;
    const count = sampling.grid ** 2;
    this.fixed = drawLatents(
      sampling.noise,
      count,
      gan.latentShape,
      new Random(gan.seed, "fixed latents"),
    );
    this.fresh = new Random(gan.seed, "fresh latents");
  }

  /** Writes the grids of a step. @returns the plain one, PNG. */
  async draw(step: number): Promise<Uint8Array> {
    const { sampling } = this.gan.iteration;
    const plain = plainMode(this.gan);
    const png = await this.grid(this.fixed, plain);
    await writeFile(join(this.folder, "grids", gridName(step, "plain")), png);
    const own = this.ownLatents();
    if (own.length > 0 && (sampling.render !== plain || own !== this.fixed)) {
      await writeFile(
        join(this.folder, "grids", gridName(step, "preset")),
        await this.grid(own, sampling.render),
      );
    }
    return png;
  }

  private ownLatents(): Float32Array {
    const { latents, grid, noise } = this.gan.iteration.sampling;
    switch (latents) {
      case "fixedLatents":
        return this.fixed;
      case "freshNoise":
        return drawLatents(noise, grid ** 2, this.gan.latentShape, this.fresh);
      case "stepNoise":
        return this.gan.stepLatents(grid ** 2);
    }
  }

  private async grid(latents: Float32Array, mode: RenderMode): Promise<Uint8Array> {
    const { data, sampling } = this.gan.iteration;
    const images = samplePictures(this.gan, latents, { mode });
    const cellScale = cellScaleFor(data.imageSize * sampling.grid, GRID_PX);
    return encodePng(gridImage(images, { columns: sampling.grid, cellScale, ...gridBorder(mode) }));
  }
}
