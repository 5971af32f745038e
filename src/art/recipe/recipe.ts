import { z } from "zod";
import { ConfigError } from "../../errors.js";
import { weightKinds } from "../../runs/trainedGenerator.js";
import { normKinds } from "../canvas/canvas.js";
import { lineModes, linePaths, noiseKinds } from "../canvas/latentField.js";

/** Most pictures of a sheet. */
export const MOST_PICTURES = 4096;

/** A number that names a latent. */
export const seedSchema = z.number().int().min(0).max(0xffff_ffff);

/** `iteration/run`: a name, never a path. */
const runName = z
  .string()
  .max(255)
  .regex(/^(?!\.)[^/\\\0]+\/(?!\.)[^/\\\0]+$/, "a run's name as iteration/run");

/** Which generator draws. */
const source = z.strictObject({
  run: runName,
  step: z.number().int().min(0),
  /** The first half of the sha256 of the checkpoint's arrays. */
  checkpoint: z.string().regex(/^[0-9a-f]{32}$/),
  weights: z.enum(weightKinds),
});

const truncation = z.number().positive().max(10).optional();

/** One latent, one picture at the network's own size. */
const picture = z.strictObject({ kind: z.literal("picture"), seed: seedSchema, truncation });

/** Pictures of some latents in rows. */
const sheet = z.strictObject({
  kind: z.literal("sheet"),
  seeds: z.array(seedSchema).min(1).max(MOST_PICTURES).readonly(),
  columns: z.number().int().min(1).max(MOST_PICTURES),
  border: z.number().int().min(0).max(64),
  truncation,
});

const latentCount = z.number().int().min(1).max(4096);
const px = z.number().int().min(1).max(16_384);

/** Pictures of grids of latents, side by side where there are several. */
const canvas = z.strictObject({
  kind: z.literal("canvas"),
  seed: seedSchema,
  count: z.number().int().min(1).max(MOST_PICTURES),
  rows: latentCount,
  columns: latentCount,
  mode: z.enum(lineModes),
  noise: z.enum(noiseKinds),
  path: z.enum(linePaths),
  norm: z.enum(normKinds),
  /** Latents a side of a tile. */
  tile: latentCount,
  /** The middle of it alone. */
  crop: z.strictObject({ width: px, height: px }).optional(),
});

const picks = z.array(seedSchema).min(1).max(MOST_PICTURES).readonly();

/** mean(a) - mean(b) + mean(c), on the sheet that dcgan.torch draws. */
const arithmetic = z.strictObject({
  kind: z.literal("arithmetic"),
  a: picks,
  b: picks,
  c: picks,
  truncation,
});

/** What is drawn. */
const subjectSchema = z.discriminatedUnion("kind", [picture, sheet, canvas, arithmetic]);

/** What is drawn, as data. */
export type Subject = z.infer<typeof subjectSchema>;

/** One kind of what is drawn. */
export type SubjectOf<Kind extends Subject["kind"]> = Extract<Subject, { kind: Kind }>;

/** Which generator draws, as data. */
export type Source = z.infer<typeof source>;

const recipeSchema = z.strictObject({ format: z.literal(1), source, subject: subjectSchema });

/** All that a picture is made from: the same recipe gives the same picture, bit for bit. */
export type Recipe = z.infer<typeof recipeSchema>;

/** A recipe as text: ASCII alone, because a PNG's text is Latin-1, and its fields always in one order. */
export function recipeText(recipe: Recipe): string {
  return JSON.stringify(recipeSchema.parse(recipe)).replace(
    /[^ -~]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** What is wrong with the first field that is. */
function firstProblem(error: z.ZodError): string {
  const [issue] = error.issues;
  return `${issue?.path.join(".") || "recipe"}: ${issue?.message}`;
}

/**
 * Reads a recipe from JSON: of whatever is not exactly one, nothing is used.
 * @param where the file that it is from. @throws ConfigError with the first field that is wrong.
 */
export function parseRecipe(where: string, text: string): Recipe {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ConfigError(`${where}: expected a recipe, got text that is not JSON`);
  }
  const parsed = recipeSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ConfigError(`${where}: expected a recipe, got a wrong ${firstProblem(parsed.error)}`);
}
