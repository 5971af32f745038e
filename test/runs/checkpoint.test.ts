import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { openEngine } from "../../src/engine/backend.js";
import { quickCopy } from "../../src/iterations/quick.js";
import { checkpointSteps, writeCheckpoint } from "../../src/runs/checkpoint.js";
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
let gan: Gan;

before(() => {
  openEngine();
  gan = new Gan(quickCopy("gan128MNIST"), 1);
});

test("a checkpoint holds every array of the game bit for bit, end to end without gaps", async () => {
  await writeCheckpoint(folder, 7, gan, null);
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

test("the random streams and the place in the data lie beside the arrays as plain JSON", () => {
  const text = readFileSync(join(folder, "step-000007", "state.json"), "utf8");
  assert.deepEqual(JSON.parse(text), { step: 7, random: gan.randomStates(), data: null });
});

test("the last two checkpoints stay, and nothing half-written", async () => {
  mkdirSync(join(folder, "step-000009.partial"));
  writeFileSync(join(folder, "step-000009.partial", "state.safetensors"), "half");
  for (const step of [8, 9, 10]) await writeCheckpoint(folder, step, gan, { step });
  assert.deepEqual(readdirSync(folder), ["step-000009", "step-000010"]);
  assert.deepEqual(checkpointSteps(folder), [9, 10]);
});

test("a checkpoint that is written again replaces the old one", async () => {
  await writeCheckpoint(folder, 10, gan, "again");
  const text = readFileSync(join(folder, "step-000010", "state.json"), "utf8");
  assert.equal(JSON.parse(text).data, "again");
  assert.deepEqual(checkpointSteps(folder), [9, 10]);
});

test("a folder without checkpoints, or none at all, has none", () => {
  assert.deepEqual(checkpointSteps(temporaryFolder()), []);
  assert.deepEqual(checkpointSteps(join(folder, "nowhere")), []);
});
