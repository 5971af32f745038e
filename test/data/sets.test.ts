import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, test } from "node:test";
import sharp from "sharp";
import { listDataSets } from "../../src/data/listDataSets.js";
import { openDataSet } from "../../src/data/openDataSet.js";
import { knownNames } from "../../src/data/ownSets.js";
import { pictureSets } from "../../src/data/sets.js";
import { projectRoot } from "../../src/project.js";
import { keptLog, put, realData, temporaryFolder, withoutRealData } from "./helpers.js";

const cacheFolder = temporaryFolder();
const { lines, log } = keptLog();
const open = (name: string) => openDataSet(name, { cacheFolder, offline: true, log });
const ofProject =
  pictureSets.some(({ name }) => existsSync(join(projectRoot(), "data", name))) &&
  "the project's data folder holds sets of its own";

afterEach(() => {
  delete process.env.ATELIER_DATA;
});

let shade = 0;
async function picture(folder: string, file: string): Promise<void> {
  const background = { r: shade++, g: 90, b: 200 };
  const plain = sharp({ create: { width: 12, height: 12, channels: 3, background } });
  put(folder, file, await plain.png().toBuffer());
}

test("with nothing found every set is drawn, says so, and has the sizes of the list", {
  skip: ofProject,
}, async () => {
  const known = listDataSets().filter(({ about }) => about !== "pictures of your own");
  for (const { name, origin, count } of known) {
    const set = await open(name);
    assert.equal(set.count, count);
    assert.equal(set.origin, "synthetic");
    assert.match(set.description, /drawn by the lab.*synthetic/);
    assert.ok(origin === "synthetic" || (origin === "download" && name.startsWith("mnist")));
  }
  assert.ok(lines.some((line) => line.startsWith("dogs: nothing in data/dogs or $ATELIER_DATA;")));
});

test("sets are found below ATELIER_DATA under the folders that stand for them", {
  skip: ofProject,
}, async () => {
  const folder = temporaryFolder();
  for (const file of [
    "paintings/Rococo/a.png",
    "paintings/Impressionism/b.png",
    "portraits/robert-silvers/c.png",
    "dogs/unlabelled/d.png",
    "photos/sea/e.png",
  ])
    await picture(folder, file);
  process.env.ATELIER_DATA = folder;
  const paintings = await open("paintings");
  assert.deepEqual(
    paintings.manifest.map(({ file }) => file),
    ["paintings/Impressionism/b.png", "paintings/Rococo/a.png", "portraits/robert-silvers/c.png"],
  );
  assert.deepEqual(paintings.labels, ["Impressionism", "Rococo", "robert-silvers"]);
  assert.match(
    paintings.description,
    /from \$ATELIER_DATA\/paintings and \$ATELIER_DATA\/portraits$/,
  );
  const files = async (name: string) => (await open(name)).manifest.map(({ file }) => file);
  assert.deepEqual(await files("impressionism"), ["b.png"]);
  assert.deepEqual(await files("chuckClose"), ["c.png"]);
  assert.deepEqual(await files("dogs"), ["unlabelled/d.png"]);
  assert.deepEqual((await open("dogs")).labels, []);
  assert.deepEqual((await open("landscapes")).labels, ["sea"]);
  assert.equal((await open("albums")).origin, "synthetic");
  const listed = listDataSets().find(({ name }) => name === "paintings");
  assert.deepEqual([listed?.origin, listed?.count], ["environment", 3]);
});

test("no description names a place of this machine", async () => {
  const folder = temporaryFolder();
  await picture(folder, "portraits/one/a.png");
  process.env.ATELIER_DATA = folder;
  for (const name of knownNames) {
    const { description, manifest } = await open(name);
    assert.ok(!description.includes(folder), description);
    assert.ok(manifest.every(({ file }) => !file.startsWith("/")));
  }
});

test("an unknown name is refused with all that are known", async () => {
  await assert.rejects(
    open("cats"),
    /^ConfigError: data set: expected one of mnist, mnist-test, paintings, .*synthetic, synthetic-attributes, got "cats"$/,
  );
});

test("real sets have the counts and labels of their README", {
  skip: withoutRealData || ofProject,
}, async () => {
  process.env.ATELIER_DATA = realData;
  const chuck = await open("chuckClose");
  assert.deepEqual([chuck.count, chuck.nativeSize, chuck.enlargedAt(256)], [30, 224, 30]);
  const portraits = await open("portraits");
  assert.equal(portraits.labels.length, 3);
  assert.equal(portraits.count + portraits.unreadable.length, 362);
});
