import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { NotebookTab } from "./notebookTab.js";
import { openLab, skip } from "./openLab.js";
import { copyOf, notebookOf } from "./smokeNotebook.js";

const { folder, server, newPage, openNotebook } = openLab();

test("the lab opens on the overview, asks nothing, and lets nobody in without the token", {
  skip,
}, async (t) => {
  const lab = server();
  assert.equal(lab.address.hostname, "127.0.0.1");
  for (const path of ["/api/contents", "/api/kernels", "/api/contents/package.json"]) {
    assert.equal((await fetch(new URL(path, lab.address))).status, 403, path);
  }
  const page403 = await fetch(new URL("/lab", lab.address), { redirect: "manual" });
  assert.match(page403.headers.get("location") ?? "", /^\/login/);
  const page = await newPage(t);
  const tab = new NotebookTab(page, lab.lastWords);
  await tab.open(lab.address);
  assert.match(
    (await tab.in(".jp-RenderedMarkdown h1").first().textContent()) ?? "",
    /^gan-atelier/,
  );
  const current = page.locator("#jp-main-dock-panel .lm-TabBar-tab.lm-mod-current");
  assert.deepEqual(await current.allInnerTexts(), ["00-overview.ipynb"]);
  await sleep(1_000); // questions come late
  assert.equal(await page.locator(".jp-Dialog, .Toastify__toast").count(), 0);
});

/** What a reader of notebook 01 must see, also after a reload. */
async function seesEverything(tab: NotebookTab): Promise<void> {
  const panels = await tab.output(3);
  for (const preset of ["repaired", "asTold", "asRun"]) {
    const panel = new RegExp(`· ${preset}-quick · seed 1 · complete after 4 steps`);
    assert.match(panels, panel);
  }
  assert.match(panels, /step4 of 4kimg/);
  await tab.cell(4).scrollIntoViewIfNeeded();
  const figures = tab.cell(4).locator(".jp-OutputArea-output");
  await figures.first().waitFor();
  assert.equal(await figures.count(), 3);
  for (const figure of await figures.all()) {
    await figure.hover(); // a saved figure is a picture until the mouse comes
    await figure.locator("svg.main-svg").first().waitFor({ timeout: 30_000 });
  }
  assert.equal(await tab.cell(4).locator(".js-plotly-plot").count(), 3);
  assert.match(await tab.output(4), /gan128MNIST · asRun-quick[\s\S]*discriminator/);
  assert.equal(await figures.first().locator(".scatterlayer .trace").count(), 4);
  assert.match(await tab.output(5), /repaired-quick · generated, step 4/);
  const images = tab.cell(5).locator("img");
  const widths = await images.evaluateAll((all) =>
    all.map((one) => Reflect.get(one, "naturalWidth")),
  );
  assert.equal(widths.length, 3);
  for (const width of widths) assert.ok(width > 0, `grids of widths ${widths}`);
  assert.match(await tab.output(7), /asRun-quick, step 4: \w+[\s\S]*repaired-quick, step 4: \w+/);
  assert.deepEqual(await tab.errors(), []);
}

test("notebook 01 runs from the menu: live panels, curves, grids, verdict, no error; saved and reloaded it shows them again", {
  skip,
}, async (t) => {
  const notebook = copyOf("01-gan128MNIST.ipynb");
  const { tab } = await openNotebook(t, notebook);
  await tab.edit(0, "let quick = true;\nlet seed = 1;\nlet steps = 4;");
  await tab.menu("Run", "Run All Cells");
  await tab.untilDone();
  await seesEverything(tab);
  await tab.save();
  assert.match(notebook.read(), /application\/vnd\.plotly\.v1\+json/);
  await tab.reload();
  await seesEverything(tab);
});

/** Steps that the only full-size run has kept a row of. */
function stepsKept(): number {
  const runs = join(folder, "checkpoints", "gan128MNIST");
  const name = existsSync(runs) && readdirSync(runs).find((one) => one.startsWith("repaired-seed"));
  const rows = name && join(runs, name, "stats.jsonl");
  return rows && existsSync(rows) ? readFileSync(rows, "utf8").split("\n").length - 1 : 0;
}

const training = 'const run = await lab.run("gan128MNIST", { preset: "repaired" });';

test("Stop ends training within a step and keeps the run; variables survive, the next cell runs", {
  skip,
}, async (t) => {
  const notebook = notebookOf(
    'import { lab } from "../src/lab";\nlet kept = 7;',
    training,
    'console.log(["kept", kept, run.status.state, run.status.step].join(" "));',
  );
  const { tab } = await openNotebook(t, notebook);
  await tab.run(0);
  await tab.untilDone(0);
  await tab.run(1);
  await tab.until(() => stepsKept() >= 2);
  await tab.in('[data-command="notebook:interrupt-kernel"]').click();
  const before = stepsKept();
  await tab.untilDone(1);
  const after = stepsKept();
  assert.ok(after - before <= 2, `${after - before} steps after Stop`);
  assert.match(
    await tab.output(1),
    new RegExp(`stopped after ${after} steps[\\s\\S]*${after} of 2900`),
  );
  await tab.run(2);
  await tab.untilDone(2);
  assert.match(await tab.output(2), new RegExp(`^kept 7 stopped ${after}\\s*$`));
});

test("a type error is shown with its cell, its line and the code, and the next cell runs", {
  skip,
}, async (t) => {
  const notebook = notebookOf(
    "const right = 1;\nconst wrong: number = String(right);",
    "console.log(6 * 7);",
  );
  const { tab } = await openNotebook(t, notebook);
  await tab.run(0);
  await tab.untilDone(0);
  const shown = await tab.output(0);
  assert.equal((await tab.errors()).length, 1);
  assert.match(shown, /Type 'string' is not assignable to type 'number'/);
  assert.match(shown, /cell \[\d+\], line 2/);
  assert.match(shown, /const wrong: number/);
  await tab.run(1);
  await tab.untilDone(1);
  assert.equal((await tab.output(1)).trim(), "42");
});

/** A picture of the page, where $ATELIER_SCREENSHOTS names a folder for them. */
async function picture(page: Page, name: string): Promise<void> {
  const { ATELIER_SCREENSHOTS } = process.env;
  if (ATELIER_SCREENSHOTS) {
    await page.screenshot({ path: join(ATELIER_SCREENSHOTS, `${name}.png`) });
  }
}

test("Run All ends at the cell that throws: its error is shown, cells before it keep theirs, none after it runs", {
  skip,
}, async (t) => {
  const notebook = notebookOf(
    'console.log("before");',
    "const three = 3;\nthrow new RangeError('no ' + three);",
    'console.log("after");',
  );
  const { tab, page } = await openNotebook(t, notebook);
  await tab.menu("Run", "Run All Cells");
  const error = await tab.error(1);
  await picture(page, "error");
  assert.match(await tab.output(0), /^before/);
  assert.match(error, /RangeError: no 3[\s\S]*cell \[2\], line 2[\s\S]*throw new/);
  assert.equal(await tab.cell(2).locator(".jp-OutputArea-output").count(), 0);
  await tab.run(2);
  await tab.untilDone(2);
  assert.match(await tab.output(2), /^after/);
});

test("Stop ends a loop that never yields; Restart gives a fresh kernel, also from within one", {
  skip,
}, async (t) => {
  const busy = 'await null;\nconsole.log("busy");\nfor (;;) turns++;';
  const notebook = notebookOf("let turns = 0;", busy, "console.log(turns > 0);", "turns");
  const { tab, page } = await openNotebook(t, notebook);
  await tab.run(0);
  await tab.untilDone(0);
  await tab.run(1);
  await sleep(1_500);
  await tab.in('[data-command="notebook:interrupt-kernel"]').click();
  const stopped = await tab.error(1);
  await picture(page, "stop");
  assert.match(stopped, /Interrupted: cell \[2\] was stopped/);
  await tab.run(2);
  await tab.untilDone(2);
  assert.match(await tab.output(2), /^true/);
  await tab.run(1);
  await sleep(1_500);
  await tab.in('[data-command="notebook:restart-kernel"]').click();
  await page.locator(".jp-Dialog .jp-mod-accept").click();
  await tab.atRest();
  await tab.run(3);
  const fresh = await tab.error(3);
  await picture(page, "restart");
  assert.match(fresh, /cell \[1\], line 1: Cannot find name 'turns'/);
});

test("Tab completes a member of lab; Shift-Tab shows its signature and documentation", {
  skip,
}, async (t) => {
  const notebook = notebookOf('import { lab } from "../src/lab";', "lab.r");
  const { tab, page } = await openNotebook(t, notebook);
  await tab.run(0);
  await tab.untilDone(0);
  await tab.cell(1).locator(".cm-content").click();
  await page.keyboard.press("End");
  await page.keyboard.press("Tab");
  const completer = page.locator(".jp-Completer:visible");
  await completer.waitFor();
  await picture(page, "completion");
  const matches = await completer.locator(".jp-Completer-match").allTextContents();
  assert.ok(matches.includes("run"), matches.join(" "));
  await page.keyboard.press("Escape");
  await page.keyboard.insertText("un(");
  await page.keyboard.press("Shift+Tab");
  const tooltip = page.locator(".jp-Tooltip");
  await tooltip.waitFor();
  await picture(page, "inspection");
  assert.match(
    (await tooltip.textContent()) ?? "",
    /options\?: RunChoice[\s\S]*Trains an iteration/,
  );
});

test("Ctrl-C ends the server and every kernel of those notebooks", { skip }, async (t) => {
  if (process.platform !== "linux") return t.skip("reads /proc to find what is left running");
  const lab = server();
  assert.ok(lab.kernels().length >= 3, "kernels outlive their pages");
  assert.equal(await lab.ctrlC(), 0);
  assert.deepEqual(lab.kernels(), []);
});
