import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import sharp from "sharp";
import { mnistSplits } from "../../src/data/mnistFiles.js";
import { Run } from "../../src/runs/run.js";
import { atelier, quickRun, temporaryFolder } from "./atelier.js";
import { assertRefused } from "./refused.js";

const folder = temporaryFolder();
const { images, labels } = mnistSplits.mnist;

/** A new folder with some files in it. */
function dataFolder(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(join(path, file), content);
  return path;
}

/** Runs on a data folder that must be refused, and looks that nothing was begun. */
async function refuses(data: string, message: RegExp): Promise<void> {
  const out = join(folder, "never");
  assertRefused(await atelier(...quickRun(out, "--steps", "2", "--data", data)), message);
  assert.equal(existsSync(out), false);
}

test("a folder of one's own pictures is trained on, what cannot be read is listed", async () => {
  const data = dataFolder("own", { "torn.png": "not a picture" });
  for (let index = 0; index < 64; index++) {
    const background = { r: 4 * index, g: 255 - 4 * index, b: 100 };
    const picture = sharp({ create: { width: 40, height: 32, channels: 3, background } });
    await picture.png().toFile(join(data, `${index}.png`));
  }
  const out = join(folder, "run");
  const { status, stdout, errors } = await atelier(
    ...quickRun(out, "--steps", "2", "--data", data),
  );
  assert.deepEqual([status, errors], [0, []]);
  assert.match(stdout, /^data: 64 pictures, short side 32 px, 1 unreadable file left out/m);
  assert.equal(stdout.match(/torn\.png/g)?.length, 1);
  const { set, origin, count, unreadable, manifestHash } = new Run(out).data;
  assert.deepEqual(
    [set, origin, count, unreadable.map(({ file }) => file)],
    ["own", "folder", 64, ["torn.png"]],
  );
  assert.match(manifestHash, /^[0-9a-f]{64}$/);
});

test("a missing data folder, a file in its place, an empty one: each is one clear line", async () => {
  await refuses(join(folder, "nowhere"), /nowhere: expected a folder, got "nothing there"$/);
  const file = join(dataFolder("with file", { file: "" }), "file");
  await refuses(file, /file: expected a folder, got "a file"$/);
  const empty = dataFolder("empty", {});
  await refuses(
    empty,
    /empty: expected at least one readable JPEG, PNG, WebP or GIF, got no files$/,
  );
});

test("a folder full of unreadable files is one clear line with their names and reasons", async () => {
  const data = dataFolder("unreadable", { "a.png": "", "b.jpg": "<html>404</html>" });
  await refuses(
    data,
    /unreadable: expected .* got 0 of 2 files readable \(a\.png: .*; b\.jpg: .*\)$/,
  );
});

test("fewer pictures than a batch holds are refused with both numbers", async () => {
  const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: "#fff" } });
  const data = dataFolder("few", { "one.png": await picture.png().toBuffer() });
  await refuses(data, /batchSize: expected at most 1, the number of pictures in few, got 64$/);
});

test("a truncated idx file is named, with the bytes that were expected", async () => {
  const data = dataFolder("truncated", { [images.name]: gzipSync(Buffer.alloc(99)) });
  await refuses(data, /train-images-idx3-ubyte\.gz: expected 9912422 bytes, got "\d+ bytes"$/);
});

test("an idx file with the wrong checksum is named, with the one that was expected", async () => {
  const data = dataFolder("changed", { [images.name]: Buffer.alloc(images.bytes) });
  const got = createHash("sha256")
    .update(readFileSync(join(data, images.name)))
    .digest("hex");
  await refuses(data, new RegExp(`ubyte\\.gz: expected sha256 ${images.sha256}, got "${got}"$`));
});

test("half a pair of idx files is refused with the name of the missing one", async () => {
  const data = dataFolder("half", { [labels.name]: Buffer.alloc(labels.bytes) });
  await refuses(
    data,
    /train-images-idx3-ubyte\.gz: expected a file of 9912422 bytes, got "nothing/,
  );
});
