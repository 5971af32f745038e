import assert from "node:assert/strict";
import { test } from "node:test";
import { quickCopy } from "../../../src/iterations/quick.js";
import { hasDefect, withSwitches } from "../../../src/iterations/switches/withSwitches.js";
import { ladderVerdict } from "../../../src/runs/ladder/ladderVerdict.js";
import { type Fault, faults, type Rung } from "../../../src/runs/ladder/rung.js";

const asRun: Rung = {
  label: "asRun",
  has: ["A", "B", "C"],
  saturation: 0.999,
  lag1: 0,
  realLag1: 0.88,
  betweenSamples: 0.1,
  trainingSpread: 0,
  patches: 200,
  blurredPatches: 105,
  letters: ["A", "B", "C"],
  works: false,
};
const without = (has: readonly Fault[], more: Partial<Rung> = {}): Rung => ({
  ...asRun,
  has,
  ...more,
});

test("the verdict says what each fault does alone, which helps most, which not at all, and what works", () => {
  const lines = ladderVerdict([
    asRun,
    without(["B", "C"], { patches: 120, saturation: 0.01 }),
    without(["A", "C"], { patches: 150, trainingSpread: 12 }),
    without(["A", "B"], { patches: 205 }),
    without(["C"], { patches: 70, lag1: 0.9, works: true }),
  ]);
  assert.equal(
    lines[0],
    "As run: 99.9 % of the values at the ends of the range, lag-1 0.00 (reals 0.88), spread over latents in training 0.0 grey levels, patches 200 from real ones: does not work.",
  );
  assert.match(lines[1] ?? "", /^A off alone: 1\.0 % .* patches 120 .* does not work\.$/);
  assert.match(lines[2] ?? "", /^B off alone: .* training 12\.0 grey levels/);
  assert.deepEqual(lines.slice(4, 6), [
    "Alone, A brings the pictures nearest: patches 200 → 120.",
    "Alone, C changes that distance by less than 10.0 %.",
  ]);
  assert.match(lines[6] ?? "", /^A and B off together: .* works\.$/);
  assert.equal(lines[7], "The first rung that works has A and B taken off.");
});

test("where nothing works and nothing helps the verdict says so", () => {
  const lines = ladderVerdict([asRun, without(["B", "C"]), without([], { patches: 190 })]);
  assert.ok(!lines.some((line) => line.includes("brings the pictures nearest")));
  assert.equal(
    lines.at(-1),
    "No rung works by these bounds at this length; nearest is the one without A, B and C.",
  );
  assert.deepEqual(ladderVerdict([]), []);
});

test("every fault of the ladder is in gan128Paintings as run, and each comes off alone", () => {
  const find = (preset?: string) => quickCopy("gan128Paintings", preset);
  const iteration = find("asRun");
  const left = (of: typeof iteration) =>
    (Object.keys(faults) as Fault[]).filter((fault) => hasDefect(of, faults[fault]));
  assert.deepEqual(left(iteration), Object.keys(faults));
  for (const fault of Object.keys(faults) as Fault[]) {
    const one = withSwitches(iteration, { [faults[fault]]: false }, find);
    assert.ok(!left(one).includes(fault), `${fault} is off`);
  }
  assert.deepEqual(left(find("repaired")), []);
});
