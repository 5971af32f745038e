import { formatBytes } from "../../engine/memory.js";
import type { BoardValues } from "../../show/board/board.js";
import { duration } from "../../show/panelHtml.js";
import type { Run, StatRow } from "../run.js";

/** What a run cost: how far it came, in what time, with what memory, on which machine. */
export function costsOf(run: Run, rows: readonly StatRow[]): BoardValues {
  const { status, environment: machine } = run;
  const last = rows.at(-1);
  const seconds = status.seconds ?? last?.seconds ?? 0;
  const peakMiB = rows.reduce((most, row) => Math.max(most, row.memoryMiB ?? 0), 0);
  return {
    state: status.state,
    "steps done": Math.max(status.step, last?.step ?? 0),
    kimg: last?.kimg ?? 0,
    time: duration(seconds),
    "images/s": seconds > 0 ? Math.round((1000 * (last?.kimg ?? 0)) / seconds) : 0,
    "memory at most": peakMiB > 0 ? formatBytes(peakMiB * 1024 ** 2) : "not kept",
    processor: `${machine.processor}, ${machine.cores} cores`,
    "memory of the machine": formatBytes(machine.memoryBytes),
    engine: `${machine.engine.kind} ${machine.engine.version}, node ${machine.node}, ${machine.platform}`,
    lab: `${machine.atelier}, revision ${machine.revision}`,
  };
}
