import type { Measures } from "./measures.js";
import type { Digits } from "./quality/digits.js";
import type { Quality } from "./quality/quality.js";
import type { TwoSample } from "./quality/twoSample.js";

/** What is known of a run's pictures when they are held against bounds; what is absent was not measured. */
export interface Pictures {
  readonly samples: Measures;
  readonly reals: Measures;
  /** Spread of the samples over latents with batch statistics, in grey levels. */
  readonly trainingSpread: number;
  readonly quality?: Quality;
  /** Distance of the colour histograms before the first step. */
  readonly startColour?: number;
  readonly twoSample?: Readonly<Record<"samples" | "blurred", TwoSample>>;
  /** Only of runs on MNIST. */
  readonly digits?: Digits;
}

/** One claim, what was measured, what is allowed, and whether it holds; without a bound it is only reported. */
export interface Finding {
  readonly claim: string;
  readonly value: string;
  readonly bound: string;
  readonly holds?: boolean;
}

/** A bound that pictures are held against; undefined where it was not measured. */
export type Bound = (pictures: Pictures) => Finding | undefined;

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** Finding of a measure that nobody bounds. */
const reported = (claim: string, value: string): Finding => ({ claim, value, bound: "reported" });

const saturationText = ({ samples, reals }: Pictures) =>
  `saturation ${percent(samples.saturation)}, reals ${percent(reals.saturation)}`;
const lag1Text = ({ samples, reals }: Pictures) =>
  `lag-1 ${samples.lag1.toFixed(2)}, reals ${reals.lag1.toFixed(2)}`;
const betweenText = ({ samples, reals }: Pictures) =>
  `correlation between samples ${samples.betweenSamples.toFixed(2)}, reals ${reals.betweenSamples.toFixed(2)}`;
const latentText = ({ trainingSpread, reals }: Pictures) =>
  `spread over latents in training mode ${trainingSpread.toFixed(2)} grey levels, reals ${reals.spread.toFixed(1)}`;

/** Bounds of pictures that look like the reals from afar. */
export const smooth: Bound = (pictures) => ({
  claim: "neighbouring pixels go together as in real pictures",
  value: lag1Text(pictures),
  bound: "allowed difference 0.15",
  holds: Math.abs(pictures.samples.lag1 - pictures.reals.lag1) <= 0.15,
});

export const different: Bound = (pictures) => ({
  claim: "two samples differ as two real pictures do",
  value: betweenText(pictures),
  bound: "allowed + 0.20",
  holds: pictures.samples.betweenSamples < pictures.reals.betweenSamples + 0.2,
});

export const alive: Bound = (pictures) => ({
  claim: "the latent decides the picture while training",
  value: latentText(pictures),
  bound: "allowed above 0",
  holds: pictures.trainingSpread > 0,
});

export const likeSaturation: Bound = (pictures) => ({
  claim: "as many values at the ends of the range as in real pictures",
  value: saturationText(pictures),
  bound: "allowed difference 10 points",
  holds: Math.abs(pictures.samples.saturation - pictures.reals.saturation) <= 0.1,
});

/** Digits are ink on paper: nobody should clip to reach their saturation. */
export const saturationReported: Bound = (pictures) =>
  reported("values at the ends of the range", saturationText(pictures));

export const likeColours: Bound = ({ quality, startColour }) => {
  if (!quality || startColour === undefined) return undefined;
  return {
    claim: "colours are nearer to the reals' than before the first step",
    value: `colour distance ${quality.colour.samples.toFixed(1)} grey levels, before ${startColour.toFixed(1)}`,
    bound: "allowed below that",
    holds: quality.colour.samples < startColour,
  };
};

/** Bounds that blurred blobs would not keep. */
export const nearerThanBlurred: Bound = ({ quality }) => {
  if (!quality) return undefined;
  const { samples, heldOut, blurred, shuffled } = quality.slicedWasserstein;
  return {
    claim: "patches are nearer to real ones than blurred and than shuffled reals' are",
    value: `sliced Wasserstein ${samples.toFixed(0)}, held-out reals ${heldOut.toFixed(0)}, blurred ${blurred.toFixed(0)}, shuffled ${shuffled.toFixed(0)}`,
    bound: "allowed below blurred and shuffled",
    holds: samples < Math.min(blurred, shuffled),
  };
};

export const noSurerThanBlurred: Bound = ({ twoSample }) =>
  twoSample && {
    claim: "a fresh classifier is no surer of them than of blurred reals",
    value: `sure ${twoSample.samples.sureness.toFixed(2)}, blurred reals ${twoSample.blurred.sureness.toFixed(2)}`,
    bound: "allowed up to that",
    holds: twoSample.samples.sureness <= twoSample.blurred.sureness,
  };

export const readAsDigits: Bound = ({ digits }) =>
  digits && {
    claim: "a classifier of real digits is sure of most samples, and finds all ten digits",
    value: `sure of ${percent(digits.sure)} (held-out reals ${percent(digits.sureOfReals)}, ${percent(digits.accuracy)} right), ${digits.kinds} different digits`,
    bound: "expected 60 % or more, all ten",
    holds: digits.sure >= 0.6 && digits.kinds === 10,
  };

/** Bounds of pictures as the report published them. */
export const saturated: Bound = (pictures) => ({
  claim: "nearly all values are at the ends of the range",
  value: saturationText(pictures),
  bound: "expected 95 % or more",
  holds: pictures.samples.saturation >= 0.95,
});

export const cutOff: Bound = (pictures) => ({
  claim: "in training one picture is drawn whatever the latent",
  value: latentText(pictures),
  bound: "expected exactly 0",
  holds: pictures.trainingSpread === 0,
});

export const noise: Bound = (pictures) => ({
  claim: "neighbouring pixels know nothing of each other",
  value: lag1Text(pictures),
  bound: "expected within 0.15 of 0",
  holds: Math.abs(pictures.samples.lag1) <= 0.15,
});

export const alike: Bound = (pictures) => ({
  claim: "all samples are one picture",
  value: betweenText(pictures),
  bound: "expected 0.5 or more",
  holds: pictures.samples.betweenSamples >= 0.5,
});

export const alikeReported: Bound = (pictures) =>
  reported("how alike samples are", betweenText(pictures));
export const lag1Reported: Bound = (pictures) =>
  reported("how neighbouring pixels go together", lag1Text(pictures));

/** A floor under lag-1. */
export const smootherThan =
  (least: number): Bound =>
  (pictures) => ({
    claim: "neighbouring pixels go together",
    value: lag1Text(pictures),
    bound: `expected ${least} or more`,
    holds: pictures.samples.lag1 >= least,
  });

/** How alike samples may be. */
export const alikeWithin =
  (least: number, most: number): Bound =>
  (pictures) => ({
    claim: "samples are alike in part",
    value: betweenText(pictures),
    bound: `expected ${least} to ${most}`,
    holds: pictures.samples.betweenSamples >= least && pictures.samples.betweenSamples <= most,
  });
