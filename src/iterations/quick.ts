import { findIteration } from "./catalogue.js";
import type { Iteration } from "./iteration.js";
import { type Scale, scaled } from "./scaled.js";

type QuickScale = Scale & {
  readonly steps: number;
  /** Factor of both learning rates: narrow networks bear more. */
  readonly rate?: number;
};

/** The TensorFlow family an eighth as wide: at 32 px in place of 128, at 64 px in place of more. */
const quickMohr: QuickScale = { imageSize: 32, width: 8, steps: 1500 };
const largerMohr: QuickScale = { ...quickMohr, imageSize: 64 };

/**
 * A repaired game at 32 px, with half the filters in G and 32 in D's first stage, whatever it has at full
 * size: a D that is scaled with its picture is too weak. With D at half of G's rate, as in the report,
 * samples were too much alike (gan512: correlation 0.35, then 0.18, reals 0.04).
 * @param filters of D at full size.
 */
const quickUpConv = (filters: number, steps: number): QuickScale => ({
  imageSize: 32,
  width: 2,
  widthD: filters / 32,
  steps,
});

/**
 * A DCGAN at 32 px with as many filters in D as in G: the 4 : 1 filters of full size leave too weak a D
 * once both are scaled.
 * @param filters of G and D at full size.
 */
const quickDcgan = (filters: readonly [number, number], steps: number): QuickScale => {
  const [width, widthD] = filters.map((full) => full / Math.min(32, filters[0]));
  return { imageSize: 32, width: width ?? 1, widthD: widthD ?? 1, steps };
};
/**
 * CycleGAN at 64 px. Measured on landscapes and Impressionists, seeds 1 and 2: power at the finest
 * checkerboard, the paintings' being 1: 1.8 and 2.8 with transposed convolutions, 0.2 and 0.7 with
 * nearest enlargement; edges kept 0.58 and 0.56, 0.56 and 0.49; way there and back 25 and 25, 27 and 26 levels.
 */
const quickCycle: QuickScale = { imageSize: 64, width: 4, steps: 1200 };
const quickPairs: QuickScale = { imageSize: 64, width: 2, steps: 1000 };

/** Covers a quarter as wide at 32 px. */
const quickCovers: QuickScale = { imageSize: 32, width: 4, steps: 1200, rate: 5 };

/** How each preset is shrunk for a first look, and for how many steps. */
const quickScales: Readonly<Record<string, Readonly<Record<string, QuickScale>>>> = {
  gan128MNIST: {
    asRun: { imageSize: 28, width: 4, steps: 600 },
    asTold: { imageSize: 28, width: 2, steps: 600 },
    asPublished: { imageSize: 28, steps: 600 }, // already at 28 px
    repaired: { imageSize: 28, steps: 4000 },
  },
  gan128Paintings: {
    asRun: quickMohr,
    asTold: quickMohr,
    repaired: quickUpConv(32, 1500),
  },
  gan256Impres: {
    asRun: largerMohr,
    asTold: largerMohr,
    repaired: quickUpConv(24, 2500),
  },
  ganChuck256: {
    asRun: largerMohr,
    asTold: largerMohr,
    repaired: quickUpConv(24, 2000),
  },
  gan512: {
    asRun: largerMohr,
    asTold: largerMohr,
    asRunStrided: largerMohr,
    repaired: quickUpConv(12, 3500),
  },
  kerasGAN: {
    asRun: { imageSize: 32, width: 4, steps: 1500 },
    asTold: { imageSize: 32, width: 4, steps: 1500 },
    repaired: { imageSize: 32, width: 2, steps: 1500 },
  },
  kerasGANv2: {
    asRun: { width: 2, steps: 2450 },
    asTold: { width: 2, steps: 2450 },
    repaired: { width: 2, steps: 3000 }, // lag-1 0.32 at 2,500 (bound 0.3)
  },
  kerasGANv3: {
    asRun: { width: 2, steps: 2000 },
    asTold: { width: 2, steps: 2000 },
    repaired: { width: 2, steps: 1500 },
  },
  kerasGANv4: {
    asRun: { imageSize: 50, steps: 1400 },
    asTold: { imageSize: 50, steps: 1400 },
    repaired: quickUpConv(24, 2000),
  },
  kerasGANv5: {
    asRun: { imageSize: 32, width: 10, steps: 300 },
    asRunSmall: { imageSize: 32, steps: 300 },
    asTold: { imageSize: 32, width: 5, steps: 2000 },
    narrow: quickDcgan([64, 32], 1500),
    repaired: quickUpConv(32, 1000),
  },
  kerasGANv5At256: {
    asRun: { imageSize: 64, width: 10, steps: 1000 },
    asTold: { imageSize: 64, width: 10, steps: 1000 },
    narrow: quickDcgan([100, 15], 3000),
    narrowSmall: quickDcgan([40, 10], 2000),
    repaired: quickUpConv(24, 1000),
  },
  cyclegan128: { repaired: { imageSize: 64, width: 2, steps: 1200 }, reference: quickCycle },
  cyclegan256: { repaired: { ...quickCycle, width: 2 }, reference: quickCycle },
  pix2pix128: {
    repaired: quickPairs,
    identity: { ...quickPairs, steps: 500 },
    reference: { ...quickPairs, width: 4 },
  },
  upscale128: { repaired: { imageSize: 32, width: 2, steps: 600 } },
  covers64: { repaired: quickCovers, permuted: quickCovers, unlabelled: quickCovers },
  covers128: { repaired: { imageSize: 64, width: 2, steps: 1500, rate: 2 } },
  coversProjection64: { repaired: quickCovers, permuted: quickCovers },
  coversAttributes64: { repaired: quickCovers, permuted: quickCovers },
  coversWgan64: { repaired: { ...quickCovers, steps: 4000, rate: 2 } },
};

/** The quick copy of a preset: small, marked "quick", with steps for a few minutes on two cores. */
export function quickCopy(name: string, preset?: string): Iteration {
  const iteration = findIteration(name, preset);
  const {
    steps = iteration.training.steps,
    rate = 1,
    ...scale
  } = quickScales[iteration.name]?.[iteration.preset] ?? {};
  const copy = scaled(iteration, scale);
  const faster = <P extends { readonly learningRate: number }>(player: P): P => ({
    ...player,
    learningRate: player.learningRate * rate,
  });
  return {
    ...copy,
    generator: faster(copy.generator),
    discriminator: faster(copy.discriminator),
    training: { ...copy.training, steps },
  };
}
