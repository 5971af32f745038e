import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import sharp from "sharp";
import { checkChain, readChain } from "../../../src/art/chain/chainRecipe.js";
import { chainStart } from "../../../src/art/chain/chainStart.js";
import { playChain } from "../../../src/art/chain/playChain.js";
import { spreadPlaces, writeChain } from "../../../src/art/chain/writeChain.js";
import { main } from "../../../src/cli/main.js";
import { openEngine } from "../../../src/engine/backend.js";
import type { Iteration } from "../../../src/iterations/iteration.js";
import { readSafetensors } from "../../../src/runs/readSafetensors.js";
import { writeSafetensors } from "../../../src/runs/safetensors.js";
import { startRun } from "../../../src/runs/startRun.js";
import { temporaryFolder } from "../../runs/temporaryFolder.js";
import { ownWorld } from "../../runs/tinyRun.js";
import { writeSums } from "../../runs/writeSums.js";
import { games } from "../../training/translation/tiny.js";

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);

before(async () => {
  openEngine();
  ownWorld(folder);
  const briefly = { steps: 1, checkpointEvery: 1 };
  await startRun(games.cycle as Iteration, { ...briefly, out: at("cycle") });
  await startRun(games.enlarging as Iteration, { ...briefly, out: at("twice") });
  await startRun(games["pairs, unrolled"] as Iteration, { ...briefly, out: at("decay") });
});

const recipe = (changes: object) =>
  checkChain("chain", {
    format: 1,
    sizePx: 16,
    start: { noise: 1 },
    stages: [{ run: at("cycle") }],
    ...changes,
  });

test("a chain begins with pictures that the lab draws, the same for the same seeds", async () => {
  const start = { drawn: "portrait", seeds: [4, 5] };
  const first = await chainStart(recipe({ start }), folder);
  assert.deepEqual([first.count, first.height, first.channels], [2, 16, 3]);
  const again = await chainStart(recipe({ start: { ...start, seeds: [5] } }), folder);
  assert.deepEqual(first.data.subarray(16 * 16 * 3), again.data);
  assert.throws(() => recipe({ start: { ...start, drawn: "selfie" } }), {
    name: "ConfigError",
    message: /^chain: start\.drawn: expected one of .*portrait.*, got "selfie"$/,
  });
});

test("a chain repeats its stages, goes there and back, and ends twice as large", async () => {
  const stages = [
    { run: at("decay"), times: 3 },
    { run: at("cycle") },
    { run: at("cycle"), way: "back" },
  ];
  const looped = recipe({ stages, rounds: 2, start: { noise: 1, count: 2 } });
  const frames = await playChain(looped, await chainStart(looped, folder));
  assert.deepEqual(
    frames.map(({ stage }) => stage),
    [0, 1, 1, 1, 2, 3, 1, 1, 1, 2, 3],
  );
  assert.equal(frames[5]?.by, "cycle@1 back");
  assert.ok(frames.every(({ pictures }) => pictures.count === 2 && pictures.height === 16));
  const last = recipe({ stages: [...stages, { run: at("twice") }] });
  const grown = await playChain(last, await chainStart(last, folder));
  assert.deepEqual(
    grown.map(({ pictures }) => pictures.height),
    [16, 16, 16, 16, 16, 16, 32],
  );
  const again = await playChain(last, await chainStart(last, folder));
  assert.deepEqual(again.at(-1)?.pictures, grown.at(-1)?.pictures);
});

test("a stage by itself on what the one before it left is that stage of the chain", async () => {
  const whole = recipe({ stages: [{ run: at("decay"), times: 2 }, { run: at("cycle") }] });
  const frames = await playChain(whole, await chainStart(whole, folder));
  const alone = await playChain(recipe({}), frames[2]?.pictures as (typeof frames)[0]["pictures"]);
  assert.deepEqual(alone.at(-1)?.pictures, frames[3]?.pictures);
});

test("film, strip with the recipe in it, last pictures and chain.json are written, from picture files too", async () => {
  await sharp({ create: { width: 30, height: 20, channels: 3, background: "#c84" } })
    .png()
    .toFile(at("a.png"));
  const written = recipe({
    start: { pictures: ["a.png"] },
    stages: [{ run: at("decay"), times: 4 }],
  });
  const made = await writeChain(written, { out: at("out"), folder, formats: ["png", "webp"] });
  for (const file of [
    "frames/frame-0004.png",
    "film.webp",
    "strip.png",
    "last-1.png",
    "chain.json",
  ])
    assert.ok(existsSync(join(made.folder, file)), file);
  const { comments = [] } = await sharp(join(made.folder, "strip.png")).metadata();
  assert.deepEqual(JSON.parse(comments[0]?.text ?? ""), written);
  const { frames } = JSON.parse(readFileSync(join(made.folder, "chain.json"), "utf8"));
  assert.equal(frames.length, 5);
  assert.deepEqual(spreadPlaces(5, 8), [0, 1, 2, 3, 4]);
  await assert.rejects(
    writeChain(written, { out: at("out") }),
    /out: expected a new or empty folder for the chain/,
  );
});

test("what is no recipe is refused with the field", () => {
  assert.throws(
    () => recipe({ stages: [] }),
    /^ConfigError: chain: stages: expected a chain's, got/,
  );
  assert.throws(() => recipe({ speed: 3 }), /got Unrecognized key\(s\) in object: 'speed'/);
  assert.throws(() => recipe({ stages: [{ run: "x", times: 0 }] }), /chain: stages\.0\.times: /);
  assert.throws(() => recipe({ rounds: 600, stages: [{ run: "x", times: 2 }] }), {
    message: "chain: stages: expected at most 1000 applications, got 1200",
  });
  writeFileSync(at("torn.json"), '{"format": 1,');
  assert.throws(() => readChain(at("torn.json")), /torn\.json: expected a recipe in JSON, got/);
  assert.throws(() => readChain(at("none.json")), /recipe: expected a file, got ".*none\.json"/);
});

test("a run that does not exist and sizes that do not fit are refused before anything is played", async () => {
  const play = async (changes: object) => {
    const wanted = recipe(changes);
    return playChain(wanted, await chainStart(wanted, folder));
  };
  await assert.rejects(
    play({ stages: [{ run: "nobody" }] }),
    /^ConfigError: run: expected .*got "nobody"/,
  );
  await assert.rejects(play({ sizePx: 24, stages: [{ run: at("decay") }] }), {
    name: "ConfigError",
    message:
      /chain: stage 1, .*decay: expected pictures whose side is a multiple of 16 px, up to 4096, got 24$/,
  });
  await assert.rejects(
    play({ sizePx: 1024, stages: [{ run: at("twice"), times: 4 }], rounds: 2 }),
    /up to 4096, got 16384/,
  );
});

test("a stage that makes numbers that are none is named", async () => {
  const run = await startRun(games.cycle as Iteration, { steps: 1, out: at("broken") });
  const file = join(run.folder, "step-000001", "state.safetensors");
  const arrays = readSafetensors(file);
  const name = "generator/01-conv/kernel";
  const old = arrays[name] as tf.Tensor;
  await writeSafetensors(file, { ...arrays, [name]: tf.fill(old.shape, Number.NaN) });
  writeSums(join(run.folder, "step-000001"));
  const wanted = recipe({ stages: [{ run: at("cycle") }, { run: at("broken"), times: 2 }] });
  await assert.rejects(playChain(wanted, await chainStart(wanted, folder)), {
    name: "ConfigError",
    message: /chain: stage 2, .*broken, time 1: generator: expected finite numbers, got NaN/,
  });
});

test("atelier chain plays a recipe file", async () => {
  writeFileSync(at("small.json"), JSON.stringify(recipe({})));
  assert.equal(await main(["chain", at("small.json"), "-o", at("played"), "--formats", "png"]), 0);
  assert.ok(existsSync(at("played/strip.png")));
});
