import assert from "node:assert/strict";
import { test } from "node:test";
import { diagnose } from "../../src/diagnosis/diagnose.js";
import type { NetworkSignals } from "../../src/diagnosis/networkSignals.js";
import {
  column,
  lastMean,
  late,
  type SignalRow,
  type Signals,
  type StartSignals,
} from "../../src/diagnosis/signals.js";

const networks: NetworkSignals = {
  generatorParameters: 1e6,
  discriminatorParameters: 7e5,
  outputLow: -1,
  outputHigh: 1,
  latentSize: 64,
  narrowest: 64,
  enlargement: 1,
  denseHead: false,
  densestShare: 0,
  densestPositions: 0,
  dropoutD: 0,
  dropoutG: 0,
  latentSide: 1,
  gmacs: 0.1,
  activationsMiB: 1,
};
const start: StartSignals = {
  networks,
  data: { drawn: 256, distinct: 256, count: 60000, unreadable: 0, stretch: 1 },
  latents: { trained: { mean: 0, sd: 1 }, sampled: { mean: 0.01, sd: 1.02 } },
  view: { contrast: 1, channelsShown: 3, channels: 3 },
};
const healthy: SignalRow = {
  kimg: 50,
  dReal: 0.6,
  dFake: 0.4,
  inputMin: -1,
  inputMax: 1,
  outputMin: -0.9,
  outputMax: 0.9,
  outputEnds: 0.1,
  sampleEnds: 0.1,
  outputSlope: 0.7,
  trainingSpread: 0.3,
  sampleSpread: 0.3,
  realSpread: 0.35,
  modesApart: 0.02,
  logitReal: 1,
  logitTrained: -1,
  logitSampled: -1.1,
  dTrained: 0.27,
  dSampled: 0.25,
  firstGradient: 1,
  sampleLag1: 0.8,
  realLag1: 0.85,
  movingVariance: 0.5,
};

/** Signals of a run of `steps` steps, every tenth probed. */
function signals(
  row: Partial<Record<string, number>> = {},
  more: { [section in keyof StartSignals]?: Partial<StartSignals[section]> } = {},
): Signals {
  const whole = { ...healthy, ...row } as SignalRow;
  const { kimg = 0, dReal = 0, dFake = 0, trainedD, trainedG } = whole;
  const gate = trainedD === undefined ? {} : { trainedD, trainedG: trainedG ?? 1 };
  const plain = { kimg, dReal, dFake, ...gate };
  return {
    start: {
      networks: { ...networks, ...more.networks },
      data: { ...start.data, ...more.data },
      latents: { ...start.latents, ...more.latents },
      view: { ...start.view, ...more.view },
    },
    rows: Array.from({ length: 40 }, (_, at) => ({
      ...(at % 10 === 9 ? whole : plain),
      step: at + 1,
    })),
  };
}

const lettersOf = (made: Signals) =>
  diagnose(made)
    .map(({ letter }) => letter)
    .join("");

test("healthy signals name no cause", () => {
  assert.equal(lettersOf(signals()), "");
});

const seeded: readonly [string, string, Signals][] = [
  ["A", "reals up to 255", signals({ inputMin: 0, inputMax: 255, realSpread: 45 })],
  ["B", "no spread over latents in training", signals({ trainingSpread: 0, modesApart: 1 })],
  ["C", "a gate that skips half of D's updates", signals({ trainedD: 0.5 })],
  [
    "D",
    "48 numbers enlarged 8 times",
    signals({}, { networks: { narrowest: 48, enlargement: 8 } }),
  ],
  [
    "E",
    "D 33 times as large, dense over 4,096 positions",
    signals(
      {},
      { networks: { discriminatorParameters: 33e6, densestShare: 0.97, densestPositions: 4096 } },
    ),
  ],
  [
    "F",
    "dropout layers that do nothing",
    signals({ dropoutApartD: 0 }, { networks: { dropoutD: 0.6 } }),
  ],
  ["F", "dropout of 80 %", signals({ dropoutApartD: 1 }, { networks: { dropoutD: 0.8 } })],
  ["G", "modes further apart than the reals", signals({ modesApart: 0.4 })],
  [
    "G",
    "D is shown sampling's mode, nearer by 0.15 at each probe",
    signals({ dTrained: 0.5, dSampled: 0.34, dFake: 0.34 }),
  ],
  ["G", "D tells the modes apart", signals({ dTrained: 0.05, dSampled: 0.73, dFake: 0.05 })],
  ["H", "rough rows of a dense head", signals({ headLag1: 0.02, sampleLag1: 0.05 })],
  ["I", "samples from other noise", signals({}, { latents: { sampled: { mean: 0.5, sd: 0.29 } } })],
  ["I", "one channel in false colours", signals({}, { view: { contrast: 10, channelsShown: 1 } })],
  ["J", "half of the pictures repeat", signals({}, { data: { distinct: 140 } })],
  ["J", "squashed pictures", signals({}, { data: { stretch: 1.4 } })],
  ["J", "unreadable files", signals({}, { data: { count: 90, unreadable: 10 } })],
  [
    "K",
    "shifted noise shifts the picture",
    signals({ shiftFollows: 0.98 }, { networks: { latentSide: 64 } }),
  ],
  ["L", "few pictures, still rough", signals({ kimg: 1, sampleLag1: 0.3 })],
];

for (const [letter, what, made] of seeded)
  test(`${what}: ${letter} and nothing else is named`, () => {
    assert.equal(lettersOf(made), letter);
  });

test("each finding says its evidence in numbers, what to set, and what stays open", () => {
  for (const [letter, , made] of seeded) {
    const [finding] = diagnose(made);
    assert.match(finding?.evidence ?? "", /\d/, letter);
    assert.ok((finding?.cures.length ?? 0) > 0, letter);
    for (const { field, value } of finding?.cures ?? [])
      assert.match(`${field} ${value}`, /\w+ \S/);
    assert.ok((finding?.cannotTell.length ?? 0) > 10, letter);
  }
});

test("a diagnosis knows no preset and no switch: its input has rows and start signals only", () => {
  const made = signals({ inputMax: 255 });
  assert.deepEqual(Object.keys(made).sort(), ["rows", "start"]);
  const text = JSON.stringify(made);
  assert.doesNotMatch(text, /preset|raw255|asRun|scaling/);
});

test("dropout that is live, and weights that have smoothed, are no cause", () => {
  const live = signals(
    { dropoutApartD: 0.3, dropoutApartG: 0.1 },
    { networks: { dropoutD: 0.25, dropoutG: 0.25 } },
  );
  assert.equal(lettersOf(live), "");
  assert.equal(lettersOf(signals({ headLag1: 0.9, sampleLag1: 0.75 })), "");
});

test("late is the median of the later half, column leaves out rows without it, lastMean the last tenth", () => {
  const rows = [1, 9, 2, 8, 3, 100].map((x) => ({ trainingSpread: 1, x }));
  const made: Signals = { start, rows: [{ step: 1 }, ...rows] };
  assert.deepEqual(column(made, "x"), [1, 9, 2, 8, 3, 100]);
  assert.equal(late(made, "x"), 8);
  assert.equal(late(made, "nothing"), undefined);
  const long = Array.from({ length: 20 }, (_, step) => ({ step, dReal: step }));
  assert.equal(lastMean(long, "dReal"), 18.5);
  assert.equal(lastMean([], "dReal"), 0);
});
