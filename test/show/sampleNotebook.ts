import { Random } from "../../src/engine/random.js";
import { curves, type StatRow } from "../../src/show/curves.js";
import { encodePng, gridImage } from "../../src/show/grid.js";
import { panelHtml } from "../../src/show/panelHtml.js";
import { figureJpeg } from "../../src/show/static.js";
import { htmlTable, markdownTable } from "../../src/show/table.js";

/** Statistics that look like those of a run. */
export function sampleRows(count: number): StatRow[] {
  const random = new Random(1, "sample rows");
  return Array.from({ length: count }, (_, step) => ({
    step,
    kimg: (step * 50) / 1000,
    generatorLoss: 0.7 + step / count + 0.3 * random.uniform(),
    discriminatorLoss: 1.39 - (0.4 * step) / count + 0.1 * random.uniform(),
    dReal: 0.5 + (0.2 * step) / count + 0.02 * random.uniform(),
    dFake: 0.5 - (0.2 * step) / count + 0.02 * random.uniform(),
    imagesPerSecond: 300 + 20 * random.uniform(),
  }));
}

/** A grid of discs, in place of digits. */
export async function sampleGrid(): Promise<Uint8Array> {
  const [count, side] = [32, 28];
  const data = new Uint8Array(count * side * side);
  for (let index = 0; index < data.length; index++) {
    const cell = Math.floor(index / (side * side));
    const [y, x] = [Math.floor((index % (side * side)) / side) - 14, (index % side) - 14];
    data[index] = Math.max(0, 255 - 30 * Math.abs(Math.hypot(x, y) - 2 - (cell % 8)));
  }
  const images = { data, count, height: side, width: side, channels: 1 } as const;
  return await encodePng(gridImage(images, { columns: 8, border: 1, cellScale: 2 }));
}

function code(source: string, outputs: object[]): object {
  return { cell_type: "code", execution_count: null, metadata: {}, source: [source], outputs };
}

function markdown(source: string): object {
  const lines = source
    .split("\n")
    .map((line, at, all) => (at < all.length - 1 ? `${line}\n` : line));
  return { cell_type: "markdown", metadata: {}, source: lines };
}

function shown(data: object): object {
  return { output_type: "display_data", metadata: {}, data };
}

const change = markdownTable(
  ["field", "asRun", "repaired"],
  [
    ["generator.learningRate", 0.0002, 0.0001],
    ["discriminator.dropout", "inert | 0.6", "off"],
  ],
);

const hostile = `<p onclick="fetch('http://example.com/a')">a panel</p><script>window.ran = 1</script>
<img src="http://example.com/b.png"><img src=x onerror="window.ran = 2"><style>body{display:none}</style>
<a href="javascript:window.ran=3">link</a><iframe src="http://example.com/c"></iframe>`;

/** A notebook as the lab's are, with everything in it that a report must show or refuse. */
export async function sampleNotebook(): Promise<string> {
  const figure = curves(sampleRows(300), { title: "Losses of <b>repaired</b>", speed: true });
  const grid = Buffer.from(await sampleGrid()).toString("base64");
  const progress = {
    ...{ step: 300, steps: 300, kimg: 15, imagesPerSecond: 312.4, elapsedSeconds: 48 },
    ...{ etaSeconds: 0, memoryMiB: 1480 },
    figures: { generatorLoss: 1.5321, discriminatorLoss: 1.0204, dReal: 0.71, dFake: 0.31 },
  };
  const panel = panelHtml({
    ...{ title: "gan128MNIST repaired, 28 px", progress, gridPng: await sampleGrid() },
    generatorLosses: sampleRows(100).map((row) => row.generatorLoss ?? 0),
    discriminatorLosses: sampleRows(100).map((row) => row.discriminatorLoss ?? 0),
    note: "finished",
  });
  const plotly = {
    "application/vnd.plotly.v1+json": figure,
    "image/jpeg": Buffer.from(await figureJpeg(figure)).toString("base64"),
    "text/plain": "[figure]",
  };
  const cells = [
    markdown(
      "# gan128MNIST <script>window.ran = 9</script>\n\n> Digits at 128 px, by a net that was told too little.",
    ),
    markdown(
      "## Hypothesis\n\nThe report says: *the generator learns digits if the discriminator is held back*. " +
        "A picture from afar ![far](http://example.com/far.png) is not fetched.\n\n- the gate keeps both losses near each other;\n- `dropout` is inert, so nothing is dropped.",
    ),
    markdown(`## Change\n\n${change}`),
    markdown("## Run"),
    code(
      'import { lab } from "../src/lab";\n\n// seed and budget are visible\nconst run = await lab.run("gan128MNIST", { preset: "repaired", seed: 1, steps: 300 });',
      [
        {
          output_type: "stream",
          name: "stdout",
          text: ["step 1\rstep 300\n", "\u001b[32mdone\u001b[0m\n"],
        },
        shown({ "text/html": [panel], "text/plain": ["panel"] }),
      ],
    ),
    markdown("## Curves"),
    code("await lab.show(run.curves());", [shown(plotly)]),
    code("await lab.show(run.curves({ by: 'kimg' }));", [shown(plotly)]),
    markdown("## Grid"),
    code("lab.grid(run);", [
      shown({ "image/png": grid, "text/plain": "[picture: generated digits]" }),
      shown({ "text/html": "<p>Generated, step 300</p>", "text/plain": "Generated, step 300" }),
      shown({ "text/html": hostile, "text/plain": "hostile" }),
    ]),
    markdown("## Verdict"),
    code("lab.verdict(run);", [
      shown({
        "text/html": htmlTable([
          { quantity: "mean D(real)", report: "-", measured: 0.7123 },
          { quantity: "share of <i>empty</i> pictures", report: 0, measured: 0.012 },
        ]),
        "text/plain": "table",
      }),
      {
        output_type: "error",
        ename: "ConfigError",
        evalue: "preset: unknown",
        traceback: ["\u001b[31mConfigError\u001b[0m: preset: unknown <x>"],
      },
    ]),
  ];
  return JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
}
