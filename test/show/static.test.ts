import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { curves } from "../../src/show/curves.js";
import { type Figure, lineFigure } from "../../src/show/figure.js";
import { plainWindow } from "../../src/show/plainWindow.js";
import { figurePng, figureSvg } from "../../src/show/static.js";
import { textBounds } from "../../src/show/textBounds.js";
import { textWidthPx } from "../../src/show/textWidth.js";
import { sampleRows } from "./sampleNotebook.js";

const figure: Figure = lineFigure({
  title: "A title with <i> & signs",
  xTitle: "kimg along the x axis",
  yTitle: "gradient norm of the discriminator",
  series: [
    { name: "first", x: [0, 1, 2], y: [1, 1_000_000, 3] },
    { name: "second", x: [0, 1, 2], y: [2, 3, 4] },
  ],
});

test("the width of a text is that of DejaVu Sans", () => {
  // 2048 units per em: M 1767, i 569 (the font's hmtx table)
  assert.equal(textWidthPx("Mi", 2048), 1767 + 569);
  assert.ok(textWidthPx("Mi", 12, true) > textWidthPx("Mi", 12));
});

test("a static figure has its title, axis titles, legend and tick labels, as text", async () => {
  const svg = await figureSvg(figure);
  for (const label of [
    "kimg along the x axis",
    "gradient norm of the discriminator",
    "first",
    "second",
  ]) {
    assert.ok(svg.includes(`>${label}<`), label);
  }
  assert.ok(svg.includes("A title with &#60;i&#62; &amp; signs"));
  assert.ok(svg.includes(">1M<"));
  assert.ok(!svg.includes("NaN") && !svg.includes("Infinity"));
});

test("the same figure gives the same SVG; another one has other names inside", async () => {
  const svg = await figureSvg(figure);
  assert.equal(await figureSvg(figure), svg);
  const other = await figureSvg(curves(sampleRows(20)));
  const names = (text: string) => new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  assert.equal([...names(svg)].filter((id) => names(other).has(id)).length, 0);
});

test("no label of a static figure leaves the picture or lies on another", async () => {
  const holder = plainWindow().document.createElement("div");
  holder.innerHTML = await figureSvg(figure);
  const boxes = [...holder.querySelectorAll("text")].map((text) => textBounds(text, true));
  assert.ok(boxes.length > 10);
  for (const [index, box] of boxes.entries()) {
    assert.ok(
      box.left >= 0 && box.right <= 720 && box.top >= 0 && box.bottom <= 380,
      JSON.stringify(box),
    );
    for (const other of boxes.slice(index + 1)) {
      const apart =
        box.right <= other.left ||
        other.right <= box.left ||
        box.bottom <= other.top ||
        other.bottom <= box.top;
      assert.ok(apart, `${JSON.stringify(box)} ${JSON.stringify(other)}`);
    }
  }
});

test("the PNG has the figure's size times the scale, and text in it", async () => {
  const png = await figurePng(figure, 2);
  const { width, height } = await sharp(png).metadata();
  assert.deepEqual([width, height], [1440, 760]);
  assert.ok(png.length > 10_000 && png.length < 100_000, `${png.length} bytes`);
  // the title's place holds dark pixels: the fonts were found
  const title = sharp(png).extract({ left: 128, top: 20, width: 300, height: 40 });
  const { channels } = await title.stats();
  assert.ok((channels[0]?.min ?? 255) < 80);
});
