import { z } from "zod";
import { weight, whole } from "./schema/values.js";

/** The section of an iteration that says how pictures become pictures. */
export const translation = z.strictObject({
  kind: z
    .enum(["none", "cycle", "pairs"])
    .describe("cycle: two sets and back, without pairs (Zhu 2017); pairs: Isola 2017"),
  to: z
    .string()
    .describe(
      "what pictures become (--to): a data set or folder; of pairs also decay:crackle=0.1,fading=0.05 or enlarge",
    ),
  blocks: whole(0, 64).describe("residual blocks of the generators"),
  enlargement: z
    .enum(["transposed", "nearest"])
    .describe("upsampling: transposed convolution, or nearest and a convolution (Odena 2016)"),
  added: z.boolean().describe("whether the generator's output is added to its picture"),
  cycleWeight: weight.describe("weight of the cycle-consistency loss"),
  identityWeight: weight.describe("weight of the identity loss"),
  l1Weight: weight.describe("weight of the mean absolute difference from the partner"),
  replay: whole(0, 10_000).describe(
    "earlier fakes that discriminators may be shown again (Shrivastava 2017, 2.3)",
  ),
  decayFrom: z
    .number()
    .min(0)
    .max(1)
    .describe("share of the run after which the learning rates fall linearly to 0"),
  earlier: whole(0, 1000).describe(
    "most steps of decay that have gone before a pair's first picture",
  ),
  unroll: whole(1, 32).describe("times that the generator is fed its own output; 1: never"),
  unrollEvery: whole(1, 1e6).describe("steps between such unrolled steps"),
});

/** The section of an iteration that says how pictures become pictures. */
export type Translation = Readonly<z.infer<typeof translation>>;
export type TranslationKind = Translation["kind"];
/** How a generator comes back to full size. */
export type Enlargement = Translation["enlargement"];

/** Of GANs that draw from latents, and of runs older than this section. */
export const noTranslation: Translation = {
  kind: "none",
  to: "",
  blocks: 0,
  enlargement: "transposed",
  added: false,
  cycleWeight: 0,
  identityWeight: 0,
  l1Weight: 0,
  replay: 0,
  decayFrom: 1,
  earlier: 0,
  unroll: 1,
  unrollEvery: 1,
};
