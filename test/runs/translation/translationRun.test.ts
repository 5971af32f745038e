import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import sharp from "sharp";
import { openEngine } from "../../../src/engine/backend.js";
import { gan128Paintings } from "../../../src/iterations/gan128Paintings.js";
import type { Iteration } from "../../../src/iterations/iteration.js";
import { pix2pix128 } from "../../../src/iterations/pix2pix.js";
import { translatedTo } from "../../../src/iterations/translatedTo.js";
import { resumeRun } from "../../../src/runs/resumeRun.js";
import { Run } from "../../../src/runs/run.js";
import { startRun } from "../../../src/runs/startRun.js";
import { TrainedGenerator } from "../../../src/runs/trainedGenerator.js";
import { games } from "../../training/translation/tiny.js";
import { assertSameRun } from "../sameRun.js";
import { temporaryFolder } from "../temporaryFolder.js";
import { ownWorld } from "../tinyRun.js";

const folder = temporaryFolder();
const out = (name: string) => join(folder, name.replaceAll(" ", "-"));

before(() => {
  openEngine();
  ownWorld(folder);
});

for (const name of ["cycle", "pairs, unrolled", "enlarging"]) {
  test(`${name}: a run that stopped and went on is the run that never stopped`, async () => {
    const iteration = games[name] as Iteration;
    const briefly = { steps: 5, checkpointEvery: 2 };
    const whole = await startRun(iteration, { ...briefly, out: out(`${name} whole`) });
    const controller = new AbortController();
    const first = await startRun(iteration, {
      ...briefly,
      out: out(`${name} twice`),
      signal: controller.signal,
      onProgress: ({ step }) => step === 3 && controller.abort(),
    });
    assert.deepEqual([first.status.state, first.status.step], ["stopped", 3]);
    const resumed = await resumeRun(first);
    assertSameRun(whole, resumed);
    const { translation, samples } = resumed.measures ?? {};
    assert.ok((translation?.n ?? 0) > 1 && (samples?.n ?? 0) > 1);
    const error = translation?.cycle ?? translation?.partner;
    assert.ok(error !== undefined && error > 0 && error < 255, `${error}`);
    const row = resumed.rows()[0] ?? {};
    for (const signal of ["sampleEnds", "outputMax", "sampleLag1", "discriminatorLoss", "dFake"])
      assert.ok(Number.isFinite(row[signal]), signal);
  });
}

test("a run that turns pictures into pictures cannot be asked for pictures of latents", () => {
  const made = new Run(out("cycle whole"));
  assert.throws(
    () => new TrainedGenerator(made),
    /run cycle-whole: expected a run that draws from latents, got .*`atelier translate`/,
  );
});

/** A folder of plain pictures of a colour. */
async function paint(
  name: string,
  files: readonly string[],
  options: { grey?: boolean; alpha?: boolean; width?: number } = {},
) {
  const { grey = false, alpha = false, width = 24 } = options;
  const channels = alpha ? 4 : 3;
  mkdirSync(out(name), { recursive: true });
  for (const [at, file] of files.entries()) {
    const background = { r: 40 * at, g: 200 - 30 * at, b: 90, alpha: 0.5 };
    const picture = sharp({ create: { width, height: 24, channels, background } });
    await (grey ? picture.greyscale() : picture).png().toFile(join(out(name), file));
  }
  return out(name);
}

/** The sections that make a game small. */
const sizesOf = ({ data, generator, discriminator, training, sampling }: Iteration) => ({
  data,
  generator,
  discriminator,
  training,
  sampling,
});

const to = (iteration: Iteration, folder: string): Iteration => ({
  ...iteration,
  translation: { ...iteration.translation, to: folder, earlier: 0, unroll: 1 },
});

test("a folder of one picture is refused on either side", async () => {
  const one = await paint("one", ["a.png"]);
  const two = await paint("two", ["a.png", "b.png"]);
  const cycle = games.cycle as Iteration;
  await assert.rejects(startRun(to(cycle, two), { data: one, steps: 1, out: out("r1") }), {
    name: "ConfigError",
    message: "one: expected at least 2 pictures to learn from, got 1",
  });
  await assert.rejects(startRun(to(cycle, one), { data: two, steps: 1, out: out("r2") }), {
    message: "one: expected at least 2 pictures to learn from, got 1",
  });
});

test("grey and transparent photographs are learned from like others", async () => {
  const grey = await paint("grey", ["a.png", "b.png", "c.png"], { grey: true });
  const clear = await paint("clear", ["a.png", "b.png", "c.png"], { alpha: true });
  const run = await startRun(to(games.cycle as Iteration, clear), {
    data: grey,
    steps: 2,
    out: out("odd"),
  });
  assert.equal(run.status.state, "complete");
  assert.match(run.data.description, /; to: 3 pictures/);
});

test("pairs that do not match are refused by name: another number, another name, another shape", async () => {
  const pairs = games["pairs, unrolled"] as Iteration;
  const from = await paint("from", ["a.png", "b.png"]);
  const start = (folder: string, name: string) =>
    startRun(to(pairs, folder), { data: from, steps: 1, out: out(name) });
  await assert.rejects(start(await paint("three", ["a.png", "b.png", "c.png"]), "p1"), {
    name: "ConfigError",
    message: "pairs in three: expected 2 pictures, as in from, got 3; c.png has no partner",
  });
  await assert.rejects(start(await paint("names", ["a.png", "x.png"]), "p2"), {
    message: 'pairs in names: expected a partner of b.png with its name, got "x.png"',
  });
  await assert.rejects(start(await paint("wide", ["a.png", "b.png"], { width: 48 }), "p3"), {
    message: 'wide: a.png: expected the shape of its partner, 24 x 24, got "48 x 24"',
  });
  const run = await start(await paint("match", ["a.png", "b.png"]), "p4");
  assert.equal(run.status.state, "complete");
});

test("pairs are made before duplicates are looked for, and a pair with a file that cannot be read is named", async () => {
  const pairs = games["pairs, unrolled"] as Iteration;
  const names = ["a", "b", "c", "d", "e"].map((name) => `${name}.png`);
  const from = await paint("photographs", names);
  const masks = await paint("masks", names);
  const equal = (file: string, as: string, where: string) =>
    copyFileSync(join(where, as), join(where, file));
  equal("b.png", "a.png", masks); // two photographs, one mask
  equal("e.png", "d.png", masks);
  equal("e.png", "d.png", from); // a pair that comes twice
  writeFileSync(join(masks, "c.png"), readFileSync(join(masks, "c.png")).subarray(0, 60));
  const lines: string[] = [];
  const run = await startRun(to(pairs, masks), {
    data: from,
    steps: 2,
    out: out("masked"),
    log: (line) => lines.push(line),
  });
  assert.equal(run.data.count, 3);
  assert.ok(lines.includes("photographs: c.png is left out: its partner cannot be read"));
  assert.ok(lines.includes("photographs: 1 pairs come twice and are left out"), lines.join("\n"));
});

for (const preset of ["repaired", "reference", "identity"]) {
  test(`pix2pix128 ${preset} learns the pairs of two folders, whatever it learns unless asked`, async () => {
    const names = ["a.png", "b.png", "c.png"];
    const from = await paint(`${preset} from`, names);
    const folder = await paint(`${preset} to`, names, { grey: true });
    const asked = translatedTo(pix2pix128[preset as "repaired"], folder);
    const { unroll, earlier, added } = asked.translation;
    assert.deepEqual([unroll, earlier, added], [1, 0, false]);
    const small = { ...asked, ...sizesOf(games["pairs, unrolled"] as Iteration) };
    const run = await startRun(small, { data: from, steps: 2, out: out(`${preset} run`) });
    assert.equal(run.status.state, "complete");
  });
}

test("pix2pix128 enlarges with the network that can, up to its own size; partners may be twice as large", async () => {
  const asked = translatedTo(pix2pix128.repaired, "enlarge");
  assert.deepEqual([asked.generator.network, asked.data.imageSize], ["upscale", 64]);
  const tiny = games["pairs, unrolled"] as Iteration;
  const enlarging = translatedTo({ ...tiny, data: { ...tiny.data, imageSize: 32 } }, "enlarge");
  const names = ["a.png", "b.png", "c.png"];
  const from = await paint("small", names);
  const run = await startRun(enlarging, { data: from, steps: 2, out: out("enlarged") });
  assert.equal(run.status.state, "complete");
  const partners = translatedTo(games.enlarging as Iteration, await paint("large", names));
  const other = await startRun(partners, { data: from, steps: 2, out: out("to large") });
  assert.equal(other.status.state, "complete");
});

test("what an iteration cannot become is refused before anything is read", () => {
  const refusals: readonly (readonly [Iteration, string, RegExp])[] = [
    [pix2pix128.repaired, "", /^ConfigError: to: expected a folder, a data set, decay/],
    [
      games.cycle as Iteration,
      "enlarge",
      /: to: expected a folder or a data set of the other kind/,
    ],
    [games.enlarging as Iteration, "decay:fading=0.1", /: to: expected enlarge, or partners/],
    [
      gan128Paintings.repaired,
      "dogs",
      /^ConfigError: to: expected an iteration that turns pictures into/,
    ],
  ];
  for (const [iteration, wanted, message] of refusals)
    assert.throws(() => translatedTo(iteration, wanted), message);
});

test("an unknown set or kind of decay to translate to is refused with those that exist", async () => {
  const pairs = games["pairs, unrolled"] as Iteration;
  const start = (wanted: string) => startRun(to(pairs, wanted), { steps: 1, out: out("unknown") });
  await assert.rejects(start("decay:rust=1"), /^ConfigError: decay: expected one of erosion, blur/);
  await assert.rejects(start("nowhere"), /^ConfigError: data set: expected one of .*impressionism/);
});
