import type { Watched } from "../art/work.js";
import { progressLine } from "../show/progressLine.js";
import { stopButton } from "./stopButton.js";

/** Does a work with a line in the cell that says how far it is, and the Stop button. */
export async function underLine<T>(
  unit: string,
  options: Watched,
  work: (watched: Watched) => Promise<T>,
): Promise<T> {
  const signal = options.signal ?? stopButton();
  const line = progressLine();
  const began = Date.now();
  const done = await work({
    ...(signal ? { signal } : {}),
    onProgress: (progress) => {
      const { done, total, seconds } = progress;
      const left = Math.round((seconds / done) * (total - done));
      line.update(`${done} of ${total} ${unit}, ${left} s left`);
      options.onProgress?.(progress);
    },
  });
  line.done(`${unit}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return done;
}
