import type { Figures, Tensors } from "../engine/step.js";
import type { Images } from "../shape.js";

/**
 * What the training loop knows of a game, whether it has two networks or four: it plays steps and
 * makes pictures, and its whole state can be saved.
 */
export interface Game {
  /** Every array of the game by name: networks, moving statistics, optimizer slots, counters. */
  readonly tensors: Tensors;
  /** Where the game's random streams stand, as plain JSON. */
  randomStates(): unknown;
  /** One step on a batch of reals; `step` counts from 0. */
  play(images: Images, step: number): Figures;
  dispose(): void;
}
