import type { DataSet, Origin } from "./dataSet.js";
import { type IndexOptions, indexFolders, type Root } from "./folderIndex.js";
import { indexedSet } from "./indexedSet.js";

/** A data set that is a folder, or several, of pictures. */
export interface FolderSource {
  readonly name: string;
  readonly origin: Origin;
  /** Said in the description, e.g. "$ATELIER_DATA/dogs". */
  readonly where: string;
  readonly roots: readonly Root[];
}

/**
 * Any tree of JPEG, PNG, WebP and GIF pictures. The first folder below the root is the label.
 * Files that cannot be read are listed in `unreadable` and logged, never passed over in silence.
 * @throws `ConfigError` when a folder is missing or empty or nothing in it can be read.
 */
export async function openFolder(source: FolderSource, options: IndexOptions): Promise<DataSet> {
  return indexedSet(source, await indexFolders(source.name, source.roots, options), options);
}
