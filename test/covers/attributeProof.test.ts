import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type AttributeEvidence,
  attributeVerdict,
  type FoundBoth,
  visibleIn,
} from "../../src/covers/proof/attributeVerdict.js";
import {
  correlationP,
  directionP,
  leastDirectionP,
  rankCorrelation,
  ranks,
} from "../../src/covers/proof/rankCorrelation.js";
import { correlations, foundOf } from "../../src/covers/regress.js";
import { Random } from "../../src/engine/random.js";

const random = () => new Random(1, "test");

test("ranks share places among equal numbers; a rank correlation asks for the order alone", () => {
  assert.deepEqual([...ranks([30, 10, 10, 20])], [3, 0.5, 0.5, 2]);
  const numbers = Array.from({ length: 20 }, (_, at) => at);
  const bent = numbers.map((value) => Math.exp(value));
  assert.ok(Math.abs(rankCorrelation(numbers, bent) - 1) < 1e-12);
  const falling = bent.map((value) => -value);
  assert.ok(Math.abs(rankCorrelation(numbers, falling) + 1) < 1e-12);
  assert.equal(rankCorrelation(numbers, numbers.fill(3)), 0);
  // scipy.stats.spearmanr([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]) gives 0.8207826816681233
  assert.ok(
    Math.abs(rankCorrelation([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]) - 0.8207826816681233) < 1e-12,
  );
});

test("permuted rows hardly ever do as well as the right ones, and half the time as well as lots", () => {
  const levels = Array.from({ length: 60 }, (_, at) => at / 60);
  assert.equal(correlationP(levels, levels, random()), 1 / 1001);
  const lots = random();
  const ps = Array.from({ length: 20 }, () =>
    correlationP(
      levels,
      levels.map(() => lots.uniform()),
      lots,
    ),
  );
  const mean = ps.reduce((sum, p) => sum + p, 0) / ps.length;
  assert.ok(mean > 0.3 && mean < 0.7, `${mean}`);
  const against = levels.map((level) => -level);
  assert.equal(correlationP(levels, against, random()), 1, "the wrong way round is no success");
});

test("a change for each attribute, but of another one or the wrong way round, is found out by naming", () => {
  const right = [
    [0.9, 0.1, 0],
    [0, 0.8, 0.1],
    [0.1, 0, 0.7],
  ];
  assert.equal(directionP(right, random()), 1 / 48);
  assert.equal(leastDirectionP(3), 1 / 48);
  const turned = right.map((row) => row.map((value) => -value));
  assert.equal(directionP(turned, random()), 1);
  const exchanged = [right[1], right[2], right[0]] as number[][];
  assert.ok(directionP(exchanged, random()) > 0.1);
  const many = Array.from({ length: 6 }, (_, row) =>
    Array.from({ length: 6 }, (_, column) => (row === column ? 0.5 : 0)),
  );
  assert.equal(directionP(many, random()), leastDirectionP(6));
});

test("correlations are of attribute asked for, a row, and found, a column", () => {
  const asked = Float32Array.from([0, 0, 0.3, 1, 0.6, 0.5, 1, 0.2]);
  const found = Float32Array.from(asked, (_, at) => asked[at % 2 === 0 ? at + 1 : at - 1] ?? 0);
  const [first, second] = correlations(asked, found, 2);
  assert.ok(Math.abs((first?.[1] ?? 0) - 1) < 1e-9 && Math.abs((second?.[0] ?? 0) - 1) < 1e-9);
});

test("attributes as many as a music service has can all be found", () => {
  const lots = random();
  const levels = Float32Array.from({ length: 14 * 60 }, () => lots.uniform());
  const found = foundOf(levels, levels, 14, 1);
  assert.deepEqual(
    visibleIn(found),
    found.correlations.map(() => true),
  );
  const other = Float32Array.from({ length: 14 * 60 }, () => lots.uniform());
  assert.ok(visibleIn(foundOf(levels, other, 14, 1)).every((visible) => !visible));
});

const attributes = ["energy", "tempo"];
const both = (reals: number, generated: number, directions = 1 / 8): FoundBoth => {
  const found = (correlation: number, n: number) => ({
    n,
    correlations: [correlation, correlation],
    permutationP: [correlation, correlation].map((value) => (value > 0.4 ? 0.001 : 0.4)),
  });
  return {
    reals: found(reals, 250),
    generated: { ...found(generated, 1000), directionP: directions },
  };
};
const cases: readonly (readonly [string, FoundBoth, FoundBoth])[] = [
  ["works", both(0.9, 0.8), both(0.9, 0.7)],
  ["colour only", both(0.9, 0.8), both(0.1, 0.1)],
  ["ignored", both(0.9, 0.1), both(0.9, 0.8)],
  ["ignored", both(0.9, 0.8, 0.5), both(0.9, 0.8, 0.5)],
  ["not visible in the reals", both(0.1, 0.8), both(0.9, 0.8)],
];

for (const [answer, whole, shapes] of cases) {
  const of = ({ reals, generated }: FoundBoth) =>
    `${reals.correlations[0]} and ${generated.correlations[0]} (naming ${generated.directionP})`;
  test(`found in reals and covers ${of(whole)}, without colour ${of(shapes)}: ${answer}`, () => {
    const evidence: AttributeEvidence = { attributes, whole, shapes };
    const verdict = attributeVerdict(evidence);
    assert.equal(verdict.answer, answer);
    assert.deepEqual(verdict.each, [answer, answer]);
    assert.match(verdict.sentence, new RegExp(`^${answer}: .*energy .*tempo .*rank correlations`));
  });
}
