import assert from "node:assert/strict";
import { before, test } from "node:test";
import { dispose } from "@tensorflow/tfjs-core";
import { differenceOf, refusalOf } from "../../bench/compareLosses.js";
import { checkedInputs, INPUTS } from "../../bench/inputs.js";
import { findNet, nets } from "../../bench/nets.js";
import { heats, programs } from "../../bench/programs.js";
import type { NetResult, Row } from "../../bench/results.js";
import { fastestPeer, ratioOf, tableOf } from "../../bench/table.js";
import { openEngine } from "../../src/engine/backend.js";
import { countParameters } from "../../src/nets/describe.js";
import { playersOf } from "../../src/training/players.js";

before(() => {
  openEngine();
});

const program = { name: "Keras XLA", precision: "float32" } as const;
const reference = [
  [1.4, 0.7],
  [30, 0.5],
];

test("a program with the same losses is timed; one with others is refused by name, with both", () => {
  assert.equal(
    refusalOf(
      program,
      [
        [1.401, 0.7],
        [30.1, 0.5],
      ],
      reference,
    ),
    undefined,
  );
  const other = [
    [1.4, 0.7],
    [30, 0.6],
  ];
  const reason = refusalOf(program, other, reference);
  assert.equal(
    reason,
    'Keras XLA: losses [D/G] of the first 2 steps: expected 1.4000/0.70000 30.000/0.50000 within 0.03, got "1.4000/0.70000 30.000/0.60000"',
  );
  assert.equal(refusalOf({ ...program, precision: "bfloat16" }, other, reference), undefined);
});

test("a program that leaves out a step or gives no number is refused", () => {
  assert.match(refusalOf(program, [[1.4, 0.7]], reference) ?? "", /^Keras XLA: /);
  assert.match(
    refusalOf(
      program,
      [
        [1.4, Number.NaN],
        [30, 0.5],
      ],
      reference,
    ) ?? "",
    /NaN/,
  );
  assert.ok(Number.isNaN(differenceOf([[1.4, 0.7]], reference)));
});

test("the ten networks have the sizes of the design's table", () => {
  const sizes = nets.map(({ name, iteration }) => {
    const { generator, discriminator } = playersOf(iteration);
    const count = [generator, discriminator].map((one) => countParameters(one).trainable);
    return [name, iteration.training.batchSize, ...count];
  });
  assert.deepEqual(sizes, [
    ["mohr28", 64, 209_441, 1_812_481],
    ["tf128", 1, 1_052_067, 34_598_337],
    ["kerasGANv2", 4, 8_373_836, 3_972_097],
    ["kerasGANv3", 64, 5_597_120, 2_589_697],
    ["dcgan64-64-64", 64, 3_576_704, 2_765_568],
    ["dcgan64-64-64-r1", 64, 3_576_704, 2_765_568],
    ["dcgan128-64-16", 32, 12_786_560, 702_144],
    ["dcgan256-40-10", 16, 19_514_160, 1_098_040],
    ["dcgan256-100-15", 6, 114_257_400, 2_465_460],
    ["cyclegan128", 1, 1_965_059, 694_241],
  ]);
});

test("inputs of a game of pictures are two pictures a step and the lots of full pools, one fake for each side", () => {
  const { iteration } = findNet("cyclegan128");
  const inputs = checkedInputs(iteration);
  const names = Object.keys(inputs).filter((name) => /(^|\/)0(\/|$)/.test(name));
  const lots = ["generator", "backGenerator"].flatMap((maker) =>
    ["Place", "Show", "Keep"].map((lot) => `lots/0/${maker}${lot}`),
  );
  assert.deepEqual(names, ["images/0", "partners/0", ...lots]);
  assert.notDeepEqual(inputs["images/0"]?.dataSync(), inputs["partners/0"]?.dataSync());
  const shown = (["generator", "backGenerator"] as const).flatMap((maker) =>
    [0, 1, 2].map((step) => inputs[`lots/${step}/${maker}Show`]?.dataSync()[0]),
  );
  assert.ok(shown.includes(1), `some earlier fake is shown: ${shown}`);
  assert.ok(names.every((name) => INPUTS.test(name)));
  dispose({ ...inputs });
});

test("programs that know no game of pictures are not asked for one", () => {
  const able = programs.filter(({ pictures }) => pictures).map(({ name }) => name);
  assert.deepEqual(able, [
    "gan-atelier",
    "PyTorch",
    "torch.compile",
    "gan-atelier bf16",
    "PyTorch bf16",
  ]);
});

test("every program runs in one heat", () => {
  assert.deepEqual(new Set(heats.flat()), new Set(programs));
  assert.equal(heats.flat().length, programs.length);
});

const row = (name: string, medianMs: number, precision: Row["precision"] = "float32"): Row => ({
  net: "kerasGANv3",
  batch: 64,
  precision,
  program: name,
  medianMs,
  minMs: medianMs,
  rounds: 5,
  peakMiB: 500,
  idleMiB: 300,
  firstStepMs: 1000,
  lossDifference: 0,
});

test("ratios are against the fastest peer of the same precision; plain tfjs is not a peer", () => {
  const rows = [
    row("gan-atelier", 40),
    row("PyTorch", 60),
    row("Keras XLA", 50),
    row("plain tfjs", 10),
    row("gan-atelier bf16", 20, "bfloat16"),
    row("PyTorch bf16", 30, "bfloat16"),
  ];
  assert.equal(fastestPeer(rows, "float32")?.program, "Keras XLA");
  assert.deepEqual(
    rows.map((one) => ratioOf(rows, one)),
    [1.25, 50 / 60, 1, 5, 1.5, 1],
  );
  const result: NetResult = {
    net: "kerasGANv3",
    title: "kerasGANv3, dense 40 px",
    measuredAt: "2026-01-01T00:00:00.000Z",
    machine: { cpu: "any", cores: 2, memoryGiB: 8 },
    versions: {},
    rows,
    refused: ["torch.compile"],
  };
  const table = tableOf(result);
  assert.match(table, /^gan-atelier +40\.0 +40\.0 +1\.25 +500 +200 /m);
  assert.match(table, /^not measured: torch\.compile$/m);
});
