import assert from "node:assert/strict";
import { test } from "node:test";
import { type Given, propose } from "../../src/iterations/propose.js";

/** 2,000 large colour pictures on a machine of 24 GiB, for a day. */
const given: Given = {
  name: "doors",
  count: 2000,
  grey: false,
  enlargedAt: () => 0,
  memoryBytes: 24 * 2 ** 30,
  gmacPerSecond: 150,
  minutes: 24 * 60,
};
const sizeOf = (more: Partial<Given>) => propose({ ...given, ...more }).iteration.data.imageSize;

test("the size is the largest that most pictures have, that fits, and at which enough can be shown", () => {
  assert.equal(sizeOf({}), 256);
  assert.equal(sizeOf({ enlargedAt: (px) => (px > 200 ? 501 : 0) }), 128);
  assert.equal(sizeOf({ enlargedAt: (px) => (px > 200 ? 500 : 0) }), 256); // a quarter may be enlarged
  assert.equal(sizeOf({ memoryBytes: 1.6 * 2 ** 30 }), 128);
  assert.equal(sizeOf({ minutes: 60 }), 256);
  assert.equal(sizeOf({ minutes: 30 }), 128);
  assert.equal(sizeOf({ minutes: 8 }), 64);
  assert.equal(sizeOf({ minutes: 1 }), 32);
  assert.equal(sizeOf({ enlargedAt: () => 2000 }), 32);
});

test("what was not chosen is said with its reason, and what was with its numbers", () => {
  const { reasons } = propose({
    ...given,
    count: 431,
    minutes: 30,
    enlargedAt: (px) => (px > 200 ? 400 : 0),
  });
  assert.match(reasons[0] ?? "", /^not 256 px: 400 of 431 pictures would be enlarged$/);
  assert.match(
    reasons.join("\n"),
    /^batch 32, [\d,]+ steps: [\d,]+ pictures shown, each about \d+ times$/m,
  );
  assert.match(
    reasons.join("\n"),
    /^431 pictures are few: .*DiffAugment \(colour, translation, cutout\)/m,
  );
});

test("few pictures are augmented, many are not; grey ones keep one channel", () => {
  const augmentOf = (count: number) => propose({ ...given, count }).iteration.training.diffAugment;
  assert.deepEqual(augmentOf(999), ["colour", "translation", "cutout"]);
  assert.deepEqual(augmentOf(1000), []);
  const { data, sampling } = propose({ ...given, grey: true }).iteration;
  assert.deepEqual([data.channels, sampling.render], [1, "grey"]);
});

test("steps are what the time allows, at most 300,000 pictures; the wished size and steps win", () => {
  const short = propose({ ...given, minutes: 60 });
  const long = propose({ ...given, minutes: 120 });
  assert.ok(Math.abs(short.seconds - 3600) < 60 || short.iteration.training.steps === 9375);
  assert.ok(long.iteration.training.steps >= short.iteration.training.steps);
  assert.equal(propose({ ...given, minutes: 1e5 }).iteration.training.steps, 18_750);
  const wanted = propose({ ...given, minutes: 1 }, { imageSize: 256, steps: 7 });
  assert.deepEqual([wanted.iteration.data.imageSize, wanted.iteration.training.steps], [256, 7]);
  assert.ok(wanted.reasons.includes("256 px, as asked"));
});

test("a set smaller than a batch gets a smaller batch; too few pictures, no time and other sizes are refused", () => {
  assert.equal(propose({ ...given, count: 9 }).iteration.training.batchSize, 9);
  const refused = (more: Partial<Given>, imageSize?: number) => () =>
    propose({ ...given, ...more }, imageSize === undefined ? {} : { imageSize });
  assert.throws(refused({ count: 7 }), /^ConfigError: doors: expected at least 8 pictures, got 7$/);
  assert.throws(refused({ minutes: 0 }), /^ConfigError: minutes: expected more than 0, got 0$/);
  assert.throws(
    refused({}, 100),
    /^ConfigError: size: expected one of 256, 128, 64, 32 px, got 100$/,
  );
});
