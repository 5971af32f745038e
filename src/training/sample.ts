import { tensor1d } from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";
import { valuesOf } from "../engine/valuesOf.js";
import { describe, outputOf } from "../nets/describe.js";
import { forward } from "../nets/forward.js";
import type { Network } from "../nets/layer.js";
import { sizeOf } from "../shape.js";
import { latentTensor } from "./latents.js";

/** Latents of one pass in inference, at most, and bytes that its layers' outputs may take. */
const CHUNK = 16;
const CHUNK_BYTES = 512 * 1024 ** 2;

/** Latents of one pass of a generator in inference: op by op, all outputs are kept to its end. */
export function chunkFor(generator: Network): number {
  const numbers = describe(generator).reduce((sum, { output }) => sum + sizeOf(output), 0);
  return Math.max(1, Math.min(CHUNK, Math.floor(CHUNK_BYTES / (4 * numbers))));
}

/** A generator's output range: 0..1 behind a sigmoid, else -1..1. */
export function rangeOf(generator: Network): "unit01" | "sym11" {
  return generator.layers.some(({ kind }) => kind === "sigmoid") ? "unit01" : "sym11";
}

/**
 * A generator's pictures of some latents, made a few at a time; in training mode all at once,
 * because they share batch statistics.
 * @param seed of dropout, where it is live.
 * @returns `[count, height, width, channels]` in the generator's output range.
 */
export function sample(
  generator: Network,
  tensors: Tensors,
  latents: Float32Array,
  { mode, seed }: { readonly mode: "inference" | "training"; readonly seed: number },
): Float32Array {
  const size = sizeOf(generator.input);
  const count = latents.length / size;
  const pixels = sizeOf(outputOf(generator));
  const output = new Float32Array(count * pixels);
  const chunk = mode === "training" ? count : chunkFor(generator);
  for (let from = 0; from < count; from += chunk) {
    const part = latentTensor(latents.slice(from * size, (from + chunk) * size), generator.input);
    const values = valuesOf(() => {
      const dropoutSeed = tensor1d([seed, from], "int32");
      return forward(generator, tensors, part, { training: mode === "training", dropoutSeed })
        .output;
    });
    output.set(values, from * pixels);
    part.dispose();
  }
  return output;
}
