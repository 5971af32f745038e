import assert from "node:assert/strict";
import { test } from "node:test";
import { accept, accepted, boundsOf } from "../../src/diagnosis/acceptance.js";
import type { Pictures } from "../../src/diagnosis/bounds.js";
import type { Measures } from "../../src/diagnosis/measures.js";
import type { Quality } from "../../src/diagnosis/quality/quality.js";

const reals: Measures = { n: 64, saturation: 0.3, lag1: 0.9, betweenSamples: 0.1, spread: 60 };
const quality = (samples: number): Quality => {
  const controlled = { samples, heldOut: 20, blurred: 100, shuffled: 90 };
  return {
    n: 64,
    seed: 1,
    slicedWasserstein: controlled,
    colour: controlled,
    similarity: controlled,
  };
};
const sure = (sureness: number) => ({ accuracy: sureness, sureness });
const good: Pictures = {
  samples: reals,
  reals,
  trainingSpread: 50,
  quality: quality(40),
  startColour: 80,
  twoSample: { samples: sure(0.6), blurred: sure(0.9) },
};
const noise = { ...reals, lag1: 0.02, betweenSamples: 0.85 };
const repaired = { name: "kerasGANv3", preset: "repaired" };
const failing = (pictures: Pictures, of = repaired) =>
  accept(of, pictures).flatMap(({ claim, holds }) => (holds === false ? [claim] : []));

test("pictures like the reals keep every bound of a repaired preset", () => {
  assert.deepEqual([accept(repaired, good).length, accepted(accept(repaired, good))], [7, true]);
});

test("each bound of a repaired preset falls to the fault that it is for, and to that alone", () => {
  const faults: readonly [RegExp, Pictures][] = [
    [/neighbouring pixels/, { ...good, samples: { ...reals, lag1: 0.7 } }],
    [/two samples differ/, { ...good, samples: { ...reals, betweenSamples: 0.31 } }],
    [/ends of the range/, { ...good, samples: { ...reals, saturation: 0.5 } }],
    [/latent decides/, { ...good, trainingSpread: 0 }],
    [/colours/, { ...good, startColour: 30 }],
    [/patches/, { ...good, quality: quality(95), startColour: 99 }],
    [/classifier/, { ...good, twoSample: { samples: sure(0.95), blurred: sure(0.9) } }],
  ];
  for (const [claim, pictures] of faults) {
    const found = failing(pictures);
    assert.equal(found.length, 1, `${claim}: ${found}`);
    assert.match(found[0] ?? "", claim);
  }
});

test("what was not measured is left out, not passed", () => {
  const { samples, trainingSpread } = good;
  assert.equal(accept(repaired, { samples, reals, trainingSpread }).length, 4);
});

test("an iteration as run is accepted when it fails as published", () => {
  const v3 = { name: "kerasGANv3", preset: "asRun" };
  assert.deepEqual(failing({ ...good, samples: noise }, v3), []);
  assert.equal(failing(good, v3).length, 2);
  const paintings = { name: "gan128Paintings", preset: "asRun" };
  const blobs = { ...good, samples: { ...reals, saturation: 0.998 }, trainingSpread: 0 };
  assert.deepEqual(failing(blobs, paintings), []);
  assert.equal(failing({ ...blobs, trainingSpread: 1e-6 }, paintings).length, 1);
});

test("MNIST's saturation and kerasGAN's pictures are reported, not bounded", () => {
  const ink = accept({ name: "gan128MNIST", preset: "repaired" }, good);
  assert.equal(ink.find(({ value }) => value.startsWith("saturation"))?.holds, undefined);
  const holds = accept({ name: "kerasGAN", preset: "asRun" }, good).map(({ holds }) => holds);
  assert.deepEqual(holds, [undefined, undefined, undefined]);
});

test("samples on MNIST must read as digits, most of them, all ten", () => {
  const told = { sure: 0.7, sureOfReals: 0.95, accuracy: 0.97, kinds: 10 };
  const ink = { name: "gan128MNIST", preset: "repaired" };
  assert.deepEqual(failing({ ...good, digits: told }, ink), []);
  assert.equal(failing({ ...good, digits: { ...told, kinds: 9 } }, ink).length, 1);
  assert.equal(failing({ ...good, digits: { ...told, sure: 0.5 } }, ink).length, 1);
});

test("a quick copy has its preset's bounds, one with a switch set those of what works", () => {
  assert.equal(boundsOf("kerasGANv2", "asRun-quick"), boundsOf("kerasGANv2", "asRun"));
  assert.deepEqual(
    boundsOf("kerasGANv2", "asRun.raw255Input-off"),
    boundsOf("kerasGANv3", "repaired"),
  );
});
