import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { memory } from "@tensorflow/tfjs-core";
import { addMetadata } from "meta-png";
import sharp from "sharp";
import { latentOf } from "../../src/art/latentOf.js";
import { readRecipe } from "../../src/art/recipe/recipeFile.js";
import { lab } from "../../src/lab.js";
import type { Run } from "../../src/runs/run.js";
import { samplePictures } from "../../src/runs/samplePictures.js";
import { TrainedGenerator } from "../../src/runs/trainedGenerator.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import { smallArtRun } from "./artRuns.js";

const folder = temporaryFolder();
const out = (name: string) => join(folder, name);
let run: Run;

before(async () => {
  process.env.ATELIER_CHECKPOINTS = folder;
  run = await smallArtRun(folder, "trained");
});

const pixels = async (file: string) => await sharp(file).raw().toBuffer();

test("each number names a picture, the same whatever else is drawn, and tensors are freed", async () => {
  const held = memory().numTensors;
  const many = await lab.sample(run, { count: 20, from: 5, out: out("many") });
  const one = await lab.sample(run, { seeds: [24], out: out("one") });
  assert.equal(many.files.length, 21);
  assert.deepEqual(one.files, ["trained-4-seed-24.png"]);
  const [name = ""] = one.files;
  assert.ok(readFileSync(join(one.folder, name)).equals(readFileSync(join(many.folder, name))));
  const { width, height } = await sharp(join(many.folder, name)).metadata();
  assert.deepEqual([width, height], [16, 16]);
  assert.equal(memory().numTensors, held);
});

test("a picture is what the generator draws from that latent", async () => {
  const { pictures } = await lab.sample(run, { seeds: [3, 9], out: out("drawn"), weights: "raw" });
  const generator = new TrainedGenerator(run, 4, "raw");
  const drawn = samplePictures(generator, latentOf(generator, 9));
  generator.dispose();
  assert.deepEqual([...pictures.data.subarray(16 * 16 * 3)], [...drawn.data]);
});

test("averaged and raw weights, and earlier steps, draw other pictures under other names", async () => {
  const draw = async (options: Parameters<typeof lab.sample>[1]) => {
    const made = await lab.sample(run, { seeds: [1], out: out("kinds"), ...options });
    return { name: made.files[0], data: Buffer.from(made.pictures.data) };
  };
  const all = [await draw({}), await draw({ weights: "raw" }), await draw({ step: 2 })];
  assert.deepEqual(
    all.map(({ name }) => name),
    ["trained-4-seed-1.png", "trained-4-raw-seed-1.png", "trained-2-seed-1.png"],
  );
  assert.equal(new Set(all.map(({ data }) => data.toString("hex"))).size, 3);
});

test("truncated latents have no number beyond the bound, and keep those within it", () => {
  const generator = new TrainedGenerator(run);
  const plain = latentOf(generator, 7);
  const held = latentOf(generator, 7, 0.7);
  generator.dispose();
  assert.ok(plain.some((value) => Math.abs(value) > 0.7));
  assert.ok(held.every((value) => Math.abs(value) <= 0.7));
  const kept = [...plain].filter((value) => Math.abs(value) <= 0.7);
  assert.deepEqual([...held].slice(0, kept.length), kept);
});

test("a file holds its recipe, without any path, and again makes it bit for bit", async () => {
  const { files, folder: own } = await lab.sample(run, {
    count: 5,
    truncation: 1.5,
    out: out("recipes"),
  });
  for (const name of files) {
    const recipe = await readRecipe(join(own, name));
    assert.equal(recipe.source.run, "small/trained");
    assert.ok(!JSON.stringify(recipe).includes(folder));
    const made = await lab.again(join(own, name), { out: out(`again-${name}`) });
    assert.deepEqual([made.samePixels, made.sameBytes], [true, true]);
    assert.ok(readFileSync(made.file).equals(readFileSync(join(own, name))));
  }
});

test("again says so when the file shows something else than its recipe", async () => {
  const { files, folder: own } = await lab.sample(run, { seeds: [1, 2], out: out("swapped") });
  const [one = "", two = ""] = files;
  const recipe = JSON.stringify(await readRecipe(join(own, two)));
  const other = await sharp(join(own, one)).png().toBuffer();
  writeFileSync(out("other.png"), addMetadata(new Uint8Array(other), "gan-atelier", recipe));
  const made = await lab.again(out("other.png"), { out: out("other-again.png") });
  assert.deepEqual([made.samePixels, made.sameBytes], [false, false]);
  assert.ok((await pixels(made.file)).equals(await pixels(join(own, two))));
});

test("forged recipes, and files without one, are refused by the field that is wrong", async () => {
  const { files, folder: own } = await lab.sample(run, { seeds: [1], out: out("forged") });
  const file = join(own, files[0] ?? "");
  const good = await readRecipe(file);
  const plain = new Uint8Array(await sharp(file).png().toBuffer());
  const forged = (change: object) => ({ ...good, ...change });
  const source = (change: object) => forged({ source: { ...good.source, ...change } });
  const subject = (change: object) => forged({ subject: { ...good.subject, ...change } });
  const cases: readonly (readonly [unknown, RegExp])[] = [
    [source({ run: "../../../etc/passwd" }), /wrong source\.run: a run's name as iteration\/run$/],
    [source({ run: "small/.." }), /wrong source\.run: /],
    [source({ folder: "/tmp" }), /wrong source: Unrecognized key\(s\) in object: 'folder'$/],
    [source({ step: -1 }), /wrong source\.step: /],
    [subject({ seed: 1.5 }), /wrong subject\.seed: /],
    [subject({ kind: "shell" }), /wrong subject\.kind: /],
    [subject({ kind: "sheet", seeds: [], columns: 1, border: 0 }), /wrong subject\.seeds: /],
    [forged({ format: 2 }), /wrong format: /],
    [
      source({ checkpoint: "0".repeat(32) }),
      /expected the checkpoint "?0{32}.*, got "[0-9a-f]{32}"$/,
    ],
    [source({ run: "small/gone" }), /expected .*, got "small\/gone"$/],
    ["{", /got text that is not JSON$/],
  ];
  for (const [recipe, message] of cases) {
    const text = typeof recipe === "string" ? recipe : JSON.stringify(recipe);
    writeFileSync(out("bad.png"), addMetadata(plain, "gan-atelier", text));
    const again = lab.again(out("bad.png"), { out: out("never.png") });
    await assert.rejects(again, (error: Error) => {
      assert.equal(error.name, "ConfigError");
      assert.match(error.message, message);
      return true;
    });
  }
  writeFileSync(out("bad.png"), plain);
  await assert.rejects(lab.again(out("bad.png")), /expected a PNG with a recipe, .*, got "none"$/);
  writeFileSync(out("bad.png"), "no picture");
  await assert.rejects(lab.again(out("bad.png")), /expected a PNG with a recipe, got /);
  assert.equal(existsSync(out("never.png")), false);
});

test("a stop keeps the pictures that are done, with a sheet of them", async () => {
  const stop = new AbortController();
  const made = await lab.sample(run, {
    count: 100,
    out: out("stopped"),
    signal: stop.signal,
    onProgress: ({ done }) => done >= 32 && stop.abort(),
  });
  assert.deepEqual([made.state, made.pictures.count, made.files.length], ["stopped", 32, 33]);
  for (const name of made.files) assert.ok(existsSync(join(made.folder, name)));
});

test("numbers, steps and weights that cannot be are refused with what can", async () => {
  const cases: readonly (readonly [Parameters<typeof lab.sample>[1], RegExp])[] = [
    [{ seeds: [-1] }, /^ConfigError: seed: expected a whole number from 0 to 4294967295, got -1$/],
    [{ seeds: [] }, /^ConfigError: seeds: expected 1 to 4096 of them, got 0$/],
    [{ count: 5000 }, /^ConfigError: count: expected 1 to 4096 pictures, got 5000$/],
    [{ columns: 0 }, /^ConfigError: columns: expected 1 to 4096, got 0$/],
    [{ truncation: 0.01 }, /^ConfigError: truncation: expected 0.05 to 10, got 0.01$/],
    [{ step: 3 }, /checkpoint of trained: expected one of steps 0, 2, 4, got 3$/],
  ];
  for (const [options, message] of cases) {
    await assert.rejects(lab.sample(run, { ...options, out: out("refused") }), message);
  }
  assert.equal(existsSync(out("refused")), false);
});
