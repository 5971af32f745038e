import assert from "node:assert/strict";
import { test } from "node:test";
import { livePanel } from "../../src/show/panel.js";
import { duration, panelHtml } from "../../src/show/panelHtml.js";
import { sparkline } from "../../src/show/sparkline.js";
import type { Progress } from "../../src/training/progress.js";
import { recorded } from "./recorder.js";
import { sampleGrid } from "./sampleNotebook.js";

function progress(step: number): Progress {
  return {
    ...{ step, steps: 300, kimg: step * 0.05, imagesPerSecond: 123.4, elapsedSeconds: 65 },
    ...{ etaSeconds: 3725, memoryMiB: 2048 },
    figures: { generatorLoss: 1.5 + step, discriminatorLoss: 0.5 },
  };
}

test("a panel is one display: opened, updated in place at most twice a second, closed once", async () => {
  const sent = await recorded(async () => {
    const panel = livePanel("gan128MNIST");
    const start = Date.now();
    for (let step = 1; Date.now() - start < 1200; step++) {
      panel.update(progress(step));
      await new Promise((wake) => setTimeout(wake, 5));
    }
    panel.done("finished");
  });
  // one at opening, three in 1.2 s (0, 0.5, 1.0), one at the end
  assert.ok(sent.length >= 4 && sent.length <= 5, `${sent.length} messages`);
  assert.deepEqual(
    sent.map((one) => one.update),
    [false, ...sent.slice(1).map(() => true)],
  );
  assert.equal(new Set(sent.map((one) => one.transient.display_id)).size, 1);
  assert.ok(sent[0]?.transient.display_id);
});

test("a panel shows step, kimg, speed, time left, memory, losses and the latest grid", async () => {
  const grid = await sampleGrid();
  const sent = await recorded(() => {
    const panel = livePanel("gan128MNIST");
    panel.update(progress(1), grid);
    panel.update(progress(150));
    panel.done("stopped");
  });
  const live = String(sent[1]?.data["text/html"]);
  assert.ok(live.includes("1 h 02 min") && live.includes("1 of 300"));
  const last = String(sent.at(-1)?.data["text/html"]);
  for (const text of ["150 of 300", "7.50", "123.4", "1 min 05 s", "2.0 GiB", "151.5", "stopped"]) {
    assert.ok(last.includes(text), text);
  }
  assert.ok(last.includes(Buffer.from(grid).toString("base64")));
  assert.ok(!last.includes("1 h 02 min"), "nothing is left once the run has ended");
  assert.match(
    String(sent.at(-1)?.data["text/plain"]),
    /^gan128MNIST \| stopped \| step 150 of 300/,
  );
});

test("a panel has no scripts, shows names as text and stays small", async () => {
  const figures = { "<img src=x onerror=1>": 1 };
  const html = panelHtml({
    ...{ title: "<script>", progress: { ...progress(1), figures }, note: "<b>" },
    ...{ gridPng: new Uint8Array(5_000_000), generatorLosses: [], discriminatorLosses: [] },
  });
  assert.ok(!/<script|<img|<b><\/div>/.test(html), html);
  assert.ok(html.includes("&lt;script&gt;") && html.includes("too large"));
  const sent = await recorded(() => {
    const panel = livePanel("long");
    for (let step = 0; step < 50_000; step++) panel.update(progress(step));
    panel.done("finished");
  });
  assert.ok(JSON.stringify(sent.at(-1)).length < 20_000);
});

test("outside a kernel a panel does nothing", () => {
  const panel = livePanel("x");
  panel.update(progress(1));
  panel.done("finished");
});

test("a sparkline fits its box and leaves out what is not finite", () => {
  const svg = sparkline([{ values: [0, Number.NaN, 10], colour: "#000" }], 100, 20);
  assert.ok(svg.includes('points="0.0,19.0 100.0,1.0"'), svg);
  assert.ok(!sparkline([{ values: [], colour: "#000" }]).includes("NaN"));
});

test("durations read as a person says them", () => {
  const shown = [0, 59.6, 185, 7800, Number.POSITIVE_INFINITY].map(duration);
  assert.deepEqual(shown, ["0 s", "1 min 00 s", "3 min 05 s", "2 h 10 min", "-"]);
});
