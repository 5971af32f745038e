import { formatBytes, memoryLimitBytes } from "../../engine/memory.js";
import { ConfigError, expected } from "../../errors.js";
import { classCount } from "../../iterations/iteration.js";
import { countParameters, describe } from "../../nets/describe.js";
import type { Network } from "../../nets/layer.js";
import type { TrainedGenerator } from "../../runs/trainedGenerator.js";
import { sizeOf } from "../../shape.js";
import { LEAST_TILE, SPREAD } from "./tiles.js";

/** Px of the longest canvas. */
const MOST_PX = 16_384;

/** Bytes that a canvas takes whole before it is cut into tiles. */
const WHOLE_BYTES = 2 ** 30;

/** Latents a side of a tile, from the quickest down. */
const TILES = [40, 32, 24, 16, 12, LEAST_TILE];

/** Beside a layer's input and output lies what the convolution rearranges. */
const COPIES = 3;

/** How a canvas is drawn. */
export interface CanvasPlan {
  /** Latents down and across. */
  readonly rows: number;
  readonly columns: number;
  /** Latents a side of a tile; as many as there are where the canvas is drawn whole. */
  readonly tile: number;
}

/** Px of one cell: what one more latent adds. */
export const cellPx = ({ iteration }: TrainedGenerator): number =>
  2 ** Math.ceil(Math.log2(iteration.data.imageSize)) / 4;

/** @throws ConfigError for a generator whose latent is no grid, or not its whole input. */
export function checkConvolutional({ iteration, run }: TrainedGenerator): void {
  const { network } = iteration.generator;
  if (classCount(iteration) > 0) {
    const got = `${iteration.name}, which is told a genre too (\`atelier genres\`)`;
    throw new ConfigError(expected(`canvas of ${run.name}`, "a network of latents alone", got));
  }
  if (network === "dcgan" || network === "upConv") return;
  throw new ConfigError(
    expected(`canvas of ${run.name}`, "a network of convolutions alone (dcgan, upConv)", network),
  );
}

/** The network for a grid of latents, its last crop left to the canvas. */
export function networkFor({ network }: TrainedGenerator, rows: number, columns: number): Network {
  const layers = network.layers.filter(({ kind }) => kind !== "crop");
  return { ...network, layers, input: [rows, columns, network.input.at(-1) ?? 0] };
}

/** Memory in which a grid of latents is drawn at once, and the whole canvas besides. */
function bytesFor(generator: TrainedGenerator, plan: CanvasPlan): number {
  const { rows, columns, tile } = plan;
  const network = networkFor(generator, Math.min(rows, tile), Math.min(columns, tile));
  const layers = describe(network).map(({ input, output }) => sizeOf(input) + sizeOf(output));
  const px = cellPx(generator) ** 2 * (rows + SPREAD) * (columns + SPREAD);
  return 4 * (COPIES * Math.max(...layers) + 3 * countParameters(network).trainable) + 9 * px;
}

/** Latents that cover a side of so many px. */
export const latentsFor = (px: number, cell: number): number =>
  Math.max(1, Math.ceil(px / cell) - SPREAD);

/**
 * Whole where that is cheap, else in tiles, the largest that fit.
 * @param memoryBytes that may be used; the container's or machine's by default.
 * @throws ConfigError for a canvas that no memory holds, before anything is drawn.
 */
export function canvasPlan(
  generator: TrainedGenerator,
  rows: number,
  columns: number,
  memoryBytes = memoryLimitBytes(),
): CanvasPlan {
  checkConvolutional(generator);
  const cell = cellPx(generator);
  for (const [name, latents] of [["rows", rows] as const, ["columns", columns] as const]) {
    const most = Math.floor(MOST_PX / cell) - SPREAD;
    if (Number.isInteger(latents) && latents >= 1 && latents <= most) continue;
    throw new ConfigError(
      expected(`canvas ${name}`, `1 to ${most} latents of ${cell} px`, latents),
    );
  }
  const whole = { rows, columns, tile: Math.max(rows, columns) };
  const plans = [
    whole,
    ...TILES.filter((tile) => tile < whole.tile).map((tile) => ({ ...whole, tile })),
  ];
  const sizes = plans.map((plan) => bytesFor(generator, plan));
  const fits = plans.find((_, at) => (sizes[at] as number) <= Math.min(memoryBytes, WHOLE_BYTES));
  const plan = fits ?? plans.find((_, at) => (sizes[at] as number) <= memoryBytes);
  if (plan) return plan;
  const size = `${(columns + SPREAD) * cell} x ${(rows + SPREAD) * cell} px`;
  const got = formatBytes(Math.min(...sizes));
  throw new ConfigError(
    `canvas of ${size}: expected at most ${formatBytes(memoryBytes)} of memory, got about ${got}`,
  );
}
