import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { attributePage } from "../../src/covers/attributePage.js";
import { prove } from "../../src/covers/prove.js";
import { type AttributesProven, proveAttributes } from "../../src/covers/proveAttributes.js";
import { drawCover } from "../../src/covers/sheets/drawCover.js";
import { genreStrip } from "../../src/covers/sheets/genreWalk.js";
import { levelCovers, sheetPicture } from "../../src/covers/sheets/sheetPicture.js";
import { songCover } from "../../src/covers/song/songCover.js";
import { openDataSet } from "../../src/data/openDataSet.js";
import { drawnAttributes } from "../../src/data/synthetic/attributes.js";
import { Random } from "../../src/engine/random.js";
import { ensureFolder, writeFile } from "../../src/files.js";
import { coversAttributes64 } from "../../src/iterations/covers.js";
import { derive } from "../../src/iterations/derive.js";
import { scaled } from "../../src/iterations/scaled.js";
import { fineTune } from "../../src/lab/fineTune.js";
import { resumeRun } from "../../src/runs/resumeRun.js";
import { Run } from "../../src/runs/run.js";
import { startRun } from "../../src/runs/startRun.js";
import { encodePng } from "../../src/show/grid.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import { ownWorld } from "../runs/tinyRun.js";

const folder = temporaryFolder();
const table = join(folder, "songs", "covers.csv");
const names = ["energy", "loudness", "tempo <b>"];
/** Of the drawn attributes, those that the table has. */
const columns = [1, 2, 3];
let run: Run;
let proven: AttributesProven;

const small = scaled(coversAttributes64.repaired, { imageSize: 16, width: 16 });
const tiny = derive(small, { preset: small.preset }, { training: { batchSize: 12 } });

/** 150 covers as files, with a table of what they were drawn after. */
async function writeSongs(): Promise<void> {
  const covers = drawnAttributes("covers", { count: 120 });
  const prepare = { imageSize: 16, channels: 3, resize: "centre", flip: false } as const;
  const rows = [`file,artist,${names.join(",")},key`];
  ensureFolder(join(folder, "songs", "art"));
  for (let at = 0; at < covers.count; at++) {
    const data = await covers.load(at, prepare, new Random(1, "covers"));
    const png = await encodePng({ data, count: 1, height: 16, width: 16, channels: 3 });
    await writeFile(join(folder, "songs", "art", `${at}.png`), png);
    const numbers = columns.map((column) => covers.attributes?.of(at)[column]);
    rows.push(`art/${at}.png,"Ada, ${at}",${numbers.join(",")},4`);
  }
  await writeFile(table, rows.join("\n"));
}

before(async () => {
  ownWorld(folder);
  await writeSongs();
  run = await startRun(tiny, { out: join(folder, "run"), steps: 8, data: table });
  proven = await proveAttributes(run, { samples: 60, classifierSteps: 100 });
});

/** The run as if it had been kept before there were attributes: all that was told then was classes. */
function older(): Run {
  const out = join(folder, "older");
  cpSync(run.folder, out, { recursive: true });
  const file = join(out, "options.json");
  const options = JSON.parse(readFileSync(file, "utf8"));
  delete options.iteration.condition.tells;
  writeFileSync(file, JSON.stringify(options));
  return new Run(out);
}

/** The table with some of its text changed, as another file beside it. */
function changed(file: string, change: (text: string) => string): string {
  const path = join(folder, "songs", file);
  writeFileSync(path, change(readFileSync(table, "utf8")));
  return path;
}

test("a run learns from a table: its columns of numbers are what it is told, a row for each end", () => {
  const { condition, sampling } = run.iteration;
  assert.deepEqual(condition.classes, names);
  assert.equal(sampling.grid, 6);
  assert.match(
    run.data.description,
    /120 pictures, 16x16, from the table "covers\.csv", with energy, /,
  );
});

test("a proof after 8 steps finds the attributes of reals, by colour only what is colour", () => {
  const { proof } = proven;
  const { whole, colours, shapes } = proof.regressors;
  const [energy = 0, loudness = 0] = colours.reals.correlations;
  assert.ok(energy > 0.7 && loudness > 0.7, `${energy}, ${loudness}`);
  assert.ok((whole.reals.correlations[0] ?? 0) > 0.7, whole.reals.correlations.join());
  assert.ok(Math.abs(shapes.reals.correlations[0] ?? 1) < 0.55, "energy is a colour");
  assert.deepEqual([whole.generated.n, whole.matrix.length], [60, 3]);
  assert.equal(proof.counts.training + proof.counts.heldOut, 120);
  assert.equal(proof.head?.n, proof.counts.heldOut);
});

test("attributes of odd characters are text on the page, which loads nothing", () => {
  const page = attributePage(proven);
  assert.match(page, /tempo &lt;b&gt;/);
  assert.doesNotMatch(page, /tempo <b>/);
  assert.doesNotMatch(page, /(src|href)="(?!data:)/);
});

test("a cover's levels change it, those not named are in the middle, and sheets show every level", async () => {
  const png = async (attributes: Readonly<Record<string, number>>) =>
    Buffer.from((await drawCover(run, { attributes, sizePx: 16 })).png).toString("base64");
  assert.notEqual(await png({ energy: 0.1 }), await png({ energy: 0.9 }));
  assert.equal(await png({}), await png({ energy: 0.5, loudness: 0.5 }));
  const levels = levelCovers(run, { columns: 5 });
  assert.equal(levels.count, 15);
  const middle = (row: number) => levels.data.slice((row * 5 + 2) * 768, (row * 5 + 3) * 768);
  assert.deepEqual(middle(0), middle(2));
  assert.ok((await sheetPicture(run, { columns: 2 })).length > 0);
  assert.equal(genreStrip(run, { frames: 1, numbers: [1] }).width, 7 * 16);
});

test("what a run was not told is refused by name", async () => {
  const cover = (options: Parameters<typeof drawCover>[1]) => drawCover(run, options);
  await assert.rejects(
    cover({ attributes: { tempo: 0.5 } }),
    /^ConfigError: attribute: expected one of energy, loudness, tempo <b>, got "tempo"/,
  );
  await assert.rejects(
    cover({ attributes: { energy: 1.2 } }),
    /^ConfigError: level of energy: expected 0 \(lowest\) to 1 \(highest\), got 1.2/,
  );
  await assert.rejects(
    cover({ genre: "jazz" }),
    /cover: expected levels of the attributes energy, /,
  );
  await assert.rejects(cover({}), /cover: expected levels of the attributes energy, .* got "none"/);
  await assert.rejects(prove(run), /run run: expected one that was told genres/);
  const genres = older();
  await assert.rejects(proveAttributes(genres), /expected one that was told attributes/);
  assert.throws(() => levelCovers(genres), /expected one that was told attributes/);
  await assert.rejects(drawCover(genres, { attributes: {} }), /cover: expected a genre of energy,/);
  await assert.rejects(
    songCover(run, "a.wav", { songs: folder }),
    /run run: expected one that was told genres/,
  );
});

test("a table without numbers, with cells that are none, or without the run's attributes is refused by name", async () => {
  const start = (data: string) => startRun(tiny, { out: join(folder, "refused"), steps: 1, data });
  const bare = changed("bare.csv", (text) =>
    text
      .split("\n")
      .map((line) => line.split(",")[0])
      .join("\n"),
  );
  await assert.rejects(
    start(bare),
    /data bare\.csv: expected a table of pictures with columns of numbers/,
  );
  const nameless = changed("nameless.csv", (text) => text.replace("file,", "picture,"));
  await assert.rejects(
    start(nameless),
    /nameless\.csv: expected a column named file or path or filename/,
  );
  const odd = changed("odd.csv", (text) => text.replace(/(art\/5\.png,"[^"]*"),[^,]*/, "$1,loud"));
  await assert.rejects(start(odd), {
    message: 'odd.csv, row 7, column energy: expected a number, as in most of its rows, got "loud"',
  });
  const less = changed("less.csv", (text) => text.replace("energy", "valence"));
  const lacks =
    /attributes of less\.csv: expected energy, loudness, tempo <b>, got "valence, .*without energy"/;
  await assert.rejects(resumeRun(run, { data: less, steps: "+1" }), lacks);
  await assert.rejects(fineTune(run, { data: less, steps: 1, out: join(folder, "tuned") }), lacks);
  await assert.rejects(proveAttributes(run, { data: less }), /attributes of less\.csv: .* energy/);
  const other = changed("other.csv", (text) =>
    text
      .replace(/,4$/m, ",5")
      .replace("energy", "x")
      .replace("loudness", "energy")
      .replace("x", "loudness"),
  );
  await assert.rejects(proveAttributes(run, { data: other }), /pictures of run run: expected /);
});

test("rows without a cover that can be read are named and left out", async () => {
  const gaps = changed("gaps.csv", (text) =>
    text.replace("art/3.png", "art/none.png").replace("art/4.png", "covers.csv"),
  );
  const lines: string[] = [];
  const set = await openDataSet("covers", { folder: gaps, log: (line) => lines.push(line) });
  assert.equal(set.count, 118);
  assert.deepEqual(
    set.unreadable.map(({ file }) => file),
    ["row 5: art/none.png", "covers.csv"],
  );
  assert.ok(
    lines.includes("gaps.csv: passed over artist (no numbers), key (one number only)"),
    lines.join("\n"),
  );
});

test("a run of a version that knew of classes alone opens as one that was told classes", () => {
  assert.equal(older().iteration.condition.tells, "classes");
});
