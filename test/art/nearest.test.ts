import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { distancesTo, nearestTraining } from "../../src/art/project/nearest.js";
import { project } from "../../src/art/project/project.js";
import { openEngine } from "../../src/engine/backend.js";
import { pictureMark } from "../../src/runs/publish/marks.js";
import { fromTrainingPictures } from "../../src/runs/publish/trainingPictures.js";
import type { Run } from "../../src/runs/run.js";
import { type Images, joinPictures, pictureAt } from "../../src/shape.js";
import type { PictureMark } from "../../src/show/pictureMark.js";
import { loadSharp } from "../../src/show/sharpWithFonts.js";
import { noise } from "../diagnosis/pictures.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import { smallArtRun } from "./artRuns.js";

const folder = temporaryFolder();
const quiet = () => {};
let run: Run;
let mark: PictureMark;
let all: Images;

before(async () => {
  openEngine();
  run = await smallArtRun(folder, "run");
  mark = pictureMark(run, { columns: 1, border: 0 });
  const parts = await fromTrainingPictures(mark, [], quiet, (part) => part);
  assert.ok(parts && parts.length > 1, "more pictures than are compared at once");
  all = joinPictures(parts);
});

test("a training picture is found again among all that are compared, whatever part it is in", async () => {
  const places = [3, all.count - 1];
  const images = places.map((at) => pictureAt(all, at));
  const nearest = await nearestTraining(images, mark, undefined, quiet);
  assert.deepEqual(
    nearest?.map(({ distance }) => distance),
    [0, 0],
  );
  for (const [at, image] of images.entries())
    assert.deepEqual(Buffer.from(nearest?.[at]?.picture.data ?? []), Buffer.from(image.data));
});

test("of another picture the nearest is as far as the least of all distances", async () => {
  const { data } = noise(all.channels, all.width, "elsewhere");
  const other = { ...pictureAt(all, 0), data };
  const [nearest] = (await nearestTraining([other], mark, undefined, quiet)) ?? [];
  assert.equal(nearest?.distance, Math.min(...distancesTo(other, all)));
});

test("other pictures than the run's own are not compared with", async () => {
  const moved = { ...mark, data: { ...mark.data, manifestHash: "another" } };
  assert.equal(await nearestTraining([pictureAt(all, 0)], moved, undefined, quiet), undefined);
});

test("a projected picture stands beside the training picture that is nearest to it", async () => {
  const { width, height, channels } = all;
  const file = join(folder, "picture.png");
  const raw = { width, height, channels: channels as 1 | 3 };
  await loadSharp()(pictureAt(all, 5).data, { raw }).png().toFile(file);
  const { projected } = await project(run, [file], { steps: 2, searches: 1, out: folder });
  assert.deepEqual([projected[0]?.nearestTraining, projected[0]?.pictures.count], [0, 4]);
});
