import type { NetworkKind, Noise, Scaling } from "../iteration.js";
import { onOff } from "./switch.js";

/** The range of a generator's output, which is where reals belong. */
export const rangeOf = (generator: NetworkKind): Scaling =>
  generator === "mohr" ? "unit01" : "sym11";

const otherNoise: Readonly<Record<Noise, Noise>> = { N01: "U01", U01: "N01", U11: "N01" };

/** Switches of what goes in and of what is looked at. */
export const dataSwitches = {
  raw255Input: onOff("A", ({ generator }, on) => ({
    data: { scaling: on ? "raw255" : rangeOf(generator.network) },
  })),
  squashResize: onOff("J", (_, on) => ({ data: { resize: on ? "squash" : "centre" } })),
  duplicatedData: onOff("J", ({ data: { duplicates } }, on) => {
    const without = duplicates === "imitated" ? "removed" : duplicates;
    return { data: { duplicates: on ? "imitated" : without } };
  }),
  redChannelViridis: onOff("I", ({ data, sampling: { render } }, on) => {
    const plain = data.channels === 1 ? "grey" : "rgb";
    const without = render === "viridisRed" ? plain : render;
    return { sampling: { render: on ? "viridisRed" : without } };
  }),
  sampleNoiseMismatch: onOff("I", ({ generator: { latentNoise } }, on) => ({
    sampling: { noise: on ? otherNoise[latentNoise] : latentNoise },
  })),
  freshPreviewNoise: onOff("-", ({ sampling }, on) => {
    const fresh = sampling.latents === "fixedLatents" ? "freshNoise" : sampling.latents;
    return { sampling: { latents: on ? fresh : "fixedLatents" } };
  }),
} as const;
