import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { div, ones, type Tensor, zeros } from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import type { Tensors } from "../../src/engine/step.js";
import { readTorchDcgan } from "../../src/exchange/readTorchDcgan.js";
import { lab } from "../../src/lab.js";
import { projectRoot } from "../../src/project.js";
import { readSafetensors } from "../../src/runs/readSafetensors.js";
import { writeSafetensors } from "../../src/runs/safetensors.js";
import { TrainedGenerator } from "../../src/runs/trainedGenerator.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import { torchApart } from "./torchAnswer.js";

const folder = temporaryFolder();
const reference = join(projectRoot(), "test", "exchange", "reference");
const file = (name: string) => join(reference, `${name}.safetensors`);

before(() => {
  process.env.ATELIER_CHECKPOINTS = join(folder, "checkpoints");
  openEngine();
});

for (const name of ["main64", "lua128"]) {
  test(`${name}: the imported networks answer as PyTorch did, within 1e-4`, () => {
    const { pictures, answers, spread } = torchApart(reference, name);
    assert.ok(spread > 0.5, `pictures that differ, got a spread of ${spread}`);
    assert.ok(pictures < 1e-4 && answers < 1e-4, `${pictures}, ${answers}`);
  });
}

test("an imported run draws what PyTorch drew, and its page says where it came from", async () => {
  const run = await lab.import([file("main64.G"), file("main64.D")], { as: "both" });
  const { latents, pictures } = readSafetensors(file("main64.answer"));
  const generator = new TrainedGenerator(run);
  const drawn = generator.sample(latents?.dataSync() as Float32Array);
  const theirs = pictures?.dataSync() ?? [];
  assert.equal(drawn.length, theirs.length);
  assert.ok(drawn.every((value, index) => Math.abs(value - (theirs[index] ?? 2)) < 1e-4));
  assert.deepEqual([run.status.state, run.gridSteps()], ["complete", [0]]);
  assert.match(run.data.description, /64 px generator of DCGAN, latent 8, 4 filters, 3 channels/);
  assert.equal(lab.open("imported/both").folder, run.folder);
  const { generator: g, discriminator: d, data } = run.iteration;
  assert.deepEqual([g.filters, d.filters, g.latentDim, data.imageSize], [[4], [4], 8, 64]);
});

test("a generator alone gets a new discriminator of its size, the same for the same seed", async () => {
  const one = await lab.import([file("lua128.G")], { as: "one", seed: 3 });
  const two = await lab.import([file("lua128.G")], { as: "two", seed: 3 });
  const state = (run: typeof one) =>
    readSafetensors(join(run.folder, "step-000000", "state.safetensors"));
  const [a, b] = [state(one), state(two)];
  assert.deepEqual(Object.keys(a), Object.keys(b));
  for (const [name, array] of Object.entries(a)) {
    assert.deepEqual(array.dataSync(), b[name]?.dataSync());
  }
  assert.deepEqual(a["discriminator/00-conv/kernel"]?.shape, [4, 4, 1, 64]);
});

/** A generator of the 64 px kind with changes, as a file. */
async function changed(change: (arrays: Record<string, Tensor>) => void): Promise<string> {
  const arrays: Record<string, Tensor> = { ...readSafetensors(file("main64.G")) };
  for (const name of Object.keys(arrays)) if (name.includes("num_batches")) delete arrays[name];
  change(arrays);
  const path = join(folder, "changed.safetensors");
  await writeSafetensors(path, arrays as Tensors);
  return path;
}

test("every array that is missing, surplus or of another shape is listed at once", async () => {
  const path = await changed((arrays) => {
    delete arrays["main.4.running_var"];
    arrays["main.3.weight"] = zeros([32, 9, 4, 4]);
    arrays["main.20.weight"] = zeros([3]);
  });
  assert.throws(
    () => readTorchDcgan(path),
    /changed\.safetensors: expected the 64 px generator of DCGAN, latent 8, 4 filters, 3 channels, got main\.3\.weight: expected \[32, 16, 4, 4\], got \[32, 9, 4, 4\]; 4\.running_var: expected \[16\], got nothing; main\.20\.weight: expected nothing, got \[3\]$/,
  );
});

test("a bias of zeros is let pass, another is refused by its name", async () => {
  const with0 = await changed((arrays) => {
    arrays["main.0.bias"] = zeros([32]);
  });
  readTorchDcgan(with0);
  const with1 = await changed((arrays) => {
    arrays["main.0.bias"] = ones([32]);
  });
  assert.throws(
    () => readTorchDcgan(with1),
    /main\.0\.bias: expected no bias, or zeros: DCGAN's kernels have none, got 1$/,
  );
});

test("a weight that is not a number is refused by its name", async () => {
  const path = await changed((arrays) => {
    arrays["main.1.bias"] = div(zeros([32]), 0);
  });
  assert.throws(() => readTorchDcgan(path), /main\.1\.bias: expected finite numbers, got NaN$/);
});

test("files that are no DCGAN, names and pairs that do not fit are refused, and nothing is kept", async () => {
  const other = join(folder, "other.safetensors");
  await writeSafetensors(other, { "conv.weight": zeros([3, 3]) });
  const torn = join(folder, "torn.safetensors");
  writeFileSync(torn, "no safetensors at all");
  const cases: readonly (readonly [readonly string[], string, RegExp])[] = [
    [[other], "refused", /expected a DCGAN's layers: .*, got conv\.weight$/],
    [[torn], "refused", /torn\.safetensors: length of the header: expected /],
    [
      [file("main64.G"), file("lua128.D")],
      "refused",
      /expected the 64 px discriminator for .*, got the 128 px discriminator/,
    ],
    [[file("main64.G"), file("main64.G")], "refused", /expected the 64 px discriminator for /],
    [[], "refused", /files to import: expected one or two, got 0$/],
    [
      [file("main64.G")],
      "../up",
      /--as: expected a name of letters, digits, - _ and \., got "\.\.\/up"$/,
    ],
  ];
  for (const [files, as, message] of cases) {
    await assert.rejects(lab.import(files, { as }), message);
    assert.equal(existsSync(join(folder, "checkpoints", "imported", "refused")), false);
  }
  await lab.import([file("main64.G")], { as: "taken" });
  await assert.rejects(lab.import([file("main64.G")], { as: "taken" }), /a new or empty folder/);
});
