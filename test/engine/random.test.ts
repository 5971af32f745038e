import assert from "node:assert/strict";
import { test } from "node:test";
import { philox, Random } from "../../src/engine/random.js";

const hex = (words: readonly number[]) =>
  words.map((word) => word.toString(16).padStart(8, "0")).join(" ");

// known answers of the Random123 distribution (kat_vectors, philox4x32 with 10 rounds)
test("philox gives the words that its authors publish", () => {
  assert.equal(hex(philox([0, 0, 0, 0], [0, 0])), "6627e8d5 e169c58d bc57ac4c 9b00dbd8");
  const ones = 0xffffffff;
  assert.equal(
    hex(philox([ones, ones, ones, ones], [ones, ones])),
    "408f276d 41c83b0e a20bc7c6 6d5451fd",
  );
  const pi = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344] as const;
  assert.equal(
    hex(philox([...pi], [0xa4093822, 0x299f31d0])),
    "d16cfe09 94fdcceb 5001e420 24126ea1",
  );
});

test("a restored generator goes on bit for bit, also in the middle of a block", () => {
  for (const drawn of [0, 1, 4, 7]) {
    const random = new Random(3, "latents");
    for (let count = 0; count < drawn; count++) random.word();
    const copy = Random.restore(JSON.parse(JSON.stringify(random.state())));
    const rest = (from: Random) => Array.from({ length: 9 }, () => from.word());
    assert.deepEqual(rest(copy), rest(random));
  }
});

test("streams of one seed are apart, and normal numbers are normal", () => {
  const draw = (stream: string) => {
    const random = new Random(1, stream);
    return Array.from({ length: 20_000 }, () => random.normal());
  };
  const [a, b] = [draw("latents"), draw("data")];
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  assert.ok(Math.abs(mean(a)) < 0.03);
  assert.ok(Math.abs(mean(a.map((value) => value * value)) - 1) < 0.05);
  assert.ok(Math.abs(mean(a.map((value, index) => value * (b[index] as number)))) < 0.03);
});

test("a permutation holds every number once", () => {
  const order = new Random(1, "order").permutation(1000);
  assert.deepEqual(
    [...order].sort((a, b) => a - b),
    Array.from({ length: 1000 }, (_, index) => index),
  );
  assert.notDeepEqual(
    [...order],
    [...order].sort((a, b) => a - b),
  );
});
