import assert from "node:assert/strict";
import { test } from "node:test";
import { letters } from "../../src/diagnosis/cause.js";
import { diff } from "../../src/iterations/diff.js";
import { type Case, plan } from "../../src/runs/blindTest/blindTest.js";
import { blindTestPage } from "../../src/runs/blindTest/blindTestPage.js";
import { confusionRows, score } from "../../src/runs/blindTest/confusion.js";
import { effectOf, type Outcome } from "../../src/runs/blindTest/effect.js";
import { families } from "../../src/runs/blindTest/families.js";

const one = (letter: string, named: string, effect?: string): Case => ({
  family: "dcgan",
  seed: 1,
  fault: letter,
  letter,
  named: letters.filter((each) => named.includes(each)),
  ...(effect ? { effect } : {}),
});

test("only faults with an effect count, and an alarm is any letter on a control", () => {
  const cases = [
    one("-", ""),
    one("-", "L"),
    one("A", "AL", "x"),
    one("B", "A", "x"),
    one("C", ""),
  ];
  assert.deepEqual(score(cases), { seeded: 3, effective: 2, named: 1, controls: 2, alarms: 1 });
});

test("a row for each letter put in says how often each letter was named", () => {
  const rows = confusionRows([
    one("-", ""),
    one("A", "AL", "x"),
    one("A", "A", "x"),
    one("C", "C"),
  ]);
  assert.deepEqual(
    rows.map((row) => [row["put in"], row.runs, row.A, row.L, row.nothing]),
    [
      ["healthy", 1, ".", ".", 1],
      ["A", 2, 2, 1, "."],
    ],
  );
});

test("three families, each seed with a control first, and every fault changes its game", () => {
  assert.equal(families.length, 3);
  const all = plan(2, 11);
  assert.deepEqual([...new Set(all.map(({ seed }) => seed))], [11, 12]);
  assert.equal(all.length, 2 * families.reduce((sum, { faults }) => sum + faults.length + 1, 0));
  for (const { family, fault, iteration } of all.filter(({ fault }) => fault !== "healthy")) {
    const healthy = families.find(({ name }) => name === family)?.healthy;
    assert.ok(healthy && diff(healthy, iteration).length > 0, `${family} ${fault}`);
  }
  const covered = new Set(families.flatMap(({ faults }) => faults.map(({ letter }) => letter)));
  assert.deepEqual([...covered].sort().join(""), "ABCDEFGHIJK"); // L is a matter of time, not of a switch
});

test("the page names every miss, every alarm and every fault without an effect", () => {
  const page = blindTestPage(
    [one("-", "L"), one("A", "A", "x 1.4"), one("B", "G", "x 1.3"), one("C", "C")],
    99,
  );
  assert.match(page, /\*\*Reached: 4 of 99 runs\*\* \(seeds 1\)/);
  assert.match(
    page,
    /3 faults put in, 2 with an effect, the cause named in 1 of those \(50\.0 %\)/,
  );
  assert.match(page, /dcgan, B, seed 1: B not named, G was; x 1\.3/);
  assert.match(page, /## Alarms on healthy games\n\n- dcgan, -, seed 1: L/);
  assert.match(page, /## Without an effect\n\n- dcgan, C, seed 1: C named all the same/);
});

const outcome = (distance: number, more: Partial<Outcome> = {}): Outcome => ({
  rows: [{ step: 1 }],
  measures: {
    quality: { slicedWasserstein: { samples: distance } },
  } as Outcome["measures"],
  distinct: 1,
  stretch: 1,
  shownApart: 0,
  ...more,
});

test("an effect is worse pictures, left out updates, repeats, stretching or another view", () => {
  const healthy = outcome(100);
  assert.equal(effectOf(outcome(110), healthy), undefined);
  assert.match(effectOf(outcome(130), healthy) ?? "", /distance to reals x 1\.30/);
  const gated = outcome(100, { rows: [{ trainedD: 0, trainedG: 1 }] });
  assert.match(effectOf(gated, healthy) ?? "", /100 % of updates left out/);
  assert.match(
    effectOf(outcome(100, { distinct: 0.5 }), healthy) ?? "",
    /50 % of pictures distinct/,
  );
  assert.match(effectOf(outcome(100, { stretch: 1.4 }), healthy) ?? "", /stretched x 1\.40/);
  assert.match(
    effectOf(outcome(100, { shownApart: 200 }), healthy) ?? "",
    /shown 200 grey levels off/,
  );
});
