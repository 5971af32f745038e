import assert from "node:assert/strict";
import { test } from "node:test";
import { resizeBilinear, resizeToSquare } from "../../src/data/resizeBilinear.js";

/* The numbers come from TensorFlow 2.21 in Python:
import numpy as np, tensorflow as tf
a = np.arange(12).reshape(1, 3, 4, 1) ** 2 % 97 * 2
r = lambda x, h, w: tf.compat.v1.image.resize_bilinear(
    x.astype("float32"), [h, w], align_corners=False, half_pixel_centers=False).numpy()
print(r(a, 5, 7)[0, :, :, 0], r(a, 2, 3)[0, :, :, 0])
c = np.stack([a[0, :, :, 0], 255 - a[0, :, :, 0], a[0, :, :, 0] // 2], -1)[None]
print(r(c, 4, 2)[0])
y, x = np.mgrid[0:28, 0:28]
o = r(((x * 7 + y * 13 + x * y) % 256)[None, :, :, None], 128, 128)[0, :, :, 0]
print(o.sum(dtype="float64"), (o ** 2).sum(dtype="float64"), o[0, :8], o[64, 60:66], o[127, 120:])
*/
const a = {
  data: Uint8Array.from([0, 2, 8, 18, 32, 50, 72, 98, 128, 162, 6, 48]),
  width: 4,
  height: 3,
  channels: 1,
} as const;

function near(got: ArrayLike<number>, want: readonly number[]): void {
  assert.equal(got.length, want.length);
  for (const [at, value] of want.entries())
    assert.ok(Math.abs((got[at] as number) - value) < 2e-4, `${at}: ${got[at]} is not ${value}`);
}

test("enlarging gives TensorFlow 1's numbers", () => {
  near(
    resizeBilinear(a, 5, 7),
    [
      [0, 1.1429, 2.8571, 6.2857, 10.8571, 16.5714, 18],
      [19.2, 25.8286, 33.0286, 41.9429, 52, 63.2, 66],
      [51.2, 63.3143, 70.4571, 62.6857, 67.1428, 83.8286, 88],
      [108.8, 126.4, 122.4, 53.6, 30.2857, 52.4571, 58],
      [128, 147.4286, 139.7143, 50.5714, 18, 42, 48],
    ].flat(),
  );
});

test("shrinking gives TensorFlow 1's numbers", () => {
  near(resizeBilinear(a, 2, 3), [0, 4, 14.6667, 80, 83.6667, 61.6667]);
});

test("three channels are interpolated each by itself", () => {
  const data = Uint8Array.from([...a.data].flatMap((v) => [v, 255 - v, Math.floor(v / 2)]));
  const want = [
    [0, 255, 0, 8, 247, 4],
    [24, 231, 12, 56, 199, 28],
    [80, 175, 40, 39, 216, 19.5],
    [128, 127, 64, 6, 249, 3],
  ];
  near(resizeBilinear({ ...a, data, channels: 3 }, 4, 2), want.flat());
});

test("28 to 128 px gives TensorFlow 1's numbers", () => {
  const data = Uint8Array.from({ length: 784 }, (_, at) => {
    const [x, y] = [at % 28, Math.floor(at / 28)];
    return (x * 7 + y * 13 + x * y) % 256;
  });
  const out = resizeBilinear({ data, width: 28, height: 28, channels: 1 }, 128, 128);
  assert.equal(
    out.reduce((sum, value) => sum + value, 0),
    2091809.53515625,
  );
  near(out.subarray(0, 8), [0, 1.53125, 3.0625, 4.59375, 6.125, 7.65625, 9.1875, 10.71875]);
  near(
    out.subarray(64 * 128 + 60, 64 * 128 + 66),
    [201.625, 206.21875, 210.8125, 215.40625, 220, 224.59375],
  );
  near(out.subarray(128 * 128 - 8), [219.5, 226.9375, 234.375, 241.8125, 245, 245, 245, 245]);
});

test("bytes are rounded, not cut", () => {
  const picture = { data: Uint8Array.from([0, 255, 255, 255]), width: 2, height: 2 } as const;
  const { data } = resizeToSquare({ ...picture, channels: 1 }, 4);
  assert.deepEqual([...data.subarray(0, 4)], [0, 128, 255, 255]);
});
