import type { Figures, Tensors } from "../engine/step.js";
import type { Iteration } from "../iterations/iteration.js";
import type { Images } from "../shape.js";

/**
 * What the training loop knows of a game, whether it has two networks or four: it plays steps and
 * makes pictures, and its whole state can be saved. `Pictures` is what one step takes: reals, or
 * pictures with what they are to become.
 */
export interface Game<Pictures = Images> {
  readonly iteration: Iteration;
  readonly seed: number;
  /** Every array of the game by name: networks, moving statistics, optimizer slots, counters. */
  readonly tensors: Tensors;
  /** Frees what was read of the arrays, so that the next step does not hold them twice. */
  forget(): void;
  /** Gives every array of the game a new value; the tensors given stay the caller's. */
  setTensors(values: Tensors): void;
  /** Everything else that must be saved, as plain JSON: random streams and the like. */
  plainState(): unknown;
  /** Goes on from a saved game bit for bit; the tensors given stay the caller's. */
  restore(tensors: Tensors, plain: unknown): void;
  /** One step on a batch of reals; `step` counts from 0, `told` are shares of classes of every picture. */
  play(images: Pictures, step: number, told?: Float32Array): Figures;
  dispose(): void;
}
