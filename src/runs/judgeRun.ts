import { judge, type Verdict } from "../diagnosis/verdict.js";
import { diagnoseRun, keptSignals } from "./diagnoseRun.js";
import { picturesOf } from "./picturesOf.js";
import type { Run } from "./run.js";

/** The verdict on a finished run, from its own numbers. @throws ConfigError for a run without measures. */
export function judgeRun(run: Run): Verdict {
  return judge({ ...picturesOf(run), causes: keptSignals(run) ? diagnoseRun(run) : [] });
}
