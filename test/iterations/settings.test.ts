import assert from "node:assert/strict";
import { test } from "node:test";
import { settingsFrom } from "../../src/cli/settings.js";
import { catalogue, findIteration } from "../../src/iterations/catalogue.js";
import type { Changes } from "../../src/iterations/derive.js";
import { describeDifference, fieldsOf } from "../../src/iterations/diff.js";
import {
  completed,
  firstIssue,
  iterationOf,
  kindOf,
  settingsOf,
} from "../../src/iterations/kinds.js";
import { quickCopy } from "../../src/iterations/quick.js";
import { isQuick } from "../../src/iterations/scaled.js";
import { fields } from "../../src/iterations/settings/field.js";
import { checkSameArrays } from "../../src/iterations/settings/sameArrays.js";
import { withChanges } from "../../src/iterations/settings/withChanges.js";
import { findChoice } from "../../src/lab/run.js";

const all = Object.entries(catalogue).flatMap(([name, presets]) =>
  Object.values(presets).flatMap((preset) => [preset, quickCopy(name, preset.preset)]),
);
const typed = (...set: string[]) => settingsFrom({ set });
const digits = findIteration("gan128MNIST");
const set = (changes: object, iteration = digits) => withChanges(iteration, changes as Changes);

test("every preset and small configuration is within the ranges of its kind, and is made again from the fields of its kind alone", () => {
  for (const iteration of all) {
    const { name, preset, title } = iteration;
    assert.equal(firstIssue(iteration), undefined, `${name} ${preset}`);
    const again = iterationOf({ name, preset, title }, settingsOf(iteration) as never);
    const { condition } = iteration;
    const { parent: _, ...own } = {
      ...iteration,
      condition: { ...again.condition, heldOut: condition.heldOut },
    };
    if (condition.kind === "none") assert.deepEqual(again.condition, own.condition);
    assert.deepEqual({ ...again, condition: own.condition }, own, `${name} ${preset}`);
  }
  const kinds = all.map(kindOf);
  assert.deepEqual([...new Set(kinds)].sort(), [
    "CycleGAN",
    "conditional GAN",
    "image GAN",
    "pix2pix",
  ]);
});

test("every field has a meaning in words, and words for what is allowed", () => {
  assert.deepEqual(
    fields.map(({ path }) => path),
    [...fieldsOf(digits).keys()],
  );
  for (const { path, about, allowed } of fields) {
    assert.ok(about.length > 10, path);
    assert.ok(allowed.length > 3, path);
  }
});

test("fields that are set show in the preset's name and are kept as a difference from it", () => {
  const changed = withChanges(digits, typed("training.batchSize=16", "generator.filters=[160]"));
  assert.equal(changed.preset, "repaired + 2 changes");
  assert.deepEqual(changed.parent, { name: "gan128MNIST", preset: "repaired" });
  assert.deepEqual(changed.changes?.map(describeDifference), [
    "generator.filters [16] → [160]",
    "training.batchSize 64 → 16",
  ]);
  assert.equal(set({ training: { batchSize: 64 } }), digits); // as it is already
  const back = withChanges(changed, { training: { batchSize: 64 } });
  assert.equal(back.preset, "repaired + 1 change");
  assert.deepEqual(
    back.changes?.map(({ field }) => field),
    ["generator.filters"],
  );
  const none = withChanges(back, { generator: { filters: [16] } });
  assert.deepEqual([none.preset, none.changes], ["repaired", undefined]);
});

test("precedence: preset, small configuration, ablation flags, settings", () => {
  const choice = { preset: "asRun", quick: true, switches: { raw255Input: false } } as const;
  const plain = findChoice("gan128Paintings", choice);
  assert.equal(plain.data.scaling, "unit01");
  const changed = findChoice("gan128Paintings", {
    ...choice,
    set: { data: { scaling: "sym11" }, training: { steps: 7 } },
  });
  assert.equal(changed.preset, "asRun-quick.raw255Input-off + 2 changes");
  assert.equal(changed.data.scaling, "sym11");
  assert.equal(changed.training.steps, 7);
  assert.ok(isQuick(changed.preset));
});

test("short names set the fields they stand for, and `--set` wins over them", () => {
  const changes = settingsFrom({
    batch: "16",
    lr: "1e-3",
    dlr: "5e-4",
    gamma: "2",
    mirror: "on",
    augment: "color,cutout",
    set: ["training.batchSize=8"],
  });
  assert.deepEqual(changes, {
    training: { batchSize: 8, r1Gamma: 2, diffAugment: ["colour", "cutout"] },
    generator: { learningRate: 1e-3 },
    discriminator: { learningRate: 5e-4 },
    data: { flip: true },
  });
  assert.deepEqual(settingsFrom({ augment: "none", set: [] }), { training: { diffAugment: [] } });
});

test("values are read as they are typed: lists without quotes, on and off, words, objects", () => {
  assert.deepEqual(
    typed(
      "training.diffAugment=[colour, cutout]",
      "generator.filters=[160,40]",
      "data.flip=off",
      "data.set=2019",
      'training.gate={"generator":1.5,"discriminator":2}',
      "training.checkpointEvery=never",
    ),
    {
      training: {
        diffAugment: ["colour", "cutout"],
        gate: { generator: 1.5, discriminator: 2 },
        checkpointEvery: "never",
      },
      generator: { filters: [160, 40] },
      data: { flip: false, set: "2019" },
    },
  );
});

test("what cannot be set is refused with the place and what is allowed", () => {
  const refused = (run: () => unknown, message: RegExp) =>
    assert.throws(run, { name: "ConfigError", message });
  const words: readonly (readonly [string, RegExp])[] = [
    [
      "training.batchsize=3",
      /^--set: expected a field of training \(batchSize, .*\), got "training.batchsize"; did you mean training.batchSize\?$/,
    ],
    ["batchSize=3", /^--set: expected a field such as training.batchSize, got "batchSize"; did/],
    ["learningrate=3", /did you mean (generator|discriminator).learningRate\?$/],
    ["trainig.loss=x", /did you mean training.loss\?$/],
    ["batch", /^--set: expected SECTION.FIELD=VALUE, such as training.batchSize=16, got "batch"$/],
    [
      "training.batchSize=many",
      /^--set training.batchSize: expected a whole number from 1 to 65,536, got "many"$/,
    ],
    ["training.batchSize=0", /expected a whole number from 1 to 65,536, got 0$/],
    ["training.batchSize=1.5", /expected a whole number from 1 to 65,536, got 1.5$/],
    [
      "generator.learningRate=-1",
      /^--set generator.learningRate: expected a number above 0 to 1, got -1$/,
    ],
    ["generator.dropout=1", /expected a number from 0 to below 1, got 1$/],
    ["data.channels=2", /^--set data.channels: expected 1 or 3, got 2$/],
    ["data.flip=maybe", /^--set data.flip: expected on or off, got "maybe"$/],
    ["training.loss=hinges", /^--set training.loss: expected one of bceTf, .*, got "hinges"$/],
    ["training.diffAugment=[colour,colour]", /^--set training.diffAugment: expected a list/],
    ["generator.filters=[]", /^--set generator.filters: expected a list, .*, got \[\]$/],
  ];
  for (const [word, message] of words) refused(() => typed(word), message);
  refused(() => settingsFrom({ batch: "x", set: [] }), /^--batch \(training.batchSize\): expected/);
  refused(() => settingsFrom({ augment: "blur", set: [] }), /^--augment \(training.diffAugment\)/);
  refused(() => set({ trainer: {} }), /^set: expected one of data, .*, got "trainer"$/);
  refused(() => set({ training: { lr: 1 } }), /^set: expected a field of training/);
  refused(() => set({ training: { batchSize: "8" } }), /^training.batchSize: expected a whole/);
});

test("a field without effect is refused with what it needs", () => {
  const refused = (changes: object, message: RegExp, iteration = digits) =>
    assert.throws(() => set(changes, iteration), { name: "ConfigError", message });
  refused(
    { generator: { firstNorm: false } },
    /^generator.firstNorm: expected generator.network mohr, got "gan128MNIST repaired, where it has no effect"$/,
  );
  refused({ optimizer: { decay: 0.5 } }, /expected optimizer.kind rmsProp/);
  refused({ condition: { classes: ["a", "b"] } }, /^condition.classes: expected/);
  refused(
    { translation: { cycleWeight: 5 } },
    /^translation.cycleWeight: expected .*, got "gan128MNIST, an image GAN"$/,
  );
  refused(
    { generator: { latentDim: 5 } },
    /got "cyclegan128, a CycleGAN"$/,
    findIteration("cyclegan128"),
  );
  const shared = findIteration("kerasGANv3", "asRun");
  refused({ generator: { learningRate: 0.5 } }, /expected optimizer.shared off/, shared);
  const both = { generator: { learningRate: 1e-3 }, discriminator: { learningRate: 1e-3 } };
  assert.equal(set(both, shared).preset, "asRun + 2 changes");
});

test("settings that do not go together are refused before anything is built", () => {
  const refused = (changes: object, message: RegExp, name = "gan128MNIST", preset = "repaired") =>
    assert.throws(() => set(changes, findIteration(name, preset)), {
      name: "ConfigError",
      message,
    });
  refused(
    { generator: { network: "unet" } },
    /^generator.network: expected one of mohr, .*strideOne64, got "unet"$/,
  );
  refused(
    { generator: { network: "mohr" } },
    /^generator.network: expected dcgan, got "mohr"$/,
    "covers64",
  );
  refused(
    { data: { imageSize: 33 } },
    /^data.imageSize: expected .* multiple of 2 for dcgan, got 33$/,
  );
  refused(
    { generator: { filters: [16, 8] } },
    /^generator.filters: expected one number, .*, got \[16,8\]$/,
  );
  refused(
    { generator: { filters: [64] } },
    /^generator.filters: expected as many numbers as make mohr end at 128 x 128 x 3, got "\[64\], which end at 64 x 64 x 3"$/,
    "gan128MNIST",
    "asRun",
  );
  refused(
    { condition: { kind: "classifier" } },
    /^condition.classes: expected at least two classes, got 0$/,
  );
});

test("fine-tuning refuses by name what would alter the arrays that are taken over", () => {
  const players = ["generator", "discriminator"] as const;
  const free = set({ training: { batchSize: 8, loss: "bceTorch" }, data: { flip: true } });
  checkSameArrays(digits, free, players);
  const wide = set({ generator: { filters: [32] }, training: { batchSize: 8 } });
  assert.throws(() => checkSameArrays(digits, wide, players), {
    name: "ConfigError",
    message:
      'set: expected settings that leave the generator and discriminator of the run as they are, got "generator.filters [16] → [32]"',
  });
  checkSameArrays(digits, wide, ["discriminator"]);
});

test("an iteration of an older version gets the fields it lacks, in the schema's order", () => {
  const { translation: _, condition: __, ...old } = findIteration("gan128MNIST", "asRun");
  const { gpWeight: ___, labelFlips: ____, ...training } = old.training;
  const kept = JSON.parse(JSON.stringify({ ...old, training }));
  const again = completed(kept);
  assert.deepEqual(again, findIteration("gan128MNIST", "asRun"));
  assert.deepEqual(Object.keys(again.training), Object.keys(digits.training));
});
