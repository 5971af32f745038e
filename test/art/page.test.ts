import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { fittingBits, type PlayOrigin, playPage } from "../../src/art/page/playPage.js";
import { principalDirections } from "../../src/art/page/principalDirections.js";
import { symmetricEigen } from "../../src/art/page/symmetricEigen.js";
import { openEngine } from "../../src/engine/backend.js";
import { Random } from "../../src/engine/random.js";
import { layersModel } from "../../src/exchange/layersModel.js";
import { writeFile } from "../../src/files.js";
import { dcganGenerator } from "../../src/nets/dcgan.js";
import { outputOf } from "../../src/nets/describe.js";
import { classesIn } from "../../src/nets/layer.js";
import { Run } from "../../src/runs/run.js";
import { starterFolder } from "../../src/runs/starter.js";
import { TrainedGenerator } from "../../src/runs/trainedGenerator.js";
import { sizeOf } from "../../src/shape.js";
import { render } from "../../src/show/render.js";
import { loadSharp } from "../../src/show/sharpWithFonts.js";
import { drawLatents, rowShares, spaceOf, withShares } from "../../src/training/latents.js";
import { rangeOf, sample } from "../../src/training/sample.js";
import { type Drawn, drawn } from "../exchange/networks.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import { openPage, noBrowser as skip } from "../show/openPage.js";

const folder = temporaryFolder();
const origin: PlayOrigin = {
  run: "some/run",
  step: 7,
  noise: "N01",
  classes: [],
  text: { title: "</title><b>A title", about: "about", licence: "licence" },
};

before(() => {
  openEngine();
});

/** The lab's own picture of a latent, bytes. */
function pictureOf({ network, tensors }: Drawn, latent: Float32Array): Uint8Array {
  const [height = 0, width = 0, channels = 0] = outputOf(network);
  const values = sample(network, tensors, latent, { mode: "inference", seed: 1 });
  const shape = { count: 1, height, width, channels };
  return render(values, shape, rangeOf(network), "rgb").data;
}

const latentOf = ({ network }: Drawn, seed: number) =>
  drawLatents("N01", 1, spaceOf(network), new Random(seed, "latent"));

/** The largest and the mean distance between two pictures, in grey levels. */
function apart(one: ArrayLike<number>, other: ArrayLike<number>) {
  assert.equal(one.length, other.length);
  const distances = Array.from(one, (value, at) => Math.abs(value - (other[at] ?? 0)));
  const sum = distances.reduce((total, distance) => total + distance, 0);
  return { most: Math.max(...distances), mean: sum / distances.length };
}

/** What the canvas shows, without its alpha; one channel of a grey picture. */
async function shown(page: Page, channels: number): Promise<readonly number[]> {
  const pixels = (await page.evaluate(`(() => {
    const { width, height } = picture;
    return [...picture.getContext("2d").getImageData(0, 0, width, height).data];
  })()`)) as number[];
  return pixels.filter((_, at) => at % 4 < channels);
}

const showsCaption = (page: Page, text: string) =>
  page.locator("#caption", { hasText: text }).waitFor();

/** Opens a page at phone width and waits for its first picture. */
async function play(html: string, name: string, body: (page: Page) => Promise<void>) {
  const file = join(folder, `${name}.html`);
  await writeFile(file, html);
  await openPage(file, { javaScriptEnabled: true, width: 390 }, async (page, requests) => {
    await page.locator("html[data-ready]").waitFor();
    await body(page);
    assert.deepEqual(requests, []);
  });
}

const seed = (page: Page, value: number) =>
  page.fill("#seed", String(value)).then(() => page.press("#seed", "Enter"));

/** The pictures of two seeds, in a browser, are the lab's within `most` grey levels. */
async function drawsTheLabs(generator: Drawn, bits: 8 | 16, most: number): Promise<void> {
  const pictures = [1, 42].map((each) => pictureOf(generator, latentOf(generator, each)));
  const { html } = playPage(generator, origin, bits);
  await play(html, `bits-${bits}`, async (page) => {
    const channels = outputOf(generator.network)[2] ?? 0;
    const first = apart(await shown(page, channels), pictures[0] ?? []);
    await seed(page, 41);
    await page.click("#after");
    await showsCaption(page, "seed 42");
    const other = apart(await shown(page, channels), pictures[1] ?? []);
    assert.ok(Math.max(first.most, other.most) <= most, `${first.most}, ${other.most} levels`);
    const seeds = apart(pictures[0] ?? [], pictures[1] ?? []);
    assert.ok(seeds.most > 5, `other seeds, other pictures: ${seeds.most} levels`);
  });
}

test(
  "every kind of layer, kernels in 16 bits: seeds give the lab's pictures within 1 grey level",
  {
    skip,
  },
  () => drawsTheLabs(drawn("every layer"), 16, 1),
);

test("the starter, kernels in 8 bits: seeds give the lab's pictures within 12 of 255 grey levels", {
  skip,
}, async () => {
  const { network, tensors } = new TrainedGenerator(new Run(starterFolder()));
  await drawsTheLabs(
    { network, tensors, latents: new Float32Array(), pictures: new Float32Array() },
    8,
    40,
  );
});

const slide = (page: Page, selector: string, value: number) =>
  page.locator(selector).evaluate((slider, to) => {
    Reflect.set(slider, "value", String(to));
    slider.dispatchEvent(new Event("input"));
  }, value);

/** What the page draws is the lab's picture of a latent, as soon as it is drawn. */
async function draws(page: Page, generator: Drawn, latent: Float32Array): Promise<void> {
  const wanted = pictureOf(generator, latent);
  for (let wait = 0; wait < 50; wait++) {
    if (apart(await shown(page, 3), wanted).most <= 1) return;
    await page.waitForTimeout(100);
  }
  assert.fail(`${apart(await shown(page, 3), wanted).most} grey levels`);
}

test("spread, truncation and directions move the latent as they say; Sliders back undoes them", {
  skip,
}, async () => {
  const generator = drawn("dcgan 24");
  const own = latentOf(generator, 1);
  const [direction] = principalDirections(generator, 1);
  const { html } = playPage(generator, origin);
  await play(html, "sliders", async (page) => {
    await slide(page, "#spread", 0.5);
    await draws(
      page,
      generator,
      own.map((value) => value / 2),
    );
    await slide(page, "[data-direction='0']", 2);
    const moved = own.map((value, at) => value / 2 + 2 * (direction?.vector[at] ?? 0));
    await draws(page, generator, moved);
    await page.click("#reset");
    await draws(page, generator, own);
    const random = new Random(1, "latent");
    const near = own.map(() => {
      for (;;) {
        const value = random.normal();
        if (Math.abs(value) <= 0.5) return value;
      }
    });
    await slide(page, "#truncation", 0.5);
    await draws(page, generator, near);
  });
});

for (const [kind, names] of [
  ["dcgan classes", ["doors", "windows", "<b>roofs</b>"]],
  ["dcgan attributes", ["energy high", "energy low", "tempo high", "tempo low"]],
] as const) {
  test(`${kind}: a seed's picture is drawn in any row of a sheet, and in turn`, {
    skip,
  }, async () => {
    const generator = drawn(kind);
    const classes = names.slice(0, classesIn(generator.network));
    const size = sizeOf(generator.network.input) - classes.length;
    const shape = { shape: [size], classes: 0 };
    const numbers = drawLatents("N01", 1, shape, new Random(4, "latent"));
    const of = (row: number) => withShares(numbers, [rowShares(spaceOf(generator.network), row)]);
    const { html } = playPage(generator, { ...origin, classes });
    await play(html, kind.replace(" ", "-"), async (page) => {
      await seed(page, 4);
      await draws(page, generator, of(4 % classes.length));
      await page.selectOption("#class", { label: classes.at(-1) ?? "" });
      await draws(page, generator, of(classes.length - 1));
      await page.selectOption("#class", { label: classes[0] ?? "" });
      await draws(page, generator, of(0));
    });
  });
}

/** Both halves of the PNG that a click on "Save PNG" hands over. */
async function saved(page: Page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
  const file = join(folder, download.suggestedFilename());
  await download.saveAs(file);
  const picture = loadSharp()(file);
  const { comments = [] } = await picture.metadata();
  const pixels = await picture.removeAlpha().raw().toBuffer();
  return { name: download.suggestedFilename(), comments, pixels };
}

test("a walk goes from seed to seed and rests where it is paused; the PNG saved there says where that is", {
  skip,
}, async () => {
  const { html } = playPage(drawn("dcgan 24"), origin);
  await play(html, "walk", async (page) => {
    await slide(page, "#speed", 4);
    await page.click("#walk");
    await showsCaption(page, "seed 2 → 3");
    await page.click("#walk");
    await page.waitForTimeout(300);
    const [here, pixels] = [await page.textContent("#caption"), await shown(page, 3)];
    const { name, comments, pixels: kept } = await saved(page);
    assert.deepEqual([...kept], pixels);
    assert.match(name, /^some-run-\d+\.png$/);
    const recipe = JSON.parse(comments[0]?.text ?? "") as Record<string, number>;
    const way = Math.round(100 * (recipe.way ?? 0));
    assert.equal(here, `seed ${recipe.seed} → ${(recipe.seed ?? 0) + 1}, ${way} %`);
    assert.equal(recipe.run, "some/run");
  });
});

test("at phone width nothing lies beside the page, and a title is text", { skip }, async () => {
  const { html } = playPage(drawn("dcgan 24"), origin);
  await play(html, "phone", async (page) => {
    const width = await page.evaluate("document.documentElement.scrollWidth");
    assert.equal(width, 390);
    assert.equal(await page.locator("h1").textContent(), origin.text.title);
  });
});

test("16 bits where they fit, else 8; a generator too large for 8 is refused with advice", () => {
  const norm = { kind: "torch", momentum: 0.9 } as const;
  const arraysOf = (filters: number) => {
    const size = { imageSize: 128, channels: 3, latentDim: 100 };
    return layersModel({ network: dcganGenerator({ ...size, filters, norm }), tensors: {} }).arrays;
  };
  assert.equal(fittingBits(arraysOf(32), undefined), 16);
  assert.equal(fittingBits(arraysOf(64), undefined), 8);
  assert.throws(() => fittingBits(arraysOf(64), 16), /8 bits a weight halve it/);
  assert.throws(
    () => fittingBits(arraysOf(160), undefined),
    /page: expected at most 20 MB \(.*export --as tfjs.*\), got ".* MiB with 8 bits a weight"/,
  );
});

test("eigenvectors are those of the matrix: A v = value v, of length 1, across each other, the largest first", () => {
  const [size, random] = [7, new Random(1, "matrix")];
  const rows = Float64Array.from({ length: size * size }, () => random.normal());
  const at = (row: number, column: number) =>
    (rows[row * size + column] ?? 0) + (rows[column * size + row] ?? 0);
  const matrix = Float64Array.from({ length: size * size }, (_, place) =>
    at(Math.floor(place / size), place % size),
  );
  const eigen = symmetricEigen(matrix, size);
  const dot = (one: Float64Array, other: Float64Array) =>
    one.reduce((sum, value, place) => sum + value * (other[place] ?? 0), 0);
  eigen.forEach(({ value, vector }, which) => {
    for (let row = 0; row < size; row++) {
      const product = dot(matrix.slice(row * size, (row + 1) * size), vector);
      assert.ok(Math.abs(product - value * (vector[row] ?? 0)) < 1e-12);
    }
    for (const [other, { vector: its }] of eigen.entries())
      assert.ok(Math.abs(dot(vector, its) - (other === which ? 1 : 0)) < 1e-12);
    assert.ok(value <= (eigen[which - 1]?.value ?? Number.POSITIVE_INFINITY));
  });
});

test("the first direction moves a generator's first layer more than any other of the same length", () => {
  const generator = drawn("every layer");
  const [first] = principalDirections(generator, 3);
  const kernel = generator.tensors["generator/01-dense/kernel"]?.arraySync() as number[][];
  const moved = (vector: ArrayLike<number>) =>
    Math.hypot(
      ...(kernel[0] ?? []).map((_, to) =>
        kernel.reduce((sum, row, from) => sum + (vector[from] ?? 0) * (row[to] ?? 0), 0),
      ),
    );
  const random = new Random(1, "directions");
  for (let draw = 0; draw < 100; draw++) {
    const other = Array.from({ length: kernel.length }, () => random.normal());
    const length = Math.hypot(...other);
    assert.ok(moved(other.map((value) => value / length)) < moved(first?.vector ?? []));
  }
});
