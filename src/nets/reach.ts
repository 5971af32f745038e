import type { Layer, Network } from "./layer.js";

/** How far a network looks, in pixels of its input. */
export interface Reach {
  /** Pixels on each side of one that may change it; norms over the whole picture left out. */
  readonly radiusPx: number;
  /** Sides of a picture must be multiples of this, to be halved evenly. */
  readonly multiplePx: number;
}

/** Pixels between neighbours of the running output, in those of the input, after a layer. */
function spacingAfter(layer: Layer, spacing: number): number {
  if (layer.kind === "conv") return spacing * layer.strides;
  if (layer.kind === "convTranspose") return spacing / layer.strides;
  return layer.kind === "upsampleNearest" ? spacing / layer.factor : spacing;
}

/** Reads the reach off the layers; of branches that are joined the longer one counts. */
export function reachOf({ layers }: Network): Reach {
  let [radiusPx, spacing, coarsest] = [0, 1, 1];
  for (const layer of layers) {
    const after = spacingAfter(layer, spacing);
    if (layer.kind === "conv") radiusPx += (layer.kernelSize - 1) * spacing;
    if (layer.kind === "convTranspose") radiusPx += layer.kernelSize * after;
    if (layer.kind === "upsampleNearest") radiusPx += spacing;
    spacing = after;
    coarsest = Math.max(coarsest, spacing);
  }
  // kernels were counted whole, though half of one lies on each side; strides move it by up to one
  return { radiusPx: Math.ceil(radiusPx / 2) + 2 * coarsest, multiplePx: coarsest };
}
