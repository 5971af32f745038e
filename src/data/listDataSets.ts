import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../project.js";
import type { Origin } from "./dataSet.js";
import { type MnistName, mnistSplits } from "./mnistFiles.js";
import { findMnist } from "./openMnist.js";
import { ownNames, ownSet, ownTable } from "./ownSets.js";
import { findSet, type PictureSet, pictureSets } from "./sets.js";
import { readTable } from "./table.js";
import { walk } from "./walk.js";

/** One line of `atelier list data`. */
export interface ListedDataSet {
  readonly name: string;
  readonly about: string;
  /** What `openDataSet` would use; `download` means that it will be tried, or is already kept. */
  readonly origin: Origin;
  /** Where that is, in words; names no path of this machine. */
  readonly where: string;
  /** Pictures, or files that look like pictures in a folder that was not yet read. */
  readonly count: number;
}

/** What each name would give here and now, without reading a picture or using the network. */
export function listDataSets(): ListedDataSet[] {
  const drawn = { origin: "synthetic", where: "drawn by the lab" } as const;
  return [
    ...(Object.keys(mnistSplits) as MnistName[]).map(listMnist),
    ...pictureSets.map(listPictures),
    ...ownNames().map(listOwn),
    { name: "synthetic", about: "paintings of six genres", ...drawn, count: 2000 },
    { name: "synthetic-attributes", about: "covers of five attributes", ...drawn, count: 1500 },
  ];
}

function listMnist(name: MnistName): ListedDataSet {
  const { images } = mnistSplits[name];
  const about = name === "mnist" ? "handwritten digits" : "handwritten digits held out for tests";
  const common = { name, about, count: images.shape[0] };
  const found = findMnist(name);
  if (found) return { ...common, origin: found.origin, where: found.where };
  const kept = existsSync(join(cacheFolder(), "mnist", images.name));
  const where = kept ? "downloaded before" : "to be downloaded (11 MB), else drawn by the lab";
  return { ...common, origin: "download", where };
}

function listOwn(name: string): ListedDataSet {
  const { origin, where, roots } = ownSet(name);
  const table = ownTable(name);
  if (table !== undefined) {
    const { files } = readTable(table);
    return { name, about: "a table of your own pictures", origin, where, count: files.length };
  }
  const count = roots.reduce((sum, { folder }) => sum + walk(folder).files.length, 0);
  return { name, about: "pictures of your own", origin, where, count };
}

function listPictures(set: PictureSet): ListedDataSet {
  const { name, about, drawn } = set;
  const found = findSet(set);
  if (!found)
    return { name, about, origin: "synthetic", where: "drawn by the lab", count: drawn.count };
  const count = found.roots.reduce((sum, { folder }) => sum + walk(folder).files.length, 0);
  return { name, about, origin: found.origin, where: found.where, count };
}
