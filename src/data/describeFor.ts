import type { DataSet, Prepare } from "./dataSet.js";
import { loadSizeOf } from "./picture.js";

/** The description of a data set, and what `prepare` does to it: enlargements are said. */
export function describeFor(dataSet: DataSet, prepare: Prepare): string {
  const sizePx = loadSizeOf(prepare);
  const enlarged = dataSet.enlargedAt(sizePx);
  if (enlarged === 0) return dataSet.description;
  const many = enlarged === dataSet.count ? "all" : enlarged.toLocaleString("en");
  return `${dataSet.description}; ${many} enlarged to ${sizePx} px`;
}
