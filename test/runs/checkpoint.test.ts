import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { dispose, type Tensor, tensor } from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import { quickCopy } from "../../src/iterations/quick.js";
import {
  type CheckpointState,
  checkpointFiles,
  checkpointSteps,
  newestCheckpoint,
  openCheckpoint,
  readArrays,
  writeCheckpoint,
} from "../../src/runs/checkpoint.js";
import { Gan } from "../../src/training/gan.js";
import { temporaryFolder } from "./temporaryFolder.js";

/** A safetensors file read by the words of its specification: length, header, data. */
function readSafetensors(path: string) {
  const file = readFileSync(path);
  const length = Number(file.readBigUInt64LE(0));
  const data = file.subarray(8 + length);
  const header = JSON.parse(file.toString("utf8", 8, 8 + length)) as Record<
    string,
    { dtype: string; shape: number[]; data_offsets: [number, number] }
  >;
  return { length, header, data };
}

const folder = temporaryFolder();
const iteration = quickCopy("gan128MNIST");
let gan: Gan;

/** A state such as a run's recorder saves. */
function stateAt(step: number): CheckpointState {
  const random = { key: [1, 2], block: 3, used: 4 } as const;
  const order = { kind: "shuffled-passes", count: 9, random, position: 5 } as const;
  return {
    format: 1,
    step,
    options: {
      iteration,
      seed: 1,
      steps: 10,
      plannedSteps: 10,
      quick: true,
      mode: "compiled",
      checkpointEvery: 5,
      onNan: "stop",
    },
    game: { random: { latents: random } },
    data: { manifestHash: "abc", batches: step, order },
  };
}

before(() => {
  openEngine();
  gan = new Gan(iteration, 1);
});

test("a checkpoint holds every array of the game bit for bit, end to end without gaps", async () => {
  await writeCheckpoint(folder, stateAt(7), gan.tensors);
  const path = join(folder, "step-000007", "state.safetensors");
  const { length, header, data } = readSafetensors(path);
  assert.equal(length % 8, 0);
  assert.deepEqual(Object.keys(header), Object.keys(gan.tensors));
  let end = 0;
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(header)) {
    const [from, to] = data_offsets;
    const tensor = gan.tensors[name];
    assert.equal(from, end, `${name} begins where the one before ends`);
    assert.deepEqual([dtype, shape, to - from], ["F32", tensor?.shape, 4 * (tensor?.size ?? 0)]);
    const bytes = Buffer.from(tensor?.dataSync().slice().buffer as ArrayBuffer);
    assert.ok(bytes.equals(data.subarray(from, to)), `${name} differs`);
    end = to;
  }
  assert.equal(end, data.length);
  assert.ok(Object.keys(header).some((name) => name.startsWith("optimizer/")));
});

test("a checkpoint reads back: state and arrays as they were written", async () => {
  const checkpoint = openCheckpoint(folder, 7);
  assert.deepEqual(checkpoint.state, stateAt(7));
  const arrays = readArrays(checkpoint);
  assert.deepEqual(Object.keys(arrays), Object.keys(gan.tensors));
  for (const [name, tensor] of Object.entries(arrays)) {
    assert.deepEqual(tensor.shape, gan.tensors[name]?.shape);
    assert.deepEqual(tensor.dataSync(), gan.tensors[name]?.dataSync());
  }
  const biases = readArrays(checkpoint, (name) => name === "optimizer/generator/count");
  assert.deepEqual(Object.keys(biases), ["optimizer/generator/count"]);
  dispose([arrays, biases]);
});

test("the sums are such as `sha256sum -c` reads", () => {
  const text = readFileSync(join(folder, "step-000007", "SHA256SUMS"), "utf8");
  assert.match(text, /^[0-9a-f]{64} {2}state\.safetensors\n[0-9a-f]{64} {2}state\.json\n$/);
});

/** Small arrays, so that each byte of the checkpoint can be tried. */
async function smallCheckpoints(small: string): Promise<void> {
  const arrays: Record<string, Tensor> = { "generator/a": tensor([1, 2]), b: tensor(3) };
  for (const step of [0, 5]) await writeCheckpoint(small, stateAt(step), arrays);
  dispose(arrays);
}

test("a file cut short at any place gives one line, and the next older checkpoint", async () => {
  const small = temporaryFolder();
  await smallCheckpoints(small);
  for (const file of checkpointFiles) {
    const path = join(small, "step-000005", file);
    const whole = readFileSync(path);
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(path, whole.subarray(0, length));
      const lines: string[] = [];
      const { state } = newestCheckpoint(small, (line) => lines.push(line));
      assert.equal(state.step, 0, `${file} of ${length} bytes`);
      assert.equal(lines.length, 1);
      assert.match(
        lines[0] ?? "",
        /^damaged: .*step-000005: expected .*, got .*; the next older checkpoint is used$/,
      );
      assert.ok(!lines[0]?.includes("\n"));
    }
    writeFileSync(path, whole);
  }
  assert.equal(newestCheckpoint(small, assert.fail).state.step, 5);
});

test("a flipped bit anywhere in a large checkpoint is noticed", async () => {
  const large = temporaryFolder();
  cpSync(join(folder, "step-000007"), join(large, "step-000007"), { recursive: true });
  const path = join(large, "step-000007", "state.safetensors");
  const whole = readFileSync(path);
  const places = [0, 7, 8, 100, ...Array.from({ length: 40 }, (_, at) => at * 32749)];
  for (const place of [...places, whole.length - 1]) {
    const flipped = Buffer.from(whole);
    flipped[place % whole.length] = (flipped[place % whole.length] as number) ^ 16;
    writeFileSync(path, flipped);
    assert.throws(() => openCheckpoint(large, 7), /expected files that agree with SHA256SUMS/);
  }
  assert.throws(
    () => newestCheckpoint(large, () => {}),
    /^ConfigError: .*: expected a whole checkpoint to go on from, got "none"$/,
  );
});

test("a checkpoint that is written again replaces the old one", async () => {
  await writeCheckpoint(folder, { ...stateAt(7), game: "again" }, gan.tensors);
  assert.equal(openCheckpoint(folder, 7).state.game, "again");
  assert.deepEqual(checkpointSteps(folder), [7]);
});

test("a folder without checkpoints, or none at all, has none", () => {
  assert.deepEqual(checkpointSteps(temporaryFolder()), []);
  assert.deepEqual(checkpointSteps(join(folder, "nowhere")), []);
});
