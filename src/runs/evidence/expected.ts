import type { Letter } from "../../diagnosis/cause.js";

/** Causes that the post-mortem of each script expects; I also where only its picture is affected. */
export const expectedCauses: Readonly<Record<string, readonly Letter[]>> = {
  gan128MNIST: ["A", "B", "C", "D", "E", "F", "L"],
  gan128Paintings: ["A", "B", "C", "D", "E", "F", "J", "L"],
  gan256Impres: ["A", "B", "C", "D", "E", "F", "G", "L"],
  ganChuck256: ["A", "B", "C", "D", "E", "F", "L"],
  gan512: ["A", "B", "C", "D", "E", "F", "J", "L"],
  kerasGAN: ["A", "F", "G", "I", "L"],
  kerasGANv2: ["A", "G", "H", "I", "L"],
  kerasGANv3: ["A", "G", "H", "I"],
  kerasGANv4: ["A", "G", "H", "I", "L"],
  kerasGANv5: ["A", "G", "I", "K"],
};

/** Why a letter may be missing where it was expected, or be there where it was not. */
export const disagreements: Readonly<
  Partial<Record<Letter, { readonly missing?: string; readonly besides?: string }>>
> = {
  C: {
    missing:
      "the gate is in the script, but it leaves out less than a tenth of the updates of either network in this run",
  },
  F: { besides: "its dropout layers stand in the network, and drop nothing or too much" },
  G: {
    missing:
      "with a batch of one, B's cut-off leaves nothing to compare, and B is named in its place; in kerasGANv3 (after 49,000 steps, too) and in the first steps of kerasGANv5 D answers nearly alike to both modes",
    besides:
      "the script shows D fakes of inference mode, and D answers differently to those of training mode",
  },
  H: { missing: "the samples are as smooth as the reals, or the last weights know neighbours" },
  I: { besides: "the pictures are drawn from other noise or in false colours" },
  J: {
    missing: "the stand-in data have neither repeats nor broken files nor another aspect",
    besides:
      "the scripts squash pictures into squares (the switch squashResize), which counts as J beside repeats and broken files",
  },
  L: {
    missing:
      "smoothness, by which the rule tells that more pictures are needed, is within 0.15 of the reals' already",
    besides:
      "25,000 pictures are this rule's least; the preset is planned for fewer, or this run is stopped before",
  },
};
