import type { Random } from "../engine/random.js";
import type { Prepare } from "./dataSet.js";

/** One decoded picture: bytes `[height, width, channels]`. */
export interface Picture {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
}

/** Short side in px to which a picture is brought before it is cut. */
export function loadSizeOf(prepare: Prepare): number {
  if (prepare.resize !== "random") return prepare.imageSize;
  return Math.max(prepare.imageSize, prepare.loadSize ?? Math.round(prepare.imageSize * 1.125));
}

/** Grey to three equal channels, or colour to luma (ITU-R BT.601, the weights of JPEG). */
export function withChannels(picture: Picture, channels: 1 | 3): Picture {
  if (picture.channels === channels) return picture;
  const { data, width, height } = picture;
  const pixels = width * height;
  const out = new Uint8Array(pixels * channels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    if (channels === 1) out[pixel] = Math.round(lumaAt(data, pixel * 3));
    else for (let at = 0; at < 3; at++) out[pixel * 3 + at] = data[pixel] as number;
  }
  return { data: out, width, height, channels };
}

function lumaAt(data: Uint8Array, at: number): number {
  const [red, green, blue] = [data[at] as number, data[at + 1] as number, data[at + 2] as number];
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/** The square of side `sizePx` whose upper left corner is at `left`, `top`. */
export function cut(picture: Picture, left: number, top: number, sizePx: number): Picture {
  const { data, width, channels } = picture;
  const out = new Uint8Array(sizePx * sizePx * channels);
  const row = sizePx * channels;
  for (let y = 0; y < sizePx; y++) {
    const start = ((top + y) * width + left) * channels;
    out.set(data.subarray(start, start + row), y * row);
  }
  return { data: out, width: sizePx, height: sizePx, channels };
}

/** The picture seen in a mirror, left and right exchanged. */
export function mirror(picture: Picture): Picture {
  const { data, width, height, channels } = picture;
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + width - 1 - x) * channels;
      const to = (y * width + x) * channels;
      for (let channel = 0; channel < channels; channel++)
        out[to + channel] = data[from + channel] as number;
    }
  }
  return { data: out, width, height, channels };
}

/** The part of preparing that draws lots: where to cut, then whether to mirror. */
export function finish(picture: Picture, prepare: Prepare, random: Random): Uint8Array {
  const size = prepare.imageSize;
  const spare = { x: picture.width - size, y: picture.height - size };
  const place = (room: number) =>
    prepare.resize === "random" ? random.integer(room + 1) : room >> 1;
  const [left, top] = [place(spare.x), place(spare.y)];
  const mirrored = prepare.flip && random.uniform() < 0.5;
  const square = spare.x > 0 || spare.y > 0 ? cut(picture, left, top, size) : picture;
  const seen = withChannels(mirrored ? mirror(square) : square, prepare.channels);
  return seen.data === picture.data ? seen.data.slice() : seen.data;
}
