import type { Picture } from "./picture.js";

interface Taps {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
  readonly weight: Float32Array;
}

function taps(from: number, to: number): Taps {
  const low = new Uint32Array(to);
  const high = new Uint32Array(to);
  const weight = new Float32Array(to);
  const scale = Math.fround(from / to);
  for (let out = 0; out < to; out++) {
    const at = Math.fround(out * scale);
    low[out] = Math.floor(at);
    high[out] = Math.min((low[out] as number) + 1, from - 1);
    weight[out] = at - Math.floor(at);
  }
  return { low, high, weight };
}

/**
 * Bilinear interpolation as TensorFlow 1's `resize_images` does it: output pixel x reads the input
 * at x * from / to, corners not aligned, no half-pixel shift, no smoothing when it shrinks.
 * @returns floats `[height, width, channels]`, still 0..255.
 */
export function resizeBilinear(picture: Picture, height: number, width: number): Float32Array {
  const { data, channels } = picture;
  const rows = taps(picture.height, height);
  const columns = taps(picture.width, width);
  const stride = picture.width * channels;
  const out = new Float32Array(height * width * channels);
  let at = 0;
  for (let y = 0; y < height; y++) {
    const top = (rows.low[y] as number) * stride;
    const bottom = (rows.high[y] as number) * stride;
    const down = rows.weight[y] as number;
    for (let x = 0; x < width; x++) {
      const left = (columns.low[x] as number) * channels;
      const right = (columns.high[x] as number) * channels;
      const across = columns.weight[x] as number;
      for (let channel = 0; channel < channels; channel++) {
        const a = data[top + left + channel] as number;
        const b = data[top + right + channel] as number;
        const c = data[bottom + left + channel] as number;
        const d = data[bottom + right + channel] as number;
        const upper = a + (b - a) * across;
        out[at++] = upper + (c + (d - c) * across - upper) * down;
      }
    }
  }
  return out;
}

/** `resizeBilinear` to a square, rounded to bytes. */
export function resizeToSquare(picture: Picture, sizePx: number): Picture {
  const { width, height, channels } = picture;
  if (width === sizePx && height === sizePx) return picture;
  const floats = resizeBilinear(picture, sizePx, sizePx);
  const data = new Uint8Array(floats.length);
  for (let at = 0; at < data.length; at++) data[at] = (floats[at] as number) + 0.5;
  return { data, width: sizePx, height: sizePx, channels };
}
