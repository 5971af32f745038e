import { dispose, tensor4d, tidy } from "@tensorflow/tfjs-core";
import type { Tensors } from "../../engine/step.js";
import { forward } from "../../nets/forward.js";
import type { Network } from "../../nets/layer.js";
import { type Images, joinPictures } from "../../shape.js";
import { render } from "../../show/render.js";

/** Pictures of one pass: few enough for any network's memory. */
const CHUNK = 4;

/** Bytes in -1..1, `[count, height, width, channels]`; the caller owns it. */
export function signed({ data, count, height, width, channels }: Images) {
  return tensor4d(
    Float32Array.from(data, (byte) => byte / 127.5 - 1),
    [count, height, width, channels],
  );
}

function piece(images: Images, from: number): Images {
  const size = images.height * images.width * images.channels;
  const count = Math.min(CHUNK, images.count - from);
  return { ...images, count, data: images.data.subarray(from * size, (from + count) * size) };
}

/**
 * What a generator makes of pictures of its size, without dropout.
 * @param tensors at least the network's arrays.
 */
export function translated(network: Network, tensors: Tensors, images: Images): Images {
  const parts: Images[] = [];
  for (let from = 0; from < images.count; from += CHUNK) {
    const input = signed(piece(images, from));
    const made = tidy(() => forward(network, tensors, input, { training: false }).output);
    const [count, height, width] = made.shape as [number, number, number];
    const shape = { count, height, width, channels: images.channels };
    parts.push(render(made.dataSync() as Float32Array, shape, "sym11", "rgb"));
    dispose([input, made]);
  }
  return joinPictures(parts);
}
