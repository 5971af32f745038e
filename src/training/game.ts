import type { Figures, Tensors } from "../engine/step.js";
import type { Images } from "../shape.js";

/**
 * What the training loop knows of a game, whether it has two networks or four: it plays steps and
 * makes pictures, and its whole state can be saved.
 */
export interface Game {
  /** Every array of the game by name: networks, moving statistics, optimizer slots, counters. */
  readonly tensors: Tensors;
  /** Everything else that must be saved, as plain JSON: random streams and the like. */
  plainState(): unknown;
  /** Goes on from a saved game bit for bit; the tensors given stay the caller's. */
  restore(tensors: Tensors, plain: unknown): void;
  /** One step on a batch of reals; `step` counts from 0. */
  play(images: Images, step: number): Figures;
  dispose(): void;
}
