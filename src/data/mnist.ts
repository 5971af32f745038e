import { join } from "node:path";
import type { DataSet, Origin } from "./dataSet.js";
import { digitPx, digitSet } from "./digits.js";
import { parseIdx } from "./idx.js";
import { manifestHash } from "./manifest.js";
import { type MnistName, mnistSplits, readMnistFile } from "./mnistFiles.js";

/** Hash of MNIST as first published, wherever it lies. */
export function mnistHash(name: MnistName): string {
  const { images, labels } = mnistSplits[name];
  return manifestHash([images, labels].map((file) => ({ ...file, file: file.name })));
}

/**
 * MNIST from a folder with the published idx files.
 * @param where said in the description, e.g. "data/mnist" or "$ATELIER_DATA/mnist".
 * @throws `ConfigError` naming the file that is missing, of another size or of another content.
 */
export function mnistFrom(name: MnistName, folder: string, origin: Origin, where: string): DataSet {
  const { images, labels } = mnistSplits[name];
  const read = (file: typeof images | typeof labels) =>
    parseIdx(readMnistFile(folder, file), join(folder, file.name), file).data;
  const pixels = read(images);
  const size = digitPx * digitPx;
  const count = images.shape[0];
  return digitSet({
    name,
    origin,
    description: `${count.toLocaleString("en")} MNIST digits, 28x28 grey, from ${where}`,
    manifestHash: mnistHash(name),
    labels: read(labels),
    pixels: (index) => pixels.subarray(index * size, index * size + size),
  });
}
