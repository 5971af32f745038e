import { type Tensor, tidy } from "@tensorflow/tfjs-core";

/**
 * The values of a tensor that is made for them alone. `tidy` must not hand them out itself: it looks
 * for tensors in every element of an array, 10 s for six million of them.
 */
export function valuesOf(make: () => Tensor): Float32Array {
  const made = tidy(make);
  const values = made.dataSync();
  made.dispose();
  return values as Float32Array;
}
