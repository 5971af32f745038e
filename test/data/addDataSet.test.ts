import assert from "node:assert/strict";
import { existsSync, lstatSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import sharp from "sharp";
import { addDataSet, removeDataSet } from "../../src/data/addDataSet.js";
import { listDataSets } from "../../src/data/listDataSets.js";
import { openDataSet } from "../../src/data/openDataSet.js";
import { ownFolder } from "../../src/data/ownSets.js";
import { keptLog, put, temporaryFolder } from "./helpers.js";

const folder = temporaryFolder();
const name = `test-${process.pid}`;
const { log } = keptLog();
const add = (source: string, as = name) => addDataSet(source, { name: as, log });

after(() => rmSync(ownFolder(name), { recursive: true, force: true }));

async function picture(file: string, red: number): Promise<string> {
  const background = { r: red, g: 90, b: 200 };
  const plain = sharp({ create: { width: 12, height: 12, channels: 3, background } });
  return put(folder, file, await plain.png().toBuffer());
}

test("a folder gets a name to open and list it by; nothing is copied, and removing it loses nothing", async () => {
  const first = await picture("mine/sea/a.png", 1);
  await picture("mine/wood/b.png", 2);
  const { dataSet } = await add(join(folder, "mine"));
  assert.deepEqual([dataSet.count, dataSet.labels], [2, ["sea", "wood"]]);
  assert.match(dataSet.description, new RegExp(`from data/${name}$`));
  assert.ok(lstatSync(ownFolder(name)).isSymbolicLink());
  const opened = await openDataSet(name, { log });
  assert.equal(opened.manifestHash, dataSet.manifestHash);
  const listed = listDataSets().find((each) => each.name === name);
  assert.deepEqual([listed?.count, listed?.about], [2, "pictures of your own"]);
  await assert.rejects(add(folder), /--name: expected a name that is free, got "data\/test-\d+/);
  removeDataSet(name);
  assert.ok(existsSync(first) && !existsSync(ownFolder(name)));
});

test("a table's pictures are linked by label; rows without a picture are named, the rest is added", async () => {
  await picture("loose/a.png", 3);
  await picture("loose/b/a.png", 4);
  put(folder, "loose/broken.png", "no picture");
  const rows = ["File,year,Genre", "a.png,1900,sea", "b/a.png,1901,sea", "none.png,1902,sea"];
  const odd = ["broken.png,1903,wood", "a.png,1904,../wood", ",1905,sea"];
  const table = put(folder, "loose/list.csv", [...rows, ...odd].join("\n"));
  const { dataSet, leftOut } = await add(table);
  assert.deepEqual([dataSet.count, dataSet.labels], [2, ["sea"]]);
  assert.deepEqual(
    dataSet.manifest.map(({ file }) => file),
    ["sea/a-3.png", "sea/a.png"],
  );
  assert.deepEqual(
    dataSet.unreadable.map(({ file }) => file),
    ["wood/broken.png"],
  );
  assert.deepEqual(leftOut, [
    { file: "row 4: none.png", reason: "no such file" },
    { file: "row 6: a.png", reason: "a label that is no folder's name: ../wood" },
    { file: "row 7: ", reason: "names no file" },
  ]);
  removeDataSet(name);
});

test("names, tables and folders that cannot be are refused, and nothing is kept", async () => {
  const empty = temporaryFolder();
  const odd = put(folder, "odd.csv", "picture;label\na.png;sea\n");
  const torn = put(folder, "torn.csv", 'file,label\n"a.png,sea\n');
  const cases: readonly (readonly [readonly [string, string?], RegExp])[] = [
    [[folder, "../x"], /--name: expected letters, digits, - and _, .* got "..\/x"$/],
    [[folder, "mnist"], /--name: expected a name that the lab does not make itself/],
    [[join(folder, "nowhere")], /pictures: expected a folder, or a table \(\.csv\), got/],
    [[empty], /expected at least one readable JPEG, PNG, WebP or GIF, got no files$/],
    [[odd], /odd\.csv: expected a column named file or path or filename, and rows, got/],
    [[torn], /torn\.csv: expected a table with commas, .*line 2/s],
  ];
  for (const [words, message] of cases) await assert.rejects(add(...words), message);
  assert.equal(existsSync(ownFolder(name)), false);
  assert.throws(() => removeDataSet("nobody"), /data set: expected a name that was added \(/);
  assert.throws(() => removeDataSet("mnist"), /data\/mnist: expected links to pictures kept/);
});
