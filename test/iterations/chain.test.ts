import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogue, findIteration, presetsOf } from "../../src/iterations/catalogue.js";
import { diff } from "../../src/iterations/diff.js";
import { buildDiscriminator, buildGenerator } from "../../src/iterations/networks.js";
import { countParameters } from "../../src/nets/describe.js";

// The chain of the scripts, field by field. What the lab has no field for is left out: checkpoint
// folders, loops longer than the published step, batches skipped when a file is broken (the lab
// refuses such files when it opens the set), and golden retrievers from folder to folder.
const changed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "gan128Paintings asRun <- gan128MNIST asRun": {
    data: "duplicates",
    generator: "learningRate",
    training: "steps",
  },
  "gan128Paintings asTold <- gan128Paintings asRun": { data: "duplicates", training: "gate" },
  "gan128Paintings repaired <- gan128MNIST repaired": {
    data: "set channels resize cropMarginPx flip",
    generator: "network filters latentDim",
    discriminator: "filters",
    training: "batchSize steps r1Gamma",
    sampling: "grid render",
  },
  "gan256Impres asRun <- gan128Paintings asRun": {
    data: "set imageSize duplicates",
    generator: "batchNormMomentum dropout learningRate",
    discriminator: "denseUnits dropout",
    training: "steps gate checkpointEvery",
  },
  "gan256Impres asTold <- gan256Impres asRun": {},
  "gan256Impres repaired <- gan128Paintings repaired": {
    data: "imageSize cropMarginPx",
    discriminator: "filters",
    training: "batchSize steps",
  },
  "ganChuck256 asRun <- gan256Impres asRun": {
    data: "set",
    generator: "dropout",
    discriminator: "dropout",
    training: "steps",
  },
  "ganChuck256 asTold <- ganChuck256 asRun": {
    generator: "dropoutLive",
    discriminator: "dropoutLive",
  },
  "ganChuck256 repaired <- gan256Impres repaired": {
    data: "set",
    discriminator: "dropout",
    training: "steps diffAugment",
    sampling: "averageDecay",
  },
  "gan512 asRun <- ganChuck256 asRun": {
    data: "set imageSize duplicates",
    generator: "dropout",
    discriminator: "denseUnits dropout",
    training: "steps gate",
  },
  "gan512 asTold <- gan512 asRun": {
    generator: "dropout dropoutLive",
    discriminator: "dropout dropoutLive",
  },
  "gan512 asRunStrided <- gan512 asRun": {
    discriminator: "network filters norm batchNormMomentum",
  },
  "gan512 repaired <- gan256Impres repaired": {
    data: "imageSize cropMarginPx",
    generator: "filters",
    discriminator: "filters dropout",
    training: "batchSize steps",
    sampling: "grid averageDecay",
  },
  "kerasGAN asTold <- kerasGAN asRun": { discriminator: "dropout", training: "checkpointEvery" },
  "kerasGAN repaired <- kerasGAN asTold": {
    data: "set scaling resize cropMarginPx flip duplicates order",
    generator: "network filters latentDim",
    discriminator: "network filters dropout learningRate",
    optimizer: "epsilon shared",
    training: "batchSize steps loss stepOrder fakesForDiscriminator checkpointEvery",
    sampling: "latents every render",
  },
  "kerasGANv2 asRun <- kerasGAN asRun": {
    data: "set imageSize",
    generator: "network filters latentDim",
    discriminator: "network filters norm dropout",
    sampling: "every",
  },
  "kerasGANv2 asTold <- kerasGANv2 asRun": { data: "set", discriminator: "dropout" },
  "kerasGANv2 repaired <- kerasGANv2 asRun": {
    data: "scaling duplicates order",
    discriminator: "learningRate",
    optimizer: "epsilon shared",
    training: "batchSize steps loss stepOrder fakesForDiscriminator checkpointEvery",
    sampling: "latents render",
  },
  "kerasGANv3 asRun <- kerasGANv2 asRun": {
    data: "imageSize",
    generator: "latentDim learningRate",
    training: "batchSize steps",
    sampling: "noise grid",
  },
  "kerasGANv3 asTold <- kerasGANv3 asRun": { sampling: "noise" },
  "kerasGANv3 repaired <- kerasGANv2 repaired": {
    data: "imageSize resize cropMarginPx flip",
    generator: "network filters latentDim norm batchNormMomentum",
    discriminator: "network filters norm batchNormMomentum",
    training: "batchSize initialiser",
    sampling: "grid averageDecay",
  },
  "kerasGANv4 asRun <- kerasGANv3 asRun": {
    data: "imageSize",
    generator: "filters learningRate",
    discriminator: "filters dropout dropoutLayers",
    training: "batchSize steps",
    sampling: "every",
  },
  "kerasGANv4 asTold <- kerasGANv4 asRun": { sampling: "noise" },
  "kerasGANv4 repaired <- kerasGANv3 repaired": {
    data: "imageSize cropMarginPx",
    generator: "filters latentDim",
    discriminator: "network filters",
    training: "batchSize",
    sampling: "averageDecay",
  },
  "kerasGANv5 asRunSmall <- kerasGANv5 asRun": { generator: "filters", discriminator: "filters" },
  "kerasGANv5 asTold <- kerasGANv5 asRun": {
    data: "set imageSize scaling resize cropMarginPx flip order",
    generator: "network latentDim norm batchNormMomentum",
    discriminator: "network norm batchNormMomentum learningRate",
    optimizer: "epsilon shared",
    training: "batchSize steps initialiser loss stepOrder fakesForDiscriminator checkpointEvery",
    sampling: "latents grid render",
  },
  "kerasGANv5 narrow <- kerasGANv5 asTold": {
    data: "cropMarginPx duplicates order",
    generator: "filters",
    discriminator: "filters",
    training: "batchSize steps loss checkpointEvery",
    sampling: "every grid",
  },
  "kerasGANv5 repaired <- kerasGANv5 narrow": {
    generator: "network filters",
    sampling: "averageDecay",
  },
  "kerasGANv5At256 asRun <- kerasGANv5 asTold": {
    data: "set imageSize",
    training: "batchSize steps checkpointEvery",
    sampling: "every",
  },
  "kerasGANv5At256 asTold <- kerasGANv5At256 asRun": {},
  "kerasGANv5At256 narrow <- kerasGANv5 narrow": {
    data: "imageSize cropMarginPx",
    generator: "filters",
    discriminator: "filters",
    training: "batchSize",
  },
  "kerasGANv5At256 narrowSmall <- kerasGANv5At256 narrow": {
    generator: "filters",
    discriminator: "filters",
    training: "batchSize",
  },
  "kerasGANv5At256 repaired <- kerasGANv5 repaired": {
    data: "imageSize cropMarginPx",
    generator: "filters",
    discriminator: "filters",
    training: "batchSize",
  },
  "cyclegan128 repaired <- cyclegan128 reference": {
    generator: "filters",
    discriminator: "filters",
    training: "steps",
    translation: "enlargement",
  },
  "cyclegan256 repaired <- cyclegan256 reference": {
    generator: "filters",
    discriminator: "filters",
    training: "steps",
    translation: "enlargement",
  },
  "cyclegan256 reference <- cyclegan128 reference": {
    data: "imageSize cropMarginPx",
    translation: "blocks",
  },
  "pix2pix128 repaired <- pix2pix128 reference": {
    generator: "filters",
    discriminator: "filters",
    training: "steps",
    translation: "enlargement added",
  },
  "pix2pix128 identity <- pix2pix128 repaired": { translation: "to earlier" },
  "pix2pix128 reference <- cyclegan128 reference": {
    data: "set resize cropMarginPx",
    generator: "network dropout",
    training: "loss",
    translation:
      "kind to blocks cycleWeight identityWeight l1Weight replay earlier unroll unrollEvery",
  },
  "upscale128 repaired <- pix2pix128 repaired": {
    data: "imageSize",
    generator: "network dropout",
    translation: "to blocks enlargement added earlier unroll",
  },
  "covers64 repaired <- kerasGANv5 narrow": {
    data: "set imageSize cropMarginPx flip order",
    condition: "kind classes heldOut",
    discriminator: "filters dropout",
    training: "batchSize steps labelSmoothing diffAugment",
    sampling: "grid averageDecay",
  },
  "covers64 permuted <- covers64 repaired": { condition: "labels" },
  "covers64 unlabelled <- covers64 repaired": { data: "order", condition: "kind classes" },
  "covers128 repaired <- covers64 repaired": {
    data: "imageSize cropMarginPx",
    generator: "filters",
    discriminator: "filters",
    training: "batchSize",
  },
  "coversProjection64 repaired <- covers64 repaired": { condition: "kind" },
  "coversProjection64 permuted <- coversProjection64 repaired": { condition: "labels" },
  "coversWgan64 repaired <- covers64 repaired": {
    discriminator: "norm dropout",
    training: "steps loss labelSmoothing gpWeight generatorInterval",
  },
  "coversAttributes64 repaired <- covers64 repaired": {
    data: "set order",
    condition: "tells classes",
    sampling: "grid",
  },
  "coversAttributes64 permuted <- coversAttributes64 repaired": { condition: "labels" },
};

for (const [pair, fields] of Object.entries(changed)) {
  test(`these are all the changed fields: ${pair}`, () => {
    const [child, parent] = pair.split(" <- ").map((words) => {
      const [name = "", preset] = words.split(" ");
      return findIteration(name, preset);
    });
    assert.ok(child && parent);
    assert.deepEqual(child.parent, { name: parent.name, preset: parent.preset });
    const want = Object.entries(fields).flatMap(([section, names]) =>
      names.split(" ").map((name) => `${section}.${name}`),
    );
    assert.deepEqual(
      diff(parent, child).map(({ field }) => field),
      want,
    );
  });
}

test("only the first of each family is written in full", () => {
  const all = Object.values(catalogue).flatMap((presets) => Object.values(presets));
  const full = all.filter(({ parent }) => !parent).map(({ name, preset }) => `${name} ${preset}`);
  assert.deepEqual(full, [
    "gan128MNIST asRun",
    "kerasGAN asRun",
    "kerasGANv5 asRun",
    "cyclegan128 reference",
  ]);
  const pinned = Object.keys(changed).map((pair) => pair.split(" <- ")[0]);
  const others = all.filter(({ name, parent }) => name !== "gan128MNIST" && parent);
  assert.deepEqual(
    pinned,
    others.map(({ name, preset }) => `${name} ${preset}`),
  );
});

const counts: readonly (readonly [iteration: string, presets: string, g: number, d: number])[] = [
  ["gan128Paintings", "asRun asTold", 1_052_067, 34_598_337],
  ["gan128Paintings", "repaired", 630_691, 2_796_928],
  ["gan256Impres", "asRun asTold", 1_052_067, 68_152_641],
  ["gan256Impres", "repaired", 634_899, 6_301_728],
  ["ganChuck256", "asRun asTold", 1_052_067, 68_152_641],
  ["ganChuck256", "repaired", 634_899, 6_301_728],
  ["gan512", "asRun asTold", 1_052_067, 537_914_817],
  ["gan512", "asRunStrided", 1_052_067, 2_806_112],
  ["gan512", "repaired", 635_851, 6_305_808],
  ["kerasGAN", "asRun asTold", 1_168_131, 685_249],
  ["kerasGAN", "repaired", 1_109_827, 1_131_841],
  ["kerasGANv2", "asRun asTold repaired", 8_373_836, 3_972_097],
  ["kerasGANv3", "asRun asTold", 5_597_120, 2_589_697],
  ["kerasGANv3", "repaired", 660_323, 665_600],
  ["kerasGANv4", "asRun asTold", 96_362_220, 48_033_281],
  ["kerasGANv4", "repaired", 634_899, 6_301_728],
  ["kerasGANv5", "asRun", 69_777_443, 4_367_801],
  ["kerasGANv5", "asRunSmall", 710_867, 45_101],
  ["kerasGANv5", "asTold", 73_745_600, 4_366_560],
  ["kerasGANv5", "narrow", 12_786_560, 2_796_928],
  ["kerasGANv5", "repaired", 630_691, 2_796_928],
  ["kerasGANv5At256", "asRun asTold", 287_567_040, 17_486_560],
  ["kerasGANv5At256", "narrow", 114_257_400, 2_465_460],
  ["kerasGANv5At256", "narrowSmall", 19_514_160, 1_098_040],
  ["kerasGANv5At256", "repaired", 634_899, 6_301_728],
  ["covers64", "repaired permuted", 3_577_304, 2_814_727],
  ["covers64", "unlabelled", 3_576_704, 2_765_568],
  ["coversProjection64", "repaired permuted", 3_577_304, 2_760_961],
  ["coversAttributes64", "repaired permuted", 3_577_704, 2_847_499],
  ["coversWgan64", "repaired", 3_577_304, 2_812_935],
];

for (const [name, presets, g, d] of counts) {
  test(`${name} ${presets}: G ${g} and D ${d} trainable parameters`, () => {
    for (const preset of presets.split(" ")) {
      const iteration = findIteration(name, preset);
      assert.equal(countParameters(buildGenerator(iteration)).trainable, g);
      assert.equal(countParameters(buildDiscriminator(iteration)).trainable, d);
    }
  });
}

test("the report's two other names mean the same iterations", () => {
  assert.equal(presetsOf("gan256Chuck"), presetsOf("ganChuck256"));
  assert.equal(presetsOf("kerasGan"), presetsOf("kerasGAN"));
});
