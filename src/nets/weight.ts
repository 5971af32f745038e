import type { Random } from "../engine/random.js";
import { sizeOf } from "../shape.js";

/** `glorot`: uniform by fan-in and fan-out; `dcgan`: kernels normal(0, 0.02), norm scales normal(1, 0.02). */
export type Initialiser = "glorot" | "dcgan";

/** What a weight's initial values are drawn with. */
export interface Draw {
  readonly initialiser: Initialiser;
  readonly random: Random;
  /** The layer's weights that were drawn before this one. */
  readonly drawn: Readonly<Record<string, Float32Array>>;
}

/** One stored array of a layer; `trainable` is false for moving statistics. */
export interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
  /** Its values when training starts. */
  readonly initial: (draw: Draw) => Float32Array;
}

/** Values of a shape, made one after the other. */
const filled = (shape: readonly number[], next: () => number) =>
  Float32Array.from({ length: sizeOf(shape) }, next);

/** A weight that starts at one value everywhere. */
export function constantWeight(
  name: string,
  shape: readonly number[],
  value: number,
  trainable = true,
): Weight {
  return { name, shape, trainable, initial: () => filled(shape, () => value) };
}

export const bias = (size: number): Weight => constantWeight("bias", [size], 0);

/** Sum of fan-in and fan-out of a kernel whose last two axes are its channels. */
const fansOf = (shape: readonly number[]) =>
  sizeOf(shape.slice(0, -2)) * ((shape.at(-1) ?? 0) + (shape.at(-2) ?? 0));

/**
 * A kernel, by Glorot and Bengio 2010, eq. 16, uniform within sqrt(6 / (fan-in + fan-out)), or as DCGAN has it.
 * @param fans fan-in and fan-out together, where the last two axes do not say.
 */
export function kernel(shape: readonly number[], fans = fansOf(shape)): Weight {
  const initial = ({ initialiser, random }: Draw) => {
    if (initialiser === "dcgan") return filled(shape, () => 0.02 * random.normal());
    const limit = Math.sqrt(6 / fans);
    return filled(shape, () => limit * (2 * random.uniform() - 1));
  };
  return { name: "kernel", shape, trainable: true, initial };
}

/** A norm's factor for each channel. */
export function scale(size: number): Weight {
  const initial = ({ initialiser, random }: Draw) =>
    filled([size], initialiser === "dcgan" ? () => 1 + 0.02 * random.normal() : () => 1);
  return { name: "scale", shape: [size], trainable: true, initial };
}

/** An embedding whose numbers are drawn by `next`. */
export function embedding(shape: readonly number[], next: (random: Random) => number): Weight {
  const initial = ({ random }: Draw) => filled(shape, () => next(random));
  return { name: "embedding", shape, trainable: true, initial };
}
