import { dispose, tensor1d } from "@tensorflow/tfjs-core";
import type { Tensors } from "../../engine/step.js";
import { valuesOf } from "../../engine/valuesOf.js";
import { ConfigError, expected } from "../../errors.js";
import { forward } from "../../nets/forward.js";
import { Inference } from "../../nets/inference.js";
import { plainMode } from "../../runs/samplePictures.js";
import type { TrainedGenerator } from "../../runs/trainedGenerator.js";
import type { Images } from "../../shape.js";
import { render } from "../../show/render.js";
import { latentTensor } from "../../training/latents.js";
import { recomputed } from "../recomputed.js";
import { type CanvasPlan, cellPx, networkFor } from "./canvasPlan.js";
import { SPREAD, type Tile, tilesOf } from "./tiles.js";

/**
 * Statistics that norms use: the moving ones; those of random canvases, the same for every tile; or,
 * as the Torch tool has it, those of the very pictures that are drawn.
 */
export const normKinds = ["moving", "canvas", "batch"] as const;
export type NormStatistics = (typeof normKinds)[number];

/** Latents a side of the canvases that statistics are taken from, how many of them, and at once. */
const [SIDE, COUNT, AT_ONCE] = [12, 8, 2];

/**
 * The generator's arrays with the statistics of canvases: there up to 16 latents add up in a cell of
 * the first layer where a picture by itself has one, and moving statistics would overdrive it.
 * @returns copies that are the caller's.
 */
function canvasArrays(generator: TrainedGenerator): Tensors {
  const entries = Object.entries(generator.tensors).map(([name, tensor]) => [name, tensor.clone()]);
  const noise = generator.iteration.generator.latentNoise;
  const network = networkFor(generator, SIDE, SIDE);
  const options = { noise, seed: 1, count: COUNT, batch: AT_ONCE };
  return recomputed(network, Object.fromEntries(entries), options);
}

/** The latents of a tile, `[rows, columns, numbers]`, out of a field's. */
function cut(field: Float32Array, plan: CanvasPlan, top: Tile, left: Tile, numbers: number) {
  const [tall, wide] = [Math.min(plan.rows, plan.tile), Math.min(plan.columns, plan.tile)];
  const part = new Float32Array(tall * wide * numbers);
  for (let row = 0; row < tall; row++) {
    const from = ((top.latent + row) * plan.columns + left.latent) * numbers;
    part.set(field.subarray(from, from + wide * numbers), row * wide * numbers);
  }
  return part;
}

/** Copies the cells that a tile holds whole into the canvas. */
function paste(canvas: Images, drawn: Images, top: Tile, left: Tile, cell: number): void {
  const { channels } = canvas;
  const wide = (left.to - left.from) * cell * channels;
  for (let y = top.from * cell; y < top.to * cell; y++) {
    const inTile = y - top.latent * cell;
    const from = (inTile * drawn.width + (left.from - left.latent) * cell) * channels;
    const to = (y * canvas.width + left.from * cell) * channels;
    canvas.data.set(drawn.data.subarray(from, from + wide), to);
  }
}

/** Cuts the middle out of a picture. @throws ConfigError for more than there is. */
export function middle(image: Images, width: number, height: number): Images {
  if (width > image.width || height > image.height || width < 1 || height < 1) {
    const got = `${width} x ${height}`;
    throw new ConfigError(expected("canvas", `at most ${image.width} x ${image.height} px`, got));
  }
  if (width === image.width && height === image.height) return image;
  const { channels } = image;
  const [top, left] = [(image.height - height) >> 1, (image.width - width) >> 1];
  const data = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * image.width + left) * channels;
    data.set(image.data.subarray(from, from + width * channels), y * width * channels);
  }
  return { data, count: 1, width, height, channels };
}

/**
 * A generator that draws on a grid of latents: each one more adds a cell, a quarter of the network's
 * own size (`S / 4 (n + 3)` px for n latents, as Barrat's `imsize`).
 */
export class Canvas {
  private readonly inference: Inference;
  private readonly cell: number;

  constructor(
    private readonly generator: TrainedGenerator,
    readonly plan: CanvasPlan,
    norm: NormStatistics = "moving",
  ) {
    const { rows, columns, tile } = plan;
    this.cell = cellPx(generator);
    const network = networkFor(generator, Math.min(rows, tile), Math.min(columns, tile));
    const own = norm === "canvas" ? canvasArrays(generator) : undefined;
    this.inference = new Inference(network, own ?? generator.tensors, 1);
    if (own) dispose(own);
  }

  /** Px down and across, before the even crop of a network whose size is no power of two. */
  private get size() {
    const { rows, columns } = this.plan;
    return { height: (rows + SPREAD) * this.cell, width: (columns + SPREAD) * this.cell };
  }

  private paint(values: Float32Array, height: number, width: number): Images {
    const { iteration, range } = this.generator;
    const shape = { count: 1, height, width, channels: iteration.data.channels };
    return render(values, shape, range, plainMode(this.generator));
  }

  /**
   * One picture of a field of latents, `[rows, columns, numbers]`; tiled or whole, the same within
   * rounding.
   */
  draw(field: Float32Array): Images {
    const { plan, cell } = this;
    const { channels } = this.generator.iteration.data;
    const { height, width } = this.size;
    const data = new Uint8Array(height * width * channels);
    const canvas: Images = { data, count: 1, height, width, channels };
    const numbers = this.generator.latentShape.at(-1) ?? 0;
    const tall = (Math.min(plan.rows, plan.tile) + SPREAD) * cell;
    const wide = (Math.min(plan.columns, plan.tile) + SPREAD) * cell;
    for (const top of tilesOf(plan.rows, plan.tile))
      for (const left of tilesOf(plan.columns, plan.tile)) {
        const values = this.inference.run(cut(field, plan, top, left, numbers));
        paste(canvas, this.paint(values, tall, wide), top, left, cell);
      }
    return this.cropped(canvas);
  }

  /** The crop that the network ends with, which tiles leave out. */
  private cropped(canvas: Images): Images {
    const last = this.generator.network.layers.at(-1);
    const pixels = last?.kind === "crop" ? last.pixels : 0;
    return middle(canvas, canvas.width - 2 * pixels, canvas.height - 2 * pixels);
  }

  /**
   * Pictures whose norms use the statistics of all of them together, as the Torch tool draws.
   * @param fields `[count, rows, columns, numbers]`.
   * @throws ConfigError for a canvas in tiles: no tile knows the statistics of the whole.
   */
  drawTogether(fields: Float32Array, count: number): readonly Images[] {
    const { plan, generator } = this;
    if (plan.tile < Math.max(plan.rows, plan.columns)) {
      throw new ConfigError(expected("norm batch", "a canvas that fits whole", "one in tiles"));
    }
    const network = networkFor(generator, plan.rows, plan.columns);
    const values = valuesOf(() => {
      const dropoutSeed = tensor1d([generator.run.options.seed, 0], "int32");
      const input = latentTensor(fields, network.input);
      const pass = { training: true, dropoutSeed };
      return forward(network, generator.tensors, input, pass).output;
    });
    const { height, width } = this.size;
    const pixels = values.length / count;
    return Array.from({ length: count }, (_, at) =>
      this.cropped(this.paint(values.slice(at * pixels, (at + 1) * pixels), height, width)),
    );
  }

  dispose(): void {
    this.inference.dispose();
  }
}
