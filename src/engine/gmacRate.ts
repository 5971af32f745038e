import { dispose, matMul, randomNormal } from "@tensorflow/tfjs-core";

const side = 512;
const gmac = side ** 3 / 1e9;
/** Large products run at more than a whole training step does; assumed, the progress bar knows better. */
const share = 0.8;

/**
 * Thousand million multiply-adds a second that this machine can do in training: the fastest of many
 * products of two matrices, so that what else it does now does not count.
 */
export function gmacRate(milliseconds = 250): number {
  const [a, b] = [randomNormal([side, side]), randomNormal([side, side])];
  const once = () => {
    const from = performance.now();
    const product = matMul(a, b);
    product.dataSync();
    const took = performance.now() - from;
    product.dispose(); // not by tidy, which takes its own time
    return took;
  };
  once(); // the first call pays for what is loaded
  const end = performance.now() + milliseconds;
  let fastest = once();
  while (performance.now() < end) fastest = Math.min(fastest, once());
  dispose([a, b]);
  return (share * gmac) / (fastest / 1000);
}
