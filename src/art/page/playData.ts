import type { Noise } from "../../iterations/iteration.js";
import type { PackedEntry } from "./packWeights.js";
import type { Direction } from "./principalDirections.js";

/** What a page to play with is told about its generator; the weights lie beside it. */
export interface PlayData {
  /** `iteration/run`. */
  readonly run: string;
  readonly step: number;
  readonly bits: 8 | 16;
  readonly topology: object;
  readonly specs: readonly PackedEntry[];
  readonly latentShape: readonly number[];
  /** Names of the classes that the last numbers of a latent tell; none for most generators. */
  readonly classes: readonly string[];
  /** The shares that end a latent for each of them. */
  readonly shares: readonly (readonly number[])[];
  readonly noise: Noise;
  /** Name of the stream of random numbers that a seed's latent comes from. */
  readonly stream: string;
  readonly range: "unit01" | "sym11";
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  readonly directions: readonly Direction[];
}
