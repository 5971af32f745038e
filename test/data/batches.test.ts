import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Batches, type BatchesOptions } from "../../src/data/batches.js";
import type { DataSet } from "../../src/data/dataSet.js";
import type { OrderKind } from "../../src/data/order.js";
import { drawnDigits } from "../../src/data/synthetic/digits.js";
import { drawnPaintings } from "../../src/data/synthetic/paintings.js";
import { toldClasses } from "../../src/data/told.js";
import { ConfigError } from "../../src/errors.js";
import { load, prepare } from "./helpers.js";

const orders: readonly OrderKind[] = ["shuffled-passes", "with-replacement", "shuffle-every-step"];
const paintings = drawnPaintings("synthetic", { count: 50 });
const options = (changes: Partial<BatchesOptions> = {}): BatchesOptions => ({
  batchSize: 16,
  prepare: prepare({ imageSize: 16, resize: "random", flip: true }),
  seed: 1,
  order: "shuffled-passes",
  ...changes,
});

/** Everything of the next `count` batches, as text. */
async function take(batches: Batches, count: number): Promise<string[]> {
  const out: string[] = [];
  for (let at = 0; at < count; at++) {
    const { images, indices } = await batches.next();
    const bytes = Buffer.from(images.data).toString("base64");
    out.push(`${indices.join()} ${bytes}`);
  }
  return out;
}

/** The same pictures, each after a delay of its own. */
function slow(set: DataSet, delayMs: (index: number) => number): DataSet {
  return {
    ...set,
    load: async (index, how, random) => {
      await sleep(delayMs(index));
      return set.load(index, how, random);
    },
  };
}

for (const order of orders) {
  test(`${order}: one seed gives one sequence, another seed another`, async () => {
    const first = await take(new Batches(paintings, options({ order })), 8);
    assert.deepEqual(await take(new Batches(paintings, options({ order })), 8), first);
    const other = await take(new Batches(paintings, options({ order, seed: 2 })), 8);
    assert.notDeepEqual(other, first);
  });

  test(`${order}: restored after any batch, the sequence goes on bit for bit`, async () => {
    const whole = await take(new Batches(paintings, options({ order })), 9);
    for (const done of [0, 1, 3, 4, 6]) {
      const begun = new Batches(paintings, options({ order }));
      await take(begun, done);
      const state = JSON.parse(JSON.stringify(begun.state()));
      begun.close();
      const restored = Batches.restore(paintings, options({ order }), state);
      assert.deepEqual(await take(restored, 9 - done), whole.slice(done));
    }
  });
}

test("slow and fast decoding, deep and shallow queues give the same sequence", async () => {
  const whole = await take(new Batches(paintings, options()), 6);
  const uneven = slow(paintings, (index) => (index * 7) % 13);
  for (const ahead of [1, 3, 7])
    assert.deepEqual(await take(new Batches(uneven, options({ ahead })), 6), whole);
});

test("a pass shows every picture once, the next pass in another order", async () => {
  const batches = new Batches(paintings, options({ batchSize: 10 }));
  const pass = async () => {
    const shown: number[] = [];
    for (let at = 0; at < 5; at++) shown.push(...(await batches.next()).indices);
    return shown;
  };
  const [first, second] = [await pass(), await pass()];
  const all = Array.from({ length: 50 }, (_, index) => index);
  const sorted = (shown: number[]) => [...shown].sort((a, b) => a - b);
  assert.deepEqual(sorted(first), all);
  assert.deepEqual(sorted(second), all);
  assert.notDeepEqual(first, second);
});

test("shuffle-every-step never repeats a picture inside a batch and reaches all of them", async () => {
  const order = "shuffle-every-step";
  const batches = new Batches(paintings, options({ batchSize: 40, order }));
  const counts = new Array<number>(50).fill(0);
  for (let step = 0; step < 100; step++) {
    const { indices } = await batches.next();
    assert.equal(new Set(indices).size, 40);
    for (const index of indices) counts[index] = (counts[index] as number) + 1;
  }
  assert.ok(Math.min(...counts) > 60 && Math.max(...counts) < 97, counts.join());
});

test("what is told of a batch and its pictures belong together", async () => {
  const digits = drawnDigits("mnist", 200);
  const how = prepare({ imageSize: 28, channels: 1 });
  const told = toldClasses(digits, digits.labelOf);
  const batches = new Batches(digits, options({ prepare: how, told }));
  const { images, told: rows, indices } = await batches.next();
  assert.deepEqual([images.count, images.height, images.width, images.channels], [16, 28, 28, 1]);
  for (const [at, index] of indices.entries()) {
    assert.equal(rows.subarray(at * 10, (at + 1) * 10).indexOf(1), index % 10);
    const alone = await load(digits, index, { imageSize: 28, channels: 1 });
    assert.deepEqual(images.data.slice(at * 784, at * 784 + 784), alone);
  }
});

test("while training works, the queue fills, and the next batch is there at once", async () => {
  const batches = new Batches(
    slow(paintings, () => 40),
    options(),
  );
  await batches.next();
  for (let step = 0; step < 4; step++) {
    await sleep(150); // a training step longer than the decoding of a batch
    assert.equal(batches.waiting, 3);
    const late = new Promise((resolve) => setImmediate(resolve, "late"));
    assert.notEqual(await Promise.race([batches.next(), late]), "late");
  }
  batches.close();
});

test("the queue is bounded: what nobody takes is not decoded", async () => {
  let loads = 0;
  const counted: DataSet = {
    ...paintings,
    load: (...all) => {
      loads++;
      return paintings.load(...all);
    },
  };
  const batches = new Batches(counted, options({ ahead: 2 }));
  await batches.next();
  await sleep(50);
  assert.equal(loads, 3 * 16);
});

test("a picture that breaks during training is an error of the batch that needs it", async () => {
  const broken: DataSet = {
    ...paintings,
    load: async (index, how, random) => {
      if (index === 20) throw new ConfigError("twenty.jpg: expected a picture, got nothing");
      return paintings.load(index, how, random);
    },
  };
  const batches = new Batches(broken, options({ batchSize: 10 }));
  await assert.rejects(take(batches, 5), /^ConfigError: twenty\.jpg/);
});

test("fewer pictures than a batch are refused with the number allowed", () => {
  assert.throws(
    () => new Batches(paintings, options({ batchSize: 64 })),
    /^ConfigError: batchSize: expected at most 50, the number of pictures in synthetic, got 64$/,
  );
  new Batches(paintings, options({ batchSize: 64, order: "with-replacement" }));
});

test("a state of another data set is refused", async () => {
  const state = new Batches(paintings, options()).state();
  const other = drawnPaintings("synthetic", { count: 60 });
  assert.throws(
    () => Batches.restore(other, options(), state),
    /order to restore: expected "?shuffled-passes of 60.* got "shuffled-passes of 50"/,
  );
});

test("sizes that cannot be are refused by field", () => {
  const refused = (changes: Partial<BatchesOptions>, message: RegExp) =>
    assert.throws(() => new Batches(paintings, options(changes)), message);
  refused({ batchSize: 0 }, /^ConfigError: batchSize: expected a whole number, at least 1, got 0$/);
  refused({ prepare: prepare({ imageSize: 1.5 }) }, /^ConfigError: imageSize: .* got 1\.5$/);
  refused(
    { prepare: prepare({ imageSize: 16, loadSize: 12 }) },
    /^ConfigError: loadSize: expected a whole number, at least 16, got 12$/,
  );
});
