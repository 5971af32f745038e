import { join } from "node:path";
import { ConfigError } from "../errors.js";
import { cacheFolder, projectRoot } from "../project.js";
import type { DataSet, Origin } from "./dataSet.js";
import { environmentFolder } from "./environmentFolder.js";
import { mnistFrom } from "./mnist.js";
import { downloadMnist } from "./mnistDownload.js";
import { holdsMnist, type MnistName, mnistSplits } from "./mnistFiles.js";
import type { OpenOptions } from "./openOptions.js";
import { drawnDigits } from "./synthetic/digits.js";

/** A place on this machine where MNIST lies. */
export interface FoundMnist {
  readonly folder: string;
  readonly origin: Origin;
  /** The place in words that hold on every machine. */
  readonly where: string;
}

/** Looks in data/mnist, then in `$ATELIER_DATA/mnist`. */
export function findMnist(name: MnistName): FoundMnist | undefined {
  const environment = environmentFolder();
  const places: FoundMnist[] = [
    { folder: join(projectRoot(), "data", "mnist"), origin: "project", where: "data/mnist" },
  ];
  if (environment)
    places.push({
      folder: join(environment, "mnist"),
      origin: "environment",
      where: "$ATELIER_DATA/mnist",
    });
  return places.find(({ folder }) => holdsMnist(folder, mnistSplits[name]));
}

/**
 * MNIST from the project, from `$ATELIER_DATA`, from a public mirror, or digits drawn by the lab.
 * @throws `ConfigError` when files are there and are not MNIST's: they are named, not passed over.
 */
export async function openMnist(name: MnistName, options: OpenOptions): Promise<DataSet> {
  if (options.folder) return mnistFrom(name, options.folder, "folder", "a folder of your own");
  const found = findMnist(name);
  if (found) return mnistFrom(name, found.folder, found.origin, found.where);
  const folder = join(options.cacheFolder ?? cacheFolder(), "mnist");
  const missing = `${name}: no MNIST in data/mnist or $ATELIER_DATA/mnist`;
  try {
    if (!isOffline(options)) await downloadMnist(folder, mnistSplits[name], options);
    return mnistFrom(name, folder, "download", "a public mirror");
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!(error instanceof ConfigError)) throw error;
    options.log(`${missing}, and ${isOffline(options) ? "no network" : "no mirror gives it"}`);
    const set = drawnDigits(name, mnistSplits[name].images.shape[0]);
    options.log(`${name}: ${set.description}`);
    return set;
  }
}

function isOffline({ offline }: OpenOptions): boolean {
  return offline ?? Boolean(process.env.ATELIER_OFFLINE);
}
