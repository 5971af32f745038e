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
const { log, lines } = keptLog();
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
  const dataSet = await add(join(folder, "mine"));
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

test("a table gets a name too: its labels and numbers, with rows without a picture named and left out", async () => {
  await picture("loose/a.png", 3);
  await picture("loose/b/a.png", 4);
  await picture("loose/c.png", 5);
  put(folder, "loose/broken.png", "no picture");
  const rows = ["File,tempo,Genre,artist", "a.png,90,sea,Ada", "b/a.png,120.5,wood,Bo"];
  const odd = ["none.png,100,sea,Cy", "broken.png,80,wood,Di", ",70,sea,Ed", "c.png,60,a/b,Fi"];
  const table = put(folder, "loose/list.csv", [...rows, ...odd].join("\n"));
  const dataSet = await add(table);
  assert.deepEqual([dataSet.count, dataSet.labels], [3, ["sea", "wood", "a/b"]]);
  assert.deepEqual(
    dataSet.manifest.map(({ file }) => file),
    ["a.png", "b/a.png", "c.png"],
  );
  assert.deepEqual(
    dataSet.unreadable.map(({ file, reason }) => `${file}: ${reason}`),
    [
      "row 4: none.png: no such file",
      "row 6: : names no file",
      "broken.png: not a picture; JPEG, PNG, WebP and GIF are read",
    ],
  );
  assert.deepEqual(dataSet.attributes?.names, ["tempo"]);
  assert.deepEqual(
    [0, 1, 2].map((at) => dataSet.attributes?.of(at)),
    [[90], [120.5], [60]],
  );
  assert.ok(lines.includes(`${name}: passed over artist (no numbers)`), lines.join("\n"));
  const listed = listDataSets().find((each) => each.name === name);
  assert.deepEqual([listed?.count, listed?.about], [4, "a table of your own pictures"]);
  removeDataSet(name);
  assert.ok(existsSync(table));
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
