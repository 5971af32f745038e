import type { PaintingsOptions } from "./synthetic/paintings.js";

/** How to open a data set. */
export interface OpenOptions {
  /** A folder of one's own, or a table of pictures, instead of the places where the lab looks. */
  readonly folder?: string;
  /** Where downloads and manifests are kept; the lab's cache folder if left out. */
  readonly cacheFolder?: string;
  /** Never use the network; also on when `ATELIER_OFFLINE` is set. */
  readonly offline?: boolean;
  /** Base addresses to fetch MNIST from, instead of the public ones. */
  readonly mirrors?: readonly string[];
  /** Files with the very bytes of another one stay in the set (the `duplicatedData` switch). */
  readonly keepDuplicates?: boolean;
  /** What is drawn for the set `synthetic`. */
  readonly synthetic?: PaintingsOptions;
  readonly signal?: AbortSignal;
  readonly log: (line: string) => void;
}
