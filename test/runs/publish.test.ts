import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import sharp from "sharp";
import { openDataSet } from "../../src/data/openDataSet.js";
import { repeated } from "../../src/data/repeated.js";
import { Random } from "../../src/engine/random.js";
import { showReals } from "../../src/lab/show.js";
import { readBoard } from "../../src/runs/board/readBoard.js";
import { gridMark, realsMark } from "../../src/runs/publish/marks.js";
import { publishBoard } from "../../src/runs/publish/publishBoard.js";
import { publishBundle } from "../../src/runs/publish/publishBundle.js";
import { Publishing } from "../../src/runs/publish/publishing.js";
import type { Run } from "../../src/runs/run.js";
import type { Images } from "../../src/shape.js";
import { boardOutput } from "../../src/show/board/boardOutput.js";
import { encodePng, gridImage } from "../../src/show/grid.js";
import { livePanel } from "../../src/show/panel.js";
import { markMetadata } from "../../src/show/pictureMark.js";
import { inFalseColours } from "../../src/show/render.js";
import { writeReport } from "../../src/show/report.js";
import { recorded } from "../show/recorder.js";
import { ownWorld, smallRun } from "./smallRuns.js";
import { temporaryFolder } from "./temporaryFolder.js";

const folder = temporaryFolder();
const pictures = join(folder, "pictures of mine");
const COUNT = 40;
let own: Run;
let digits: Run;

/** The first pictures of the folder, as a run of 28 px sees them. */
async function training(count: number, mirror = false): Promise<Images> {
  const dataSet = await openDataSet("mine", { folder: pictures, log: () => {} });
  const { imageSize, channels, resize } = own.iteration.data;
  const prepare = { imageSize, channels, resize, flip: false };
  const parts = await Promise.all(
    Array.from({ length: count }, (_, index) => dataSet.load(index, prepare, new Random(1, "a"))),
  );
  const images: Images = {
    data: Buffer.concat(parts),
    count,
    height: imageSize,
    width: imageSize,
    channels,
  };
  if (!mirror) return images;
  const sheet = await encodePng(gridImage(images, { columns: 1 }));
  return { ...images, data: await sharp(sheet).flop().removeAlpha().raw().toBuffer() };
}

before(async () => {
  ownWorld(folder);
  mkdirSync(pictures);
  const drawn = await openDataSet("synthetic", { log: () => {} });
  const prepare = { imageSize: 64, channels: 3, resize: "squash", flip: false } as const;
  for (let index = 0; index < COUNT; index++) {
    const data = await drawn.load(index, prepare, new Random(1, "pictures"));
    await sharp(data, { raw: { width: 64, height: 64, channels: 3 } })
      .jpeg({ quality: 95 })
      .toFile(join(pictures, `${index}.jpg`));
  }
  own = await smallRun(folder, "own", { preset: "asRun", steps: 2, data: pictures });
  digits = await smallRun(folder, "digits", { steps: 2 });
});

/** Mean grey level of a picture. */
const meanOf = async (png: Uint8Array) => (await sharp(png).stats()).channels[0]?.mean ?? 0;

test("training pictures of one's own become a placeholder of the same size; the lab's own stay", async () => {
  const publishing = new Publishing({ data: pictures });
  for (const run of [own, digits]) {
    const png = readFileSync(join(run.folder, "reals.png"));
    const shown = await publishing.show(png, realsMark(run));
    assert.equal(shown === png, run === digits);
    const [before, after] = [await sharp(png).metadata(), await sharp(shown).metadata()];
    assert.deepEqual([after.width, after.height], [before.width, before.height]);
    if (run === own) assert.ok((await meanOf(shown)) > 200);
  }
  assert.deepEqual(publishing.sentences(), [
    "1 picture of training data replaced by placeholders.",
  ]);
});

test("of a grid only the copies are withheld, plain or mirrored, and counted", async () => {
  const publishing = new Publishing({ data: pictures });
  const { imageSize: side, channels } = own.iteration.data;
  const random = new Random(3, "noise");
  const noise = Uint8Array.from({ length: 2 * side * side * channels }, () => random.word() & 255);
  const [copy, flopped] = [await training(1), await training(1, true)];
  const data = Buffer.concat([
    copy.data,
    noise.subarray(0, noise.length / 2),
    flopped.data,
    noise.subarray(noise.length / 2),
  ]);
  const grid = await encodePng(
    gridImage({ ...copy, data, count: 4 }, { columns: 2, cellScale: 3 }),
  );
  const shown = await publishing.show(grid, { ...gridMark(own), columns: 2 });
  assert.match(publishing.sentences().join(" "), /^4 samples compared .*, 2 withheld as too near/);
  const cell = async (png: Uint8Array, place: number) =>
    await sharp(png)
      .extract({
        left: (place % 2) * side * 3,
        top: Math.floor(place / 2) * side * 3,
        width: side * 3,
        height: side * 3,
      })
      .raw()
      .toBuffer();
  for (const place of [0, 1, 2, 3]) {
    const [was, is] = [await cell(grid, place), await cell(shown, place)];
    if (place % 2 === 1) assert.ok(was.equals(is), `noise ${place} stays`);
    else
      assert.ok(
        [...is].filter((value) => value === 0xf0).length > is.length * 0.9,
        `copy ${place}`,
      );
  }
});

test("of a grid in false colours the copies are withheld, too, and only these", async () => {
  const publishing = new Publishing({ data: pictures });
  const copy = await training(1);
  const random = new Random(4, "noise");
  const noise = Uint8Array.from(copy.data, () => random.word() & 255);
  const plain = { ...copy, data: Buffer.concat([copy.data, noise]), count: 2 };
  const grid = await encodePng(gridImage(inFalseColours(plain), { columns: 2 }));
  const mark = { ...gridMark(own), columns: 2, trueColours: false };
  assert.notDeepEqual(await publishing.show(grid, mark), grid);
  assert.match(publishing.sentences().join(" "), /^2 samples compared .*, 1 withheld as too near/);
});

test("what a run generated stays byte for byte where it is no copy", async () => {
  const publishing = new Publishing({ data: pictures });
  const grid = own.grid();
  assert.equal(await publishing.show(grid, gridMark(own)), grid);
  assert.match(publishing.sentences().join(" "), /^1 sample compared .*, 0 withheld/);
});

test("the copies of the report's set are known as such: a grid learnt from them is compared", async () => {
  const kept = await openDataSet("mine", { folder: pictures, keepDuplicates: true, log: () => {} });
  const mark = gridMark(own);
  const imitated = { ...mark, data: { ...mark.data, ...repeated(kept), set: mark.data.set } };
  const publishing = new Publishing({ data: pictures });
  const grid = own.grid();
  assert.equal(await publishing.show(grid, imitated), grid);
  assert.match(publishing.sentences().join(" "), /^1 sample compared .*, 0 withheld/);
});

test("without the training pictures nothing generated from them is shown; nor is a picture nobody marked", async () => {
  const publishing = new Publishing();
  const grid = own.grid();
  for (const mark of [gridMark(own), undefined])
    assert.notEqual(await publishing.show(grid, mark), grid);
  assert.deepEqual(publishing.sentences(), [
    "1 grid withheld: there was nothing to compare with.",
    "1 picture of unknown origin withheld.",
  ]);
});

test("a published board has placeholders for reals, says what was withheld, and differs in nothing else", async () => {
  const board = await readBoard([own, digits]);
  const shown = await publishBoard(board, new Publishing({ data: pictures }));
  assert.deepEqual(shown.runs, board.runs);
  assert.equal(shown.reals.length, 2);
  assert.notEqual(shown.reals[0]?.src, board.reals[0]?.src);
  assert.equal(shown.reals[1]?.src, board.reals[1]?.src);
  assert.equal(shown.withheld?.length, 2);
});

test("the lab marks what it shows: reals as training pictures, a run's last panel as generated", async () => {
  const sent = await recorded(async () => {
    await showReals("gan128MNIST", { quick: true });
    const panel = livePanel("a run");
    const figures = { generatorLoss: 1 };
    panel.update(
      {
        step: 1,
        steps: 1,
        kimg: 0,
        imagesPerSecond: 1,
        elapsedSeconds: 1,
        etaSeconds: 0,
        memoryMiB: 1,
        figures,
      },
      digits.grid(),
    );
    panel.done("complete", gridMark(digits));
  });
  const publishing = new Publishing();
  const [reals, last] = [sent[0], sent.at(-1)];
  for (const message of [reals, last]) {
    assert.ok(message);
    const shown = await publishBundle(message, publishing);
    assert.deepEqual(shown, message.data); // drawn digits are the lab's own; the panel's are no copies
  }
  assert.match(publishing.sentences().join(), /^\d+ samples? compared/);
});

test("a published report has no picture that its notebook did not mark, and none of one's own training pictures", async () => {
  const reals = readFileSync(join(own.folder, "reals.png")).toString("base64");
  const grid = Buffer.from(digits.grid()).toString("base64");
  const output = (data: object, metadata: object = {}) => ({
    output_type: "display_data",
    data,
    metadata,
  });
  const board = await boardOutput(await readBoard([own, digits]));
  const html = `<img src="data:image/png;base64,${reals}">`;
  const drawing = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/png;base64,${reals}"/></svg>`,
  ).toString("base64");
  const outputs = [
    output({ "image/png": reals }, markMetadata(realsMark(own))),
    output({ "image/png": reals.match(/.{1,76}/g) }),
    output({ "text/html": html }),
    output({ "text/html": `<img src="data:image/svg+xml;base64,${drawing}">` }),
    output({ "text/markdown": `![a](data:image/png;base64,${reals})` }),
    output({ "image/png": grid }, markMetadata(gridMark(digits))),
    output(board),
  ];
  const notebook = join(folder, "notebook.ipynb");
  const cells = [{ cell_type: "code", source: "1", metadata: {}, outputs }];
  writeFileSync(notebook, JSON.stringify({ cells, metadata: {}, nbformat: 4 }));
  const publishing = new Publishing({ data: pictures });
  const report = await writeReport(notebook, {
    out: join(folder, "published.html"),
    log: (line) => assert.fail(line),
    publish: (bundle) => publishBundle(bundle, publishing),
  });
  const page = readFileSync(report.html, "utf8");
  assert.ok(!page.includes(reals) && !page.includes(drawing));
  assert.ok(page.includes(grid));
  assert.equal(page.match(/class="atelier-board"/g)?.length, 1);
  assert.match(
    publishing.sentences().join(" "),
    /2 pictures of training data .* 4 pictures of unknown origin/,
  );
});
