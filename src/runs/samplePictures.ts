import { type Images, sizeOf } from "../shape.js";
import { type RenderMode, render } from "../show/render.js";
import type { Gan } from "../training/gan.js";

/** The colours a game's pictures have without any false ones. */
export function plainMode({ iteration }: Gan): RenderMode {
  return iteration.data.channels === 1 ? "grey" : "rgb";
}

/**
 * The generator's pictures of some latents, painted.
 * @param mode plain colours unless said. @param pass inference unless said.
 */
export function samplePictures(
  gan: Gan,
  latents: Float32Array,
  options: { readonly mode?: RenderMode; readonly pass?: "inference" | "training" } = {},
): Images {
  const { mode = plainMode(gan), pass = "inference" } = options;
  const { imageSize, channels } = gan.iteration.data;
  const count = latents.length / sizeOf(gan.latentShape);
  const shape = { count, height: imageSize, width: imageSize, channels };
  return render(gan.sample(latents, pass), shape, gan.range, mode);
}
