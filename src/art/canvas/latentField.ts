import { Random } from "../../engine/random.js";
import { slerp } from "../walk/interpolate.js";

/** Where a latent lies between two ends, as `generate` of dcgan.torch has it. */
export const lineModes = ["random", "line", "linefull1d", "linefull"] as const;
export type LineMode = (typeof lineModes)[number];

/** What the numbers are drawn from, in the words of the Torch tool. */
export const noiseKinds = ["normal", "uniform"] as const;
export type NoiseKind = (typeof noiseKinds)[number];

/** The straight line between ends in a cube, as in the source, or the arc between normal ends. */
export const linePaths = ["line", "slerp"] as const;
export type LinePath = (typeof linePaths)[number];

/** The grids of latents of one sheet. */
export interface FieldOptions {
  readonly seed: number;
  /** Grids. */
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
  readonly mode: LineMode;
  readonly noise: NoiseKind;
  readonly path: LinePath;
}

const uniform = (random: Random) => 2 * random.uniform() - 1;

/** The ends of the line and the points between: uniform ends whatever the noise, as in the source. */
function pointOf({ seed, path }: FieldOptions, numbers: number) {
  const random = new Random(seed, "line");
  const draw = () => (path === "slerp" ? random.normal() : uniform(random));
  const [left, right] = [0, 1].map(() => Float32Array.from({ length: numbers }, draw)) as [
    Float32Array,
    Float32Array,
  ];
  return (t: number): Float32Array =>
    path === "slerp"
      ? slerp(right, left, t)
      : left.map((value, at) => value * t + (right[at] as number) * (1 - t));
}

/**
 * Grids of latents as dcgan.torch's `generate.lua` fills them. `random`: every cell its own draw.
 * `line`: grid i is the point z = L t + R (1 - t), t from 0 to 1. `linefull1d`: column i of one
 * grid is that point. `linefull`: the diagonal cells of one grid are, the others keep their noise.
 * @param numbers of one latent. @returns `[count, rows, columns, numbers]`.
 */
export function latentField(options: FieldOptions, numbers: number): Float32Array {
  const { seed, count, rows, columns, mode, noise } = options;
  const random = new Random(seed, "latent");
  const draw = () => (noise === "normal" ? random.normal() : uniform(random));
  const field = Float32Array.from({ length: count * rows * columns * numbers }, draw);
  if (mode === "random") return field;
  const steps = mode === "line" ? count : columns;
  if (mode === "line") {
    const pointOfGrid = pointOf(options, rows * columns * numbers);
    for (let at = 0; at < count; at++)
      field.set(pointOfGrid(steps > 1 ? at / (steps - 1) : 0), at * rows * columns * numbers);
    return field;
  }
  const point = pointOf(options, numbers);
  for (let column = 0; column < columns; column++) {
    const values = point(columns > 1 ? column / (columns - 1) : 0);
    const onLine = mode === "linefull" ? [column] : Array.from({ length: rows }, (_, row) => row);
    for (const row of onLine) field.set(values, (row * columns + column) * numbers);
  }
  return field;
}
