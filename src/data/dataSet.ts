import type { Random } from "../engine/random.js";
import type { ManifestEntry } from "./manifest.js";

/** Where a data set comes from. */
export type Origin = "project" | "environment" | "download" | "folder" | "synthetic";

/** How a picture is brought to the size that a network sees. */
export interface Prepare {
  /** Side of the square that comes out, in px. */
  readonly imageSize: number;
  readonly channels: 1 | 3;
  /**
   * `squash`: both sides to `imageSize`, whatever the shape; `centre`: short side to `imageSize`,
   * the middle is kept; `random`: short side to `loadSize`, a square drawn from anywhere.
   */
  readonly resize: "squash" | "centre" | "random";
  /** Short side in px before a random crop; 1.125 x `imageSize` if left out. */
  readonly loadSize?: number;
  /** Half of the pictures, drawn by lot, are mirrored left to right. */
  readonly flip: boolean;
}

/** A file that was looked at and cannot be used. */
export interface Unreadable {
  /** Path inside the data set's folder. */
  readonly file: string;
  readonly reason: string;
}

/** What the pictures of a set are turned into. */
export interface Partners {
  /** One set; where states of decay follow each other, a set for each. */
  readonly sets: readonly DataSet[];
  /** Whether picture `index` of each belongs to picture `index` here, loaded with equal lots. */
  readonly aligned: boolean;
  /** How many times as large they are. */
  readonly times: 1 | 2;
}

/** Numbers that a table has of every picture. */
export interface Attributes {
  readonly names: readonly string[];
  /** The numbers of a picture in the order of the names, in the table's own units. */
  readonly of: (index: number) => readonly number[];
}

/** Pictures by number, from wherever they come. */
export interface DataSet {
  readonly name: string;
  readonly origin: Origin;
  /** One sentence for notebook and run; names no path of this machine. */
  readonly description: string;
  readonly count: number;
  /** Class names, `[]` if unlabelled. */
  readonly labels: readonly string[];
  /** Class of a picture, -1 when unlabelled. */
  readonly labelOf: (index: number) => number;
  /** Where the pictures come with a table of numbers. */
  readonly attributes?: Attributes;
  /** Side in px if all pictures are squares of one size. */
  readonly nativeSize: number | undefined;
  readonly unreadable: readonly Unreadable[];
  /** sha256 over names, sizes and contents (or over what a synthetic set was drawn from). */
  readonly manifestHash: string;
  /** One line per picture of a folder: sizes, hashes, what was left out; `[]` for idx and drawn sets. */
  readonly manifest: readonly ManifestEntry[];
  /** How many pictures have a short side below `sizePx`, so that `sizePx` enlarges them. */
  readonly enlargedAt: (sizePx: number) => number;
  /** In games that turn pictures into pictures. */
  readonly to?: Partners;
  /** Picture `index` as bytes `[imageSize, imageSize, channels]`; the same for the same arguments. */
  load(index: number, prepare: Prepare, random: Random): Promise<Uint8Array>;
}
