import assert from "node:assert/strict";
import { before, test } from "node:test";
import { openEngine } from "../../src/engine/backend.js";
import { derive } from "../../src/iterations/derive.js";
import { checkpointBytes } from "../../src/runs/diskPlan.js";
import { Gan } from "../../src/training/gan.js";
import { batchFor, small } from "../engine/compiled/games.js";

before(() => {
  openEngine();
});

const averaging = derive(
  small.repaired,
  { preset: "averaged" },
  { sampling: { averageDecay: 0.75 } },
);

const numbers = (gan: Gan, name: string) => [...(gan.tensors[name]?.dataSync() ?? [])];

test("averages of the generator follow its weights with the iteration's decay, step by step", () => {
  const gan = new Gan(averaging, 1);
  const names = Object.keys(gan.tensors).filter((name) => name.startsWith("generator/"));
  for (let step = 0; step < 3; step++) {
    const before = names.map((name) => numbers(gan, `averaged/${name}`));
    gan.play(batchFor(averaging, step), step);
    names.forEach((name, at) => {
      const now = numbers(gan, name);
      numbers(gan, `averaged/${name}`).forEach((value, place) => {
        const wanted = 0.75 * (before[at]?.[place] ?? 0) + 0.25 * (now[place] ?? 0);
        assert.ok(Math.abs(value - wanted) < 1e-6, `${name} ${value} ${wanted}`);
      });
    });
  }
  gan.dispose();
});

test("pictures come from the averaged generator, and averages change nothing in training", () => {
  const [plain, averaged] = [small.repaired, averaging].map((iteration) => new Gan(iteration, 1));
  for (let step = 0; step < 2; step++) {
    const images = batchFor(averaging, step);
    const [a, b] = [plain, averaged].map((gan) => gan?.play(images, step));
    assert.deepEqual(a, b);
  }
  const latents = new Float32Array(4 * 64).fill(0.5);
  assert.notDeepEqual(plain?.sample(latents), averaged?.sample(latents));
  assert.deepEqual(plain?.sample(latents, "training"), averaged?.sample(latents, "training"));
  plain?.dispose();
  averaged?.dispose();
});

test("the bytes of a checkpoint are known before anything is built", () => {
  for (const iteration of [...Object.values(small), averaging]) {
    const gan = new Gan(iteration, 1);
    const counters = Object.keys(gan.tensors).filter((name) => name.endsWith("/count")).length;
    const bytes = Object.values(gan.tensors).reduce((sum, { size }) => sum + 4 * size, 0);
    assert.equal(checkpointBytes(iteration), bytes - 4 * counters, iteration.preset);
    gan.dispose();
  }
});
