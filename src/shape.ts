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

/** Some of many pictures, from one place on; their bytes are a view. */
export function part(images: Images, from: number, count: number): Images {
  const size = sizeOf([images.height, images.width, images.channels]);
  return { ...images, count, data: images.data.subarray(from * size, (from + count) * size) };
}

/** One picture of many; its bytes are a view of theirs. */
export const pictureAt = (images: Images, at: number): Images => part(images, at, 1);

/** Pictures in parts of so many, the last one perhaps smaller, each a view. */
export const inParts = (images: Images, most: number): readonly Images[] =>
  Array.from({ length: Math.ceil(images.count / most) }, (_, at) =>
    part(images, at * most, Math.min(most, images.count - at * most)),
  );

/** Pictures of one size behind each other. */
export function joinPictures(parts: readonly Images[]): Images {
  const [first] = parts;
  if (!first) throw new ShapeError(expected("pictures to join", "at least one", 0));
  const data = Buffer.concat(parts.map((part) => part.data));
  return { ...first, data, count: parts.reduce((sum, { count }) => sum + count, 0) };
}

/** `128 × 128 × 3`; what has one row and one column is a list of numbers. */
export function shapeText(shape: readonly number[]): string {
  const [first, second, ...rest] = shape;
  const flat = rest.length > 0 && first === 1 && second === 1 ? rest : shape;
  return flat.map((size) => size.toLocaleString("en")).join(" × ");
}
