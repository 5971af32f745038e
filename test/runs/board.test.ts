import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { ConfigError } from "../../src/errors.js";
import { compareRuns } from "../../src/runs/board/readBoard.js";
import { Run } from "../../src/runs/run.js";
import type { Board } from "../../src/show/board/board.js";
import { boardPage } from "../../src/show/board/boardPage.js";
import { openPage, noBrowser as skip } from "../show/openPage.js";
import { ownWorld, smallRun } from "./smallRuns.js";
import { temporaryFolder } from "./temporaryFolder.js";

const folder = temporaryFolder();
const file = join(folder, "board.html");
const odd = "<img src=x onerror=window.ran=9> & <script>window.ran=9<∕script>";
let runs: readonly Run[];
let board: Board;

before(async () => {
  ownWorld(folder);
  runs = [
    await smallRun(folder, odd, { seed: 1 }),
    await smallRun(folder, "second", { seed: 1, steps: 10 }),
    await smallRun(folder, "third", { seed: 2, preset: "asTold", steps: 4 }),
  ];
  board = await compareRuns(runs);
  writeFileSync(file, await boardPage(board));
});

test("a board has only the settings that differ, with each run's value, and counts the others", () => {
  assert.ok(board.differing.includes("generator.network"));
  assert.ok(board.differing.includes("seed") && board.differing.includes("steps"));
  assert.ok(!board.differing.includes("data.set") && !board.differing.includes("iteration"));
  assert.deepEqual(
    board.runs.map(({ settings }) => settings["generator.network"]),
    ["dcgan", "dcgan", "mohr"],
  );
  const all = Object.keys(board.runs[0]?.settings ?? {}).length;
  assert.equal(board.differing.length + board.alike, all);
});

test("pictures stand by kimg: the same stage is the same count of images in every run", () => {
  const batch = runs[0]?.iteration.training.batchSize ?? 0;
  const at = [0, 2, 4, 6, 8, 10].map((step) => (step * batch) / 1000);
  assert.deepEqual(board.stages, at);
  const steps = board.runs.map(({ pictures, atStage }) =>
    atStage.map((index) => pictures[index]?.step),
  );
  assert.deepEqual(steps, [
    [0, 2, 4, 6, 6, 6],
    [0, 2, 4, 6, 8, 10],
    [0, 2, 4, 4, 4, 4],
  ]);
});

test("a board says whose latents agree, and the first pictures of those runs are equal to the byte", () => {
  assert.match(board.latents, /^Same latents cell by cell: runs 1, 2 \(seed 1, .*\)\. /);
  assert.match(board.latents, /Latents of their own: run 3 \(seed 2, .*\)\.$/);
  const [one, two, three] = board.runs.map(({ pictures }) => pictures[0]?.src);
  assert.equal(one, two);
  assert.notEqual(one, three);
});

test("signals are whatever figures a run has, and its measures; costs name machine, time and memory", () => {
  const { signals, costs } = board.runs[0] ?? assert.fail("no run");
  for (const name of ["discriminatorLoss", "dReal", "r1", "at the end: samples lag1"])
    assert.equal(typeof signals[name], "number", name);
  assert.ok(!("memoryMiB" in signals));
  assert.equal(costs["steps done"], 6);
  assert.match(String(costs["memory at most"]), /MiB|GiB/);
  assert.match(String(costs.processor), /cores$/);
});

test("a board is one file with plotly.js once, which shows names with scripts in them as text", () => {
  const page = readFileSync(file, "utf8");
  assert.equal(
    page.match(/plotly\.js \(basic[^)]*\) v\d|plotly\.js v\d|plotly\.js \(/g)?.length,
    1,
  );
  const outside = page.replace(/<script>[\s\S]*?<\/script>/g, "");
  assert.ok(!/<(link|iframe|object|embed)\b|\ssrc="(?!data:)|@import/i.test(outside));
  assert.ok(outside.includes("&lt;img src=x onerror=window.ran=9&gt;"));
});

const ready = (page: Page) => page.locator(".atelier-board[data-ready]").waitFor();

test("in a browser one slider moves all runs, a cell is shown large in all, keys do the same", {
  skip,
}, async () => {
  await openPage(file, { javaScriptEnabled: true, width: 1440 }, async (page, requests) => {
    await ready(page);
    const captions = () => page.locator(".card .caption").allTextContents();
    assert.match(
      (await captions()).join("|"),
      /^step 6 .*its last\|step 10 .*kimg\|step 4 .*last$/,
    );
    await page.getByRole("slider", { name: /thousands/ }).fill("1");
    assert.match((await captions()).join("|"), /^step 2 .*\|step 2 .*\|step 2 /);
    await page.locator("h1").click();
    await page.keyboard.press("ArrowRight");
    assert.match((await captions()).join("|"), /^step 4 .*\|step 4 .*\|step 4 /);
    await page
      .locator(".card .picture")
      .first()
      .click({ position: { x: 8, y: 8 } });
    assert.equal(await page.locator(".picture.zoomed").count(), 3);
    assert.ok(await page.getByText("cell 1 of 9").isVisible());
    await page.keyboard.press(".");
    assert.ok(await page.getByText("cell 2 of 9").isVisible());
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".picture.zoomed").count(), 0);
    await page.keyboard.press("2");
    assert.equal(await page.locator(".card:visible").count(), 2);
    assert.equal(await page.evaluate("window.ran"), undefined);
    assert.deepEqual(requests, []);
  });
});

test("curves lie over each other, by step, kimg or time, smooth or not, on a log axis, each quantity on its own", {
  skip,
}, async () => {
  await openPage(file, { javaScriptEnabled: true, width: 1280 }, async (page) => {
    await ready(page);
    assert.equal((await page.locator(".chart .main-svg").count()) > 0, true);
    const first = page.locator(".chart").first();
    assert.equal(await first.locator(".scatterlayer .trace").count(), 6); // three lines, three faint
    const last = () => first.locator(".xtick text").last().textContent();
    const byKimg = await last();
    await page.getByRole("button", { name: "step", exact: true }).click();
    await page.waitForFunction(`document.querySelector(".chart .xtitle").textContent === "step"`);
    assert.notEqual(await last(), byKimg);
    await page.getByRole("button", { name: "log", exact: true }).click();
    const type = `document.querySelector(".chart")._fullLayout.yaxis.type`;
    await page.waitForFunction(`${type} === "log"`);
    const line = () => page.evaluate(`JSON.stringify(document.querySelector(".chart").data[1].y)`);
    const before = await line();
    await page.locator("label", { hasText: "smoothing" }).locator("input").fill("1");
    await page.waitForFunction(
      `JSON.stringify(document.querySelector(".chart").data[1].y) !== ${JSON.stringify(before)}`,
    );
    await page.getByRole("button", { name: "r1", exact: true }).click();
    await page.locator(".charts h3", { hasText: /^r1$/ }).waitFor();
  });
});

test("without scripts the pictures of five places, the curves and every table stand there, inside a phone's page too", {
  skip,
}, async () => {
  await openPage(file, { javaScriptEnabled: false, width: 1280 }, async (page) => {
    assert.equal((await page.locator(".strips img:visible").count()) >= 3 * 5, true);
    const curves = page.locator(".curves .still > img");
    assert.ok(await curves.isVisible());
    assert.ok(await curves.evaluate((image) => Reflect.get(image, "naturalWidth") > 500));
    assert.ok(await page.getByText("generator.network").isVisible());
  });
  await openPage(file, { javaScriptEnabled: true, width: 390 }, async (page) => {
    await ready(page);
    const over = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    assert.equal(over, 0);
  });
});

test("one run, 21 runs, or a run twice make no board, and the error says what would", async () => {
  const [first = assert.fail("no run")] = runs;
  const refused = async (some: readonly Run[], message: RegExp) =>
    await assert.rejects(compareRuns(some), (error) => {
      assert.ok(error instanceof ConfigError);
      assert.match(error.message, message);
      return true;
    });
  await refused([first], /^compare: expected 2 to 20 runs, got 1$/);
  await refused(Array(21).fill(first), /^compare: expected 2 to 20 runs, got 21$/);
  await refused([first, first], /^compare: expected every run once, got ".* twice"$/);
});

test("a run that ended before its first step is on the board without pictures and statistics", async () => {
  const [first = assert.fail("no run")] = runs;
  const bare = join(folder, "bare");
  mkdirSync(bare);
  for (const name of ["options.json", "environment.json", "data.json", "status.json"])
    writeFileSync(join(bare, name), readFileSync(join(first.folder, name)));
  const both = await compareRuns([first, new Run(bare)]);
  assert.deepEqual(both.runs[1]?.pictures, []);
  assert.deepEqual(both.runs[1]?.curves.lines, {});
  assert.ok((await boardPage(both)).includes("bare"));
});
