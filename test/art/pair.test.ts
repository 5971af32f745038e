import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { memory } from "@tensorflow/tfjs-core";
import sharp from "sharp";
import type { Film } from "../../src/art/film.js";
import { changesOf } from "../../src/art/pair/changes.js";
import type { PairMeasures } from "../../src/art/pair/pair.js";
import { likeness, motion } from "../../src/art/pair/pairMeasures.js";
import { pairVerdict } from "../../src/art/pair/pairVerdict.js";
import { Random } from "../../src/engine/random.js";
import { lab } from "../../src/lab.js";
import type { Run } from "../../src/runs/run.js";
import { startRun } from "../../src/runs/startRun.js";
import { TrainedGenerator } from "../../src/runs/trainedGenerator.js";
import type { Images } from "../../src/shape.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import { smallArtRun, smallDcgan } from "./artRuns.js";

const folder = temporaryFolder();
const path = { keys: [1, 2, 3], framesPerKey: 4, formats: ["png"] } as const;
let [first, child, stranger] = [] as unknown as [Run, Run, Run];

before(async () => {
  process.env.ATELIER_CHECKPOINTS = folder;
  first = await smallArtRun(folder, "first");
  const nets = { generator: first.folder, discriminator: first.folder };
  child = await smallArtRun(folder, "child", { nets, seed: 2, steps: 2 });
  stranger = await smallArtRun(folder, "stranger", { seed: 3, steps: 2 });
});

/** A film in which a square of `side` px moves `step(t)` px to the right, over a still ground. */
function movingSquare(step: (t: number) => number, left = 0): Film {
  const size = { height: 64, width: 64, channels: 1, count: 1 } as const;
  const draw = (x: number): Images => {
    const data = new Uint8Array(64 * 64);
    for (let y = 24; y < 40; y++) data.fill(200, y * 64 + x, y * 64 + x + 16);
    return { ...size, data };
  };
  return {
    ...size,
    count: 12,
    async *frames() {
      let x = left;
      for (let t = 0; t < 12; t++) {
        yield draw(Math.round(x));
        x += step(t);
      }
    },
  };
}

test("films that move at the same moments share the rhythm, at the same places the place", async () => {
  const beat = (t: number) => (t % 3 === 0 ? 4 : 1);
  const [one, same] = [await changesOf(movingSquare(beat)), await changesOf(movingSquare(beat))];
  assert.deepEqual(likeness(one, same), { rhythm: 1, place: 1 });
  const elsewhere = await changesOf(movingSquare((t) => 2 * beat(t), 0));
  assert.ok(likeness(one, elsewhere).rhythm > 0.99);
  assert.ok(likeness(one, elsewhere).place < 0.6);
  const other = await changesOf(movingSquare((t) => (t % 3 === 0 ? 1 : 4)));
  assert.ok(likeness(one, other).rhythm < -0.9);
});

test("an even film has no unevenness; a film that returns closes in about one step", async () => {
  const even = motion(await changesOf(movingSquare(() => 2)));
  assert.ok(even.unevenness < 1e-9 && even.closure > 5);
  const loop = motion(await changesOf(movingSquare((t) => (t < 6 ? 2 : -2), 10)));
  assert.ok(loop.closure <= 1.1, `${loop.closure}`);
  const random = new Random(1, "steps");
  assert.ok(motion(await changesOf(movingSquare(() => random.integer(4)))).unevenness > 0.3);
});

test("a relative moves where its parent does, a stranger does not; a model with itself gives 1", async () => {
  const held = memory().numTensors;
  const [kin, strange] = [
    await lab.pair([first, child], path),
    await lab.pair([first, stranger], path),
  ];
  assert.deepEqual(kin.measures.identity, { rhythm: 1, place: 1 });
  assert.ok(kin.measures.pair.place > strange.measures.pair.place + 0.2);
  assert.ok(kin.measures.pair.place > kin.measures.control.place + 0.2);
  assert.equal(kin.measures.kinship, "child was fine-tuned from first");
  assert.match(strange.measures.kinship, /^no relatives/);
  assert.equal(kin.measures.frames, 12);
  assert.equal(memory().numTensors, held);
});

test("a run kept before a field was added is read with what it meant then, and fine-tuned", async () => {
  const file = join(stranger.folder, "options.json");
  const kept = JSON.parse(readFileSync(file, "utf8"));
  const { labelFlips: _, ...training } = kept.iteration.training;
  writeFileSync(file, JSON.stringify({ ...kept, iteration: { ...kept.iteration, training } }));
  assert.equal(stranger.iteration.training.labelFlips, 0);
  const out = join(folder, "small", "grown");
  const grown = await lab.fineTune(stranger, { data: "synthetic", steps: 1, out });
  assert.equal(grown.status.state, "complete");
});

test("the verdict says what is shared, and nothing where a model differs from itself", () => {
  const base = {
    identity: { rhythm: 1, place: 1 },
    control: { rhythm: 0.1, place: 0 },
    kinship: "kin",
  };
  const verdict = (rhythm: number, place: number, more = {}) =>
    pairVerdict({ ...base, pair: { rhythm, place }, ...more } as PairMeasures);
  assert.equal(
    verdict(0.6, 0.5),
    "They move at the same places and in one rhythm: rhythm 0.60 against 0.10 on another path, place 0.50 against 0.00 on another path; kin.",
  );
  assert.match(verdict(0.6, 0.1), /^They share the rhythm, not the places: /);
  assert.match(verdict(0.2, 0.1), /^They share no more than chance: /);
  assert.match(verdict(1, 1, { identity: { rhythm: 0.9, place: 1 } }), /^Not measured: /);
});

test("a pair's frames hold both films, beside or above each other, and its files say all", async () => {
  const beside = await lab.pair([first, child], { ...path, out: join(folder, "beside") });
  const stacked = await lab.pair([{ run: first, step: 2 }, { run: child }], {
    ...path,
    layout: "stacked",
    out: join(folder, "stacked"),
  });
  const frame = (made: typeof beside) => sharp(join(made.folder, "frames", "frame-0004.png"));
  const [one, two] = [await frame(beside).metadata(), await frame(stacked).metadata()];
  assert.deepEqual([one.width, one.height, two.width, two.height], [32, 16, 16, 32]);
  const { pictures } = await lab.sample(child, { seeds: [2], out: join(folder, "key") });
  const half = frame(beside).extract({ left: 16, top: 0, width: 16, height: 16 });
  assert.ok((await half.raw().toBuffer()).equals(Buffer.from(pictures.data)));
  assert.deepEqual(beside.files, ["frames", "keys-1.png", "keys-2.png", "path.json", "pair.json"]);
  const said = JSON.parse(readFileSync(join(stacked.folder, "pair.json"), "utf8"));
  assert.deepEqual(
    said.runs.map((each: { run: string; step: number }) => [each.run, each.step]),
    [
      ["small/first", 2],
      ["small/child", 2],
    ],
  );
});

test("runs whose latents differ, one run alone and layouts that do not exist are refused", async () => {
  const narrow = await startRun(
    { ...smallDcgan, generator: { ...smallDcgan.generator, latentDim: 20 } },
    { steps: 1, out: join(folder, "small", "narrow") },
  );
  await assert.rejects(
    lab.pair([first, narrow], path),
    /^ConfigError: pair: narrow: expected latents of 100 numbers, N01, as first has, got "20 numbers, N01"$/,
  );
  await assert.rejects(lab.pair([first], path), /runs of a pair: expected at least 2, got 1$/);
  const layout = "around" as "beside";
  await assert.rejects(
    lab.pair([first, child], { ...path, layout }),
    /layout: expected one of beside, stacked/,
  );
});

test("fine-tuning takes both networks over, begins optimizers anew and names the parent", async () => {
  const tuned = await lab.fineTune(
    { run: first, step: 2 },
    { data: "synthetic", steps: 1, seed: 5, out: join(folder, "small", "tuned") },
  );
  assert.deepEqual(tuned.options.startedFrom, {
    generator: "small/first@2",
    discriminator: "small/first@2",
  });
  const [parent, start] = [
    new TrainedGenerator(first, 2, "raw"),
    new TrainedGenerator(tuned, 0, "raw"),
  ];
  for (const [name, tensor] of Object.entries(parent.tensors))
    assert.deepEqual(start.tensors[name]?.dataSync(), tensor.dataSync());
  for (const generator of [parent, start]) generator.dispose();
  await assert.rejects(
    lab.fineTune({ run: first, step: 3 }, { data: "synthetic", out: join(folder, "never") }),
    /--net-g .*@3: expected one of the checkpoints 0, 2, 4, got 3$/,
  );
});
