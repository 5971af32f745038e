import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { Run } from "../../src/runs/run.js";
import { findChromium } from "../../src/show/chromium.js";
import { openPage, noBrowser as skip } from "../show/openPage.js";
import { atelier, quickRun, temporaryFolder } from "./atelier.js";
import { assertRefused } from "./refused.js";

const folder = temporaryFolder();
const names = ["<b>first<script>", "second"].map((name) => join(folder, name));

before(async () => {
  for (const [index, out] of names.entries()) {
    const args = quickRun(out, "--preset", "repaired", "--steps", "3", "--seed", String(index + 1));
    const { status, errors } = await atelier(...args);
    assert.equal(status, 0, errors.join("\n"));
  }
});

test("a report of runs is one page with each run's settings, seed, data hash and versions; its size is said, names are text", async () => {
  const out = join(folder, "report.html");
  const { status, stdout, errors } = await atelier("report", ...names, "-o", out);
  assert.equal(status, 0, errors.join("\n"));
  assert.match(stdout, /report\.html: [\d.]+ MiB/);
  const page = readFileSync(out, "utf8").replace(/<script>[\s\S]*?<\/script>/g, "");
  for (const name of names) {
    const run = new Run(name);
    for (const fact of [run.data.manifestHash, run.environment.revision, run.environment.node])
      assert.ok(page.includes(fact), fact);
  }
  assert.match(page, /<dt>seed<\/dt><dd>2<\/dd>/);
  assert.match(page, /generator\.learningRate<\/dt><dd>0\.0002/);
  assert.match(page, /Report of 2 runs of gan128MNIST, made by gan-atelier on .*; [\d.]+ MiB/);
  assert.ok(page.includes("&lt;b&gt;first&lt;script&gt;") && !page.includes("<b>first"));
});

test("the report's board is alive offline, and asks for nothing", { skip }, async () => {
  const options = { javaScriptEnabled: true, width: 1440 };
  await openPage(join(folder, "report.html"), options, async (page, requests) => {
    await page.locator(".atelier-board[data-ready]").waitFor();
    assert.equal(await page.locator(".card").count(), 2);
    assert.ok(await page.getByText("In full").isVisible());
    assert.deepEqual(requests, []);
  });
});

test("a report of one run, as a PDF with pages, named after the run", {
  skip: findChromium() ? false : "no Chromium is installed",
}, async () => {
  const out = join(folder, "one.html");
  const { status, stdout, errors } = await atelier("report", names[1] ?? "", "--pdf", "-o", out);
  assert.equal(status, 0, errors.join("\n"));
  assert.match(stdout, /one\.pdf: \d+ KiB/);
  const bytes = readFileSync(join(folder, "one.pdf"));
  const pages = bytes.toString("latin1").match(/\/Type \/Page\b/g)?.length ?? 0;
  assert.ok(pages >= 3 && pages <= 12, `${pages} pages`);
});

test("compare writes a board, publishes when asked and says what was compared", async () => {
  const out = join(folder, "board.html");
  const { status, stdout } = await atelier("compare", ...names, "--publish", "-o", out);
  assert.equal(status, 0);
  assert.match(stdout, /samples compared with the training pictures, \d+ withheld/);
  assert.match(stdout, /board\.html: [\d.]+ MiB/);
});

test("one run, an unknown run, a notebook among runs are refused in one line", async () => {
  const [first = ""] = names;
  assertRefused(
    await atelier("compare", first),
    /^atelier: compare: expected 2 to 20 runs, got 1$/,
  );
  assertRefused(await atelier("compare", first, "none"), /^atelier: run: expected .*, got "none"$/);
  assertRefused(
    await atelier("report", "a.ipynb", first),
    /^atelier: report: expected one notebook, or runs, got /,
  );
});
