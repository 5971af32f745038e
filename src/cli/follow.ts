import type { Followed } from "../lab/underPanel.js";
import { lab } from "../lab.js";
import type { Run } from "../runs/run.js";
import type { Progress } from "../training/progress.js";
import { progressBar } from "./progressBar.js";
import { shortPath } from "./shortPath.js";
import { withStop } from "./stopSignal.js";

/** Follows a training in the terminal: a bar, Ctrl-C, and what came of it. */
export async function follow(play: (hooks: Followed) => Promise<Run>): Promise<Run> {
  let bar: ReturnType<typeof progressBar> | undefined;
  const onStop = () => {
    bar?.stop(); // also brings the cursor back, in case of a second Ctrl-C
    console.log("stopping after this step and saving (Ctrl-C again: at once)");
  };
  const onProgress = (progress: Progress) => {
    bar ??= progressBar(progress.steps);
    bar.update(progress);
  };
  const run = await withStop(onStop, (signal) =>
    play({ log: console.log, signal, onProgress }),
  ).finally(() => bar?.stop());
  const { state, step, steps, seconds } = run.status;
  console.log(`${state} after ${step} of ${steps} steps, ${seconds} s`);
  if (run.measures) console.log(lab.judge(run).sentence);
  console.log(`kept in ${shortPath(run.folder)}`);
  return run;
}
