import { basename, resolve } from "node:path";
import { unknownName } from "../errors.js";
import { cacheFolder } from "../project.js";
import type { DataSet } from "./dataSet.js";
import { openFolder } from "./folder.js";
import { holdsMnist, type MnistName, mnistSplits } from "./mnistFiles.js";
import { openMnist } from "./openMnist.js";
import type { OpenOptions } from "./openOptions.js";
import { openTable } from "./openTable.js";
import { knownNames, ownNames, ownSet, ownTable } from "./ownSets.js";
import { findSet, type PictureSet, pictureSets } from "./sets.js";
import { drawnAttributes } from "./synthetic/attributes.js";
import { drawnPaintings } from "./synthetic/paintings.js";
import { isTable } from "./table.js";

/** Every name that `openDataSet` knows here and now. */
export const dataSetNames = (): readonly string[] => [...knownNames, ...ownNames()];

const isMnist = (name: string): name is MnistName => name in mnistSplits;

/**
 * Opens a data set by name, or the pictures in `options.folder`, which then give it their name.
 * Looks in the project's data folder, then in `$ATELIER_DATA`; what is not found is drawn by the
 * lab, and the description says so.
 * @throws `ConfigError` for an unknown name, damaged files, a folder that is missing or empty.
 */
export async function openDataSet(name: string, options: OpenOptions): Promise<DataSet> {
  const { folder } = options;
  if (isMnist(name) && (!folder || holdsMnist(folder, mnistSplits[name])))
    return openMnist(name, options);
  if (folder) return openOwn(folder, options);
  if (name === "synthetic") return drawnPaintings(name, options.synthetic);
  if (name === "synthetic-attributes") return drawnAttributes(name);
  const set = pictureSets.find((each) => each.name === name);
  if (!set && ownNames().includes(name)) return openNamed(name, options);
  if (!set) throw unknownName("data set", dataSetNames(), name);
  return openPictures(set, options);
}

function openOwn(folder: string, options: OpenOptions): Promise<DataSet> {
  const name = basename(resolve(folder));
  const about = { name, origin: "folder" } as const;
  if (isTable(folder)) {
    const source = { ...about, where: `the table "${name}"`, path: folder };
    return openTable(source, indexOptions(options));
  }
  const roots = [{ folder, prefix: "" }];
  return openFolder({ ...about, where: `the folder "${name}"`, roots }, indexOptions(options));
}

/** Pictures that were given a name: data/<name> is a folder, or a link to a folder or table. */
function openNamed(name: string, options: OpenOptions): Promise<DataSet> {
  const { origin, where, roots } = ownSet(name);
  const path = ownTable(name);
  if (path === undefined) return openFolder({ name, origin, where, roots }, indexOptions(options));
  return openTable({ name, origin, where, path }, indexOptions(options));
}

async function openPictures(set: PictureSet, options: OpenOptions): Promise<DataSet> {
  const found = findSet(set);
  if (found) return openFolder({ name: set.name, ...found }, indexOptions(options));
  const drawn = drawnPaintings(set.name, set.drawn);
  options.log(`${set.name}: nothing in data/${set.name} or $ATELIER_DATA; ${drawn.description}`);
  return drawn;
}

function indexOptions(options: OpenOptions) {
  return { ...options, cacheFolder: options.cacheFolder ?? cacheFolder() };
}
