import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { before, test } from "node:test";
import { dispose } from "@tensorflow/tfjs-core";
import sharp from "sharp";
import { readPicture } from "../../../src/art/translate/readPicture.js";
import { translatePhotos } from "../../../src/art/translate/translatePhotos.js";
import { translatePicture, translateValues } from "../../../src/art/translate/translatePicture.js";
import { main } from "../../../src/cli/main.js";
import { openEngine } from "../../../src/engine/backend.js";
import { Random } from "../../../src/engine/random.js";
import type { Iteration } from "../../../src/iterations/iteration.js";
import { initialise } from "../../../src/nets/initialise.js";
import { reachOf } from "../../../src/nets/reach.js";
import { residualGenerator, upscaleGenerator } from "../../../src/nets/residual.js";
import { unetGenerator } from "../../../src/nets/unet.js";
import type { Run } from "../../../src/runs/run.js";
import { startRun } from "../../../src/runs/startRun.js";
import type { Images } from "../../../src/shape.js";
import { temporaryFolder } from "../../runs/temporaryFolder.js";
import { ownWorld, tiny } from "../../runs/tinyRun.js";
import { games } from "../../training/translation/tiny.js";

const folder = temporaryFolder();
let run: Run;

before(async () => {
  openEngine();
  ownWorld(folder);
  run = await startRun(games.cycle as Iteration, { steps: 2, out: join(folder, "run") });
});

/** A photograph of soft noise. */
function photo(height: number, width: number): Images {
  const random = new Random(1, "photo");
  const [a, b] = [random.uniform(), random.uniform()];
  const data = Uint8Array.from({ length: height * width * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    const wave = Math.sin(a + (pixel % width) / 9) + Math.cos(b + pixel / width / 7);
    return 127 + 40 * wave + 30 * random.uniform();
  });
  return { data, count: 1, height, width, channels: 3 };
}

const networks = {
  residual: residualGenerator({ imageSize: 16, channels: 3, filters: 4, blocks: 2 }),
  upscale: upscaleGenerator({ imageSize: 16, channels: 3, filters: 4, blocks: 2 }),
};

for (const [name, network] of Object.entries(networks)) {
  test(`${name}: a large picture in tiles is the picture in one piece within 1e-3`, async () => {
    const tensors = initialise(network, "glorot", new Random(1, "weights"));
    const image = photo(150, 203); // no multiple of 4
    const whole = await translateValues(network, tensors, image, { tilePx: 4096 });
    const tiled = await translateValues(network, tensors, image, { tilePx: 48 });
    assert.deepEqual([tiled.height, tiled.width], [whole.height, whole.width]);
    const apart = whole.values.reduce(
      (most, value, at) => Math.max(most, Math.abs(value - (tiled.values[at] as number))),
      0,
    );
    assert.ok(apart < 1e-3, `${apart} apart`);
    const [low, high] = whole.values.reduce(
      ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
      [1, -1],
    );
    const spread = high - low;
    assert.ok(spread > 0.1, `a flat picture proves nothing: ${spread}`);
    const times = name === "upscale" ? 2 : 1;
    const picture = await translatePicture(network, tensors, image, { tilePx: 48 });
    assert.deepEqual([picture.height, picture.width], [150 * times, 203 * times]);
    dispose({ ...tensors });
  });
}

test("a network looks as far as its kernels reach: 6 blocks farther than 2, a U-Net over everything", () => {
  const reach = (blocks: number) =>
    reachOf(residualGenerator({ imageSize: 128, channels: 3, filters: 2, blocks }));
  assert.deepEqual([reach(6).multiplePx, reach(6).radiusPx - reach(2).radiusPx], [4, 32]);
  const unet = reachOf(unetGenerator({ imageSize: 128, channels: 3, filters: 2, dropout: 0 }));
  assert.ok(unet.multiplePx === 128 && unet.radiusPx > 128);
});

test("photographs of any size, grey, transparent or smaller than the network, come out in their size", async () => {
  const files = { small: [20, 17], wide: [90, 40] } as const;
  const paths: string[] = [];
  for (const [name, [width, height]] of Object.entries(files)) {
    const path = join(folder, `${name}.png`);
    const background = { r: 200, g: 90, b: 10, alpha: 0.4 };
    const picture = sharp({ create: { width, height, channels: 4, background } });
    await (name === "wide" ? picture : picture.flatten().greyscale()).png().toFile(path);
    paths.push(path);
  }
  const out = join(folder, "translated");
  const made = await translatePhotos(run, paths, { out });
  assert.deepEqual(
    made.map(({ after }) => [after.width, after.height]),
    [
      [20, 17],
      [90, 40],
    ],
  );
  for (const { file, after } of made) {
    const { data } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
    assert.deepEqual(new Uint8Array(data), new Uint8Array(after.data));
  }
  const back = await translatePhotos(run, paths.slice(0, 1), {
    out: join(folder, "back"),
    way: "back",
  });
  assert.notDeepEqual(back[0]?.after.data, made[0]?.after.data);
  assert.deepEqual((await readPicture(paths[1] as string, 20)).height, 20);
});

test("each photograph has a file of its own, whatever their names, and none is written over", async () => {
  const photos = ["one/door", "two/door", "two/door-2", "two/Door"].map((name, at) => {
    const path = join(folder, `equal/${name}.png`);
    mkdirSync(dirname(path), { recursive: true });
    return { path, background: { r: 60 * at, g: 90, b: 10 } };
  });
  for (const { path, background } of photos)
    await sharp({ create: { width: 20, height: 20, channels: 3, background } })
      .png()
      .toFile(path);
  const paths = photos.map(({ path }) => path);
  const out = join(folder, "equal out");
  const made = await translatePhotos(run, paths, { out });
  const names = ["door.png", "door-3.png", "door-2.png", "Door-4.png"];
  assert.deepEqual(
    made.map(({ file }) => basename(file)),
    names,
  );
  assert.deepEqual(readdirSync(out).sort(), [...names].sort());
  for (const { file, after } of made)
    assert.deepEqual(new Uint8Array(await sharp(file).raw().toBuffer()), after.data);
  const before = readFileSync(paths[0] as string);
  await assert.rejects(translatePhotos(run, paths, { out: join(folder, "equal/one") }), {
    message: /^--out: expected a folder other than the photographs' own, got/,
  });
  assert.deepEqual(readFileSync(paths[0] as string), before);
});

test("what cannot be translated is refused: too small, no picture, no such run or way", async () => {
  const dot = join(folder, "dot.png");
  await sharp({ create: { width: 9, height: 40, channels: 3, background: "#fff" } })
    .png()
    .toFile(dot);
  await assert.rejects(translatePhotos(run, [dot], { out: join(folder, "no") }), {
    name: "ConfigError",
    message: 'picture to translate: expected at least 16 px a side, got "9 x 40"',
  });
  const text = join(folder, "text.png");
  writeFileSync(text, "not a picture");
  await assert.rejects(
    translatePhotos(run, [text], { out: join(folder, "no") }),
    /text\.png: expected a picture, got/,
  );
  await assert.rejects(
    translatePhotos(run, [], { out: join(folder, "no") }),
    /photos: expected at least one file/,
  );
  const latents = await startRun(tiny, { steps: 1, out: join(folder, "latents") });
  await assert.rejects(translatePhotos(latents, [dot], { out: join(folder, "no") }), {
    message:
      /run latents: expected a run that turns pictures into pictures, such as cyclegan128, got "gan128MNIST"/,
  });
  const pairs = await startRun(games.enlarging as Iteration, {
    steps: 1,
    out: join(folder, "pairs"),
  });
  await assert.rejects(translatePhotos(pairs, [dot], { out: join(folder, "no"), way: "back" }), {
    message: 'run pairs: expected a run with a way back, got "upscale128"',
  });
});

test("atelier translate writes a picture for each photograph", async () => {
  const path = join(folder, "command.png");
  await sharp({ create: { width: 30, height: 24, channels: 3, background: "#48a" } })
    .png()
    .toFile(path);
  const out = join(folder, "by command");
  assert.equal(await main(["translate", join(folder, "run"), path, "-o", out]), 0);
  assert.ok(existsSync(join(out, "command.png")));
});
