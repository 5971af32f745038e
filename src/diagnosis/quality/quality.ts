import { type Images, part } from "../../shape.js";
import { colourDistance } from "./colourDistance.js";
import { blurred, shuffledPatches } from "./controls.js";
import { setSimilarity } from "./multiScaleSimilarity.js";
import { slicedWassersteinTo } from "./slicedWasserstein.js";

/** A measure of samples beside what it gives for pictures whose quality is known. */
export interface Controlled {
  readonly samples: number;
  /** Reals that were kept apart, against the reference reals: the best that can be expected. */
  readonly heldOut: number;
  readonly blurred: number;
  readonly shuffled: number;
}

/** Measures of samples against reals that need no other network. */
export interface Quality {
  /** Pictures of each kind, and the seed of all draws. */
  readonly n: number;
  readonly seed: number;
  /** Sliced Wasserstein distance to the reference reals, x 1000; 0 is equal. */
  readonly slicedWasserstein: Controlled;
  /** Distance of the colour histograms to the reference reals', in grey levels. */
  readonly colour: Controlled;
  /** How alike pictures of one kind are, MS-SSIM; 1 is all alike. */
  readonly similarity: Controlled;
}

/**
 * Measures samples with all controls. The reals are cut in two: the first half is the reference, the
 * second is held out, blurred and shuffled.
 */
export function quality(samples: Images, reals: Images, seed: number): Quality {
  const n = Math.min(samples.count, Math.floor(reals.count / 2));
  const [reference, heldOut] = [part(reals, 0, n), part(reals, n, n)];
  const kinds = {
    samples: part(samples, 0, n),
    heldOut,
    blurred: blurred(heldOut),
    shuffled: shuffledPatches(heldOut, seed),
  };
  const each = (measure: (images: Images) => number): Controlled => ({
    samples: measure(kinds.samples),
    heldOut: measure(kinds.heldOut),
    blurred: measure(kinds.blurred),
    shuffled: measure(kinds.shuffled),
  });
  const distance = slicedWassersteinTo(reference, seed);
  return {
    n,
    seed,
    slicedWasserstein: each((images) => distance(images).mean),
    colour: each((images) => colourDistance(images, reference)),
    similarity: each((images) => setSimilarity(images, seed)),
  };
}
