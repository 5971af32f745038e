import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { crc32c, maskedCrc32c } from "../../src/exchange/crc32c.js";
import { eventFile } from "../../src/exchange/tensorboardEvents.js";
import { quickCopy } from "../../src/iterations/quick.js";
import { lab } from "../../src/lab.js";
import type { Run } from "../../src/runs/run.js";
import { startRun } from "../../src/runs/startRun.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import { printed, pythonWith } from "./python.js";

const folder = temporaryFolder();
const python = pythonWith("tensorboard");
let run: Run;

before(async () => {
  delete process.env.ATELIER_DATA;
  process.env.ATELIER_OFFLINE = "1";
  const options = { steps: 3, out: join(folder, "run") };
  run = await startRun(quickCopy("gan128MNIST", "asTold"), options);
});

test("crc32c gives the known sums of RFC 3720, appendix B.4", () => {
  assert.equal(crc32c(new Uint8Array(32)), 0x8a9136aa);
  assert.equal(crc32c(new Uint8Array(32).fill(255)), 0x62a8ab43);
  assert.equal(crc32c(Uint8Array.from({ length: 32 }, (_, index) => index)), 0x46dd794e);
  assert.equal(crc32c(Buffer.from("123456789")), 0xe3069283);
});

test("a file begins with the record that every TensorBoard file begins with", () => {
  const bytes = Buffer.concat([...eventFile(0, [])]);
  const length = Number(bytes.readBigUInt64LE());
  assert.equal(bytes.length, 8 + 4 + length + 4);
  assert.equal(bytes.readUInt32LE(8), maskedCrc32c(bytes.subarray(0, 8)));
  const body = bytes.subarray(12, 12 + length);
  assert.equal(bytes.readUInt32LE(12 + length), maskedCrc32c(body));
  assert.equal(body.toString("latin1"), "\x09\0\0\0\0\0\0\0\0\x1a\rbrain.Event:2");
});

test("a run is written below its iteration's name, and a second time in the same place", async () => {
  const logs = join(folder, "twice");
  const [file = ""] = await lab.tensorboard([run], logs);
  assert.match(file, /twice\/gan128MNIST\/run\/events\.out\.tfevents\.\d+\.atelier$/);
  const first = readFileSync(file);
  assert.deepEqual(await lab.tensorboard([run], logs), [file]);
  assert.ok(readFileSync(file).equals(first));
  await assert.rejects(lab.tensorboard([], logs), /expected at least one run, got none$/);
});

test("TensorBoard reads every scalar, grid and hyperparameter that the run has", {
  skip: python ? false : "no Python with tensorboard (name one in ATELIER_PEERS_PYTHON)",
}, async () => {
  const logs = join(folder, "logs");
  await lab.tensorboard([run], logs);
  const program = `
import json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.hparams import plugin_data_pb2
read = EventAccumulator(sys.argv[1] + "/gan128MNIST/run", size_guidance={"images": 0, "scalars": 0}).Reload()
tags = read.Tags()
def data(tag):
    content = read.SummaryMetadata("_hparams_/" + tag).plugin_data.content
    return plugin_data_pb2.HParamsPluginData.FromString(content)
start, end = data("session_start_info").session_start_info, data("session_end_info").session_end_info
value = lambda field: getattr(field, field.WhichOneof("kind"))
print(json.dumps({
    "scalars": {tag: [[each.step, each.value] for each in read.Scalars(tag)] for tag in tags["scalars"]},
    "images": {tag: [[each.step, each.width, each.height, len(each.encoded_image_string)] for each in read.Images(tag)] for tag in tags["images"]},
    "parameters": {name: value(field) for name, field in start.hparams.items()},
    "end": end.status,
}))`;
  const text = await printed(python ?? "", program, logs);
  const read = JSON.parse(text.split("\n").at(-1) ?? "") as {
    readonly scalars: Record<string, readonly [number, number][]>;
    readonly images: Record<string, readonly number[][]>;
    readonly parameters: Record<string, unknown>;
    readonly end: number;
  };
  const rows = run.rows();
  for (const column of ["generatorLoss", "discriminatorLoss"]) {
    const wanted = rows.map(({ step, ...row }) => [step, Math.fround(row[column] ?? 0)]);
    assert.deepEqual(read.scalars[`loss/${column}`], wanted);
  }
  assert.equal(Object.keys(read.scalars).length, Object.keys(rows[0] ?? {}).length - 1);
  const images = read.images["grids/fixed"] ?? [];
  assert.deepEqual(
    images.map(([step]) => step),
    run.gridSteps(),
  );
  assert.deepEqual(
    images.map((image) => image[3]),
    run.gridSteps().map((step) => run.grid(step).length),
  );
  assert.equal(read.parameters["generator.learningRate"], run.iteration.generator.learningRate);
  assert.deepEqual([read.parameters.seed, read.parameters.preset], [1, "asTold-quick"]);
  assert.equal(read.end, 1);
});
