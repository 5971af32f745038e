import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { dispose, memory } from "@tensorflow/tfjs-core";
import sharp from "sharp";
import { blended, openParents } from "../../src/art/blend/blend.js";
import { BlendDrawer } from "../../src/art/blend/blendDrawer.js";
import { measureBlend } from "../../src/art/blend/blendMeasures.js";
import { blendPlan } from "../../src/art/blend/blendPlan.js";
import { stageOfArrays, stagesOf } from "../../src/art/blend/stages.js";
import { lab } from "../../src/lab.js";
import type { Run } from "../../src/runs/run.js";
import { startRun } from "../../src/runs/startRun.js";
import { TrainedGenerator } from "../../src/runs/trainedGenerator.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import { smallArtRun, smallDcgan } from "./artRuns.js";

const folder = temporaryFolder();
let [first, child] = [] as unknown as [Run, Run];

before(async () => {
  process.env.ATELIER_CHECKPOINTS = folder;
  first = await smallArtRun(folder, "first");
  const nets = { generator: first.folder, discriminator: first.folder };
  child = await smallArtRun(folder, "child", { nets, seed: 2 });
});

/** The arrays of a blend, as plain numbers. */
function arraysOf(choice: Parameters<typeof blendPlan>[1], options = {}) {
  const parents = openParents([{ run: first }, { run: child }]);
  const [one] = parents as [TrainedGenerator];
  const { arrays } = blended(parents, blendPlan(one.network, choice, 2), options);
  const values = Object.fromEntries(
    Object.entries(arrays).map(([name, tensor]) => [name, Float32Array.from(tensor.dataSync())]),
  );
  dispose(arrays);
  for (const parent of parents) parent.dispose();
  return values;
}

test("a share of 0 is the first parent and 1 the second, to the last bit", () => {
  for (const [mix, run] of [
    [0, first],
    [1, child],
  ] as const) {
    const generator = new TrainedGenerator(run);
    const values = arraysOf({ mix });
    assert.deepEqual(Object.keys(values).sort(), Object.keys(generator.tensors).sort());
    for (const [name, tensor] of Object.entries(generator.tensors))
      assert.deepEqual(values[name], tensor.dataSync());
    generator.dispose();
  }
});

test("a split takes coarse stages from the first and fine ones from the second, norms with them", () => {
  const [one, two] = [new TrainedGenerator(first), new TrainedGenerator(child)];
  assert.deepEqual(stagesOf(one.network), [4, 8, 16]);
  const stage = stageOfArrays(one.network);
  for (const [name, values] of Object.entries(arraysOf({ split: 8 }))) {
    const parent = (stage[name] as number) <= 8 ? one : two;
    assert.deepEqual(values, parent.tensors[name]?.dataSync(), name);
  }
  for (const generator of [one, two]) generator.dispose();
});

test("a mixed network's statistics are those of its own maps, not the mean of its parents'", () => {
  const [fresh, kept] = [arraysOf({ mix: 0.5 }), arraysOf({ mix: 0.5 }, { statistics: "kept" })];
  const names = Object.keys(fresh).filter((name) => /moving(Mean|Variance)$/.test(name));
  assert.ok(names.length > 0);
  for (const [name, values] of Object.entries(fresh))
    if (!names.includes(name)) assert.deepEqual(values, kept[name]);
  // the first norm sees a linear map of normal latents: mean near 0, variance the sum of squares
  const kernel = fresh["generator/00-convTranspose/kernel"] as Float32Array;
  const variance = fresh["generator/01-batchNorm/movingVariance"] as Float32Array;
  const filters = variance.length;
  const expectedVariance = (filter: number) => {
    let sum = 0;
    for (let cell = 0; cell < 16; cell++)
      for (let at = 0; at < 100; at++)
        sum += (kernel[(cell * filters + filter) * 100 + at] as number) ** 2 / 16;
    return sum;
  };
  variance.forEach((value, filter) => {
    assert.ok(Math.abs(value / expectedVariance(filter) - 1) < 0.1, `${value}`);
  });
});

test("a blend is a run with its own card: sampled, walked and blended again like any other", async () => {
  const held = memory().numTensors;
  const run = await lab.blend([first, child], { stages: [0, 0.5, 1], as: "half" });
  assert.equal(memory().numTensors, held);
  assert.equal(run.folder, join(folder, "blended", "half"));
  const record = JSON.parse(readFileSync(join(run.folder, "blend.json"), "utf8"));
  assert.deepEqual(record.plan, { 4: [1, 0], 8: [0.5, 0.5], 16: [0, 1] });
  assert.deepEqual(
    [record.statistics, record.parents.map((parent: { run: string }) => parent.run)],
    ["recomputed", ["small/first", "small/child"]],
  );
  assert.match(readFileSync(join(run.folder, "README.md"), "utf8"), /\| 8 \| 0\.500 \| 0\.500 \|/);
  const { files, folder: own } = await lab.sample(run, { count: 2, out: join(folder, "samples") });
  assert.ok((await lab.again(join(own, files[0] ?? ""), { out: join(folder, "a.png") })).sameBytes);
  const again = await lab.blend([run, first], { split: 4, as: "again" });
  assert.equal(again.status.state, "complete");
});

test("a soup of one run's checkpoints is their mean; of equal ones it is the checkpoint", async () => {
  const steps = [2, 4].map((step) => ({ run: first, step }));
  const soup = await lab.blend(steps, { soup: true, as: "soup", statistics: "kept" });
  const all = [
    ...steps.map(({ run, step }) => new TrainedGenerator(run, step)),
    new TrainedGenerator(soup),
  ];
  const name = "generator/00-convTranspose/kernel";
  const [two, four, mean] = all.map(({ tensors }) => tensors[name]?.dataSync() as Float32Array);
  mean?.forEach((value, at) => {
    assert.ok(Math.abs(value - ((two?.[at] as number) + (four?.[at] as number)) / 2) < 1e-6);
  });
  for (const generator of all) generator.dispose();
});

test("the way from one to the other has no jump, and a split at the end is the first parent", () => {
  const parents = openParents([{ run: first }, { run: child }]);
  const held = memory().numTensors;
  const measures = measureBlend(parents);
  const { recomputed } = measures.largestStep; // four steps leave moving statistics far behind
  assert.ok(recomputed < 3, `${recomputed}`);
  assert.deepEqual(
    measures.splits.map(({ split }) => split),
    [4, 8, 16],
  );
  const last = measures.splits.at(-1);
  assert.ok((last?.coarseFirst ?? 0) > 0.9999 && Math.abs((last?.fineFirst ?? 0) - 1) < 1e-9);
  assert.equal(memory().numTensors, held);
  for (const parent of parents) parent.dispose();
});

test("the sweep begins with the first parent's pictures and ends with the second's", async () => {
  const made = await lab.sweep([first, child], {
    seeds: [1, 2, 3, 4],
    frames: 5,
    formats: ["png", "webp"],
    out: join(folder, "sweep"),
  });
  assert.deepEqual(made.files, ["frames", "film.webp", "splits.png", "sweep.json"]);
  const raw = async (name: string) => await sharp(join(made.folder, name)).raw().toBuffer();
  const parents = openParents([{ run: first }, { run: child }]);
  const drawer = new BlendDrawer(parents, [1]);
  const cell = async (name: string) =>
    await sharp(join(made.folder, "frames", name))
      .extract({ left: 0, top: 0, width: 16, height: 16 })
      .raw()
      .toBuffer();
  assert.ok((await cell("frame-0000.png")).equals(drawer.draw(drawer.mix(0)).data));
  assert.ok((await cell("frame-0004.png")).equals(drawer.draw(drawer.mix(1)).data));
  assert.ok(!(await raw("frames/frame-0001.png")).equals(await raw("frames/frame-0003.png")));
  const table = await sharp(join(made.folder, "splits.png")).metadata();
  assert.deepEqual([table.width, table.height], [4 * 18 + 2, 4 * 18 + 2]);
  drawer.dispose();
  for (const parent of parents) parent.dispose();
});

test("runs of other shapes, shares and ways that cannot be are refused, and nothing is kept", async () => {
  const generator = { ...smallDcgan.generator, filters: [12] };
  const wide = await startRun(
    { ...smallDcgan, generator },
    { steps: 1, out: join(folder, "small", "wide") },
  );
  const refused = async (
    runs: Parameters<typeof lab.blend>[0],
    options: Partial<Parameters<typeof lab.blend>[1]>,
    message: RegExp,
  ) => await assert.rejects(lab.blend(runs, { as: "refused", ...options }), message);
  const both = [first, child];
  await refused(
    [first, wide],
    { mix: 0.5 },
    /^ConfigError: blend: wide: expected the arrays of first, got others: generator\/00-convTranspose\/kernel \[.*\] in place of \[.*\]; .*; and \d+ more$/,
  );
  await refused(both, {}, /blend: expected one of split, mix, stages, soup, got "none"$/);
  await refused(both, { split: 4, mix: 0 }, /got "split and mix"$/);
  await refused(both, { split: 5 }, /split: expected one of 0, 4, 8, 16 px, got 5$/);
  await refused(both, { mix: 1.5 }, /mix: expected 0 to 1, got 1\.5$/);
  await refused(
    both,
    { stages: [0, 1] },
    /stages: expected 3 numbers from 0 to 1, for 4, 8, 16 px, got \[0,1\]$/,
  );
  await refused([first], { mix: 0.5 }, /parents of a blend: expected at least 2, got 1$/);
  await refused(both, { mix: 0.5, as: "../up" }, /--as: expected a name of letters/);
  assert.equal(existsSync(join(folder, "blended", "refused")), false);
});
