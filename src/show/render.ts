import { expected, ShapeError } from "../errors.js";
import type { Images } from "../shape.js";
import { viridis } from "./viridis.js";

/** What a net's output means: `sym11` is -1..1, `unit01` is 0..1. */
export type OutputRange = "sym11" | "unit01";

/** How samples are painted; the codes of the iterations' tables. */
export type RenderMode = "grey" | "rgb" | "montageRgb" | "viridisRed";

/** Shape of a batch of samples, laid out `[count, height, width, channels]`. */
export interface SampleShape {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** A value of `range` as a byte: rounded, clamped; not-a-number becomes 0. */
function toByte(value: number, range: OutputRange): number {
  const unit = range === "sym11" ? (value + 1) / 2 : value;
  return Math.min(255, Math.max(0, Math.round(unit * 255) || 0));
}

function plain(samples: Float32Array, shape: SampleShape, range: OutputRange): Images {
  const data = new Uint8Array(samples.length);
  for (let index = 0; index < data.length; index++) {
    data[index] = toByte(samples[index] as number, range);
  }
  return { ...shape, channels: shape.channels === 1 ? 1 : 3, data };
}

/** One channel: luma as in ITU-R BT.601, `0.299 r + 0.587 g + 0.114 b`. */
function grey(images: Images): Images {
  if (images.channels === 1) return images;
  const data = new Uint8Array(images.data.length / 3);
  for (let pixel = 0; pixel < data.length; pixel++) {
    const [r = 0, g = 0, b = 0] = images.data.subarray(pixel * 3, pixel * 3 + 3);
    data[pixel] = Math.round(0.299 * r + 0.587 * g + 0.114 * b);
  }
  return { ...images, channels: 1, data };
}

/** Smallest and largest finite value of channel 0 of one cell. */
function extent(cell: Float32Array | Uint8Array, channels: number): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < cell.length; index += channels) {
    const value = cell[index] as number;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** Channel 0, stretched to each cell's own extent; a constant cell takes the table's first row. */
function viridisRed(samples: Float32Array | Uint8Array, shape: SampleShape): Images {
  const pixels = shape.height * shape.width;
  const data = new Uint8Array(shape.count * pixels * 3);
  for (let cell = 0; cell < shape.count; cell++) {
    const start = cell * pixels * shape.channels;
    const values = samples.subarray(start, start + pixels * shape.channels);
    const [low, high] = extent(values, shape.channels);
    for (let pixel = 0; pixel < pixels; pixel++) {
      const unit = ((values[pixel * shape.channels] as number) - low) / (high - low);
      const row = Math.min(255, Math.max(0, Math.floor(unit * 256) || 0));
      data.set(viridis.subarray(row * 3, row * 3 + 3), (cell * pixels + pixel) * 3);
    }
  }
  return { ...shape, channels: 3, data };
}

/** Pictures as `viridisRed` would paint them, for comparing with samples that were painted so. */
export function inFalseColours(images: Images): Images {
  return viridisRed(images.data, images);
}

/**
 * Paints samples as bytes. `grey` gives one channel, `rgb` and `montageRgb` all channels of the
 * net (one stays one), `viridisRed` channel 0 in viridis colours, stretched cell by cell.
 * @param samples `[count, height, width, channels]`, channels 1 or 3.
 * @throws ShapeError when `samples` does not have the shape's size or another number of channels.
 */
export function render(
  samples: Float32Array,
  shape: SampleShape,
  range: OutputRange,
  mode: RenderMode,
): Images {
  const { count, height, width, channels } = shape;
  if (channels !== 1 && channels !== 3) {
    throw new ShapeError(expected("samples to render", "1 or 3 channels", channels));
  }
  if (samples.length !== count * height * width * channels) {
    const size = `${count * height * width * channels} values for [${[count, height, width, channels]}]`;
    throw new ShapeError(expected("samples to render", size, samples.length));
  }
  if (mode === "viridisRed") return viridisRed(samples, shape);
  const images = plain(samples, shape, range);
  return mode === "grey" ? grey(images) : images;
}
