import { cyclegan128 } from "./cyclegan.js";
import { derive } from "./derive.js";

/** Portraits and the same a small step more decayed, with the paper's widths. */
const reference = derive(
  cyclegan128.reference,
  {
    name: "pix2pix128",
    preset: "reference",
    title: "portraits to the same a small step more decayed, 128 px",
  },
  {
    data: {
      set: "portraits", // proposal, after Klingemann's
      cropMarginPx: 0, // proposal: decay shall be learned where it is
      resize: "centre", // proposal
    },
    translation: {
      kind: "pairs", // source: Isola 2017
      to: "decay:erosion=0.15,crackle=0.1,stain=0.06,fading=0.04,bleaching=0.03", // proposal
      blocks: 0, // a U-Net has none
      cycleWeight: 0, // source
      identityWeight: 0, // source
      l1Weight: 100, // source
      replay: 0, // source
      earlier: 12, // proposal: the net shall also know pictures that have decayed for long
      unroll: 3, // proposal, after next_frame_prediction_pix2pix: it learns from its own drift
      unrollEvery: 4, // proposal
    },
    generator: {
      network: "unet", // source
      dropout: 0.5, // source
    },
    training: { loss: "bceLogits" }, // source
    sampling: { grid: 4 }, // proposal
  },
);

const repaired = derive(
  reference,
  { preset: "repaired" },
  {
    translation: {
      added: true, // proposal: one step of decay changes little, so that is what is learned
      enlargement: "nearest", // source: Odena 2016; fifty applications of the paper's add up to a grid
    },
    generator: { filters: [32] }, // proposal
    discriminator: { filters: [32] }, // proposal
    training: { steps: 8000 }, // proposal
  },
);

/** The control: a network that is taught to leave pictures as they are. */
const identity = derive(
  repaired,
  { preset: "identity", title: "portraits to themselves, the control of decay, 128 px" },
  { translation: { to: "decay:identity", earlier: 0 } }, // proposal
);

/** Each picture to its partner (Isola 2017): decay by small steps, or a folder of one's own. */
export const pix2pix128 = { repaired, identity, reference } as const;

/** Twice the size, detail found by a network: the last stage of a chain. */
const upscaler = derive(
  repaired,
  { name: "upscale128", preset: "repaired", title: "portraits of 64 px to 128 px" },
  {
    data: { imageSize: 64 }, // proposal: of the smaller picture
    translation: {
      to: "enlarge",
      blocks: 4,
      added: false,
      enlargement: "transposed",
      earlier: 0,
      unroll: 1,
    }, // proposal
    generator: { network: "upscale", dropout: 0 }, // proposal
  },
);

/** Pairs of the same set, small and large. */
export const upscale128 = { repaired: upscaler } as const;
