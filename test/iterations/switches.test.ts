import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogue, findIteration } from "../../src/iterations/catalogue.js";
import { diff } from "../../src/iterations/diff.js";
import { buildDiscriminator, buildGenerator } from "../../src/iterations/networks.js";
import type { Switches, SwitchName } from "../../src/iterations/switches/switch.js";
import {
  hasDefect,
  parseSwitches,
  switchNames,
  withSwitches,
} from "../../src/iterations/switches/withSwitches.js";
import { outputOf } from "../../src/nets/describe.js";

const five = ["gan128MNIST", "gan128Paintings", "gan256Impres", "ganChuck256", "gan512"];
const keras = ["kerasGAN", "kerasGANv2", "kerasGANv3", "kerasGANv4", "kerasGANv5"];
const all = [...five, ...keras];

/** The last column of the page's table of switches: in which scripts each is on. */
const onInAsRun: Readonly<Record<SwitchName, readonly string[]>> = {
  raw255Input: all,
  batchOneBN: five,
  inertDropout: five,
  dropoutRate: [...five, "kerasGAN", "kerasGANv4"],
  redChannelViridis: keras,
  sampleNoiseMismatch: ["kerasGANv3", "kerasGANv4"],
  sharedOptimizer: keras,
  squashResize: all,
  noStrides: ["kerasGANv5"],
  balanceGate: five,
  latentBottleneck: five,
  singleStrideDiscriminator: five,
  denseGenerator: ["kerasGANv2", "kerasGANv3", "kerasGANv4"],
  inferenceModeFakes: keras,
  freshPreviewNoise: all,
  duplicatedData: ["gan128Paintings", "gan512"],
};

for (const [name, scripts] of Object.entries(onInAsRun) as [SwitchName, readonly string[]][]) {
  const has = (iteration: string) => hasDefect(findIteration(iteration, "asRun"), name);
  test(`${name} is on in exactly the scripts that its page names`, () => {
    assert.deepEqual(all.filter(has), scripts);
  });
}

const fields = (iteration: string, preset: string, switches: Switches) => {
  const before = findIteration(iteration, preset);
  return diff(before, withSwitches(before, switches)).map(
    ({ field, before: from, after }) => `${field} ${from} → ${after}`,
  );
};

test("each switch flips alone: only its own fields change", () => {
  const paintings = (switches: Switches) => fields("gan128Paintings", "asRun", switches);
  assert.deepEqual(paintings({ raw255Input: false }), ["data.scaling raw255 → unit01"]);
  assert.deepEqual(paintings({ batchOneBN: false }), ["training.batchSize 1 → 16"]);
  assert.deepEqual(paintings({ batchOneBN: "noFirstNorm" }), ["generator.firstNorm true → false"]);
  assert.deepEqual(paintings({ inertDropout: false }), [
    "generator.dropoutLive false → true",
    "discriminator.dropoutLive false → true",
  ]);
  assert.deepEqual(paintings({ dropoutRate: 0.25 }), [
    "generator.dropout 0.6 → 0.25",
    "discriminator.dropout 0.6 → 0.25",
  ]);
  assert.deepEqual(paintings({ balanceGate: false }), [
    "training.gate generator 1.35, discriminator 1.35 → none",
  ]);
  assert.deepEqual(paintings({ balanceGate: { generator: 1.5, discriminator: 2 } }), [
    "training.gate generator 1.35, discriminator 1.35 → generator 1.5, discriminator 2",
  ]);
  assert.deepEqual(paintings({ latentBottleneck: false }), [
    "generator.network mohr → upConv",
    "generator.filters [256, 128, 64] → [128, 128, 128, 64, 64, 32, 16]",
    "generator.norm tf → torch",
    "generator.batchNormMomentum 0.92 → 0.9",
  ]);
  assert.deepEqual(paintings({ duplicatedData: false }), ["data.duplicates imitated → removed"]);
  assert.deepEqual(paintings({ squashResize: false }), ["data.resize squash → centre"]);
  assert.deepEqual(paintings({ freshPreviewNoise: false }), [
    "sampling.latents stepNoise → fixedLatents",
  ]);
  const v3 = (switches: Switches) => fields("kerasGANv3", "asRun", switches);
  assert.deepEqual(v3({ sampleNoiseMismatch: false }), ["sampling.noise U01 → N01"]);
  assert.deepEqual(v3({ redChannelViridis: false }), ["sampling.render viridisRed → rgb"]);
  assert.deepEqual(v3({ sharedOptimizer: false }), ["optimizer.shared true → false"]);
  assert.deepEqual(v3({ inferenceModeFakes: false }), [
    "training.fakesForDiscriminator inference → training",
  ]);
  assert.deepEqual(v3({ denseGenerator: false }).slice(0, 2), [
    "generator.network dense → upConv",
    "generator.filters [256, 512, 1024] → [256, 128, 64, 32, 32]",
  ]);
  assert.deepEqual(fields("kerasGANv5", "asRun", { noStrides: false }), [
    "generator.network strideOne64 → dcgan",
    "discriminator.network strideOne64 → dcgan",
  ]);
});

test("a defect can be put into a repaired preset, and taken out again", () => {
  const repaired = findIteration("gan128Paintings");
  for (const name of ["raw255Input", "latentBottleneck", "singleStrideDiscriminator"] as const) {
    const seeded = withSwitches(repaired, { [name]: true });
    assert.ok(hasDefect(seeded, name), name);
    assert.deepEqual(diff(repaired, withSwitches(seeded, { [name]: false })), [], name);
  }
  assert.deepEqual(fields("kerasGANv3", "repaired", { balanceGate: true }), [
    "training.gate none → generator 1.35, discriminator 1.35",
  ]);
});

test("reals follow the range of another generator's output, unless they are raw", () => {
  const told = findIteration("gan128MNIST", "asTold");
  assert.equal(withSwitches(told, { latentBottleneck: false }).data.scaling, "sym11");
  const run = findIteration("gan128MNIST", "asRun");
  assert.equal(withSwitches(run, { latentBottleneck: false }).data.scaling, "raw255");
  const both = { latentBottleneck: false, raw255Input: false };
  assert.equal(withSwitches(run, both).data.scaling, "sym11");
});

test("whatever single switch is set, both networks fit together or it is refused", () => {
  for (const [name, presets] of Object.entries(catalogue)) {
    for (const preset of Object.values(presets)) {
      for (const key of switchNames) {
        for (const value of key === "dropoutRate" ? [0, 0.5] : [true, false]) {
          let set = preset;
          try {
            set = withSwitches(preset, { [key]: value });
          } catch (error) {
            assert.match(String(error), new RegExp(`^ConfigError: ${key}: expected `));
          }
          if (set.translation.kind !== "none") continue; // D may see pairs, or twice the size
          const generator = buildGenerator(set);
          assert.deepEqual(outputOf(generator), buildDiscriminator(set).input, `${name} ${key}`);
        }
      }
    }
  }
});

test("unknown switches and values that a switch cannot have are refused with what is allowed", () => {
  assert.throws(() => parseSwitches(["rawInput=on"]), {
    name: "ConfigError",
    message: /^switch: expected one of .*raw255Input.*, got "rawInput"$/,
  });
  assert.throws(() => parseSwitches(["raw255Input=maybe"]), {
    message: 'switch raw255Input: expected on or off, got "maybe"',
  });
  assert.throws(() => parseSwitches(["raw255Input"]), /expected on or off, got ""$/);
  const run = findIteration("gan128Paintings", "asRun");
  assert.throws(() => withSwitches(run, { dropoutRate: 1 }), {
    message: "dropoutRate: expected a share from 0 to below 1, got 1",
  });
  assert.throws(() => withSwitches(run, { balanceGate: -2 }), {
    message: "balanceGate: expected on, off, a factor above 0, or two: G/D, got -2",
  });
});

test("switches that contradict each other or the preset are refused with what is allowed", () => {
  const run = findIteration("gan128Paintings", "asRun");
  assert.throws(() => withSwitches(run, { latentBottleneck: true, noStrides: true }), {
    name: "ConfigError",
    message:
      'switches: expected at most one of latentBottleneck, denseGenerator, noStrides on, got ["latentBottleneck","noStrides"]',
  });
  assert.throws(() => withSwitches(run, { inertDropout: true, dropoutRate: 0 }), {
    message: "inertDropout: expected a preset with dropout, or dropoutRate above 0, got true",
  });
  assert.throws(() => withSwitches(run, { denseGenerator: true }), {
    message: 'denseGenerator: expected an iteration of kerasGANv2, v3 or v4, got "gan128Paintings"',
  });
  assert.throws(() => withSwitches(run, { noStrides: true }), {
    message: 'noStrides: expected a preset whose networks are dcgan, got "mohr"',
  });
});

test("values are read as one types them, and name the preset", () => {
  const words = [
    "raw255Input=off",
    "dropoutRate=0.25",
    "balanceGate=1.5/2",
    "batchOneBN=noFirstNorm",
  ];
  assert.deepEqual(parseSwitches(words), {
    raw255Input: false,
    dropoutRate: 0.25,
    balanceGate: { generator: 1.5, discriminator: 2 },
    batchOneBN: "noFirstNorm",
  });
  assert.equal(parseSwitches(["balanceGate=1.2"]).balanceGate, 1.2);
  const run = findIteration("gan128Paintings", "asRun");
  const set = withSwitches(run, {
    raw255Input: false,
    balanceGate: { generator: 1.5, discriminator: 2 },
  });
  assert.equal(set.preset, "asRun.balanceGate-1.5-2.raw255Input-off");
  assert.deepEqual(set.parent, { name: "gan128Paintings", preset: "asRun" });
  assert.equal(withSwitches(run, parseSwitches(words)).preset, "asRun.4-switches");
  assert.equal(withSwitches(run, {}), run);
});
