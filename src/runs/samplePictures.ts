import { type Images, sizeOf } from "../shape.js";
import { type RenderMode, render } from "../show/render.js";
import type { Gan } from "../training/gan.js";

/** What draws pictures from latents: a game, or a trained generator without one. */
export type Sampler = Pick<Gan, "iteration" | "latentShape" | "latentSpace" | "range" | "sample">;

/** The colours a game's pictures have without any false ones. */
export function plainMode({ iteration }: Pick<Sampler, "iteration">): RenderMode {
  return iteration.data.channels === 1 ? "grey" : "rgb";
}

/**
 * The generator's pictures of some latents, painted.
 * @param mode plain colours unless said. @param pass inference unless said.
 */
export function samplePictures(
  sampler: Sampler,
  latents: Float32Array,
  options: { readonly mode?: RenderMode; readonly pass?: "inference" | "training" } = {},
): Images {
  const { mode = plainMode(sampler), pass = "inference" } = options;
  const { imageSize, channels } = sampler.iteration.data;
  const count = latents.length / sizeOf(sampler.latentShape);
  const shape = { count, height: imageSize, width: imageSize, channels };
  return render(sampler.sample(latents, pass), shape, sampler.range, mode);
}
