import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { openEngine } from "../../src/engine/backend.js";
import { exportFormats } from "../../src/exchange/modelCard.js";
import { readTorchDcgan } from "../../src/exchange/readTorchDcgan.js";
import { quickCopy } from "../../src/iterations/quick.js";
import { lab } from "../../src/lab.js";
import { projectRoot } from "../../src/project.js";
import { readSafetensors } from "../../src/runs/readSafetensors.js";
import type { Run } from "../../src/runs/run.js";
import { startRun } from "../../src/runs/startRun.js";
import { TrainedGenerator } from "../../src/runs/trainedGenerator.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import { apart } from "./networks.js";
import { printed, pythonWith } from "./python.js";

const folder = temporaryFolder();
const here = join(projectRoot(), "test", "exchange");
const weights = join(here, "reference", "main64.G.safetensors");
const python = pythonWith("torch", "safetensors", "numpy");
let imported: Run;
let trained: Run;

before(async () => {
  process.env.ATELIER_CHECKPOINTS = join(folder, "checkpoints");
  process.env.ATELIER_OFFLINE = "1";
  openEngine();
  imported = await lab.import([weights], { as: "torch" });
  const quick = quickCopy("gan128MNIST", "asTold");
  const iteration = { ...quick, training: { ...quick.training, batchSize: 4 } };
  trained = await startRun(iteration, {
    steps: 2,
    out: join(folder, "trained"),
    data: join(projectRoot(), "docs"),
  });
});

for (const as of exportFormats) {
  test(`${as}: the card says what was trained on what, for how long, and what goes in and out`, async () => {
    const { step, bytes } = await lab.export(trained, { as, out: join(folder, as) });
    const files = readdirSync(join(folder, as));
    assert.ok(files.includes("README.md") && files.includes("check.safetensors"), files.join());
    assert.equal(step, 2);
    assert.ok(bytes > 10_000);
    const card = readFileSync(join(folder, as, "README.md"), "utf8");
    for (const pattern of [
      /^# gan128MNIST asTold/,
      /\| training data \| .+ \|/,
      /\| steps \| 2 of batch 4: 0\.008 kimg; seed 1 \|/,
      /\| latents \| \[batch, 64\], float32, uniform in \[0, 1\) \|/,
      /\| pictures \| \[batch, 28, 28, 1\], float32, 0 to 1 \|/,
      /Copy check .*: (passed|\*\*failed)/,
      /\*\*Licence\.\*\* Trained on pictures of others/,
    ]) {
      assert.match(card, pattern);
    }
    assert.ok(!card.includes(folder), "no path of this machine");
  });
}

test("the check's pictures are the run's own, from the step that was named", async () => {
  const out = join(folder, "start");
  await lab.export(trained, { as: "safetensors", out, step: 0 });
  const { latents, pictures } = readSafetensors(join(out, "check.safetensors"));
  const draw = (step: number) =>
    new TrainedGenerator(trained, step).sample(latents?.dataSync() as Float32Array);
  assert.deepEqual(pictures?.dataSync(), draw(0));
  assert.notDeepEqual(pictures?.dataSync(), draw(2));
});

test("a DCGAN goes out as it came in: PyTorch's names, layout and every bit", async () => {
  const out = join(folder, "back");
  await lab.export(imported, { as: "safetensors", out });
  const [before, after] = [weights, join(out, "generator.safetensors")].map(readTorchDcgan);
  assert.deepEqual(after?.dcgan, before?.dcgan);
  for (const [name, array] of Object.entries(before?.weights ?? {})) {
    assert.deepEqual(array.dataSync(), after?.weights[name]?.dataSync(), name);
  }
});

test("PyTorch loads the export of a DCGAN and draws the lab's pictures", {
  skip: python ? false : "no Python with torch and safetensors (name one in ATELIER_PEERS_PYTHON)",
}, async () => {
  const out = join(folder, "torch");
  await lab.export(imported, { as: "safetensors", out });
  const program = `
import sys, torch
from safetensors.torch import load_file
sys.path.insert(0, sys.argv[1])
from torch_reference import generator
net = torch.nn.ModuleDict({"main": generator(64, 3, 8, 4)})
net.load_state_dict(load_file(sys.argv[2] + "/generator.safetensors"), strict=False)
check = load_file(sys.argv[2] + "/check.safetensors")
with torch.no_grad():
    pictures = net.eval()["main"](check["latents"].reshape(-1, 8, 1, 1)).permute(0, 2, 3, 1)
print((pictures - check["pictures"]).abs().max().item())`;
  const distance = Number(await printed(python ?? "", program, here, out));
  assert.ok(distance < 1e-4, `${distance} apart`);
});

test("a network that PyTorch has no names for keeps the lab's names and numbers", async () => {
  const arrays = readSafetensors(join(folder, "safetensors", "generator.safetensors"));
  const own = new TrainedGenerator(trained).tensors;
  assert.deepEqual(Object.keys(arrays), Object.keys(own));
  for (const [name, array] of Object.entries(own)) {
    assert.equal(apart(array.dataSync(), arrays[name]?.dataSync() ?? []), 0);
  }
});

test("a step without a checkpoint, a folder in use and a strange format are refused", async () => {
  const out = join(folder, "refused");
  await assert.rejects(
    lab.export(trained, { as: "tfjs", out, step: 1 }),
    /checkpoint of trained: expected one of steps 0, 2, got 1$/,
  );
  await assert.rejects(
    lab.export(trained, { as: "tfjs", out: here }),
    /--out .*: expected a new or empty folder for the export, got "a folder that holds /,
  );
  const as = "onnx" as "tfjs";
  await assert.rejects(lab.export(trained, { as, out }), /--as: expected one of tfjs, savedmodel/);
  assert.equal(existsSync(out), false);
  assert.equal(existsSync(`${out}.partial`), false);
});
