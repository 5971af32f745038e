import type { Figures, Tensors } from "../engine/step.js";
import { ConfigError } from "../errors.js";

/** A game that is lost: a number in it is not finite. */
export class Divergence extends ConfigError {
  constructor(
    where: string,
    /** Steps done when it was seen. */
    readonly step: number,
    value: number,
  ) {
    super(
      `${where} at step ${step}: expected a finite number, got ${value}; training has diverged`,
    );
  }
}

/** @throws Divergence for a figure that is not a number, or infinite. */
export function checkFigures(figures: Figures, step: number): void {
  for (const [name, value] of Object.entries(figures)) {
    if (!Number.isFinite(value)) throw new Divergence(name, step, value);
  }
}

/** @throws Divergence for an array of the game with a number that is not one, or infinite. */
export function checkArrays(arrays: Tensors, step: number): void {
  for (const [name, tensor] of Object.entries(arrays)) {
    const values = tensor.dataSync();
    let sum = 0; // 0 times a finite number is 0, of any other it is not a number
    for (let at = 0; at < values.length; at++) sum += 0 * (values[at] as number);
    if (sum === 0) continue;
    throw new Divergence(name, step, values.find((value) => !Number.isFinite(value)) ?? sum);
  }
}
