import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { add, dispose, mul, reverse, tensor4d } from "@tensorflow/tfjs-core";
import { latentsOf } from "../../src/art/latentOf.js";
import { type Projection, project } from "../../src/art/project/project.js";
import { pyramidLoss } from "../../src/art/project/pyramidLoss.js";
import { openEngine } from "../../src/engine/backend.js";
import { Random } from "../../src/engine/random.js";
import { importRun } from "../../src/exchange/importRun.js";
import { projectRoot } from "../../src/project.js";
import type { Run } from "../../src/runs/run.js";
import { samplePictures } from "../../src/runs/samplePictures.js";
import { TrainedGenerator } from "../../src/runs/trainedGenerator.js";
import { encodePng } from "../../src/show/grid.js";
import { loadSharp } from "../../src/show/sharpWithFonts.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";

const folder = temporaryFolder();
let run: Run;

/** A generator from PyTorch's reference, 64 px in colour. */
before(async () => {
  process.env.ATELIER_CHECKPOINTS = join(folder, "checkpoints");
  openEngine();
  const file = join(projectRoot(), "test", "exchange", "reference", "main64.G.safetensors");
  run = await importRun([file], { as: "generator" });
  await ownPicture("own.png", 7);
  await noise("noise.png");
});

const inFolder = (name: string) => join(folder, name);

/** A picture of the generator's own, as a file. */
async function ownPicture(name: string, seed: number): Promise<void> {
  const generator = new TrainedGenerator(run);
  const image = samplePictures(generator, latentsOf(generator, [seed]));
  writeFileSync(inFolder(name), await encodePng(image));
  generator.dispose();
}

async function noise(name: string): Promise<void> {
  const random = new Random(3, "noise");
  const data = Uint8Array.from({ length: 64 * 64 * 3 }, () => random.integer(256));
  const raw = { width: 64, height: 64, channels: 3 } as const;
  await loadSharp()(data, { raw }).png().toFile(inFolder(name));
}

test("a picture of the generator's own is found nearly, noise is not; the figures beside say so", async () => {
  const files = [inFolder("own.png"), inFolder("noise.png")];
  const lines: string[] = [];
  const made = await project(run, files, {
    steps: 80,
    searches: 2,
    log: (line) => lines.push(line),
  });
  const [own, other] = made.projected;
  assert.ok(own && other);
  assert.ok(own.distance < 0.25 * own.nearestRandom, `${own.distance} of ${own.nearestRandom}`);
  assert.ok(made.control < 0.25 * own.random, `${made.control} of ${own.random}`);
  assert.ok(other.distance > 3 * own.distance, `${other.distance}, ${own.distance}`);
  assert.match(other.verdict, /cannot draw this|no more/);
  assert.match(own.verdict, /can draw this|comes near$/);
  assert.equal(made.state, "complete");
  assert.deepEqual([own.pictures.count, own.nearestTraining], [3, undefined]);
  assert.match(lines.join("\n"), /training pictures are not to be found/);
});

test("the latent that is kept draws the picture that was found", async () => {
  const out = inFolder("kept");
  const made = await project(run, [inFolder("own.png")], { steps: 5, searches: 2, out });
  assert.deepEqual(readdirSync(out).sort(), ["found-1.png", "projected.json", "sheet.png"]);
  const kept = JSON.parse(readFileSync(join(out, "projected.json"), "utf8")) as {
    readonly pictures: readonly { readonly latent: readonly number[]; readonly distance: number }[];
  };
  const generator = new TrainedGenerator(run);
  const again = samplePictures(generator, Float32Array.from(kept.pictures[0]?.latent ?? []));
  generator.dispose();
  const pixels = await loadSharp()(join(out, "found-1.png")).raw().toBuffer();
  assert.deepEqual(Buffer.from(again.data), pixels);
  assert.equal(kept.pictures[0]?.distance, made.projected[0]?.distance);
});

test("Stop keeps the best so far, and pictures that were not begun are left out", async () => {
  const stop = new AbortController();
  const files = [inFolder("own.png"), inFolder("noise.png")];
  const options = { steps: 100, searches: 1, out: inFolder("stopped"), signal: stop.signal };
  const made = await project(run, files, {
    ...options,
    onProgress: ({ done, total }) => {
      assert.equal(total, 3 * 100);
      if (done >= 110) stop.abort();
    },
  });
  const [own, other] = made.projected;
  assert.equal(made.state, "stopped");
  assert.equal(other, undefined);
  assert.ok(own && own.distance < own.nearestRandom);
});

test("other sizes, grey and transparent pictures are brought to the network's form, and it is said", async () => {
  const shape = { width: 90, height: 70 };
  const clear = { ...shape, channels: 4, background: { r: 9, g: 99, b: 9, alpha: 0.5 } } as const;
  await loadSharp()({ create: clear }).png().toFile(inFolder("clear.png"));
  const grey = { ...shape, channels: 3, background: "#777" } as const;
  await loadSharp()({ create: grey }).toColourspace("b-w").png().toFile(inFolder("grey.png"));
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const files = [inFolder("clear.png"), inFolder("grey.png")];
  const made: Projection = await project(run, files, { steps: 1, searches: 1, log });
  assert.match(
    lines[0] ?? "",
    /^clear\.png: brought from 90 x 70 to 64 px, its middle, what is transparent laid on white$/,
  );
  assert.match(
    lines[1] ?? "",
    /^grey\.png: brought from 90 x 70 to 64 px, its middle, grey, as colour$/,
  );
  const [r, g, b] = made.projected[0]?.pictures.data ?? [];
  assert.deepEqual(
    [r, g, b].map((value) => Math.round((value ?? 0) / 10)),
    [13, 18, 13],
  );
});

test("what is no picture, and numbers out of range, are refused before anything is searched", async () => {
  writeFileSync(inFolder("torn.png"), readFileSync(inFolder("own.png")).subarray(0, 900));
  writeFileSync(inFolder("text.png"), "no picture");
  const own = inFolder("own.png");
  const refused: readonly (readonly [readonly string[], object, RegExp])[] = [
    [[own, inFolder("text.png")], {}, /text\.png: expected a picture, got /],
    [[inFolder("torn.png")], {}, /torn\.png: expected a picture, got /],
    [[inFolder("none.png")], {}, /none\.png: expected a picture, got /],
    [[], {}, /pictures: expected at least one, got 0/],
    [[own], { steps: 0 }, /steps: expected a whole number from 1 to 10000, got 0/],
    [[own], { searches: 65 }, /searches: expected a whole number from 1 to 64, got 65/],
    [[own], { step: 5 }, /checkpoint of generator: expected one of steps 0, got 5/],
  ];
  for (const [files, options, message] of refused)
    await assert.rejects(project(run, files, options), { name: "ConfigError", message });
});

test("the pictures' distance is 0 for the same picture, grows with blur and shift, and needs no even sides", () => {
  const random = new Random(1, "pictures");
  const target = tensor4d(
    Float32Array.from({ length: 25 * 25 }, () => 2 * random.uniform() - 1),
    [1, 25, 25, 1],
  );
  const other = reverse(target, 2);
  const half = mul(add(target, other), 0.5);
  const distances = [target, half, other].map((each) => {
    const loss = pyramidLoss(each as typeof target, target);
    return loss.dataSync()[0] ?? Number.NaN;
  });
  dispose([target, other, half]);
  assert.equal(distances[0], 0);
  assert.ok(
    (distances[1] ?? 0) > 0.1 && (distances[2] ?? 0) > 1.5 * (distances[1] ?? 0),
    String(distances),
  );
});
