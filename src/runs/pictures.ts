import { Random } from "../engine/random.js";
import { cellScaleFor, encodePng, gridBorder, gridImage } from "../show/grid.js";
import type { RenderMode } from "../show/render.js";
import type { Gan } from "../training/gan.js";
import { gridLatents } from "../training/latents.js";
import { gridName } from "./run.js";
import { plainMode, samplePictures } from "./samplePictures.js";

/** Side that a grid of small pictures is brought near to, so that 28 px digits can be seen. */
const GRID_PX = 384;

/** A picture of a run: the name of its file, and the PNG. */
export interface PictureFile {
  readonly name: string;
  readonly png: Uint8Array;
}

/** Draws a run's grids: always the same latents in plain colours, and the preset's own view. */
export class Pictures {
  /** `[grid * grid, ...latent shape]`: what every plain grid shows. */
  readonly fixed: Float32Array;

  /** @param fixed the latents of the run so far; drawn for a new run. */
  constructor(
    private readonly gan: Gan,
    fixed?: Float32Array,
  ) {
    const { noise, grid } = gan.iteration.sampling;
    const random = new Random(gan.seed, "fixed latents");
    this.fixed = fixed ?? gridLatents(noise, grid, gan.latentSpace, random);
  }

  /** The grids of a step, the plain one first. */
  async draw(step: number): Promise<readonly PictureFile[]> {
    const { sampling } = this.gan.iteration;
    const plain = plainMode(this.gan);
    const first = { name: gridName(step, "plain"), png: await this.grid(this.fixed, plain) };
    const own = this.ownLatents(step);
    if (own.length === 0 || (sampling.render === plain && own === this.fixed)) return [first];
    return [first, { name: gridName(step, "preset"), png: await this.grid(own, sampling.render) }];
  }

  private ownLatents(step: number): Float32Array {
    const { latents, grid } = this.gan.iteration.sampling;
    switch (latents) {
      case "fixedLatents":
        return this.fixed;
      case "freshNoise":
        return this.fresh(step);
      case "stepNoise":
        return this.gan.stepLatents(grid ** 2);
    }
  }

  /** New latents for a step: the same whatever was drawn before, so that a stop changes nothing. */
  private fresh(step: number): Float32Array {
    const { noise, grid } = this.gan.iteration.sampling;
    const random = new Random(this.gan.seed, `fresh latents ${step}`);
    return gridLatents(noise, grid, this.gan.latentSpace, random);
  }

  private async grid(latents: Float32Array, mode: RenderMode): Promise<Uint8Array> {
    const { data, sampling } = this.gan.iteration;
    const images = samplePictures(this.gan, latents, { mode });
    const cellScale = cellScaleFor(data.imageSize * sampling.grid, GRID_PX);
    return encodePng(gridImage(images, { columns: sampling.grid, cellScale, ...gridBorder(mode) }));
  }
}
