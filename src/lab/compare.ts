import { compareRuns } from "../runs/board/readBoard.js";
import type { Run } from "../runs/run.js";
import { boardOutput } from "../show/board/boardOutput.js";
import { display } from "../show/display.js";

/**
 * Shows 2 to 20 runs on one board: pictures under one slider, curves over each other, the settings
 * that differ. In a notebook that is not trusted its scripts are gone, and it stands still.
 * @throws ConfigError for another number of runs, or a run twice.
 */
export async function compare(runs: readonly Run[]): Promise<void> {
  display(await boardOutput(await compareRuns(runs)));
}
