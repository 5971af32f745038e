import assert from "node:assert/strict";
import { test } from "node:test";
import { binRows } from "../../../src/show/board/binRows.js";
import { runLook } from "../../../src/show/board/look.js";
import { latestAt, stagesOf } from "../../../src/show/board/stages.js";

test("a few pictures are all stages, in order and once", () => {
  assert.deepEqual(stagesOf([[0, 2, 4], [0, 1, 4], []], 10), [0, 1, 2, 4]);
  assert.deepEqual(stagesOf([[], []], 10), []);
});

test("of many pictures the stages keep every run's first and last, and are densest at the start", () => {
  const long = Array.from({ length: 1001 }, (_, index) => index);
  const stages = stagesOf([long, [0.5, 77.25]], 20);
  assert.ok(stages.length <= 20 && stages.length >= 12, String(stages));
  for (const kimg of [0, 0.5, 77.25, 1000]) assert.ok(stages.includes(kimg), String(stages));
  assert.deepEqual(
    [...stages],
    [...stages].sort((a, b) => a - b),
  );
  const within = (from: number) =>
    stages.filter((kimg) => kimg >= from && kimg <= from + 100).length;
  assert.ok(within(0) > 3 * within(500) && within(500) > 0, String(stages));
});

test("a run shows its latest picture that is not after the stage, none before its first", () => {
  assert.deepEqual(
    [0, 1, 2.5, 3, 9].map((kimg) => latestAt([1, 2, 3], kimg)),
    [-1, 0, 1, 2, 2],
  );
});

test("binned rows keep every peak and the mean, end at the last row, and skip what is not finite", () => {
  const rows = Array.from({ length: 1000 }, (_, index) => ({
    step: index + 1,
    kimg: (index + 1) / 10,
    seconds: index,
    loss: index === 500 ? 50 : 1,
    ...(index % 16 === 0 ? { r1: 2 } : {}),
  }));
  const { step, kimg, lines } = binRows(rows, 100);
  assert.equal(step.length, 100);
  assert.equal(step.at(-1), 1000);
  assert.equal(kimg.at(-1), 100);
  const { loss, r1 } = lines;
  assert.equal(Math.max(...(loss?.high ?? []).map(Number)), 50);
  assert.equal(loss?.mean[50], 5.9); // (9 * 1 + 50) / 10
  assert.equal(r1?.mean.filter((value) => value === null).length, 100 - Math.ceil(1000 / 16));
  const broken = binRows(
    [
      { step: 1, loss: Number.NaN },
      { step: 2, loss: 3 },
    ],
    1,
  ).lines.loss;
  assert.deepEqual(broken, { mean: [3] });
});

test("a short run keeps its own values, one a bin", () => {
  const { lines } = binRows([
    { step: 1, loss: 2 },
    { step: 2, loss: 4 },
  ]);
  assert.deepEqual(lines, { loss: { mean: [2, 4] } });
});

test("twenty runs have twenty looks", () => {
  const looks = new Set(Array.from({ length: 20 }, (_, index) => JSON.stringify(runLook(index))));
  assert.equal(looks.size, 20);
});
