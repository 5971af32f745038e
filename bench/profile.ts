import { openEngine } from "../src/engine/backend.js";
import { type OperationTime, profile } from "../src/engine/compiled/profile.js";
import type { Precision } from "../src/engine/precision.js";
import { textTable } from "../src/show/table.js";
import { batchFor } from "./inputs.js";
import type { BenchNet } from "./nets.js";
import { ourGame } from "./ourGame.js";

/** The first step, one without signals; steps before the traced ones, and traced ones: all of R1's turns. */
const [FIRST, WARM, TRACED] = [101, 4, 8];
/** Kinds of operations below this share of the time are added up. */
const SMALL = 0.01;

/** Kinds of operations with their times a step, those that matter by name. */
function rowsOf(times: readonly OperationTime[]): readonly Record<string, string>[] {
  const total = times.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const small = times.filter(({ milliseconds }) => milliseconds < SMALL * total);
  const rest = {
    kind: `${small.length} other kinds`,
    count: small.reduce((sum, { count }) => sum + count, 0),
    milliseconds: small.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
  };
  return [...times.filter((time) => !small.includes(time)), rest].map((time) => ({
    operations: time.kind,
    "a step": (time.count / TRACED).toFixed(0),
    ms: (time.milliseconds / TRACED).toFixed(2),
    share: `${((100 * time.milliseconds) / total).toFixed(1)} %`,
  }));
}

/** Where the time of the lab's own step goes: a table of TensorFlow's operations, summed over threads. */
export function profileOf({ iteration, title }: BenchNet, precision: Precision): string {
  openEngine();
  const ours = ourGame(iteration, precision);
  const batch = batchFor(iteration, 0);
  const play = (from: number, count: number) => {
    for (let step = from; step < from + count; step++) ours.play(batch, step);
  };
  play(FIRST, WARM);
  const times = profile(() => play(FIRST + WARM, TRACED));
  ours.game.dispose();
  return `${title}, ${precision}, ${TRACED} steps traced\n${textTable(rowsOf(times))}`;
}
