import type { Random } from "../../engine/random.js";
import type { Canvas, Colour } from "./canvas.js";

/** Draws one picture of a genre; all lots come from `random`, none depends on the canvas's size. */
export type Genre = (canvas: Canvas, random: Random) => void;

/** A number drawn from `low` to `high`. */
export const between = (random: Random, low: number, high: number) =>
  low + (high - low) * random.uniform();

/** One of some things, by lot. */
export function oneOf<T>(random: Random, things: readonly T[]): T {
  return things[random.integer(things.length)] as T;
}

/** A colour near `colour`: the same for all three parts, then a little apart. */
export function near(random: Random, colour: Colour, spread: number): Colour {
  const lighter = between(random, -spread, spread);
  const part = (value: number) =>
    Math.min(255, Math.max(0, value + lighter + between(random, -spread, spread) / 3));
  return [part(colour[0]), part(colour[1]), part(colour[2])];
}
