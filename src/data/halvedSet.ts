import type { DataSet, Prepare } from "./dataSet.js";

/** What to prepare for pictures twice as large. */
export function doubled(prepare: Prepare): Prepare {
  const { loadSize } = prepare;
  const twice = loadSize === undefined ? {} : { loadSize: 2 * loadSize };
  return { ...prepare, imageSize: 2 * prepare.imageSize, ...twice };
}

/** Bytes of a picture of half the side: means of 2 x 2 pixels. */
function halved(large: Uint8Array, { imageSize, channels }: Prepare): Uint8Array {
  const row = 2 * imageSize * channels;
  return Uint8Array.from({ length: imageSize * imageSize * channels }, (_, at) => {
    const channel = at % channels;
    const pixel = Math.floor(at / channels);
    const [x, y] = [pixel % imageSize, Math.floor(pixel / imageSize)];
    const from = 2 * y * row + 2 * x * channels + channel;
    const value = (step: number) => large[from + step] as number;
    return Math.round((value(0) + value(channels) + value(row) + value(row + channels)) / 4);
  });
}

/** Pictures that are those of a set, made at twice the size and halved: partners for enlarging. */
export function halvedSet(set: DataSet): DataSet {
  return {
    ...set,
    load: async (index, prepare, random) =>
      halved(await set.load(index, doubled(prepare), random), prepare),
  };
}
