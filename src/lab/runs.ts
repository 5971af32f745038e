import { getBackend, setBackend } from "@tensorflow/tfjs-core";
import type { DataFrame } from "danfojs-node";
import { openEngine } from "../engine/backend.js";
import { ConfigError, messageOf } from "../errors.js";
import { runColumns, runsTable } from "../runs/runsTable.js";

/** danfojs, loaded at first use: it brings the native engine along, which shall not take over. */
function loadDanfo(): typeof import("danfojs-node") {
  openEngine();
  const before = getBackend();
  try {
    return require("danfojs-node");
  } catch (error) {
    throw new ConfigError(`lab.runs: expected danfojs with its engine, got ${messageOf(error)}`);
  } finally {
    if (getBackend() !== before) void setBackend(before);
  }
}

/**
 * Every run below `checkpoints/` as a danfojs data frame, a line a run; `where` keeps those that meet
 * all conditions, such as `state=complete` or `step>=1000`.
 */
export function runs(...where: readonly string[]): DataFrame {
  const { DataFrame: Frame } = loadDanfo();
  const rows = runsTable(where);
  const values = rows.map((row) => runColumns.map((column) => row[column]));
  return new Frame(values, { columns: [...runColumns] });
}
