import type { Watched, WorkProgress } from "../art/work.js";
import { type CountBar, clock, countBar } from "./progressBar.js";
import { withStop } from "./stopSignal.js";

const line = ({ done, total, seconds }: WorkProgress, unit: string): string => {
  const rate = done / Math.max(seconds, 1e-3);
  const left = clock((total - done) / rate);
  return `${done} of ${total} ${unit}, ${left} left, ${rate.toFixed(rate < 10 ? 1 : 0)} ${unit}/s`;
};

/** Follows a work in the terminal: a bar with the time left, and Ctrl-C, which keeps what is done. */
export async function followWork<T>(
  unit: string,
  work: (watched: Watched) => Promise<T>,
): Promise<T> {
  let bar: CountBar | undefined;
  const onStop = () => {
    bar?.stop();
    console.log(`stopping after the ${unit} at hand (Ctrl-C again: at once)`);
  };
  const onProgress = (progress: WorkProgress) => {
    bar ??= countBar(progress.total);
    bar.update(progress.done, line(progress, unit), progress.seconds);
  };
  return withStop(onStop, (signal) => work({ signal, onProgress })).finally(() => bar?.stop());
}
