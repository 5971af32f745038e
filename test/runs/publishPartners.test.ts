import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import sharp from "sharp";
import { openDataSet } from "../../src/data/openDataSet.js";
import { withPartners } from "../../src/data/partners.js";
import { drawPainting } from "../../src/data/synthetic/paintings.js";
import { Random } from "../../src/engine/random.js";
import { findIteration } from "../../src/iterations/catalogue.js";
import { gridMark, pictureMark } from "../../src/runs/publish/marks.js";
import { Publishing } from "../../src/runs/publish/publishing.js";
import { Run } from "../../src/runs/run.js";
import type { Images } from "../../src/shape.js";
import { encodePng, gridImage } from "../../src/show/grid.js";
import type { PictureMark } from "../../src/show/pictureMark.js";
import { temporaryFolder } from "./temporaryFolder.js";

const side = 32;

/** A folder of drawn pictures, kept as they are. */
async function folderOf(genre: string): Promise<string> {
  const folder = join(temporaryFolder(), genre);
  mkdirSync(folder, { recursive: true });
  for (let index = 0; index < 24; index++) {
    const { data } = drawPainting(genre, side, new Random(index, genre));
    const raw = { width: side, height: side, channels: 3 } as const;
    await sharp(data, { raw })
      .png()
      .toFile(join(folder, `${index}.png`));
  }
  return folder;
}

test("a grid that shows what went in counts as training pictures; what a chain made of other pictures does not", () => {
  const folder = join(temporaryFolder(), "run");
  mkdirSync(folder);
  const keep = (name: string, value: object) =>
    writeFileSync(join(folder, name), JSON.stringify(value));
  keep("options.json", { iteration: findIteration("cyclegan128", "repaired"), seed: 1 });
  keep("data.json", { set: "mine", origin: "folder", manifestHash: "abc" });
  const run = new Run(folder);
  assert.equal(gridMark(run).kind, "training");
  assert.equal(pictureMark(run, { columns: 2, border: 0 }).kind, "generated");
});

test("of a grid made from pictures that became others, copies of either side are withheld", async () => {
  const [photos, paintings] = [await folderOf("seascape"), await folderOf("portrait")];
  const partners = { kind: "cycle", to: paintings, earlier: 0, unroll: 1 } as const;
  const set = await openDataSet("mine", { folder: photos, log: () => {} });
  const { origin, manifestHash } = await withPartners(set, partners, { log: () => {} });
  const prepare = { imageSize: side, channels: 3, resize: "centre", flip: false } as const;
  const mark: PictureMark = {
    kind: "generated",
    data: { set: "mine", origin, manifestHash, partners },
    prepare,
    columns: 3,
    border: 2,
    trueColours: true,
  };
  const random = new Random(1, "noise");
  const cells = [
    drawPainting("seascape", side, new Random(3, "seascape")).data,
    drawPainting("portrait", side, new Random(3, "portrait")).data,
    Uint8Array.from({ length: 3 * side * side }, () => random.integer(256)),
  ];
  const data = Buffer.concat(cells);
  const images: Images = { data, count: 3, width: side, height: side, channels: 3 };
  const grid = await encodePng(gridImage(images, { columns: 3, border: 2 }));
  const publishing = new Publishing({ data: photos });
  await publishing.show(grid, mark);
  assert.match(publishing.sentences().join(" "), /^3 samples compared .*, 2 withheld as too near/);
  const elsewhere = { ...mark, data: { ...mark.data, manifestHash: "other pictures" } };
  const unknown = new Publishing({ data: photos });
  await unknown.show(grid, elsewhere);
  assert.match(unknown.sentences().join(" "), /withheld: there was nothing to compare with/);
});
