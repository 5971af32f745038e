import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError, expected } from "../errors.js";
import type { IdxExpectation } from "./idx.js";

/** One of the four files of MNIST, as first published. */
export interface MnistFile extends IdxExpectation {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The pictures and the labels of one half of MNIST. */
export interface MnistSplit {
  readonly images: MnistFile;
  readonly labels: MnistFile;
}

/** The data sets `mnist` (60,000 digits) and `mnist-test` (10,000). Their md5: data/mnist/README.md. */
export const mnistSplits = {
  mnist: {
    images: {
      name: "train-images-idx3-ubyte.gz",
      bytes: 9912422,
      sha256: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
      dimensions: 3,
      shape: [60000, 28, 28],
    },
    labels: {
      name: "train-labels-idx1-ubyte.gz",
      bytes: 28881,
      sha256: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
      dimensions: 1,
      shape: [60000],
    },
  },
  "mnist-test": {
    images: {
      name: "t10k-images-idx3-ubyte.gz",
      bytes: 1648877,
      sha256: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
      dimensions: 3,
      shape: [10000, 28, 28],
    },
    labels: {
      name: "t10k-labels-idx1-ubyte.gz",
      bytes: 4542,
      sha256: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
      dimensions: 1,
      shape: [10000],
    },
  },
} as const satisfies Record<string, MnistSplit>;

/** `mnist` or `mnist-test`. */
export type MnistName = keyof typeof mnistSplits;

/** Does the folder hold at least one file of this half? */
export function holdsMnist(folder: string, { images, labels }: MnistSplit): boolean {
  return [images, labels].some((file) => existsSync(join(folder, file.name)));
}

/** Throws a `ConfigError` that names the file if its size or sha256 is not the published one. */
export function checkMnistFile(packed: Uint8Array, path: string, file: MnistFile): void {
  if (packed.length !== file.bytes)
    throw new ConfigError(expected(path, `${file.bytes} bytes`, `${packed.length} bytes`));
  const sha256 = createHash("sha256").update(packed).digest("hex");
  if (sha256 !== file.sha256)
    throw new ConfigError(expected(path, `sha256 ${file.sha256}`, sha256));
}

/** The bytes of one file, checked by size and sha256. */
export function readMnistFile(folder: string, file: MnistFile): Uint8Array {
  const path = join(folder, file.name);
  if (!existsSync(path))
    throw new ConfigError(expected(path, `a file of ${file.bytes} bytes`, "nothing there"));
  const packed = readFileSync(path);
  checkMnistFile(packed, path, file);
  return packed;
}
