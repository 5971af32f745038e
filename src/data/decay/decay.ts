import { Random } from "../../engine/random.js";
import { ConfigError, expected, unknownName } from "../../errors.js";
import type { Picture } from "../picture.js";
import { bleaching } from "./bleaching.js";
import { blur } from "./blur.js";
import { crackle } from "./crackle.js";
import type { Effect, Surface } from "./effect.js";
import { erosion } from "./erosion.js";
import { fading } from "./fading.js";
import { stain } from "./stain.js";

const effects = { erosion, blur, crackle, stain, fading, bleaching } as const satisfies Readonly<
  Record<string, Effect>
>;

/** A way to decay. */
export type DecayKind = keyof typeof effects;

/** Every way to decay, in the order in which a recipe applies them. */
export const decayKinds = Object.keys(effects) as readonly DecayKind[];

/** How strong each kind is, 0..1; what is left out does nothing. */
export type DecayRecipe = { readonly [kind in DecayKind]?: number };

/** A recipe that was asked for is one. @throws ConfigError for a kind that there is not, or a strength. */
export function checkDecay(
  recipe: Readonly<Record<string, number>>,
): asserts recipe is DecayRecipe {
  for (const [kind, strength] of Object.entries(recipe)) {
    if (!Object.hasOwn(effects, kind)) throw unknownName("decay", decayKinds, kind);
    if (!(strength >= 0 && strength <= 1))
      throw new ConfigError(expected(`decay ${kind}`, "a strength from 0 to 1", strength));
  }
}

/** Reads `crackle=0.2,fading=0.1`; `identity` is the empty recipe. @throws ConfigError. */
export function parseDecay(text: string): DecayRecipe {
  if (text === "identity") return {};
  const entries = text.split(",").map((part) => {
    const [kind = "", value = ""] = part.trim().split("=");
    return [kind, value === "" ? Number.NaN : Number(value)] as const;
  });
  const recipe = Object.fromEntries(entries);
  checkDecay(recipe);
  return recipe;
}

/** The inverse of `parseDecay`. */
export function describeDecay(recipe: DecayRecipe): string {
  const parts = decayKinds.flatMap((kind) =>
    recipe[kind] === undefined ? [] : [`${kind}=${recipe[kind]}`],
  );
  return parts.length > 0 ? parts.join(",") : "identity";
}

/**
 * A picture after one application of a recipe: its kinds one after another, each with lots of its
 * own. A pure function: the same picture, recipe and seed always give the same bytes.
 */
export function decayed(picture: Picture, recipe: DecayRecipe, seed: number): Picture {
  checkDecay(recipe);
  const { width, height, channels } = picture;
  const first: Surface = { data: Float32Array.from(picture.data), width, height, channels };
  const { data } = decayKinds.reduce((surface, kind) => {
    const strength = recipe[kind] ?? 0;
    return strength === 0
      ? surface
      : effects[kind](surface, strength, new Random(seed, `decay ${kind}`));
  }, first);
  return { ...picture, data: Uint8Array.from(data, (value) => Math.round(value)) };
}

/** `picture` and its states after 1 .. `times` applications with the same seed. */
export function decaySeries(
  picture: Picture,
  recipe: DecayRecipe,
  seed: number,
  times: number,
): readonly Picture[] {
  const states = [picture];
  for (let time = 0; time < times; time++) {
    states.push(decayed(states.at(-1) as Picture, recipe, seed));
  }
  return states;
}
