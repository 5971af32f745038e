import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import sharp from "sharp";
import { curves } from "../../src/show/curves.js";
import {
  clearOutput,
  display,
  showFigure,
  showGrid,
  showMarkdown,
  showTable,
} from "../../src/show/display.js";
import { recorded } from "./recorder.js";
import { sampleGrid, sampleRows } from "./sampleNotebook.js";

test("outside a kernel a display is a line of text on the log, and nothing is thrown", async () => {
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  display({ "text/html": "<b>x</b>", "text/plain": "x" }, log);
  await showFigure(curves([], { title: "Losses of <i>" }), log);
  showGrid(new Uint8Array(1), "digits", undefined, log);
  showTable([{ a: 1 }], log);
  showMarkdown("# m", log);
  clearOutput();
  display({ "text/plain": "nowhere" });
  assert.deepEqual(lines, ["x", "[figure: Losses of <i>]", "[picture: digits]", "a\n1", "# m"]);
});

test("in a kernel a bundle goes out as one message with all its types", async () => {
  const sent = await recorded(() => display({ "text/html": "<b>x</b>", "text/plain": "x" }));
  assert.deepEqual(sent, [
    {
      data: { "text/html": "<b>x</b>", "text/plain": "x" },
      metadata: {},
      transient: {},
      update: false,
    },
  ]);
});

test("a figure goes out as Plotly's JSON with the same figure as a picture, without plotly.js", async () => {
  const figure = curves(sampleRows(2900), { title: "Losses" });
  const [message, ...more] = await recorded(() => showFigure(figure));
  assert.equal(more.length, 0);
  const { data = {}, metadata = {} } = message ?? {};
  const types = ["application/vnd.plotly.v1+json", "image/jpeg", "text/plain"];
  assert.deepEqual(Object.keys(data), types);
  const { width, height } = { width: 720, height: figure.layout.height ?? 0 };
  assert.deepEqual(metadata["image/jpeg"], { width, height });
  const jpeg = await sharp(Buffer.from(String(data["image/jpeg"]), "base64")).metadata();
  assert.deepEqual([jpeg.format, jpeg.width, jpeg.height], ["jpeg", width * 1.5, height * 1.5]);
  const bytes = JSON.stringify(message).length;
  assert.ok(bytes < 300_000, `a figure of 2,900 steps takes ${bytes} bytes in a notebook`);
});

test("a caption with HTML in it is shown as text under the picture", async () => {
  const png = await sampleGrid();
  const [picture, caption] = await recorded(() => showGrid(png, "<script>1</script>"));
  assert.equal(picture?.data["image/png"], Buffer.from(png).toString("base64"));
  assert.ok(String(caption?.data["text/html"]).includes(">&lt;script&gt;1&lt;/script&gt;<"));
});

test("clearOutput calls the kernel's global of that name", () => {
  const calls: unknown[] = [];
  Reflect.set(globalThis, "clearOutput", (wait: boolean) => calls.push(wait));
  clearOutput(true);
  Reflect.deleteProperty(globalThis, "clearOutput");
  assert.deepEqual(calls, [true]);
});

test("loading the displays loads neither sharp, jsdom nor tslab", () => {
  const file = join(__dirname, "../../src/show/display.js");
  const script = `require(${JSON.stringify(file)}); console.log(Object.keys(require.cache).join("\\n"))`;
  const loaded = execFileSync(process.execPath, ["-e", script], { encoding: "utf8" });
  assert.ok(loaded.includes("display.js"));
  assert.ok(!/node_modules[\\/](sharp|jsdom|tslab|plotly|opentype)/.test(loaded), loaded);
});
