import assert from "node:assert/strict";
import { totalmem } from "node:os";
import { test } from "node:test";
import {
  formatBytes,
  memoryFreeBytes,
  memoryLimitBytes,
  parseBytes,
} from "../../src/engine/memory.js";
import { ConfigError } from "../../src/errors.js";
import { checkFits, estimate } from "../../src/iterations/estimate.js";
import { gan128MNIST } from "../../src/iterations/gan128MNIST.js";

test("sizes are read as people write them", () => {
  const sizes = {
    "300M": 300 * 1024 ** 2,
    "8G": 8 * 1024 ** 3,
    "8 GiB": 8 * 1024 ** 3,
    "1.5g": 1.5 * 1024 ** 3,
    "2TB": 2 * 1024 ** 4,
    "64k": 65536,
    " 1024 ": 1024,
  };
  for (const [text, bytes] of Object.entries(sizes)) assert.equal(parseBytes(text), bytes, text);
});

test("what is no size is refused with an example of one", () => {
  for (const text of ["", "much", "8X", "-1G", "1e9", "G", "8 G B", "1.G"]) {
    assert.throws(() => parseBytes(text), {
      name: "ConfigError",
      message: `memory: expected a size such as 8G or 512M, got "${text}"`,
    });
  }
});

test("small numbers are written with one decimal, others with none", () => {
  const sizes: readonly (readonly [number, string])[] = [
    [0, "0 B"],
    [1, "1 B"],
    [1023, "1023 B"],
    [1024, "1.0 KiB"],
    [1536 * 1024, "1.5 MiB"],
    [300 * 1024 ** 2, "300 MiB"],
    [9.96 * 1024 ** 3, "10 GiB"],
    [24 * 1024 ** 3, "24 GiB"],
    [1024 ** 3 - 1, "1.0 GiB"],
    [5000 * 1024 ** 4, "5000 TiB"],
  ];
  for (const [bytes, text] of sizes) assert.equal(formatBytes(bytes), text);
});

test("the limit is the machine's memory or less", () => {
  assert.ok(memoryLimitBytes() > 0 && memoryLimitBytes() <= totalmem());
});

test("what others hold is not free, what this process holds is", () => {
  const [limit, before] = [memoryLimitBytes(), memoryFreeBytes()];
  assert.ok(before > process.memoryUsage.rss() && before <= limit);
  // other programs take and give back meanwhile, so that one try in five must show it
  const changes = Array.from({ length: 5 }, () => {
    const from = memoryFreeBytes();
    const own = Buffer.alloc(2 ** 28, 1);
    return own.length > 0 ? Math.abs(memoryFreeBytes() - from) : Number.NaN;
  });
  assert.ok(Math.min(...changes) < 2 ** 27, `${changes}`);
});

test("every preset fits into its own estimate and is refused one byte below, with both numbers", () => {
  for (const preset of Object.values(gan128MNIST)) {
    const { totalBytes } = estimate(preset);
    assert.equal(checkFits(preset, totalBytes).totalBytes, totalBytes);
    assert.throws(
      () => checkFits(preset, totalBytes - 1),
      (error) => {
        assert.ok(error instanceof ConfigError);
        const [of, got] = [formatBytes(totalBytes - 1), formatBytes(totalBytes)];
        assert.ok(error.message.includes(`to fit into ${of} of memory, got an estimate of ${got}`));
        return true;
      },
    );
  }
});
