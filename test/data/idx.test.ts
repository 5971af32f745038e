import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { parseIdx } from "../../src/data/idx.js";
import { ConfigError } from "../../src/errors.js";

function idx(magic: number, shape: readonly number[], data: Uint8Array): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.writeUInt32BE(magic, 0);
  for (const [at, side] of shape.entries()) header.writeUInt32BE(side, 4 + 4 * at);
  return gzipSync(Buffer.concat([header, data]));
}

const pictures = Uint8Array.from({ length: 5 * 6 * 7 }, (_, at) => (at * 37) % 251);
const whole = idx(0x803, [5, 6, 7], pictures);

function refused(packed: Uint8Array, message: RegExp, shape?: readonly number[]): void {
  assert.throws(
    () => parseIdx(packed, "train.gz", { dimensions: 3, ...(shape && { shape }) }),
    (error) => error instanceof ConfigError && message.test(error.message),
  );
}

test("shape and bytes come back as they were written", () => {
  const { shape, data } = parseIdx(whole, "train.gz", { dimensions: 3, shape: [5, 6, 7] });
  assert.deepEqual(shape, [5, 6, 7]);
  assert.deepEqual([...data], [...pictures]);
});

test("a truncated file is named, with how much of it could be unpacked", () => {
  refused(
    whole.subarray(0, whole.length - 40),
    /^train\.gz: expected a whole gzip file, got "unexpected end of file; only \d+ bytes could/,
  );
});

test("a wrong magic number is named, with the one expected", () => {
  refused(
    idx(0x801, [210], pictures),
    /^train\.gz: expected an idx file of pictures \(magic 00000803\), got "00000801"$/,
  );
});

test("another shape than expected is named", () => {
  refused(whole, /^train\.gz: expected shape \[5, 28, 28\], got \[5,6,7\]$/, [5, 28, 28]);
});

test("fewer bytes than the shape says are named", () => {
  refused(
    idx(0x803, [9, 6, 7], pictures),
    /^train\.gz: expected 378 bytes for shape \[9, 6, 7\], got "210 bytes"$/,
  );
});

test("a file that is not gzip is named by its first bytes", () => {
  refused(
    Buffer.from("<html>"),
    /^train\.gz: expected a gzip file \(first bytes 1f8b\), got "3c68"$/,
  );
});
