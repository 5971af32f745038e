import type { Origin } from "./dataSet.js";
import { mnistHash } from "./mnist.js";
import { type MnistName, mnistSplits } from "./mnistFiles.js";

/** Whether a data set's pictures may be published: MNIST's, known by its hash, and those the lab drew. */
export function freeToShow(data: {
  readonly origin: string;
  readonly manifestHash: string;
}): boolean {
  const drawn: Origin = "synthetic";
  const names = Object.keys(mnistSplits) as MnistName[];
  return data.origin === drawn || names.some((name) => mnistHash(name) === data.manifestHash);
}
