import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { tensor } from "@tensorflow/tfjs-core";
import { openCheckpoint } from "../../src/runs/checkpoint.js";
import type { Run } from "../../src/runs/run.js";
import { writeSafetensors } from "../../src/runs/safetensors.js";
import { smallArtRun } from "../art/artRuns.js";
import { inProcess } from "../cli/inProcess.js";
import { temporaryFolder } from "./temporaryFolder.js";
import { writeSums } from "./writeSums.js";

const folder = temporaryFolder();
let run: Run;

before(async () => {
  process.env.XDG_CACHE_HOME = join(folder, "cache");
  run = await smallArtRun(folder, "flipped");
  const file = join(run.folder, "step-000004", "state.safetensors");
  const bytes = readFileSync(file);
  bytes[bytes.length - 5] = (bytes[bytes.length - 5] as number) ^ 1;
  writeFileSync(file, bytes);
});

const out = (name: string) => join(folder, name);

test("one flipped bit in the weights ends every command that reads them, with the folder's name", async () => {
  const commands: readonly (readonly string[])[] = [
    ["sample", run.folder, "--count", "1", "-o", out("samples")],
    ["export", run.folder, "--as", "safetensors", "-o", out("export")],
    ["page", run.folder, "-o", out("page.html")],
    ["measure", run.folder],
    ["generate", run.folder, "--imsize", "2", "-o", out("canvas.png")],
    ["arithmetic", run.folder, "-a", "1", "-b", "2", "-c", "3", "-o", out("sum.png")],
    ["walk", run.folder, "--keys", "1", "2", "-o", out("walk")],
    ["fine-tune", run.folder, "--data", "synthetic", "--steps", "1", "--out", out("tuned")],
    ["run", "gan128MNIST", "--quick", "--steps", "1", "--net-g", run.folder, "--out", out("net")],
  ];
  for (const command of commands) {
    const { status, errors } = await inProcess(...command);
    assert.equal(status, 1, command[0]);
    assert.match(
      errors.join("\n"),
      /^atelier: .*step-000004: expected files that agree with SHA256SUMS, got "others"$/,
      command[0],
    );
  }
  const whole = await inProcess("sample", `${run.folder}@2`, "--count", "1", "-o", out("whole"));
  assert.equal(whole.status, 0, whole.errors.join("\n"));
});

test("arrays of another network under right sums are refused, each listed", async () => {
  const step = join(run.folder, "step-000004");
  const arrays = { "generator/other": tensor([1, 2]) };
  await writeSafetensors(join(step, "state.safetensors"), arrays);
  writeSums(step);
  openCheckpoint(run.folder, 4);
  const { status, errors } = await inProcess("sample", run.folder, "--weights", "raw");
  assert.equal(status, 1);
  assert.match(
    errors.join("\n"),
    /step-000004: expected the arrays of its generator, got others: .*generator\/other is \[2\] in place of nothing/,
  );
});
