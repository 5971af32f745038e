import { z } from "zod";
import { share, whole } from "./values.js";

/** How bytes reach the discriminator: 0..255 as they are, 0..1, or -1..1. */
export const scaling = z.enum(["raw255", "unit01", "sym11"]);
/** Where latents come from: uniform [0, 1), uniform [-1, 1) or normal(0, 1). */
export const noise = z.enum(["U01", "U11", "N01"]);

/** What is learned from. */
export const data = z.strictObject({
  set: z.string().min(1).describe("name of a data set; `--data` takes a folder of your own"),
  imageSize: whole(8, 2048).describe("side of the pictures, in px"),
  channels: z.union([z.literal(1), z.literal(3)]).describe("1: grey, 3: colour"),
  scaling: scaling.describe("range in which the discriminator sees real pictures"),
  resize: z
    .enum(["squash", "centre", "random"])
    .describe("how a picture becomes a square: squashed, its middle, or a random cut"),
  cropMarginPx: whole(0, 2048).describe(
    "px by which the short side exceeds imageSize before a random cut",
  ),
  flip: z.boolean().describe("whether pictures are mirrored at random (--mirror)"),
  duplicates: z
    .enum(["removed", "kept", "imitated"])
    .describe(
      "files with the same bytes; imitated: twelve pictures are repeated until they are half of the set",
    ),
  order: z
    .enum(["shuffle-every-step", "shuffled-passes", "with-replacement", "balanced"])
    .describe("order of the pictures; balanced: as many of each class in every batch"),
});

/** What the networks are conditioned on. */
export const condition = z.strictObject({
  kind: z
    .enum(["none", "classifier", "projection"])
    .describe(
      "classifier: D also classifies (AC-GAN, Odena 2017); projection: Miyato and Koyama 2018",
    ),
  tells: z
    .enum(["classes", "attributes"])
    .describe("condition on classes, or on attributes: columns of a table, as quantiles 0..1"),
  classes: z
    .array(z.string())
    .readonly()
    .describe("names of the classes or attributes; a run takes them from its data"),
  fakesWeight: z
    .number()
    .min(0)
    .max(100)
    .describe("weight of D's class loss on generated pictures"),
  heldOut: share.describe(
    "share of the pictures that training never sees, chosen by their content",
  ),
  labels: z
    .enum(["given", "permuted"])
    .describe("permuted: labels are shuffled, the control in which nothing can be learned"),
});

/** What is drawn while training. */
export const sampling = z.strictObject({
  noise: noise.describe("distribution of the latents of preview pictures"),
  latents: z
    .enum(["stepNoise", "freshNoise", "fixedLatents"])
    .describe("latents of a preview: the step's own, new ones, or the same for the whole run"),
  every: whole(1, 1e9).describe("steps between previews"),
  grid: whole(1, 32).describe("cells a side of a preview"),
  render: z
    .enum(["montageRgb", "viridisRed", "rgb", "grey"])
    .describe("colours of a preview; viridisRed: the first channel in matplotlib's viridis"),
  averageDecay: share.describe("decay of the generator's EMA a step; 0: no EMA"),
});
