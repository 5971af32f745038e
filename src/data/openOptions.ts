/** How to open a data set. */
export interface OpenOptions {
  /** A folder of one's own, instead of the places where the lab looks. */
  readonly folder?: string;
  /** Where downloads and manifests are kept; the lab's cache folder if left out. */
  readonly cacheFolder?: string;
  /** Never use the network; also on when `ATELIER_OFFLINE` is set. */
  readonly offline?: boolean;
  /** Base addresses to fetch MNIST from, instead of the public ones. */
  readonly mirrors?: readonly string[];
  readonly signal?: AbortSignal;
  readonly log: (line: string) => void;
}
