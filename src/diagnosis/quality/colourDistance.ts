import type { Images } from "../../shape.js";

/** Share of values at or below each level, for one channel. */
function cumulative({ data, channels }: Images, channel: number): Float64Array {
  const counts = new Float64Array(256);
  for (let at = channel; at < data.length; at += channels)
    counts[data[at] as number] = (counts[data[at] as number] as number) + 1;
  let sum = 0;
  return counts.map((count) => {
    sum += count;
    return (sum * channels) / data.length;
  });
}

/**
 * Distance of two colour histograms: how many grey levels values must move on average to make one
 * into the other (1-Wasserstein), mean over the channels.
 */
export function colourDistance(a: Images, b: Images): number {
  let total = 0;
  for (let channel = 0; channel < a.channels; channel++) {
    const [left, right] = [cumulative(a, channel), cumulative(b, channel)];
    for (let level = 0; level < 256; level++)
      total += Math.abs((left[level] as number) - (right[level] as number));
  }
  return total / a.channels;
}
