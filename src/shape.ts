import { expected, ShapeError } from "./errors.js";

/** Pictures of one size at the edge of the lab: bytes 0..255, laid out `[count, height, width, channels]`. */
export interface Images {
  readonly data: Uint8Array;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
}

/** Number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** One picture of many; its bytes are a view of theirs. */
export function pictureAt(images: Images, at: number): Images {
  const size = sizeOf([images.height, images.width, images.channels]);
  return { ...images, count: 1, data: images.data.subarray(at * size, (at + 1) * size) };
}

/** Pictures of one size behind each other. */
export function joinPictures(parts: readonly Images[]): Images {
  const [first] = parts;
  if (!first) throw new ShapeError(expected("pictures to join", "at least one", 0));
  const data = Buffer.concat(parts.map((part) => part.data));
  return { ...first, data, count: parts.reduce((sum, { count }) => sum + count, 0) };
}
