import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { projectRoot } from "../../src/project.js";
import { atelier, checkpoints, temporaryFolder } from "./atelier.js";

const folder = temporaryFolder();
const weights = join(projectRoot(), "test", "exchange", "reference", "main64.G.safetensors");

before(async () => {
  const { status, stdout, errors } = await atelier("import", weights, "--as", "small");
  assert.equal(status, 0, errors.join("\n"));
  assert.match(stdout, /^read: the 64 px generator of DCGAN, latent 8, 4 filters, 3 channels$/m);
  assert.ok(existsSync(join(checkpoints, "imported", "small", "step-000000")));
});

test("an imported run is exported by name and step, and the command says where and how large", async () => {
  const out = join(folder, "web");
  const done = await atelier("export", "small@0", "--as", "tfjs", "-o", out);
  assert.equal(done.status, 0, done.errors.join("\n"));
  assert.match(done.stdout, /^generator of step 0, \d+ KiB, kept in .*web$/m);
  assert.ok(existsSync(join(out, "model.json")));
});

test("runs are listed by condition, and as CSV with every column", async () => {
  const listed = await atelier("list", "runs", "--where", "preset=small", "imageSize>=64");
  assert.match(listed.stdout, /^imported\/small +small +1 +complete +0\/0 /m);
  const none = await atelier("list", "runs", "--where", "imageSize>64");
  assert.equal(none.stdout.trim(), "no runs where imageSize>64");
  const { stdout } = await atelier("list", "runs", "--csv");
  const [head, row] = stdout.trim().split("\n");
  assert.match(head ?? "", /^run,iteration,preset,seed,state,step,steps,kimg,/);
  assert.match(row ?? "", /^imported\/small,imported,small,1,complete,0,0,/);
});

test("a run is written for TensorBoard, and one that kept no frames has no film", async () => {
  const out = join(folder, "logs");
  const { status, stdout, errors } = await atelier("tensorboard", "small", "-o", out);
  assert.equal(status, 0, errors.join("\n"));
  assert.match(stdout, /imported\/small\/events\.out\.tfevents\.\d+\.atelier$/m);
  const film = await atelier("film", "small");
  assert.deepEqual(
    [film.status, film.errors],
    [1, ['atelier: film of small: expected a run that kept frames, got "none"']],
  );
});

test("export names the formats, the runs and the steps there are", async () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [
      ["export", "small", "--as", "onnx", "-o", folder],
      /Allowed choices are tfjs, savedmodel, safetensors/,
    ],
    [
      ["export", "large", "--as", "tfjs", "-o", folder],
      /run: expected one of .*imported\/small.*, got "large"/,
    ],
    [
      ["export", "small@7", "--as", "tfjs", "-o", join(folder, "no")],
      /expected one of steps 0, got 7/,
    ],
    [
      ["import", "nowhere.safetensors", "--as", "x"],
      /nowhere\.safetensors: expected a safetensors file/,
    ],
  ];
  for (const [args, message] of cases) {
    const { status, errors } = await atelier(...args);
    assert.equal(status, 1);
    assert.equal(errors.length, 1, errors.join("\n"));
    assert.match(errors[0] ?? "", message);
  }
});
