import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { scalar, tensor } from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import { ConfigError } from "../../src/errors.js";
import { readSafetensors } from "../../src/runs/readSafetensors.js";
import { writeSafetensors } from "../../src/runs/safetensors.js";
import { temporaryFolder } from "./temporaryFolder.js";

const folder = temporaryFolder();
const file = join(folder, "file.safetensors");

before(() => {
  openEngine();
});

/** Writes a file with this header and so many bytes behind it. */
function write(header: string | object, bytes: Uint8Array | number = 0, length?: number): void {
  const text = Buffer.from(typeof header === "string" ? header : JSON.stringify(header));
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(BigInt(length ?? text.length));
  const data = typeof bytes === "number" ? Buffer.alloc(bytes) : bytes;
  writeFileSync(file, Buffer.concat([prefix, text, data]));
}

function refused(message: RegExp): void {
  assert.throws(
    () => readSafetensors(file),
    (error) => {
      assert.ok(error instanceof ConfigError, String(error));
      assert.match(error.message, message);
      return true;
    },
  );
}

test("what is written is read again: names, shapes, types and every bit", async () => {
  const tensors = {
    "a/kernel": tensor([1.5, -0, Number.NaN, 1e-40], [2, 2]),
    count: scalar(7, "int32"),
    empty: tensor([], [0, 3]),
  };
  await writeSafetensors(file, tensors);
  const read = readSafetensors(file);
  assert.deepEqual(Object.keys(read), Object.keys(tensors));
  for (const [name, written] of Object.entries(tensors)) {
    assert.deepEqual([read[name]?.shape, read[name]?.dtype], [written.shape, written.dtype]);
    assert.deepEqual(read[name]?.dataSync(), written.dataSync());
  }
  assert.deepEqual(Object.keys(readSafetensors(file, (name) => name === "count")), ["count"]);
});

test("numbers of other widths become float32: half, bfloat16, double, whole", () => {
  const bytes = Buffer.from("003c00c0010000fc" + "803f20c1", "hex");
  const wide = Buffer.alloc(16);
  wide.writeDoubleLE(0.1, 0);
  wide.writeBigInt64LE(-3n, 8);
  write(
    {
      half: { dtype: "F16", shape: [4], data_offsets: [0, 8] },
      brain: { dtype: "BF16", shape: [2], data_offsets: [8, 12] },
      double: { dtype: "F64", shape: [1], data_offsets: [12, 20] },
      whole: { dtype: "I64", shape: [], data_offsets: [20, 28] },
    },
    Buffer.concat([bytes, wide]),
  );
  const { half, brain, double, whole } = readSafetensors(file);
  assert.deepEqual([...(half?.dataSync() ?? [])], [1, -2, 2 ** -24, Number.NEGATIVE_INFINITY]);
  assert.deepEqual([...(brain?.dataSync() ?? [])], [1, -10]);
  assert.deepEqual(double?.dataSync(), Float32Array.of(0.1));
  assert.deepEqual([...(whole?.dataSync() ?? [])], [-3]);
});

test("a file cut off anywhere is refused with its name, whatever the place", async () => {
  await writeSafetensors(file, { a: tensor([1, 2, 3]), b: scalar(1) });
  const whole = readFileSync(file);
  for (let length = 0; length < whole.length; length++) {
    writeFileSync(file, whole.subarray(0, length));
    refused(/file\.safetensors(: .*)?: expected .*, got /);
  }
});

test("a header that claims to be larger than the file, or than any header, is not even read", () => {
  write("{}", 0, 3);
  refused(/length of the header: expected 2 to 2 bytes, got 3$/);
  write("{}", 8 * 2 ** 20, 8 * 2 ** 20);
  refused(/length of the header: expected 2 to 4194304 bytes, got 8388608$/);
  writeFileSync(file, Buffer.alloc(16, 0xff));
  refused(/length of the header: expected 2 to 8 bytes, got 18446744073709552000$/);
});

test("hostile headers are refused: no JSON, deep nests, wrong types, places outside or twice used", () => {
  const entry = (more: object = {}) => ({
    dtype: "F32",
    shape: [2],
    data_offsets: [0, 8],
    ...more,
  });
  const cases: readonly (readonly [string | object, RegExp])[] = [
    ["[1]", /expected a JSON header that is an object, got "\[1\]"$/],
    ["{no", /expected a JSON header, got /],
    [`{"a":${"[".repeat(100_000)}`, /expected a JSON header, got /],
    [{ a: 1 }, /: a: dtype: expected one of F64, .*, got "none"$/],
    [{ a: entry({ dtype: "toString" }) }, /: a: dtype: expected .*, got "toString"$/],
    [{ a: entry({ shape: [-2] }) }, /: a: shape: expected at most 8 whole numbers, got \[-2\]$/],
    [{ a: entry({ shape: [1.5] }) }, /: a: shape: /],
    [{ a: entry({ shape: [2 ** 30, 2 ** 30] }) }, /: a: data_offsets: expected a place of /],
    [{ a: entry({ data_offsets: [8, 0] }) }, /: a: data_offsets: expected a place of 8 bytes/],
    [{ a: entry({ data_offsets: [8, 16] }) }, /: a: first byte: expected \d+, got \d+$/],
    [{ a: entry(), b: entry() }, /: b: first byte: expected /],
    [{ a: entry(), __metadata__: { format: 1 } }, /__metadata__: expected texts by name/],
    [{}, /expected a file of \d+ bytes, got \d+$/],
  ];
  for (const [header, message] of cases) {
    write(header, 8);
    refused(message);
  }
});

test("a name that stands twice in a header is refused, however it is spelled", () => {
  const entry = '{"dtype":"F32","shape":[2],"data_offsets":[0,8]}';
  write(`{"a":${entry},"a":${entry}}`, 8);
  refused(/file\.safetensors: header: expected each name once, got "a"$/);
  write(`{"a":${entry},"\\u0061":${entry}}`, 8);
  refused(/header: expected each name once, got "a"$/);
  write('{"a":{"dtype":"F32","dtype":"I32","shape":[2],"data_offsets":[0,8]}}', 8);
  refused(/header: expected each name once, got "dtype"$/);
  write(`{"a":${entry},"__metadata__":{"a":"the text \\"a\\": {"}}`, 8);
  assert.deepEqual(Object.keys(readSafetensors(file)), ["a"]);
});

test("what a hostile header says reaches no terminal: no escape codes, no megabytes", () => {
  const name = `\u001b[2J\u009b31m\u202e${"x".repeat(2 ** 20)}`;
  write({ [name]: { dtype: "F32", shape: name, data_offsets: [0, 8] } }, 8);
  assert.throws(
    () => readSafetensors(file),
    ({ message }: Error) => {
      assert.ok(message.length < 2000, `${message.length} characters`);
      assert.doesNotMatch(message, /[\p{Cc}\u202e]/u);
      assert.match(message, /\\u001b\[2J\\u009b31m\\u202exxx/);
      return true;
    },
  );
  write(Buffer.from([0x7b, 0xff, 0x7d]).toString("latin1"), 8);
  const bytes = readFileSync(file);
  bytes[9] = 0xff;
  writeFileSync(file, bytes);
  refused(/file\.safetensors: expected a header in UTF-8, got other bytes$/);
});

test("a file that is not there is named", () => {
  assert.throws(
    () => readSafetensors(join(folder, "nowhere.safetensors")),
    /nowhere\.safetensors: expected a safetensors file, got ENOENT/,
  );
});
