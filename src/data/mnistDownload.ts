import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureFolder } from "../files.js";
import { download } from "./download.js";
import { checkMnistFile, type MnistFile, type MnistSplit, readMnistFile } from "./mnistFiles.js";

/** Public copies of the four files under their first names. */
export const mnistMirrors: readonly string[] = [
  "https://storage.googleapis.com/cvdf-datasets/mnist",
  "https://ossci-datasets.s3.amazonaws.com/mnist",
];

/** Where to fetch from, and how patiently. */
export interface FetchOptions {
  readonly mirrors?: readonly string[];
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal;
  readonly connectMs?: number;
  readonly idleMs?: number;
}

function heldWhole(folder: string, file: MnistFile): boolean {
  try {
    return existsSync(join(folder, file.name)) && readMnistFile(folder, file).length > 0;
  } catch {
    return false; // our own download, damaged since: fetched again
  }
}

/** Puts both files of one half of MNIST into `folder`, unless they are there, whole. */
export async function downloadMnist(
  folder: string,
  split: MnistSplit,
  options: FetchOptions,
): Promise<void> {
  ensureFolder(folder);
  const { mirrors = mnistMirrors, ...rest } = options;
  for (const file of [split.labels, split.images]) {
    if (heldWhole(folder, file)) continue;
    options.log(`fetching ${file.name} (${(file.bytes / 2 ** 20).toFixed(1)} MiB)`);
    const path = join(folder, file.name);
    await download(path, {
      ...rest,
      urls: mirrors.map((mirror) => `${mirror}/${file.name}`),
      bytes: file.bytes,
      check: (bytes) => checkMnistFile(bytes, file.name, file),
    });
  }
}
