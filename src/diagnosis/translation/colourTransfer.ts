import type { Images } from "../../shape.js";
import { moments } from "../moments.js";

/** Mean and spread of each channel of some pictures. */
function statistics({ data, channels }: Images) {
  return Array.from({ length: channels }, (_, channel) => {
    const { mean, variance } = moments(data, channel, channels);
    return { mean, spread: Math.sqrt(variance) };
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
