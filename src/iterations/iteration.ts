import type { NormKind } from "../nets/norm.js";
import type { Initialiser } from "../nets/weight.js";
import type { Translation } from "./translation.js";

/** How bytes reach the discriminator: 0..255 as they are, 0..1, or -1..1. */
export type Scaling = "raw255" | "unit01" | "sym11";
/** Where latents come from: uniform [0, 1), uniform [-1, 1) or normal(0, 1). */
export type Noise = "U01" | "U11" | "N01";
/** The families of networks, as `src/nets` builds them. */
export type NetworkKind =
  | "mohr"
  | "dense"
  | "dcgan"
  | "conv40"
  | "kerasConv256"
  | "upConv"
  | "upConv256"
  | "strideOne64"
  | "residual"
  | "unet"
  | "upscale"
  | "patch";
/** The cross-entropies of the minimax game, each as its library wrote it; squares, and a critic's scores. */
export type LossName =
  | "bceTf"
  | "bceKeras"
  | "bceTorch"
  | "bceLogits"
  | "leastSquares"
  | "wasserstein";
/** Factors of the balance rule: `generator` guards G's update, `discriminator` D's. */
export interface GateRule {
  readonly generator: number;
  readonly discriminator: number;
}
/** Parts of DiffAugment. */
export type Augmentation = "colour" | "translation" | "cutout";
/**
 * How the class of a picture enters the game: `classifier`, D also names it (AC-GAN, Odena 2017);
 * `projection`, D judges a picture as one of its class (Miyato and Koyama 2018).
 */
export type ConditionKind = "none" | "classifier" | "projection";
/** Who learns when: see design notes in `training/gan.ts`. */
export type StepOrder = "mohr" | "keras" | "torch";

/** What an experiment is: everything but the random seed, the budget and the folders. */
export interface Iteration {
  /** The report's name of the script. */
  readonly name: string;
  readonly preset: string;
  /** What this one was derived from; absent in one that is written in full. */
  readonly parent?: { readonly name: string; readonly preset: string };
  /** One line for lists and headings. */
  readonly title: string;
  readonly data: {
    /** A name that `openDataSet` knows. */
    readonly set: string;
    readonly imageSize: number;
    readonly channels: 1 | 3;
    readonly scaling: Scaling;
    readonly resize: "squash" | "centre" | "random";
    /** Px by which the short side exceeds `imageSize` before a random cut. */
    readonly cropMarginPx: number;
    readonly flip: boolean;
    /** Files with the same bytes; `imitated`: twelve pictures are repeated until they are half. */
    readonly duplicates: "removed" | "kept" | "imitated";
    /** `balanced`: every batch has as many pictures of each class. */
    readonly order: "shuffle-every-step" | "shuffled-passes" | "with-replacement" | "balanced";
  };
  readonly condition: {
    readonly kind: ConditionKind;
    /** `attributes`: numbers of a table, each told as its level among the pictures learned from, 0..1. */
    readonly tells: "classes" | "attributes";
    /** Names of the classes, or attributes, in their order; a run takes them from its data. */
    readonly classes: readonly string[];
    /** Weight of D's class loss on fakes; on reals, and in G's loss, it is 1. `classifier` only. */
    readonly fakesWeight: number;
    /** Share of the pictures that training never sees, chosen by their content. */
    readonly heldOut: number;
    /** `permuted`: classes are dealt out anew by lot, the control in which nothing can be learned. */
    readonly labels: "given" | "permuted";
  };
  readonly translation: Translation;
  readonly generator: {
    readonly network: NetworkKind;
    /** Filters or units of the hidden layers; one number, "ngf", for dcgan and its kin. */
    readonly filters: readonly number[];
    readonly latentDim: number;
    readonly latentNoise: Noise;
    readonly norm: NormKind;
    /** Whether the norm also follows the first dense layer; mohr only. */
    readonly firstNorm: boolean;
    /** Weight of the old moving average. */
    readonly batchNormMomentum: number;
    /** Share dropped. */
    readonly dropout: number;
    /** Whether dropout really drops in training; the TensorFlow scripts forgot the flag. */
    readonly dropoutLive: boolean;
    readonly learningRate: number;
  };
  readonly discriminator: {
    readonly network: NetworkKind;
    readonly filters: readonly number[];
    /** Units of the dense layer before the answer; mohr only. */
    readonly denseUnits: number;
    readonly norm: NormKind;
    readonly batchNormMomentum: number;
    readonly dropout: number;
    readonly dropoutLive: boolean;
    /** Hidden layers that dropout follows, counted from the first; dense only. */
    readonly dropoutLayers: number | "all";
    readonly learningRate: number;
  };
  readonly optimizer: {
    readonly kind: "rmsProp" | "adam";
    /** RMSProp's decay of the mean square. */
    readonly decay: number;
    readonly beta1: number;
    readonly beta2: number;
    readonly epsilon: number;
    /** One rate (the discriminator's) and one step counter for both networks, as one Keras object has. */
    readonly shared: boolean;
  };
  readonly training: {
    readonly batchSize: number;
    readonly steps: number;
    readonly initialiser: Initialiser;
    readonly loss: LossName;
    /** Reals are labelled 1 - this for D (one-sided; Salimans 2016, section 3.4). */
    readonly labelSmoothing: number;
    /** Share of pictures whose label D learns the wrong way round, drawn anew each step (Chintala 2016). */
    readonly labelFlips: number;
    /** Standard deviation of normal noise on whatever D sees (Sonderby 2016). */
    readonly instanceNoise: number;
    /** What is done, differentiably, to whatever D sees (Zhao 2020). */
    readonly diffAugment: readonly Augmentation[];
    /** l2(rate): rate * 0.5 * sum of squares of all trainable numbers, minimised but not printed. */
    readonly l2: number;
    /** R1 penalty on reals (Mescheder 2018); 0 is off. */
    readonly r1Gamma: number;
    /** R1 is applied, this much stronger, every so many steps. */
    readonly r1Interval: number;
    /** WGAN's gradient penalty between reals and fakes (Gulrajani 2017); 0 is off. */
    readonly gpWeight: number;
    /** G learns at every so many steps of D; WGAN's critic takes 5. */
    readonly generatorInterval: number;
    readonly stepOrder: StepOrder;
    /** Whether the fakes that D learns from are made with batch statistics or moving ones. */
    readonly fakesForDiscriminator: "training" | "inference";
    /** Balance rule: skip G if g * generator < d, skip D if d * discriminator < g; absent = none. */
    readonly gate: GateRule | "none";
    /** Steps between the script's checkpoints; the lab keeps its own beside them. */
    readonly checkpointEvery: number | "never";
  };
  readonly sampling: {
    readonly noise: Noise;
    /** Whose latents a picture shows: the step's own, new ones, or the same for the whole run. */
    readonly latents: "stepNoise" | "freshNoise" | "fixedLatents";
    /** Steps between pictures. */
    readonly every: number;
    /** Cells a side. */
    readonly grid: number;
    readonly render: "montageRgb" | "viridisRed" | "rgb" | "grey";
    /** Pictures come from a moving average of the generator with this decay a step; 0 is off. */
    readonly averageDecay: number;
  };
}

/** The condition of iterations that know of no classes, and of runs older than conditions. */
export const unconditional: Iteration["condition"] = {
  kind: "none",
  tells: "classes",
  classes: [],
  fakesWeight: 0,
  heldOut: 0,
  labels: "given",
};

/** Names of what a condition's shares are of: its classes, or both ends of each attribute; none where none are told. */
export function toldNames({ condition }: Pick<Iteration, "condition">): readonly string[] {
  const { kind, tells, classes } = condition;
  if (kind === "none") return [];
  if (tells === "classes") return classes;
  return classes.flatMap((name) => [`${name} high`, `${name} low`]);
}

/** How many classes a game tells apart, an attribute's ends being one each; 0 where it tells none. */
export const classCount = (iteration: Pick<Iteration, "condition">): number =>
  toldNames(iteration).length;

/** How many choices a condition is: one among classes, or one for each attribute. */
export const choiceCount = ({ condition: { tells, classes } }: Pick<Iteration, "condition">) =>
  tells === "attributes" ? classes.length : 1;

/** Names of an iteration's sections. */
export const sections = [
  "data",
  "condition",
  "generator",
  "discriminator",
  "optimizer",
  "training",
  "sampling",
  "translation",
] as const satisfies readonly (keyof Iteration)[];

export type Section = (typeof sections)[number];
