import assert from "node:assert/strict";
import { chmodSync, mkdirSync, rmSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import sharp from "sharp";
import { describeFor } from "../../src/data/describeFor.js";
import { openDataSet } from "../../src/data/openDataSet.js";
import { labelCounts, warningsFor } from "../../src/data/warningsFor.js";
import { keptLog, load, pixel, put, temporaryFolder } from "./helpers.js";

const cacheFolder = temporaryFolder();
const folder = temporaryFolder();
const { log } = keptLog();
const open = (where: string, more = {}) =>
  openDataSet("dogs", { folder: where, cacheFolder, log, ...more });

/** A plain picture in one colour. */
const plain = (background: string, width = 20, height = width) =>
  sharp({ create: { width, height, channels: 3, background } });

before(async () => {
  put(folder, "red/b.png", await plain("#f00").png().toBuffer());
  put(folder, "red/a.jpg", await plain("#e00").jpeg().toBuffer());
  put(folder, "red/copy of b.png", await plain("#f00").png().toBuffer());
  put(folder, "blue/deep/c.webp", await plain("#00f", 40, 24).webp().toBuffer());
  put(folder, "blue/d.gif", await plain("#00c").gif().toBuffer());
  put(folder, "blue/empty.jpg", "");
  put(folder, "blue/page.jpg", "<html>404</html>");
  put(folder, "README.md", "not a picture");
  put(folder, ".DS_Store", "hidden");
  symlinkSync(folder, join(folder, "blue", "loop"));
});

test("pictures come sorted, labelled by the first sub-folder, in their own colours", async () => {
  const set = await open(folder);
  assert.deepEqual(
    set.manifest.map(({ file, label, format }) => [file, label, format]),
    [
      ["blue/d.gif", "blue", "gif"],
      ["blue/deep/c.webp", "blue", "webp"],
      ["red/a.jpg", "red", "jpeg"],
      ["red/b.png", "red", "png"],
    ],
  );
  assert.deepEqual(set.labels, ["blue", "red"]);
  assert.deepEqual([0, 1, 2, 3].map(set.labelOf), [0, 0, 1, 1]);
  assert.deepEqual(pixel(await load(set, 3), 8, 4, 4), [255, 0, 0]);
  assert.deepEqual(pixel(await load(set, 0), 8, 4, 4), [0, 0, 204]);
  assert.deepEqual(labelCounts(set), [2, 2]);
});

test("what cannot be used is listed with the reason, what is passed over is counted", async () => {
  const { lines, log } = keptLog();
  const set = await open(folder, { log });
  assert.deepEqual(set.unreadable, [
    { file: "blue/empty.jpg", reason: "empty (0 bytes)" },
    { file: "blue/page.jpg", reason: "a web page; JPEG, PNG, WebP and GIF are read" },
  ]);
  const name = set.name;
  assert.deepEqual(lines, [
    `${name}: 4 pictures, short side 20-24 px, 2 labels, 2 unreadable files left out, 1 duplicate left out, from the folder "${name}"`,
    `${name}: blue/empty.jpg: empty (0 bytes)`,
    `${name}: blue/page.jpg: a web page; JPEG, PNG, WebP and GIF are read`,
    `${name}: passed over 1 hidden or system files, 1 notes, 1 links that lead back`,
  ]);
  assert.deepEqual([set.origin, set.description], ["folder", lines[0]?.slice(name.length + 2)]);
});

test("duplicates are left out, or kept when asked for", async () => {
  const kept = await open(folder, { keepDuplicates: true });
  assert.equal(kept.count, 5);
  assert.match(kept.description, /1 duplicate kept/);
});

test("the hash knows names and contents, not times or places", async () => {
  const [one, two] = [temporaryFolder(), temporaryFolder()];
  const [red, blue] = [await plain("#f00").png().toBuffer(), await plain("#00f").png().toBuffer()];
  for (const where of [one, two]) put(where, "a.png", red);
  utimesSync(join(two, "a.png"), 1000, 1000);
  const first = await open(one);
  assert.equal((await open(two)).manifestHash, first.manifestHash);
  put(two, "a.png", blue);
  assert.notEqual((await open(two)).manifestHash, first.manifestHash);
});

test("a second look reads only what has changed", async () => {
  const where = temporaryFolder();
  const path = put(where, "a.png", await plain("#f00").png().toBuffer());
  put(where, "b.png", await plain("#0f0").png().toBuffer());
  utimesSync(path, 1000, 1000);
  const first = await open(where);
  const bytes = first.manifest[0]?.bytes as number;
  put(where, "a.png", Buffer.alloc(bytes)); // same size, same time: not looked at again
  utimesSync(path, 1000, 1000);
  assert.equal((await open(where)).count, 2);
  utimesSync(path, 2000, 2000);
  assert.deepEqual(
    (await open(where)).unreadable.map(({ file }) => file),
    ["a.png"],
  );
});

test("squash, centre and random bring a wide picture to a square, each in its own way", async () => {
  const where = temporaryFolder();
  const half = { width: 30, height: 30, channels: 3 } as const;
  const green = await sharp({ create: { ...half, background: "#0f0" } })
    .png()
    .toBuffer();
  const wide = plain("#f00", 90, 30).composite([{ input: green, left: 30, top: 0 }]);
  put(where, "images/wide.png", await wide.png().toBuffer());
  const set = await open(where);
  assert.deepEqual([set.labels, set.labelOf(0)], [[], -1]);
  const squash = await load(set, 0, { imageSize: 30 });
  assert.deepEqual(pixel(squash, 30, 2, 15), [255, 0, 0]);
  assert.deepEqual(pixel(squash, 30, 15, 15), [0, 255, 0]);
  const centre = await load(set, 0, { imageSize: 30, resize: "centre" });
  assert.deepEqual(pixel(centre, 30, 2, 15), [0, 255, 0]);
  assert.deepEqual(pixel(centre, 30, 28, 15), [0, 255, 0]);
  const random = { imageSize: 20, resize: "random", loadSize: 30 } as const;
  assert.deepEqual(await load(set, 0, random), await load(set, 0, random));
});

test("grey is luma, and enlargements are counted and said", async () => {
  const set = await open(folder);
  const grey = await load(set, 3, { channels: 1 });
  assert.equal(grey[20], 76); // 0.299 * 255
  assert.deepEqual([set.enlargedAt(20), set.enlargedAt(21), set.enlargedAt(64)], [0, 3, 4]);
  const how = { imageSize: 64, channels: 3, resize: "squash", flip: false } as const;
  assert.equal(describeFor(set, how), `${set.description}; all enlarged to 64 px`);
  assert.equal(describeFor(set, { ...how, imageSize: 16 }), set.description);
  assert.match(warningsFor(set).join(), /only 4 pictures/);
});

test("a picture that vanished since the folder was read is named", async () => {
  const where = temporaryFolder();
  put(where, "a.png", await plain("#f00").png().toBuffer());
  const set = await open(where);
  rmSync(join(where, "a.png"));
  await assert.rejects(load(set, 0), /^ConfigError: a\.png: expected the picture that was there/);
});

test("a folder that is missing, a file, empty, or unreadable throughout is refused", async () => {
  const refused = (where: string, message: RegExp) => assert.rejects(open(where), message);
  await refused(
    "/no/such/folder",
    /^ConfigError: data folder \/no\/such\/folder: expected a folder, got "nothing there"$/,
  );
  await refused(join(folder, "README.md"), /expected a folder, got "a file"$/);
  const empty = temporaryFolder();
  put(empty, "README.md", "notes");
  mkdirSync(join(empty, "sub"));
  await refused(empty, /expected at least one readable JPEG, PNG, WebP or GIF, got no files$/);
  for (let at = 0; at < 7; at++) put(empty, `${at}.jpg`, "no picture");
  await refused(
    empty,
    /got 0 of 7 files readable \(0\.jpg: not a picture; .*4\.jpg: not a picture; .*; and 2 more\)$/,
  );
});

test("a file that may not be read is listed", {
  skip: process.getuid?.() === 0 && "root may read every file",
}, async () => {
  const where = temporaryFolder();
  put(where, "a.png", await plain("#f00").png().toBuffer());
  chmodSync(put(where, "b.png", await plain("#0f0").png().toBuffer()), 0);
  assert.match((await open(where)).unreadable[0]?.reason ?? "", /EACCES/);
});

test("a link to nowhere is listed, an abort ends the look", async () => {
  const where = temporaryFolder();
  put(where, "a.png", await plain("#f00").png().toBuffer());
  symlinkSync("/no/such/file", join(where, "b.png"));
  const signal = AbortSignal.abort(new Error("stopped by hand"));
  await assert.rejects(open(where, { signal }), /stopped by hand/);
  assert.match((await open(where)).unreadable[0]?.reason ?? "", /ENOENT/);
});
