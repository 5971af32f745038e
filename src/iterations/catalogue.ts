import { unknownName } from "../errors.js";
import {
  covers64,
  covers128,
  coversAttributes64,
  coversProjection64,
  coversWgan64,
} from "./covers.js";
import { cyclegan128, cyclegan256 } from "./cyclegan.js";
import { gan128MNIST } from "./gan128MNIST.js";
import { gan128Paintings } from "./gan128Paintings.js";
import { gan256Impres } from "./gan256Impres.js";
import { gan512 } from "./gan512.js";
import { ganChuck256 } from "./ganChuck256.js";
import type { Iteration } from "./iteration.js";
import { kerasGAN } from "./kerasGAN.js";
import { kerasGANv2 } from "./kerasGANv2.js";
import { kerasGANv3 } from "./kerasGANv3.js";
import { kerasGANv4 } from "./kerasGANv4.js";
import { kerasGANv5 } from "./kerasGANv5.js";
import { kerasGANv5At256 } from "./kerasGANv5At256.js";
import { pix2pix128, upscale128 } from "./pix2pix.js";

/** The presets of one iteration, by name. */
export type Presets = Readonly<Record<string, Iteration>>;

/** Every iteration that the lab can run: the report's in its order, then those of the album covers. */
export const catalogue: Readonly<Record<string, Presets>> = {
  gan128MNIST,
  gan128Paintings,
  gan256Impres,
  ganChuck256,
  gan512,
  kerasGAN,
  kerasGANv2,
  kerasGANv3,
  kerasGANv4,
  kerasGANv5,
  kerasGANv5At256,
  cyclegan128,
  cyclegan256,
  pix2pix128,
  upscale128,
  covers64,
  covers128,
  coversProjection64,
  coversWgan64,
  coversAttributes64,
};

/** Other names that the report has for the same script. */
const aliases: Readonly<Record<string, string>> = {
  gan256Chuck: "ganChuck256",
  kerasGan: "kerasGAN",
};

/** The preset that a newcomer wants: the one that works. */
export const defaultPreset = "repaired";

/** The presets of an iteration. @throws ConfigError with the names that exist. */
export function presetsOf(name: string): Presets {
  const own = Object.hasOwn(aliases, name) ? (aliases[name] as string) : name;
  const presets = Object.hasOwn(catalogue, own) ? catalogue[own] : undefined;
  if (!presets) throw unknownName("iteration", Object.keys(catalogue), name);
  return presets;
}

/** One preset of an iteration. @throws ConfigError with the names that exist. */
export function findIteration(name: string, preset: string = defaultPreset): Iteration {
  const presets = presetsOf(name);
  const found = Object.hasOwn(presets, preset) ? presets[preset] : undefined;
  if (!found) throw unknownName(`preset of ${name}`, Object.keys(presets), preset);
  return found;
}
