import { join } from "node:path";
import { ConfigError, expected, unknownName } from "../errors.js";
import type { Run } from "../runs/run.js";
import { TrainedGenerator } from "../runs/trainedGenerator.js";
import { type NormStatistics, normKinds } from "./canvas/canvas.js";
import { canvasPlan, cellPx, checkConvolutional, latentsFor } from "./canvas/canvasPlan.js";
import { checkMode } from "./canvas/drawCanvas.js";
import {
  type LineMode,
  type LinePath,
  lineModes,
  linePaths,
  type NoiseKind,
  noiseKinds,
} from "./canvas/latentField.js";
import { type SubjectOf, seedSchema } from "./recipe/recipe.js";
import { type Drawn, writeSubject } from "./recipe/writeSubject.js";
import { type GeneratorChoice, stemOf } from "./sample.js";

type Settings = SubjectOf<"canvas">;

/** What `generate` of dcgan.torch could be asked for, and what it could not. */
export interface GenerateOptions extends GeneratorChoice {
  /** Number of the latents. */
  readonly seed?: number;
  /** Pictures on the sheet ("batchSize"). */
  readonly count?: number;
  /** Latents down and across, "imsize"; 1 draws the network's own size. */
  readonly rows?: number;
  readonly columns?: number;
  /** In place of rows and columns: px, the middle of the smallest canvas that covers them. */
  readonly width?: number;
  readonly height?: number;
  readonly mode?: LineMode;
  /** What latents are drawn from; the ends of a line are uniform whatever this is, as in the source. */
  readonly noise?: NoiseKind;
  readonly path?: LinePath;
  /**
   * Of which pictures norms use the statistics: `canvas` for grids, `moving` for one latent or a strip
   * of them; `batch`: of the sheet itself, as the Torch tool does.
   */
  readonly norm?: NormStatistics;
  /** Bytes of memory that may be used; the container's or machine's by default. */
  readonly memoryBytes?: number;
  /** The file; in the run's own `samples/` by default. */
  readonly out?: string;
}

function oneOf<T extends string>(name: string, names: readonly T[], value: T): T {
  if (names.includes(value)) return value;
  throw unknownName(name, names, value);
}

/** Latents down and across, and the cut where px were asked for. */
function sizeOf(generator: TrainedGenerator, options: GenerateOptions) {
  const { width, height, mode = "random" } = options;
  if (width === undefined && height === undefined) {
    const { columns = options.rows ?? 1 } = options;
    return { rows: options.rows ?? (mode === "linefull1d" ? 1 : columns), columns };
  }
  const side = generator.iteration.data.imageSize;
  const crop = { width: width ?? side, height: height ?? side };
  for (const [name, px] of Object.entries(crop)) {
    if (Number.isInteger(px) && px >= 1) continue;
    throw new ConfigError(expected(name, "px, a whole number of at least 1", px));
  }
  const last = generator.network.layers.at(-1);
  const surplus = last?.kind === "crop" ? 2 * last.pixels : 0;
  const along = (px: number) => latentsFor(px + surplus, cellPx(generator));
  return { rows: along(crop.height), columns: along(crop.width), crop };
}

/** What will be drawn. @throws ConfigError for what cannot be, before anything is. */
function subjectOf(generator: TrainedGenerator, options: GenerateOptions): Settings {
  checkConvolutional(generator);
  const { seed = 1, count = 1, memoryBytes } = options;
  if (!seedSchema.safeParse(seed).success) {
    throw new ConfigError(expected("seed", "a whole number from 0 to 4294967295", seed));
  }
  const { rows, columns, ...crop } = sizeOf(generator, options);
  const plan = canvasPlan(generator, rows, columns, memoryBytes);
  const { latentNoise } = generator.iteration.generator;
  const subject: Settings = {
    kind: "canvas",
    seed,
    count,
    ...plan,
    mode: oneOf("noisemode", lineModes, options.mode ?? "random"),
    noise: oneOf(
      "noise",
      noiseKinds,
      options.noise ?? (latentNoise === "N01" ? "normal" : "uniform"),
    ),
    path: oneOf("path", linePaths, options.path ?? "line"),
    norm: oneOf("norm", normKinds, options.norm ?? (rows > 1 && columns > 1 ? "canvas" : "moving")),
    ...crop,
  };
  checkMode(subject);
  return subject;
}

/**
 * Draws as dcgan.torch's and Barrat's `generate` did, and beyond: canvases of any size from grids of
 * latents, sheets, lines between two latents. The recipe is in the file.
 * @throws ConfigError for a network that is not fully convolutional, modes that do not exist, and
 * canvases beyond the memory there is.
 */
export async function generate(run: Run, options: GenerateOptions = {}): Promise<Drawn> {
  const generator = new TrainedGenerator(run, options.step, options.weights);
  try {
    const subject = subjectOf(generator, options);
    const { mode, columns, rows, seed, crop } = subject;
    const size = crop ? `${crop.width}x${crop.height}` : `${columns}x${rows}`;
    const name = `${stemOf(generator)}-${mode}-${size}-seed-${seed}.png`;
    return await writeSubject(generator, subject, options.out ?? join(run.folder, "samples", name));
  } finally {
    generator.dispose();
  }
}

/** How latents are added and subtracted. */
export interface ArithmeticOptions extends GeneratorChoice {
  /** Numbers of latents, or names of `names`. */
  readonly a: readonly number[] | string;
  readonly b: readonly number[] | string;
  readonly c: readonly number[] | string;
  /** Numbers that were given a name: `{ sea: [4, 8, 15] }`. */
  readonly names?: Readonly<Record<string, readonly number[]>>;
  readonly truncation?: number;
  readonly out?: string;
}

function picked({ names = {} }: ArithmeticOptions, picks: readonly number[] | string) {
  const seeds = typeof picks === "string" ? names[picks] : picks;
  if (!seeds) throw unknownName("named latents", Object.keys(names), String(picks));
  const strange = seeds.find((seed) => !seedSchema.safeParse(seed).success);
  if (seeds.length > 0 && strange === undefined) return seeds;
  throw new ConfigError(expected("picks", "numbers of latents, at least one", strange ?? "none"));
}

/** Draws mean(a) - mean(b) + mean(c) of some latents, with all that went in, on one sheet. */
export async function arithmetic(run: Run, options: ArithmeticOptions): Promise<Drawn> {
  const generator = new TrainedGenerator(run, options.step, options.weights);
  try {
    const { truncation } = options;
    const [a, b, c] = [options.a, options.b, options.c].map((one) => picked(options, one)) as [
      readonly number[],
      readonly number[],
      readonly number[],
    ];
    const extent = truncation === undefined ? {} : { truncation };
    const subject = { kind: "arithmetic", a, b, c, ...extent } as const;
    const name = `${stemOf(generator)}-arithmetic-${a[0]}-${b[0]}-${c[0]}.png`;
    return await writeSubject(generator, subject, options.out ?? join(run.folder, "samples", name));
  } finally {
    generator.dispose();
  }
}
