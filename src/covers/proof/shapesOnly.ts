import type { Images } from "../../shape.js";

/** Brightness of a pixel (ITU-R BT.601). */
function lumaAt({ data, channels }: Images, from: number): number {
  if (channels === 1) return data[from] as number;
  const [red, green, blue] = data.subarray(from, from + 3) as Uint8Array & [number, number, number];
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/**
 * Pictures without their colours: each pixel becomes the rank of its brightness in its picture,
 * -1..1, so that every picture has the same histogram and only drawing and layout are left.
 * @returns `[count, height, width, 1]`; equal pixels share the mean of their ranks.
 */
export function shapesOnly(images: Images): Float32Array {
  const { count, height, width, channels } = images;
  const pixels = height * width;
  const out = new Float32Array(count * pixels);
  for (let index = 0; index < count; index++) {
    const luma = Float32Array.from({ length: pixels }, (_, pixel) =>
      lumaAt(images, (index * pixels + pixel) * channels),
    );
    const order = Uint32Array.from(luma, (_, pixel) => pixel).sort(
      (a, b) => (luma[a] as number) - (luma[b] as number),
    );
    for (let from = 0; from < pixels; ) {
      let to = from;
      while (to < pixels && luma[order[to] as number] === luma[order[from] as number]) to++;
      const rank = (from + to - 1) / 2 / Math.max(1, pixels - 1);
      for (let at = from; at < to; at++) out[index * pixels + (order[at] as number)] = 2 * rank - 1;
      from = to;
    }
  }
  return out;
}
