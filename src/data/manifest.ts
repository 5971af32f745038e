import { createHash } from "node:crypto";

/** What is known of one picture file. */
export interface ManifestEntry {
  /** Path inside the data set's folder, with `/`. */
  readonly file: string;
  /** Name of the sub-folder, `""` if there is none. */
  readonly label: string;
  /** As seen, that is after the orientation in the file is applied. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** What the bytes are, whatever the name says: `jpeg`, `png`, `webp`, `gif`. */
  readonly format: string;
  /** Colour space and depth as stored, e.g. `srgb uchar 3`, `cmyk uchar 4`, `b-w ushort 2`. */
  readonly mode: string;
  readonly bytes: number;
  /** Of the whole file. */
  readonly sha256: string;
  /** Perceptual hash (dHash, 64 bits as hex): pictures that look alike differ in few bits. */
  readonly dHash: string;
}

/** sha256 over names, sizes and contents, in the order given; times and machine paths do not enter. */
export function manifestHash(
  entries: readonly { readonly file: string; readonly bytes: number; readonly sha256: string }[],
): string {
  const hash = createHash("sha256");
  for (const { file, bytes, sha256 } of entries) hash.update(`${file}\0${bytes}\0${sha256}\n`);
  return hash.digest("hex");
}
