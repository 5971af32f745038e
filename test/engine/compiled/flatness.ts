import { memory } from "@tensorflow/tfjs-core";
import { openEngine } from "../../../src/engine/backend.js";
import { Gan } from "../../../src/training/gan.js";
import { batchFor, small } from "./games.js";

/** What is held after some steps. */
export interface Held {
  readonly step: number;
  readonly tensors: number;
  readonly mib: number;
}

/** Plays a small game, R1 and all, and notes ten times what is held. */
export function holdings(steps: number, note: (held: Held) => void = () => {}): readonly Held[] {
  openEngine();
  const gan = new Gan(small.repaired, 1);
  const batches = Array.from({ length: 8 }, (_, seed) => batchFor(small.repaired, seed));
  const found: Held[] = [];
  for (let step = 1; step <= steps; step++) {
    gan.play(batches[step % batches.length] as (typeof batches)[number], step);
    if (step % Math.ceil(steps / 10) !== 0) continue;
    const held = { step, tensors: memory().numTensors, mib: process.memoryUsage.rss() / 2 ** 20 };
    note(held);
    found.push(held);
  }
  gan.dispose();
  return found;
}

/** `node dist/test/engine/compiled/flatness.js 10000`: ten lines, the same but for the step. */
if (require.main === module) {
  holdings(Number(process.argv[2] ?? 10_000), ({ step, tensors, mib }) => {
    console.log(`step ${step}: ${tensors} tensors, ${mib.toFixed(0)} MiB`);
  });
}
