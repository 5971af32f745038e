import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ConfigError } from "../../src/errors.js";
import { writeReport } from "../../src/show/report.js";
import { openPage, noBrowser as skip } from "./openPage.js";
import { sampleNotebook } from "./sampleNotebook.js";

const folder = mkdtempSync(join(tmpdir(), "atelier-report-"));
const notebook = join(folder, "sample.ipynb");
const html = join(folder, "sample.html");
const log = (line: string) => assert.fail(line);

before(async () => {
  writeFileSync(notebook, await sampleNotebook());
  await writeReport(notebook, { out: html, log });
});

after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** Opens the report in a real browser. */
const opened = (
  options: { javaScriptEnabled: boolean; width: number },
  body: Parameters<typeof openPage>[2],
) => openPage(html, options, body);

test("a report is one file that names nothing outside itself, with plotly.js once for two figures", () => {
  const page = readFileSync(html, "utf8");
  assert.equal(page.match(/plotly\.js v\d/g)?.length, 1);
  assert.equal(page.match(/class="plot"/g)?.length, 2);
  assert.ok(
    !/<(link|iframe|object|embed)\b|\ssrc="(?!data:)|@import/i.test(
      page.replace(/<script>[\s\S]*?<\/script>/g, ""),
    ),
  );
  assert.ok(
    page.includes("<title>gan128MNIST &lt;script&gt;window.ran = 9&lt;/script&gt;</title>"),
  );
  const { size } = statSync(html);
  assert.ok(size < 8_000_000, `${size} bytes`);
});

test("with the network off a browser shows zoomable figures and the pictures, asks for nothing and runs no output", {
  skip,
}, async () => {
  await opened({ javaScriptEnabled: true, width: 1200 }, async (page, requests) => {
    await page.locator(".js-plotly-plot .main-svg").first().waitFor();
    assert.equal(await page.locator(".js-plotly-plot").count(), 2);
    assert.equal(await page.locator(".still").first().isVisible(), false);
    const curve = page.locator(".js-plotly-plot").first();
    assert.ok(((await curve.boundingBox())?.height ?? 0) > 300);
    assert.ok((await curve.locator(".scatterlayer .trace").count()) >= 6);
    // drag over a part of the first panel: the axis has another range then
    const panel = curve.locator(".nsewdrag").first();
    await panel.hover();
    await curve.locator(".hoverlayer text", { hasText: "discriminator" }).first().waitFor();
    const plot = (await panel.boundingBox()) ?? assert.fail("no panel");
    const ticks = () => curve.locator(".xtick text").allTextContents();
    const before = await ticks();
    await page.mouse.move(plot.x + plot.width * 0.3, plot.y + plot.height * 0.5);
    await page.mouse.down();
    await page.mouse.move(plot.x + plot.width * 0.5, plot.y + plot.height * 0.5, { steps: 5 });
    await page.mouse.up();
    await curve.locator(".xtick text", { hasText: /^0$/ }).waitFor({ state: "detached" });
    const zoomed = await ticks();
    assert.ok(zoomed.length >= 3 && !before.every((text) => zoomed.includes(text)), String(zoomed));
    const picture = page.locator("figure.picture img").first();
    assert.ok(await picture.isVisible());
    assert.equal(await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth), 457);
    assert.ok(await page.getByText("gan128MNIST <script>window.ran = 9</script>").isVisible());
    assert.ok(await page.getByText("share of <i>empty</i> pictures").isVisible());
    assert.equal(await page.evaluate("window.ran"), undefined);
    assert.deepEqual(requests, []);
  });
});

test("without scripts the same figures stand there as pictures, inside the page", {
  skip,
}, async () => {
  await opened({ javaScriptEnabled: false, width: 900 }, async (page) => {
    for (const still of await page.locator(".still svg").all()) {
      assert.ok(await still.isVisible());
      const box = (await still.boundingBox()) ?? assert.fail("no box");
      assert.ok(box.width > 500 && box.x >= 0 && box.x + box.width <= 900);
    }
    assert.equal(await page.locator(".still svg").count(), 2);
    assert.ok((await page.locator(".still").first().textContent())?.includes("mean probability"));
  });
});

test("the PDF has pages", { skip }, async () => {
  const { pdf } = await writeReport(notebook, {
    out: join(folder, "printed.html"),
    pdf: true,
    log,
  });
  const bytes = readFileSync(pdf ?? "");
  assert.equal(bytes.subarray(0, 5).toString(), "%PDF-");
  const pages = bytes.toString("latin1").match(/\/Type \/Page\b/g)?.length ?? 0;
  assert.ok(pages >= 3 && pages <= 6, `${pages} pages`);
});

test("a PDF without a Chromium is a ConfigError that says what to install", () => {
  const report = join(__dirname, "../../src/show/pdf.js");
  const script = `require(${JSON.stringify(report)}).printPdf("a", "b").catch((e) => console.log(e.name, e.message))`;
  const env = { PATH: folder, CHROME: join(folder, "none") };
  const said = execFileSync(process.execPath, ["-e", script], { encoding: "utf8", env });
  assert.match(
    said,
    /^ConfigError pdf: expected an installed Chromium or Chrome, got none; install one/,
  );
});

test("what is no notebook is a ConfigError that names the file and what was expected", async () => {
  const cases: [string, string, RegExp][] = [
    ["text.ipynb", "not json", /expected a notebook \(JSON\), got /],
    ["list.ipynb", "[1]", /expected a notebook with cells, got /],
    ["other.ipynb", '{"a": 1}', /expected a notebook with cells, got \["a"\]/],
    ["old.ipynb", '{"cells": [], "nbformat": 3}', /expected nbformat 4, got 3/],
  ];
  for (const [name, content, message] of cases) {
    const path = join(folder, name);
    writeFileSync(path, content);
    await assert.rejects(writeReport(path, { out: html, log }), (error: unknown) => {
      assert.ok(error instanceof ConfigError && error.message.startsWith(path), String(error));
      assert.match(error.message, message);
      return true;
    });
  }
  const missing = writeReport(join(folder, "missing.ipynb"), { out: html, log });
  await assert.rejects(missing, /expected a notebook that can be read, got ENOENT/);
});

test("a report that cannot be written is a ConfigError that names the file", async () => {
  const taken = join(folder, "taken");
  mkdirSync(taken);
  await assert.rejects(writeReport(notebook, { out: taken, log }), (error: unknown) => {
    assert.ok(error instanceof ConfigError && error.message.startsWith(taken), String(error));
    return true;
  });
});

test("odd cells do no harm: no source, raw cells, unknown outputs, a figure that Plotly cannot draw", async () => {
  const path = join(folder, "odd.ipynb");
  const figure = { data: [{ type: "scatter", x: 5, y: "no" }], layout: { width: "wide" } };
  const outputs = [
    { output_type: "display_data", data: { "application/vnd.plotly.v1+json": figure } },
    { output_type: "display_data", data: { "application/x": 1 } },
    { output_type: "display_data" },
    { output_type: "new", x: 1 },
  ];
  const cells = [{ cell_type: "code", outputs }, { cell_type: "raw", source: "<b>" }, 7, {}];
  writeFileSync(path, JSON.stringify({ cells, nbformat: 4 }));
  const out = join(folder, "odd.html");
  await writeReport(path, { out, log: () => undefined });
  assert.ok(readFileSync(out, "utf8").includes("<title>odd</title>"));
});
