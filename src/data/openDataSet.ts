import { join } from "node:path";
import { ConfigError, unknownName } from "../errors.js";
import { projectRoot } from "../project.js";
import type { DataSet } from "./dataSet.js";
import { mnistFrom } from "./mnist.js";
import { holdsMnist, type MnistName, mnistSplits } from "./mnistFiles.js";

/** How to open a data set. */
export interface OpenOptions {
  /** A folder of one's own, instead of the places where the lab looks. */
  readonly folder?: string;
  /** Where downloads and manifests are kept; the lab's cache folder if left out. */
  readonly cacheFolder?: string;
  /** Never use the network; also on when `ATELIER_OFFLINE` is set. */
  readonly offline?: boolean;
  readonly signal?: AbortSignal;
  readonly log: (line: string) => void;
}

/** Opens a data set by name. */
export async function openDataSet(name: string, options: OpenOptions): Promise<DataSet> {
  if (name !== "mnist" && name !== "mnist-test")
    throw unknownName("data set", Object.keys(mnistSplits), name);
  return openMnist(name, options);
}

async function openMnist(name: MnistName, options: OpenOptions): Promise<DataSet> {
  const split = mnistSplits[name];
  if (options.folder) return mnistFrom(name, options.folder, "folder", "a folder of your own");
  const project = join(projectRoot(), "data", "mnist");
  if (holdsMnist(project, split)) return mnistFrom(name, project, "project", "data/mnist");
  const { ATELIER_DATA } = process.env;
  const environment = join(ATELIER_DATA ?? "", "mnist");
  if (ATELIER_DATA && holdsMnist(environment, split))
    return mnistFrom(name, environment, "environment", "$ATELIER_DATA/mnist");
  throw new ConfigError(`${name}: not found (download and drawn digits follow)`);
}
