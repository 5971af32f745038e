import { readFileSync } from "node:fs";
import { z } from "zod";
import { ConfigError, expected, messageOf } from "../../errors.js";
import { writeJson } from "../../files.js";
import type { TrainedGenerator } from "../../runs/trainedGenerator.js";
import { checkTruncation, latentOf } from "../latentOf.js";
import { type SubjectOf, seedSchema } from "../recipe/recipe.js";
import { cubic, linear, slerp } from "./interpolate.js";

/** How latents between two keys are found. */
export const pathMethods = ["slerp", "linear", "cubic"] as const;
export type PathMethod = (typeof pathMethods)[number];

/** `even`: the same way every frame. `soft`: slow at every key (smoothstep). */
export const easings = ["even", "soft"] as const;
export type Easing = (typeof easings)[number];

const pathSchema = z.strictObject({
  format: z.literal(1),
  /** Numbers of the key latents: any network draws the same ones from them. */
  keys: z.array(seedSchema).min(2).max(10_000).readonly(),
  method: z.enum(pathMethods),
  easing: z.enum(easings),
  /** Whether the last key leads back to the first. */
  loop: z.boolean(),
  framesPerKey: z.number().int().min(1).max(10_000),
  /** Numbers of a latent. */
  latentSize: z.number().int().min(1).max(1_000_000),
  truncation: z.number().positive().max(10).optional(),
});

/** A way through latents, apart from any network: what two models need to move alike. */
export type LatentPath = z.infer<typeof pathSchema>;

/** What a path is made of; 60 frames from key to key, along arcs, evenly, in a loop unless said. */
export interface PathOptions {
  readonly keys: readonly number[];
  readonly method?: PathMethod;
  readonly easing?: Easing;
  readonly loop?: boolean;
  readonly framesPerKey?: number;
  readonly truncation?: number;
}

/** Numbers of one latent of a generator. */
export const latentSizeOf = ({ latentShape }: Pick<TrainedGenerator, "latentShape">): number =>
  latentShape.at(-1) ?? 0;

function checked(where: string, value: unknown): LatentPath {
  const parsed = pathSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const what = `${issue?.path.join(".") || "file"}: ${issue?.message}`;
  throw new ConfigError(`${where}: expected a path of latents, got a wrong ${what}`);
}

/** A path for generators with latents of this size. @throws ConfigError for what cannot be. */
export function latentPath(latentSize: number, options: PathOptions): LatentPath {
  const { keys, method = "slerp", easing = "even", loop = true, framesPerKey = 60 } = options;
  const { truncation } = options;
  const extent = truncation === undefined ? {} : { truncation };
  const path = { format: 1, keys, method, easing, loop, framesPerKey, latentSize, ...extent };
  return checked("path", path);
}

/** Reads a path's own small file. @throws ConfigError for any other file. */
export function readPath(file: string): LatentPath {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new ConfigError(`${file}: expected a path of latents, got ${messageOf(error)}`);
  }
  return checked(file, value);
}

/** Writes a path as its own small file. */
export const writePath = (file: string, path: LatentPath): Promise<void> => writeJson(file, path);

/** @throws ConfigError where a generator cannot walk a path: latents of another size or noise. */
export function checkPath(generator: TrainedGenerator, path: LatentPath): void {
  const size = latentSizeOf(generator);
  if (size !== path.latentSize) {
    const what = `latents of ${size} numbers for ${generator.run.name}`;
    throw new ConfigError(expected("path", what, path.latentSize));
  }
  checkTruncation(generator.iteration.generator.latentNoise, path.truncation);
}

/** The sheet of a path's keys, as a recipe has it. */
export function keysSheet({ keys, truncation }: LatentPath): SubjectOf<"sheet"> {
  const extent = truncation === undefined ? {} : { truncation };
  return { kind: "sheet", seeds: keys, columns: Math.min(keys.length, 8), border: 2, ...extent };
}

/** Frames of a path; the last key has one of its own where it does not lead back. */
export function frameCount({ keys, loop, framesPerKey }: LatentPath): number {
  return loop ? keys.length * framesPerKey : (keys.length - 1) * framesPerKey + 1;
}

const soft = (t: number) => t * t * (3 - 2 * t);

/** The latents of a path's frames for one generator; keys are drawn once. */
export class PathLatents {
  private readonly keys: readonly Float32Array[];

  /** @param cells latents of a frame: those of a canvas's grid, each on its own way. */
  constructor(
    generator: TrainedGenerator,
    private readonly path: LatentPath,
    private readonly cells = 1,
  ) {
    checkPath(generator, path);
    const grid = {
      iteration: generator.iteration,
      latentSpace: { shape: [cells, path.latentSize], classes: 0 },
    };
    const shape = cells === 1 ? generator : grid;
    this.keys = path.keys.map((seed) => latentOf(shape, seed, path.truncation));
  }

  private key(at: number): Float32Array {
    const { keys } = this;
    const last = keys.length - 1;
    const index = this.path.loop
      ? (at + keys.length) % keys.length
      : Math.min(last, Math.max(0, at));
    return keys[index] as Float32Array;
  }

  /** The latent, or grid of latents, of a frame; keys fall on every `framesPerKey`th frame exactly. */
  at(frame: number): Float32Array {
    const { framesPerKey, easing } = this.path;
    const from = Math.floor(frame / framesPerKey);
    const linearly = (frame % framesPerKey) / framesPerKey;
    const t = easing === "soft" ? soft(linearly) : linearly;
    const around = [from - 1, from, from + 1, from + 2].map((at) => this.key(at));
    if (t === 0) return (around[1] as Float32Array).slice();
    const size = this.path.latentSize;
    const latents = new Float32Array(this.cells * size);
    for (let cell = 0; cell < this.cells; cell++) {
      const cut = around.map((key) => key.subarray(cell * size, (cell + 1) * size));
      latents.set(
        this.between(cut as [Float32Array, Float32Array, Float32Array, Float32Array], t),
        cell * size,
      );
    }
    return latents;
  }

  private between(
    around: readonly [Float32Array, Float32Array, Float32Array, Float32Array],
    t: number,
  ): Float32Array {
    const [, from, to] = around;
    if (this.path.method === "cubic") return cubic(around, t);
    return (this.path.method === "slerp" ? slerp : linear)(from, to, t);
  }
}
