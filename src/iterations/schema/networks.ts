import { z } from "zod";
import type { NormKind } from "../../nets/norm.js";
import { noise } from "./data.js";
import { learningRate, share, whole, widths } from "./values.js";

/** Generators that draw from latents. */
export const latentGenerators = [
  "mohr",
  "dense",
  "dcgan",
  "conv40",
  "kerasConv256",
  "upConv",
  "upConv256",
  "strideOne64",
] as const;
/** Discriminators of single pictures. */
export const pictureDiscriminators = [
  "mohr",
  "dense",
  "dcgan",
  "conv40",
  "kerasConv256",
  "upConv256",
  "strideOne64",
] as const;
/** Networks from pictures to pictures. */
export const pictureGenerators = ["residual", "unet", "upscale"] as const;

const allNetworks = [...latentGenerators, ...pictureGenerators, "patch"] as const;

const norm = z.enum(["tf", "keras", "torch", "none"]) satisfies z.ZodType<NormKind>;

/** What the two networks have in common. */
const common = {
  network: z.enum(allNetworks).describe("family of the network"),
  filters: widths.describe(
    "filters or units of the hidden layers; one number (ngf, ndf) for dcgan and its kin",
  ),
  norm: norm.describe("batch norm as that library has it"),
  batchNormMomentum: share.describe("weight of the old moving statistics"),
  dropout: share.describe("share of units dropped"),
  dropoutLive: z
    .boolean()
    .describe("whether dropout drops in training; the report's scripts forgot the flag"),
};

export const generator = z.strictObject({
  network: common.network,
  filters: common.filters,
  latentDim: whole(0, 65_536).describe("numbers of a latent"),
  latentNoise: noise.describe("distribution of the latents in training"),
  norm: common.norm,
  firstNorm: z.boolean().describe("whether a norm follows the first dense layer"),
  batchNormMomentum: common.batchNormMomentum,
  dropout: common.dropout,
  dropoutLive: common.dropoutLive,
  learningRate: learningRate.describe("the generator's learning rate (--glr)"),
});

export const discriminator = z.strictObject({
  network: common.network,
  filters: common.filters,
  denseUnits: whole(0, 65_536).describe("units of the dense layer before the output"),
  norm: common.norm,
  batchNormMomentum: common.batchNormMomentum,
  dropout: common.dropout,
  dropoutLive: common.dropoutLive,
  dropoutLayers: z
    .union([whole(0, 32), z.literal("all")])
    .describe("hidden layers that dropout follows, counted from the first"),
  learningRate: learningRate.describe("the discriminator's learning rate (--dlr)"),
});
