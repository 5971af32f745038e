import type { Finding } from "../diagnosis/cause.js";
import { diagnose } from "../diagnosis/diagnose.js";
import { probed } from "../diagnosis/signals.js";
import { ConfigError, expected } from "../errors.js";
import type { Run } from "./run.js";

/** Whether a run has signals: older ones, and those without a step, have none. */
export const keptSignals = (run: Run) =>
  run.data.signals !== undefined && probed(run.rows()).length > 0;

/**
 * The causes of failure that show in a run's signals, by letter.
 * @throws ConfigError for a run that kept none: it is older, or was stopped before its first step.
 */
export function diagnoseRun(run: Run): readonly Finding[] {
  const { signals: start } = run.data;
  const rows = run.rows();
  if (!start || probed(rows).length === 0)
    throw new ConfigError(
      expected(
        `run ${run.name}`,
        "a run that kept signals, of this version and of one step or more",
        start ? `${rows.length} rows without signals` : "none in data.json",
      ),
    );
  return diagnose({ start, rows });
}
