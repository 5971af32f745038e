import { unknownName } from "../errors.js";
import type { DataSet } from "./dataSet.js";
import { mnistSplits } from "./mnistFiles.js";
import { openMnist } from "./openMnist.js";
import type { OpenOptions } from "./openOptions.js";

/** Opens a data set by name. */
export async function openDataSet(name: string, options: OpenOptions): Promise<DataSet> {
  if (name !== "mnist" && name !== "mnist-test")
    throw unknownName("data set", Object.keys(mnistSplits), name);
  return openMnist(name, options);
}
