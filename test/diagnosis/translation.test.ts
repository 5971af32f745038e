import assert from "node:assert/strict";
import { test } from "node:test";
import { decaySeries } from "../../src/data/decay/decay.js";
import { drawPainting } from "../../src/data/synthetic/paintings.js";
import { measure } from "../../src/diagnosis/measures.js";
import { colourDistance } from "../../src/diagnosis/quality/colourDistance.js";
import { colourTransfer } from "../../src/diagnosis/translation/colourTransfer.js";
import { contentKept } from "../../src/diagnosis/translation/content.js";
import {
  decayMeasures,
  decayVerdict,
  rankCorrelation,
} from "../../src/diagnosis/translation/decayMeasures.js";
import { Random } from "../../src/engine/random.js";
import type { Images } from "../../src/shape.js";

const side = 32;

function paintings(genre: string, count: number, seed: number): Images {
  const parts = Array.from(
    { length: count },
    (_, at) => drawPainting(genre, side, new Random(seed, `picture ${at}`)).data,
  );
  return { data: Buffer.concat(parts), count, height: side, width: side, channels: 3 };
}

test("content: a picture with other colours keeps it, another picture does not have it", () => {
  const before = paintings("autumn", 8, 1);
  const recoloured = { ...before, data: before.data.map((value) => 255 - value / 2) };
  const kept = contentKept(before, recoloured);
  assert.ok(kept.own.mean > 0.95, `${kept.own.mean}`);
  assert.ok(kept.own.mean - kept.other.mean > 3 * Math.hypot(kept.own.error, kept.other.error));
  const lost = contentKept(before, paintings("meadow", 8, 2));
  assert.ok(Math.abs(lost.own.mean - lost.other.mean) < 0.2);
});

test("colour transfer brings the palette near, and leaves the picture", () => {
  const [photos, others] = [paintings("nocturne", 6, 1), paintings("autumn", 6, 2)];
  const after = colourTransfer(photos, others);
  assert.ok(colourDistance(after, others) < 0.5 * colourDistance(photos, others));
  assert.ok(contentKept(photos, after).own.mean > 0.6);
  assert.ok(Math.abs(measure(after).spread - measure(others).spread) < 40);
});

test("rank correlation: 1 for any rising list, -1 for a falling one, ties count half", () => {
  assert.ok(Math.abs(rankCorrelation([1, 4, 9, 100], [0, 1, 2, 3]) - 1) < 1e-12);
  assert.ok(Math.abs(rankCorrelation([5, 3, 2, 1], [0, 1, 2, 3]) + 1) < 1e-12);
  assert.ok(rankCorrelation([1, 1, 2, 2], [0, 1, 2, 3]) > 0.8);
});

const series = (recipe: object, times: number) => {
  const picture = drawPainting("portrait", side, new Random(1, "decay"));
  return decaySeries(picture, recipe, 1, times).map(({ data }): Images => {
    return { data, count: 1, height: side, width: side, channels: 3 };
  });
};

test("decay: the truth passes, no change, a run-away and a step of three are told", () => {
  const recipe = { crackle: 0.05, fading: 0.06 };
  const truth = series(recipe, 20);
  const judge = (frames: readonly Images[]) => decayVerdict(decayMeasures(frames, truth));
  const same = decayMeasures(truth, truth);
  assert.deepEqual([same.oneStep, Math.round(1e6 * same.stepRatio)], [0, 1e6]);
  assert.ok(same.rank > 0.99 && same.noChange > 0);
  assert.match(judge(truth), /^It decays as the recipe does, to 20 applications/);
  const still = truth.map(() => truth[0] as Images);
  assert.match(judge(still), /^It does not decay.*does not grow.*a step is 0\.0 true ones/);
  const random = new Random(1, "noise");
  const noise = truth.map((frame, at) =>
    at < 10 ? frame : { ...frame, data: frame.data.map(() => 255 * random.integer(2)) },
  );
  assert.match(judge(noise), /it runs away/);
  const jumps = truth.map((_, at) => truth[Math.min(20, 3 * at)] as Images);
  assert.ok(decayMeasures(jumps.slice(0, 6), truth).stepRatio > 2);
  assert.match(decayVerdict(same, 20), /the identity control drifts by 20\.0 levels/);
});
