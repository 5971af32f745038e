import assert from "node:assert/strict";
import { test } from "node:test";
import { FilmSchedule } from "../../src/runs/filmSchedule.js";

test("a long run keeps 500 frames from step 0 to its end, closer together at the beginning", () => {
  const steps = new FilmSchedule(60_000).upTo(60_000);
  assert.equal(steps.length, 500);
  assert.deepEqual([steps[0], steps[1], steps.at(-1)], [0, 1, 60_000]);
  const gaps = steps.slice(1).map((step, index) => step - (steps[index] ?? 0));
  assert.ok(gaps.every((gap) => gap >= 1));
  assert.ok(
    gaps.every((gap, index) => gap >= (gaps[index - 1] ?? 1) * 0.8 - 1),
    "gaps grow",
  );
});

test("away from the beginning frames are even in the logarithm of the step", () => {
  const late = new FilmSchedule(60_000).upTo(60_000).filter((step) => step > 3000);
  const ratios = late.slice(1).map((step, index) => (step + 1) / ((late[index] ?? 0) + 1));
  assert.ok(Math.max(...ratios) - Math.min(...ratios) < 0.001, `${ratios}`);
});

test("a run of fewer steps than frames keeps every step", () => {
  assert.deepEqual(new FilmSchedule(4).upTo(4), [0, 1, 2, 3, 4]);
  assert.equal(new FilmSchedule(499).upTo(499).length, 500);
  assert.equal(new FilmSchedule(501).upTo(501).length, 500);
});

test("a run made longer keeps the frames it had and goes on at the spacing it had", () => {
  const schedule = new FilmSchedule(10_000);
  const [short, long] = [schedule.upTo(10_000), schedule.upTo(20_000)];
  assert.deepEqual(long.slice(0, short.length), short);
  const more = long.slice(short.length - 1);
  assert.ok(more.length > 50);
  const ratios = more.slice(1).map((step, index) => (step + 1) / ((more[index] ?? 0) + 1));
  const before = 10_001 / ((short.at(-2) ?? 0) + 1);
  assert.ok(
    ratios.every((ratio) => Math.abs(ratio - before) < 0.002),
    `${before}: ${ratios}`,
  );
});
