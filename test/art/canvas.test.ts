import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { memory } from "@tensorflow/tfjs-core";
import sharp from "sharp";
import { Canvas } from "../../src/art/canvas/canvas.js";
import { networkFor } from "../../src/art/canvas/canvasPlan.js";
import { latentField } from "../../src/art/canvas/latentField.js";
import { tilesOf } from "../../src/art/canvas/tiles.js";
import { slerp } from "../../src/art/walk/interpolate.js";
import { torchChoice } from "../../src/cli/torchWords.js";
import { lab } from "../../src/lab.js";
import { Inference } from "../../src/nets/inference.js";
import type { Run } from "../../src/runs/run.js";
import { TrainedGenerator } from "../../src/runs/trainedGenerator.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import { smallArtRun, smallUpConv } from "./artRuns.js";

const folder = temporaryFolder();
const out = (name: string) => join(folder, `${name}.png`);
const plain = { seed: 1, count: 1, rows: 1, columns: 1, noise: "normal", path: "line" } as const;
let run: Run;

before(async () => {
  process.env.ATELIER_CHECKPOINTS = folder;
  run = await smallArtRun(folder, "trained");
});

/** A checksum of floats that forgets nothing larger than rounding. */
const near = (one: ArrayLike<number>, other: ArrayLike<number>) =>
  Math.max(...Array.from(one, (value, at) => Math.abs(value - (other[at] as number))));

test("tiles overlap, cover every cell once, and lie inside the canvas", () => {
  for (const [latents, length] of [
    [9, 8],
    [30, 8],
    [31, 12],
    [40, 40],
    [5, 9],
    [125, 40],
  ] as const) {
    const tiles = tilesOf(latents, length);
    assert.equal(tiles[0]?.from, 0);
    assert.equal(tiles.at(-1)?.to, latents + 3);
    tiles.slice(1).forEach((tile, at) => {
      assert.equal(tile.from, tiles[at]?.to);
      assert.ok(tile.latent >= 0 && tile.latent + Math.min(length, latents) <= latents);
    });
  }
});

/** Draws a canvas that is not square whole and in tiles. */
function compareTiles(generator: TrainedGenerator): void {
  const [rows, columns, tile] = [11, 23, 9];
  const field = latentField({ ...plain, rows, columns, mode: "random" }, 100);
  const whole = new Inference(networkFor(generator, rows, columns), generator.tensors, 1);
  const values = whole.run(field);
  const part = new Inference(networkFor(generator, tile, tile), generator.tensors, 1);
  const [cell, width] = [4, (columns + 3) * 4];
  let [most, compared] = [0, 0];
  for (const top of tilesOf(rows, tile))
    for (const left of tilesOf(columns, tile)) {
      const cut = new Float32Array(tile * tile * 100);
      for (let row = 0; row < tile; row++) {
        const from = ((top.latent + row) * columns + left.latent) * 100;
        cut.set(field.subarray(from, from + tile * 100), row * tile * 100);
      }
      const drawn = part.run(cut);
      for (let y = top.from * cell; y < top.to * cell; y++)
        for (let x = left.from * cell * 3; x < left.to * cell * 3; x++) {
          const own = (y - top.latent * cell) * (tile + 3) * cell * 3 + x - left.latent * cell * 3;
          most = Math.max(
            most,
            Math.abs((drawn[own] as number) - (values[y * width * 3 + x] as number)),
          );
          compared++;
        }
    }
  assert.equal(compared, values.length);
  assert.ok(most < 1e-5, `${most}`);
  const bytes = (length: number) => {
    const canvas = new Canvas(generator, { rows, columns, tile: length });
    const { data } = canvas.draw(field);
    canvas.dispose();
    return data;
  };
  assert.ok(near(bytes(23), bytes(9)) <= 1);
  for (const one of [whole, part]) one.dispose();
  generator.dispose();
}

test("what tiles of a DCGAN draw equals the whole within 1e-5", () => {
  compareTiles(new TrainedGenerator(run));
});

test("what tiles of a generator that enlarges draw equals the whole, too", async () => {
  compareTiles(new TrainedGenerator(await smallArtRun(folder, "enlarging", {}, smallUpConv)));
});

test("one latent on a canvas is the sample of that number; n latents make S / 4 (n + 3) px", async () => {
  const { pictures } = await lab.sample(run, { seeds: [7], out: folder });
  const held = memory().numTensors;
  const one = await lab.generate(run, { seed: 7, out: out("one") });
  assert.ok(near(one.picture.data, pictures.data) <= 1);
  const wide = await lab.generate(run, { rows: 2, columns: 5, out: out("wide") });
  assert.deepEqual([wide.picture.width, wide.picture.height], [4 * 8, 4 * 5]);
  const cut = await lab.generate(run, { width: 50, height: 21, out: out("cut") });
  assert.deepEqual([cut.picture.width, cut.picture.height], [50, 21]);
  const { width, height } = await sharp(out("cut")).metadata();
  assert.deepEqual([width, height], [50, 21]);
  assert.equal(memory().numTensors, held);
});

test("line starts at R and ends at L, evenly: z_i = L t + R (1 - t), ends uniform in -1..1", () => {
  const field = latentField({ ...plain, count: 5, mode: "line" }, 50);
  const z = (at: number) => field.slice(at * 50, (at + 1) * 50);
  const [right, left] = [z(0), z(4)];
  assert.ok([...right, ...left].every((value) => value >= -1 && value <= 1));
  for (const [at, t] of [
    [1, 0.25],
    [2, 0.5],
    [3, 0.75],
  ] as const)
    assert.ok(
      near(
        z(at),
        left.map((l, i) => l * t + (right[i] as number) * (1 - t)),
      ) < 1e-6,
    );
  const arc = latentField({ ...plain, count: 3, mode: "line", path: "slerp" }, 50);
  assert.ok(near(arc.slice(50, 100), slerp(arc.slice(0, 50), arc.slice(100), 0.5)) < 1e-6);
});

test("linefull1d puts every column on the segment, linefull the diagonal alone", () => {
  const strip = latentField({ ...plain, columns: 6, mode: "linefull1d" }, 20);
  const at = (field: Float32Array, cell: number) => field.slice(cell * 20, (cell + 1) * 20);
  const between = at(strip, 0).map((r, i) => r * 0.6 + (at(strip, 5)[i] as number) * 0.4);
  assert.ok(near(at(strip, 2), between) < 1e-6);
  const square = { ...plain, rows: 6, columns: 6 };
  const [full, random] = [
    latentField({ ...square, mode: "linefull" }, 20),
    latentField({ ...square, mode: "random" }, 20),
  ];
  for (let row = 0; row < 6; row++)
    for (let column = 0; column < 6; column++) {
      const wanted = row === column ? at(strip, column) : at(random, row * 6 + column);
      assert.deepEqual(at(full, row * 6 + column), wanted);
    }
});

test("Barrat's command lines are understood word for word, as words and as variables", async () => {
  // dcgan.torch's README: gpu=0 batchSize=1 imsize=10 noisemode=linefull net=bedrooms_4_net_G.t7
  const words = ["gpu=0", "batchSize=1", "imsize=10", "noisemode=linefull", "net=small/trained"];
  const choice = torchChoice(words, {});
  assert.deepEqual(choice, {
    net: "small/trained",
    name: "generation1",
    options: { count: 1, rows: 10, columns: 10, mode: "linefull", noise: "normal" },
  });
  const before = Object.fromEntries(words.map((word) => word.split("=")));
  assert.deepEqual(torchChoice([], before), choice);
  assert.equal(torchChoice([], { name: "somebody", gpu: "1" }), undefined);
  const { picture } = await lab.generate(run, { ...choice?.options, out: out("barrat") });
  assert.deepEqual([picture.width, picture.height], [4 * 13, 4 * 13]);
  const made = await lab.again(out("barrat"), { out: out("barrat again") });
  assert.ok(made.sameBytes);
  assert.throws(
    () => torchChoice(["imsize=2"], {}),
    /^ConfigError: net: expected a run, or RUN@step, /,
  );
  assert.throws(
    () => torchChoice(["net=x", "size=2"], {}),
    /Torch option: expected one of batchSize/,
  );
  assert.throws(() => torchChoice(["net=x", "imsize=0"], {}), /imsize: expected a whole number/);
});

test("statistics of canvases give a canvas the contrast that its own would, moving ones do not", async () => {
  const contrast = async (norm: "canvas" | "moving" | "batch") => {
    const options = { rows: 12, columns: 12, seed: 4, norm, out: out(`norm ${norm}`) };
    const { data } = (await lab.generate(run, options)).picture;
    const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
    return Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length);
  };
  const [canvas, batch, moving] = [
    await contrast("canvas"),
    await contrast("batch"),
    await contrast("moving"),
  ];
  assert.ok(Math.abs(canvas / batch - 1) < 0.2, `${canvas}, ${batch}`);
  assert.ok(Math.abs(moving / batch - 1) > 0.5, `${moving}, ${batch}`);
});

test("with norm batch a picture depends on its neighbours, with moving statistics it does not", async () => {
  const draw = async (count: number, norm: "batch" | "moving") =>
    (await lab.generate(run, { count, norm, out: out(`${norm}${count}`) })).picture;
  const first = async (count: number, norm: "batch" | "moving") => {
    const { data, width } = await draw(count, norm);
    return Array.from({ length: 16 }, (_, y) => [
      ...data.subarray(((y + 2) * width + 2) * 3, ((y + 2) * width + 18) * 3),
    ]).flat();
  };
  assert.deepEqual(await first(2, "moving"), await first(4, "moving"));
  assert.notDeepEqual(await first(2, "batch"), await first(4, "batch"));
});

test("arithmetic draws mean(a) - mean(b) + mean(c) in the last cell; a - a + c is c", async () => {
  const { pictures } = await lab.sample(run, { seeds: [3], out: folder });
  const options = { a: [1, 2], b: "sea", c: [3], names: { sea: [1, 2] }, out: out("sum") };
  const { picture } = await lab.arithmetic(run, options);
  assert.deepEqual([picture.width, picture.height], [7 * 16, 3 * 16]);
  const last = Array.from({ length: 16 }, (_, y) => {
    const from = ((32 + y) * picture.width + 6 * 16) * 3;
    return [...picture.data.subarray(from, from + 48)];
  }).flat();
  assert.ok(near(last, pictures.data) <= 1);
  const made = await lab.again(out("sum"), { out: out("sum again") });
  assert.ok(made.sameBytes);
});

test("canvases, modes and picks that cannot be are refused before anything is drawn", async () => {
  const cases: readonly (readonly [Parameters<typeof lab.generate>[1], RegExp])[] = [
    [
      { rows: 900, columns: 900, memoryBytes: 2 ** 20 },
      /canvas of 3612 x 3612 px: expected at most 1.0 MiB of memory, got about \d+ MiB$/,
    ],
    [{ columns: 5000 }, /canvas rows: expected 1 to 4093 latents of 4 px, got 5000$/],
    [{ mode: "linefull", columns: 4, count: 2 }, /linefull: batchSize: expected 1, got 2$/],
    [{ mode: "linefull1d", columns: 1 }, /linefull1d: imsize: expected more than 1, got 1$/],
    [
      { mode: "spiral" as "line" },
      /noisemode: expected one of random, line, linefull1d, linefull, got "spiral"$/,
    ],
    [{ width: 0 }, /width: expected px, a whole number of at least 1, got 0$/],
    [{ seed: -2 }, /seed: expected a whole number from 0 to 4294967295, got -2$/],
  ];
  for (const [options, message] of cases)
    await assert.rejects(lab.generate(run, { ...options, out: out("never") }), message);
  await assert.rejects(
    lab.arithmetic(run, { a: [1], b: "lake", c: [1], names: { sea: [1] }, out: out("never") }),
    /named latents: expected one of sea, got "lake"$/,
  );
  assert.equal(existsSync(out("never")), false);
});
