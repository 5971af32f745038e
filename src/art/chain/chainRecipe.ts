import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { genreNames } from "../../data/synthetic/paintings.js";
import { ConfigError, expected, messageOf, unknownName } from "../../errors.js";
import { ways } from "../../runs/translation/translator.js";

/** Frames that a chain may have: a film of half a minute. */
const MOST_FRAMES = 1000;

const count = (most: number) => z.number().int().min(1).max(most);
const seed = z.number().int().min(0).max(4294967295);

const startSchema = z.union([
  z.object({ pictures: z.array(z.string().min(1)).min(1).max(16) }).strict(),
  z.object({ run: z.string().min(1), seeds: z.array(seed).min(1).max(16) }).strict(),
  z.object({ drawn: z.string(), seeds: z.array(seed).min(1).max(16) }).strict(),
  z.object({ noise: seed, count: count(16).default(1) }).strict(),
]);

const stageSchema = z
  .object({
    run: z.string().min(1),
    way: z.enum(ways).default("there"),
    times: count(MOST_FRAMES).default(1),
  })
  .strict();

const chainSchema = z
  .object({
    format: z.literal(1),
    title: z.string().default("a chain of networks"),
    /** Side of the pictures that go in. */
    sizePx: z.number().int().min(16).max(2048),
    start: startSchema,
    stages: z.array(stageSchema).min(1).max(32),
    /** How often the whole list of stages is gone through. */
    rounds: count(MOST_FRAMES).default(1),
  })
  .strict();

/** A chain of networks: what it starts from, the stages, how often. */
export type ChainRecipe = z.infer<typeof chainSchema>;

/** A chain as it is written: what has a default may be left out. */
export type WrittenChain = z.input<typeof chainSchema>;

/** Applications of networks in a chain. */
export const applications = ({ stages, rounds }: ChainRecipe): number =>
  rounds * stages.reduce((sum, { times }) => sum + times, 0);

/**
 * Checks a chain that was read or written by hand.
 * @throws ConfigError that names the field, and what is allowed there.
 */
export function checkChain(where: string, value: unknown): ChainRecipe {
  const checked = chainSchema.safeParse(value);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const field = issue?.path.join(".") || "recipe";
    throw new ConfigError(`${where}: ${field}: expected a chain's, got ${issue?.message}`);
  }
  const { start } = checked.data;
  if ("drawn" in start && !genreNames.includes(start.drawn))
    throw unknownName(`${where}: start.drawn`, genreNames, start.drawn);
  const steps = applications(checked.data);
  if (steps > MOST_FRAMES)
    throw new ConfigError(
      expected(`${where}: stages`, `at most ${MOST_FRAMES} applications`, steps),
    );
  return checked.data;
}

/** Reads a chain's recipe. @throws ConfigError for a file that is none. */
export function readChain(file: string): ChainRecipe {
  if (!existsSync(file)) throw new ConfigError(expected("recipe", "a file", file));
  try {
    return checkChain(file, JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`${file}: expected a recipe in JSON, got ${messageOf(error)}`);
  }
}
