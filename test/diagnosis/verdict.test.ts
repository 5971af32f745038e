import assert from "node:assert/strict";
import { test } from "node:test";
import type { Measures } from "../../src/diagnosis/measures.js";
import { type Evidence, judge } from "../../src/diagnosis/verdict.js";

const reals: Measures = { n: 64, saturation: 0.8, lag1: 0.8, betweenSamples: 0.4, spread: 70 };
const working: Evidence = {
  samples: { n: 64, saturation: 0.7, lag1: 0.75, betweenSamples: 0.45, spread: 65 },
  reals,
  trainingSpread: 60,
  causes: [],
};

test("pictures within all bounds work, and the sentence gives the numbers", () => {
  const { works, sentence, findings } = judge(working);
  assert.equal(works, true);
  assert.deepEqual(
    findings.map(({ holds }) => holds),
    [true, true, true],
  );
  assert.equal(
    sentence,
    "Works by these bounds: lag-1 0.75, reals 0.80, allowed difference 0.15; " +
      "correlation between samples 0.45, reals 0.40, allowed + 0.20; " +
      "spread over latents in training mode 60.00 grey levels, reals 70.0, allowed above 0.",
  );
});

test("the causes that the signals name come first, by letter, then saturation, then the bounds", () => {
  const samples = { ...working.samples, saturation: 0.99, lag1: 0.1 };
  const { works, sentence } = judge({
    ...working,
    samples,
    causes: [{ letter: "A", sign: "reals reach D as numbers up to 255" }],
  });
  assert.equal(works, false);
  assert.equal(
    sentence,
    "Does not work: reals reach D as numbers up to 255 (A); " +
      "99.0 % of the outputs are at the ends of the range; " +
      "lag-1 0.10, reals 0.80, allowed difference 0.15.",
  );
});

test("outputs at the ends of the range are no symptom where the reals lie there too", () => {
  const samples = { ...working.samples, saturation: 0.99 };
  const ink = { ...working, samples, reals: { ...reals, saturation: 0.98 } };
  assert.doesNotMatch(judge(ink).sentence, /ends of the range/);
  assert.match(judge({ ...working, samples }).sentence, /99\.0 % of the outputs/);
});

test("a generator that draws one picture whatever the latent does not work", () => {
  const { works, sentence } = judge({ ...working, trainingSpread: 0 });
  assert.equal(works, false);
  assert.match(sentence, /^Does not work: spread over latents in training mode 0\.00/);
});

test("samples that are all alike do not work, and no cause is invented", () => {
  const samples = { ...working.samples, betweenSamples: 0.95 };
  assert.equal(
    judge({ ...working, samples }).sentence,
    "Does not work: correlation between samples 0.95, reals 0.40, allowed + 0.20.",
  );
});

test("noise in place of pictures does not work", () => {
  const samples = { ...working.samples, lag1: 0, betweenSamples: 0 };
  const { works, findings } = judge({ ...working, samples });
  assert.deepEqual([works, findings[0]?.holds], [false, false]);
});

test("colours further from the reals' than before the first step do not work, however smooth", () => {
  const each = { samples: 83.8, heldOut: 3.1, blurred: 7.5, shuffled: 3.1 };
  const quality = { colour: each } as unknown as NonNullable<Evidence["quality"]>;
  const { works, sentence } = judge({ ...working, quality, startColour: 75.1 });
  assert.equal(works, false);
  assert.match(sentence, /^Does not work: colour distance 83\.8 grey levels, before 75\.1/);
  assert.ok(judge({ ...working, quality, startColour: 90 }).works);
});
