import type { KerasLayer } from "./bilinearLayers.js";

/**
 * A label gate in layers that every TensorFlow.js has, z * (c E): a dense layer that takes z out of
 * the input, one that takes c E, and their product; of ends of attributes their sum.
 * @param size numbers of z.
 */
export function gateLayers(size: number, ends = false): readonly KerasLayer[] {
  const taken = { class_name: "Dense", config: { units: size, use_bias: false } };
  return [taken, taken, { class_name: ends ? "Add" : "Multiply", config: {} }];
}

/** Kernels of the two dense layers, `[size + classes, size]`: z as it is, and the rows of E below zeros. */
export function gateKernels(size: number, embedding: Float32Array) {
  const z = new Float32Array(size * size + embedding.length);
  for (let at = 0; at < size; at++) z[at * size + at] = 1;
  const factors = new Float32Array(z.length);
  factors.set(embedding, size * size);
  return [z, factors] as const;
}
