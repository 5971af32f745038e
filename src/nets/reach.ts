import { describe } from "./describe.js";
import { kindOf, type Network } from "./layer.js";

/** How far a network looks, in pixels of its input. */
export interface Reach {
  /** Pixels on each side of one that may change it; norms over the whole picture left out. */
  readonly radiusPx: number;
  /** Sides of a picture must be multiples of this, to be halved evenly. */
  readonly multiplePx: number;
}

/** Reads the reach off the layers; of branches that are joined the longer one counts. */
export function reachOf(network: Network): Reach {
  let [radiusPx, spacing, coarsest] = [0, 1, 1];
  for (const stage of describe(network)) {
    const { extentPx, scale } = kindOf(stage.layer).reach(stage);
    radiusPx += extentPx * spacing;
    spacing /= scale;
    coarsest = Math.max(coarsest, spacing);
  }
  // kernels were counted whole, though half of one lies on each side; strides move it by up to one
  return { radiusPx: Math.ceil(radiusPx / 2) + 2 * coarsest, multiplePx: coarsest };
}
