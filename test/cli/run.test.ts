import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { findIteration } from "../../src/iterations/catalogue.js";
import { picturesFor } from "../../src/runs/measureRun.js";
import { Run } from "../../src/runs/run.js";
import { atelier, type Outcome, quickRun, temporaryFolder } from "./atelier.js";

const folder = temporaryFolder();
const out = (name: string) => join(folder, name);
const read = (name: string, ...path: string[]) => readFileSync(join(out(name), ...path));
let first: Outcome;

before(async () => {
  first = await atelier(...quickRun(out("first"), "--preset", "repaired", "--steps", "3"));
  assert.equal(first.status, 0, first.errors.join("\n"));
});

test("a run's folder holds every file that its README names", () => {
  const page = read("first", "README.md").toString();
  const named = [...page.matchAll(/^\| ([\w.-]+\/?) \| /gm)].map(([, name]) => name);
  const files = named.map((name) => (name === "step-NNNNNN/" ? "step-000003/" : name));
  assert.ok(named.length >= 8 + 1, page); // eight files and folders, and rows of statistics
  for (const file of files.filter((name) => /[./]/.test(name ?? ""))) {
    assert.ok(existsSync(join(out("first"), file ?? "")), `${file} is missing`);
  }
  assert.deepEqual(readdirSync(join(out("first"), "grids")), [
    "step-000000.png",
    "step-000003.png",
  ]);
  assert.deepEqual(
    readdirSync(out("first")).filter((name) => /partial|\d{5,}$/.test(name)),
    ["step-000000", "step-000003"],
  );
});

test("a piped run prints plain lines: engine, data, cost, steps, verdict, folder", () => {
  const patterns = [
    /^gan128MNIST repaired-quick, seed 1, 3 steps$/,
    /^engine: .*TensorFlow/,
    /^data: 60,000 .*digits/,
    /^cost: G 0\.11 M and D 0\.04 M parameters, about \d+ MiB of memory/,
    /^step 3 of 3, 0:00:00 left, [\d.]+ images\/s, 0\.19 kimg, loss G 0\.\d{3} D 1\.\d{3}, \d+ MiB$/,
    /^complete after 3 of 3 steps, [\d.]+ s$/,
    /^Does not work: /,
  ];
  const lines = first.stdout.split("\n");
  for (const pattern of patterns)
    assert.ok(
      lines.some((line) => pattern.test(line)),
      `${pattern}`,
    );
  assert.ok(lines.includes(`kept in ${out("first")}`));
  assert.equal(lines.filter((line) => /^step 3 /.test(line)).length, 1);
  assert.ok(![...first.stdout].some((letter) => letter < " " && letter !== "\n"), "no escapes");
});

test("the same seed gives the same bytes and statistics, another seed others", async () => {
  const [again, other] = await Promise.all([
    atelier(...quickRun(out("again"), "--steps", "3", "--seed", "1")),
    atelier(...quickRun(out("other"), "--steps", "3", "--seed", "2")),
  ]);
  assert.deepEqual([again.status, other.status], [0, 0]);
  const files = [
    ["grids", "step-000000.png"],
    ["grids", "step-000003.png"],
    ["step-000003", "state.safetensors"],
    ["step-000003", "state.json"],
    ["measures.json"],
    ["options.json"],
  ];
  for (const file of files) {
    assert.ok(read("first", ...file).equals(read("again", ...file)), `${file} differs`);
    assert.ok(!read("first", ...file).equals(read("other", ...file)), `${file} is the same`);
  }
  const figures = (name: string) =>
    new Run(out(name)).rows().map(({ seconds, imagesPerSecond, memoryMiB, ...rest }) => rest);
  assert.deepEqual(figures("first"), figures("again"));
  assert.notDeepEqual(figures("first"), figures("other"));
  assert.deepEqual(
    figures("first").map(({ step, kimg }) => [step, kimg]),
    [
      [1, 0.064],
      [2, 0.128],
      [3, 0.192],
    ],
  );
});

test("options, environment, data and status say what was run, on what and with what", () => {
  const { options, environment, data, status, measures } = new Run(out("first"));
  assert.deepEqual([options.seed, options.steps, options.quick], [1, 3, true]);
  assert.deepEqual([options.iteration.name, options.iteration.data.imageSize], ["gan128MNIST", 28]);
  assert.match(environment.engine.kind, /^(gpu|native|prebuilt|javascript)$/);
  assert.match(environment.node, /^v\d+/);
  assert.match(data.manifestHash, /^[0-9a-f]{64}$/);
  assert.deepEqual([data.scaled.min, data.scaled.max], [-1, 1]);
  assert.deepEqual([status.state, status.step, status.steps], ["complete", 3, 3]);
  const measured = picturesFor(findIteration("gan128MNIST"), 3 * 64); // few, as the run is short
  assert.deepEqual(
    [measures?.step, measures?.samples.n, measures?.reals.n],
    [3, measured, measured],
  );
});

for (const preset of ["asRun", "asTold", "asPublished"]) {
  test(`${preset} runs in its quick copy and draws its own view beside the plain grid`, async () => {
    const { status, errors } = await atelier(
      ...quickRun(out(preset), "--preset", preset, "--steps", "2"),
    );
    assert.equal(status, 0, errors.join("\n"));
    const grids = readdirSync(join(out(preset), "grids"));
    assert.ok(grids.includes("step-000002-preset.png"), grids.join());
    assert.ok(
      !read(preset, "grids", "step-000002-preset.png").equals(
        read(preset, "grids", "step-000002.png"),
      ),
    );
  });
}
