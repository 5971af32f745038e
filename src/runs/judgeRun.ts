import { judge, type Verdict } from "../diagnosis/verdict.js";
import { ConfigError, expected } from "../errors.js";
import { diagnoseRun, keptSignals } from "./diagnoseRun.js";
import type { Run } from "./run.js";

/** The verdict on a finished run, from its own numbers. @throws ConfigError for a run without measures. */
export function judgeRun(run: Run): Verdict {
  const { measures } = run;
  if (!measures) {
    throw new ConfigError(
      expected(`run ${run.name}`, "a run that came to its end", run.status.state),
    );
  }
  const { samples, reals, trainingSpread } = measures;
  return judge({
    samples,
    reals,
    trainingSpread,
    causes: keptSignals(run) ? diagnoseRun(run) : [],
  });
}
