import type { Images } from "../../shape.js";

/** Mean and spread of each channel of some pictures. */
function statistics({ data, channels }: Images) {
  return Array.from({ length: channels }, (_, channel) => {
    let [sum, squares, count] = [0, 0, 0];
    for (let at = channel; at < data.length; at += channels) {
      const value = data[at] as number;
      sum += value;
      squares += value * value;
      count++;
    }
    const mean = sum / count;
    return { mean, spread: Math.sqrt(Math.max(0, squares / count - mean ** 2)) };
  });
}

/**
 * Plain colour transfer (Reinhard 2001, in the channels as they are): the baseline of every style:
 * pictures whose channels together get the mean and spread that those of others have.
 */
export function colourTransfer(images: Images, others: Images): Images {
  const [own, wanted] = [statistics(images), statistics(others)];
  const { channels } = images;
  const data = Uint8Array.from(images.data, (value, at) => {
    const [from, to] = [own[at % channels], wanted[at % channels]] as [
      (typeof own)[number],
      (typeof own)[number],
    ];
    const moved = ((value - from.mean) / (from.spread || 1)) * to.spread + to.mean;
    return Math.round(Math.min(255, Math.max(0, moved)));
  });
  return { ...images, data };
}
