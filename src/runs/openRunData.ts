import type { DataSet } from "../data/dataSet.js";
import { openDataSet } from "../data/openDataSet.js";
import { areFiles, withPartners } from "../data/partners.js";
import { repeated } from "../data/repeated.js";
import { ConfigError } from "../errors.js";
import type { Iteration } from "../iterations/iteration.js";

/** Where a run's data come from, and who may stop the opening. */
export interface RunDataOptions {
  /** A folder in place of the iteration's data set. */
  readonly data?: string;
  readonly signal?: AbortSignal;
  readonly log?: (line: string) => void;
}

/** Opens a run's data. @throws ConfigError for data that cannot be used, and after a stop. */
export async function openRunData(
  { data: { set, duplicates }, translation, generator }: Iteration,
  { data, signal, log = () => {} }: RunDataOptions,
): Promise<DataSet> {
  const folder = data === undefined ? {} : { folder: data };
  try {
    const { kind, ...asked } = translation;
    const keepDuplicates = duplicates !== "removed";
    const paired = kind !== "none" && areFiles({ kind, to: asked.to });
    const dataSet = await openDataSet(set, {
      log,
      keepDuplicates: keepDuplicates || paired,
      ...folder,
      ...(signal ? { signal } : {}),
    });
    signal?.throwIfAborted();
    const times = generator.network === "upscale" ? 2 : 1;
    const options = { log, keepDuplicates, ...(signal ? { signal } : {}) };
    if (kind !== "none") return await withPartners(dataSet, { kind, ...asked, times }, options);
    return duplicates === "imitated" ? repeated(dataSet) : dataSet;
  } catch (error) {
    if (!signal?.aborted) throw error;
    throw new ConfigError("stopped before training began; nothing was kept");
  }
}
