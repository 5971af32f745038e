import assert from "node:assert/strict";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { holdsMnist, mnistSplits } from "../../src/data/mnistFiles.js";
import { openDataSet } from "../../src/data/openDataSet.js";
import { ConfigError } from "../../src/errors.js";
import { projectRoot } from "../../src/project.js";
import { keptLog, load, put, realData, temporaryFolder, withoutRealData } from "./helpers.js";

const { log } = keptLog();
const { images, labels } = mnistSplits.mnist;
const real = join(realData ?? "", "mnist");
const ofProject =
  holdsMnist(join(projectRoot(), "data", "mnist"), mnistSplits.mnist) &&
  "data/mnist holds MNIST: nothing falls back here";

function refused(folder: string, message: RegExp): Promise<void> {
  return assert.rejects(
    openDataSet("mnist", { folder, log }),
    (error) => error instanceof ConfigError && message.test(error.message),
  );
}

test("a file of the wrong size is named, with the size expected", async () => {
  const folder = temporaryFolder();
  put(folder, images.name, Buffer.alloc(290816));
  await refused(folder, /train-images-idx3-ubyte\.gz: expected 9912422 bytes, got "290816 bytes"$/);
});

test("a file with the wrong checksum is named, with the checksum expected", async () => {
  const folder = temporaryFolder();
  put(folder, images.name, Buffer.alloc(images.bytes));
  await refused(folder, /train-images-idx3-ubyte\.gz: expected sha256 440fcabf\w+, got "\w{64}"$/);
});

test("a missing half of the pair is named", async () => {
  const folder = temporaryFolder();
  put(folder, labels.name, Buffer.alloc(labels.bytes));
  await refused(
    folder,
    /train-images-idx3-ubyte\.gz: expected a file of 9912422 bytes, got "nothing/,
  );
});

test("without files and network the lab draws digits and says so", {
  skip: ofProject,
}, async () => {
  const { lines, log } = keptLog();
  const set = await openDataSet("mnist", { offline: true, cacheFolder: temporaryFolder(), log });
  assert.equal(set.origin, "synthetic");
  assert.match(set.description, /drawn by the lab.*synthetic, not MNIST/);
  assert.match(
    lines.join("\n"),
    /no MNIST in data\/mnist or \$ATELIER_DATA\/mnist, and no network/,
  );
  assert.deepEqual([set.count, set.labels.length, set.labelOf(7)], [60000, 10, 7]);
});

test("an ATELIER_DATA that is no folder is an error, not a reason to draw", async () => {
  process.env.ATELIER_DATA = put(temporaryFolder(), "file", "");
  await assert.rejects(
    openDataSet("dogs", { log }),
    /^ConfigError: ATELIER_DATA: expected a folder/,
  );
  delete process.env.ATELIER_DATA;
});

test("real MNIST: counts, labels and pixels are LeCun's", { skip: withoutRealData }, async () => {
  const set = await openDataSet("mnist", { folder: real, log });
  assert.deepEqual([set.count, set.nativeSize, set.enlargedAt(128)], [60000, 28, 60000]);
  const first = Array.from({ length: 10 }, (_, index) => set.labelOf(index));
  assert.deepEqual(first, [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
  const five = await load(set, 0, { imageSize: 28, channels: 1 });
  assert.equal(
    five.reduce((sum, value) => sum + value, 0),
    27525,
  );
});

test("real MNIST is found below ATELIER_DATA, its test half too", {
  skip: withoutRealData || ofProject,
}, async () => {
  process.env.ATELIER_DATA = realData;
  const set = await openDataSet("mnist-test", { log });
  delete process.env.ATELIER_DATA;
  assert.equal(set.description, "10,000 MNIST digits, 28x28 grey, from $ATELIER_DATA/mnist");
  assert.deepEqual([set.count, set.labelOf(0), set.origin], [10000, 7, "environment"]);
});

test("the real broken download is refused by name", { skip: withoutRealData }, async () => {
  const folder = temporaryFolder();
  const broken = join(realData ?? "", "odd", "truncated-train-images-idx3-ubyte.gz");
  put(folder, images.name, readFileSync(broken));
  copyFileSync(join(real, labels.name), join(folder, labels.name));
  await refused(folder, /train-images-idx3-ubyte\.gz: expected 9912422 bytes, got "290816 bytes"/);
});
