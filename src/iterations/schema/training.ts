import { z } from "zod";
import type { Initialiser } from "../../nets/weight.js";
import { share, weight, whole } from "./values.js";

export const optimizer = z.strictObject({
  kind: z.enum(["rmsProp", "adam"]).describe("RMSProp (Hinton 2012) or Adam (Kingma and Ba 2015)"),
  decay: share.describe("RMSProp's decay of the mean square"),
  beta1: share.describe("Adam's decay of the first moment"),
  beta2: share.describe("Adam's decay of the second moment"),
  epsilon: z.number().gt(0).max(1).describe("added to the denominator of an update"),
  shared: z
    .boolean()
    .describe("one rate (the discriminator's) and one step counter for both networks"),
});

/** Factors of the report's loss-ratio threshold: `generator` guards G's update, `discriminator` D's. */
const gateRule = z
  .strictObject({ generator: z.number().gt(0), discriminator: z.number().gt(0) })
  .readonly();

const initialiser = z.enum(["glorot", "dcgan"]) satisfies z.ZodType<Initialiser>;

export const training = z.strictObject({
  batchSize: whole(1, 65_536).describe("pictures a step (--batch)"),
  steps: whole(1, 1e9).describe("steps of a whole run (--steps)"),
  initialiser: initialiser.describe("glorot: Glorot and Bengio 2010; dcgan: normal(0, 0.02)"),
  loss: z
    .enum(["bceTf", "bceKeras", "bceTorch", "bceLogits", "leastSquares", "wasserstein"])
    .describe("loss of the two networks; bce...: non-saturating, as each library wrote it"),
  labelSmoothing: share.describe("real pictures are labelled 1 - this for D (Salimans 2016, 3.4)"),
  labelFlips: z.number().min(0).max(1).describe("share of pictures whose label is flipped for D"),
  instanceNoise: z
    .number()
    .min(0)
    .max(100)
    .describe("standard deviation of normal noise on what D sees (Sonderby 2016)"),
  diffAugment: z
    .array(z.enum(["colour", "translation", "cutout"]))
    .max(3)
    .refine((parts) => new Set(parts).size === parts.length, "each at most once")
    .readonly()
    .describe("differentiable augmentation of what D sees (Zhao 2020; --augment)"),
  l2: weight.describe("weight decay as a loss term: this * 0.5 * sum of squares of all weights"),
  r1Gamma: weight.describe("R1 penalty on real pictures (Mescheder 2018; --gamma); 0: off"),
  r1Interval: whole(1, 1e6).describe("R1 is applied, this much stronger, every so many steps"),
  gpWeight: weight.describe("WGAN-GP's gradient penalty (Gulrajani 2017); 0: off"),
  generatorInterval: whole(1, 1e6).describe("G is updated at every so many updates of D"),
  stepOrder: z
    .enum(["mohr", "keras", "torch"])
    .describe("update schedule: whose step order of D and G"),
  fakesForDiscriminator: z
    .enum(["training", "inference"])
    .describe("generated pictures for D use the statistics of the batch, or moving ones"),
  gate: z
    .union([z.literal("none"), gateRule])
    .describe(
      "loss-ratio update skipping: skip G if g * generator < d, D if d * discriminator < g",
    ),
  checkpointEvery: z
    .union([whole(1, 1e9), z.literal("never")])
    .describe("steps between the script's checkpoints (--checkpoint-every)"),
});
