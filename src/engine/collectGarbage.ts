import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

let collect: (() => void) | undefined;

/**
 * Frees what JavaScript has forgotten, now: large arrays outside its heap weigh nothing in its own
 * decision when to do so. Takes some tens of milliseconds. Twice, for the first time only marks such
 * arrays: other threads free them, and the second time waits for those.
 */
export function collectGarbage(): void {
  if (!collect) {
    setFlagsFromString("--expose-gc");
    collect = runInNewContext("gc") as () => void;
  }
  collect();
  collect();
}
