import assert from "node:assert/strict";
import { cpSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { keptRun } from "../../src/lab/once.js";
import { semester } from "../../src/lab/semester.js";
import { lab } from "../../src/lab.js";
import { projectRoot } from "../../src/project.js";
import { gridMark, realsMark } from "../../src/runs/publish/marks.js";
import { publishBundle } from "../../src/runs/publish/publishBundle.js";
import { Publishing } from "../../src/runs/publish/publishing.js";
import { Run } from "../../src/runs/run.js";
import { writeStatus } from "../../src/runs/status.js";
import { markMetadata } from "../../src/show/pictureMark.js";
import { ownWorld } from "../runs/smallRuns.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import { recorded } from "../show/recorder.js";

const folder = temporaryFolder();
ownWorld(folder);
process.env.ATELIER_CHECKPOINTS = join(folder, "checkpoints");
const settings = { quick: true, steps: 1 };
let first: Run;

test("lab.once trains what is not kept, and opens it when asked again", async () => {
  first = await lab.once("gan128MNIST", settings);
  assert.equal(first.status.state, "complete");
  const [said, ...more] = await recorded(async () => {
    const again = await lab.once("gan128MNIST", { ...settings, seed: 1, preset: "repaired" });
    assert.equal(again.folder, first.folder);
  });
  assert.match(
    String(said?.data["text/plain"]),
    /1 steps in .*, trained before: run repaired-quick/,
  );
  assert.equal(more.length, 0);
});

test("of other settings or other pictures, unfinished or damaged, a run is not taken; of two the newest is", async () => {
  const kept = async (choice = {}) =>
    (await keptRun("gan128MNIST", { ...settings, ...choice }))?.folder;
  for (const other of [{ steps: 2 }, { seed: 2 }, { preset: "asTold" }, { quick: false }])
    assert.equal(await kept(other), undefined, JSON.stringify(other));
  const second = new Run(`${first.folder}-2`);
  cpSync(first.folder, second.folder, { recursive: true });
  const status = { ...first.status, startedAt: "2099-01-01T00:00:00.000Z" };
  await writeStatus(second.folder, status);
  assert.equal(await kept(), second.folder);
  await writeStatus(second.folder, { ...status, state: "stopped" });
  assert.equal(await kept(), first.folder);
  await writeStatus(second.folder, status);
  const data = { ...second.data, manifestHash: "of other pictures" };
  writeFileSync(join(second.folder, "data.json"), JSON.stringify(data));
  assert.equal(await kept(), first.folder);
  rmSync(join(second.folder, "options.json"));
  assert.equal(await kept(), first.folder);
});

test("grids beside each other each keep their own mark, and are published each by its own", async () => {
  const [message] = await recorded(() => lab.showGrids([first, first]));
  assert.ok(message);
  const html = String(message.data["text/html"]);
  assert.equal(html.match(/<img src="data:image\/png;base64,/g)?.length, 2);
  assert.match(html, /gan128MNIST · repaired-quick · generated, step 1, 3 × 3/);
  const marks = markMetadata([gridMark(first), gridMark(first)]);
  assert.deepEqual(message.metadata, marks);
  const publishing = new Publishing();
  const free = realsMark(first); // the lab's own digits: shown without a look at every one of them
  const unknown = markMetadata([free, undefined]);
  const published = await publishBundle({ data: message.data, metadata: unknown }, publishing);
  const png = Buffer.from(first.grid()).toString("base64");
  assert.equal(html.split(png).length, 3);
  assert.equal(String(published["text/html"]).split(png).length, 2);
  assert.match(publishing.sentences().join(" "), /1 picture of unknown origin withheld/);
});

test("lab.showDiff shows what a script changed of its parent, field by field", async () => {
  const [table] = await recorded(() => lab.showDiff("gan128Paintings", "gan256Impres"));
  const text = String(table?.data["text/plain"]);
  assert.match(text, /^field +gan128Paintings asRun +gan256Impres asRun\n/);
  assert.match(text, /generator\.learningRate +0\.0001 +0\.0002/);
  assert.equal(text.split("\n").length, 1 + 11);
});

test("lab.showDiff takes a preset after a colon, and names those there are", async () => {
  const [table] = await recorded(() => lab.showDiff("kerasGANv5:narrow", "covers64"));
  assert.match(String(table?.data["text/plain"]), /^field +kerasGANv5 narrow +covers64 repaired\n/);
  assert.throws(
    () => lab.showDiff("kerasGANv5:wide", "covers64"),
    /expected one of asRun, .*narrow, repaired, got "wide"/,
  );
});

test("the semester is one table: a link to each notebook, the pictures of kept runs, and where there is none it says so", async () => {
  const [message] = await recorded(() => lab.showSemester());
  const html = String(message?.data["text/html"]);
  for (const { notebook } of semester) {
    assert.ok(existsSync(join(projectRoot(), "notebooks", notebook)), notebook);
    assert.ok(html.includes(`<a href="${notebook}">`), notebook);
  }
  const images = html.match(/<img src="data:image\/png;base64,/g) ?? [];
  assert.equal(images.length, 1); // the one whole run that is kept here
  assert.deepEqual(message?.metadata, markMetadata([gridMark(first)]));
  assert.match(html, /repaired-quick, 1 steps: lag-1 .*<b>(works|does not work)<\/b>/);
  assert.ok(html.includes("not run here yet"));
});
