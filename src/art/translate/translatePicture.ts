import { dispose, tidy } from "@tensorflow/tfjs-core";
import type { Tensors } from "../../engine/step.js";
import { ConfigError, expected } from "../../errors.js";
import { forward } from "../../nets/forward.js";
import type { Network } from "../../nets/layer.js";
import { reachOf } from "../../nets/reach.js";
import type { Images } from "../../shape.js";
import { render } from "../../show/render.js";
import { refuseHalf, type Watched, Work } from "../work.js";
import { type Region, regionTensor, roundUp } from "./plane.js";
import { tilePlan } from "./tilePlan.js";
import { normsOf, wholeStatistics } from "./wholeStatistics.js";

/** How a picture is translated. */
export interface TranslateOptions extends Watched {
  /** Side of a tile's own part, in px; tiles are only made of pictures larger than two of them. */
  readonly tilePx?: number;
}

/** Side of a tile's own part unless said: with its margin it keeps below 1 GiB of memory. */
const TILE_PX = 256;
/** A picture must be as large as what a reflection at the coarsest stage needs. */
const LEAST_PX = 16;

/** Values of a region after the network, `[height, width, channels]`, and how much larger they are. */
function passOver(
  network: Network,
  tensors: Tensors,
  image: Images,
  seen: Region,
  statistics: Tensors,
) {
  const input = regionTensor(image, seen);
  const made = tidy(() => {
    const sized = { ...network, input: input.shape.slice(1) };
    return forward(sized, tensors, input, { training: false, statistics }).output;
  });
  const values = made.dataSync() as Float32Array;
  const [, height, width] = made.shape as [number, number, number];
  const times = height / (seen.bottom - seen.top);
  dispose([input, made]);
  return { values, width, times };
}

/** Copies what a tile keeps into the whole. */
function keepCore(
  whole: { readonly values: Float32Array; readonly width: number; readonly channels: number },
  part: ReturnType<typeof passOver>,
  core: Region,
  seen: Region,
): void {
  const { times } = part;
  const { channels } = whole;
  const columns = (core.right - core.left) * times * channels;
  for (let row = core.top * times; row < core.bottom * times; row++) {
    const from =
      ((row - seen.top * times) * part.width + (core.left - seen.left) * times) * channels;
    const to = (row * whole.width + core.left * times) * channels;
    whole.values.set(part.values.subarray(from, from + columns), to);
  }
}

function checkSize({ width, height }: Images): void {
  if (Math.min(width, height) >= LEAST_PX) return;
  const what = `at least ${LEAST_PX} px a side`;
  throw new ConfigError(expected("picture to translate", what, `${width} x ${height}`));
}

/**
 * What a network makes of one picture of any size, `[height, width, channels]` in -1..1. Larger ones
 * go through in overlapping tiles: first the statistics of every instance norm over the whole
 * picture are found (they would differ from tile to tile, and show as steps of brightness), then
 * each tile is made with them, with as much around it as the network can see. A picture is thereby
 * the same as in one piece. A U-Net sees everything at once and goes in one piece.
 * @throws ConfigError for a picture too small, and after a stop.
 */
export async function translateValues(
  network: Network,
  tensors: Tensors,
  image: Images,
  options: TranslateOptions = {},
) {
  checkSize(image);
  const { radiusPx, multiplePx } = reachOf(network);
  const [height, width] = [image.height, image.width].map((size) => roundUp(size, multiplePx)) as [
    number,
    number,
  ];
  const tilePx = roundUp(options.tilePx ?? TILE_PX, multiplePx);
  const local = radiusPx <= 2 * TILE_PX;
  const tiled = local && height * width > 4 * tilePx ** 2;
  const margin = roundUp(radiusPx, multiplePx);
  const plan = tiled
    ? tilePlan(height, width, tilePx, margin)
    : tilePlan(height, width, Math.max(height, width), 0);
  const norms = tiled ? normsOf(network).length : 0;
  const work = new Work(plan.tiles.length * (norms + 1), options);
  const statistics = tiled ? await wholeStatistics(network, tensors, image, plan, work) : {};
  const { channels } = image;
  let whole: { values: Float32Array; width: number; channels: number } | undefined;
  let times = 1;
  for (const { core, seen } of plan.tiles) {
    if (work.stopped) break;
    const part = passOver(network, tensors, image, seen, statistics);
    times = part.times;
    const size = height * width * times ** 2 * channels;
    whole ??= { values: new Float32Array(size), width: width * times, channels };
    keepCore(whole, part, core, seen);
    await work.advance();
  }
  dispose({ ...statistics });
  if (!whole || work.stopped) refuseHalf("picture to translate");
  return { values: whole.values, height: height * times, width: width * times, times };
}

/** A picture's upper left part. */
function cropped(image: Images, height: number, width: number): Images {
  if (image.height === height && image.width === width) return image;
  const { channels } = image;
  const data = new Uint8Array(height * width * channels);
  for (let row = 0; row < height; row++) {
    const from = row * image.width * channels;
    data.set(image.data.subarray(from, from + width * channels), row * width * channels);
  }
  return { ...image, height, width, data };
}

/** `translateValues` as a picture, of the size of the one that was given or twice as large. */
export async function translatePicture(
  network: Network,
  tensors: Tensors,
  image: Images,
  options: TranslateOptions = {},
): Promise<Images> {
  const { values, height, width, times } = await translateValues(network, tensors, image, options);
  const strange = values.find((value) => !Number.isFinite(value));
  if (strange !== undefined)
    throw new ConfigError(`${network.name}: expected finite numbers, got ${strange}`);
  const shape = { count: 1, height, width, channels: image.channels };
  return cropped(render(values, shape, "sym11", "rgb"), image.height * times, image.width * times);
}
