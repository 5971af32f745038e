import assert from "node:assert/strict";
import { test } from "node:test";
import { ShapeError } from "../../src/errors.js";
import { conv40Discriminator, conv40Generator } from "../../src/nets/conv40.js";
import { dcganDiscriminator, dcganGenerator } from "../../src/nets/dcgan.js";
import { denseDiscriminator, denseGenerator } from "../../src/nets/denseNets.js";
import { countMacs, countParameters, describe, outputOf } from "../../src/nets/describe.js";
import { kerasConvDiscriminator, kerasConvGenerator } from "../../src/nets/kerasConv256.js";
import type { Network } from "../../src/nets/layer.js";
import { conv } from "../../src/nets/layers/convolution.js";
import { mohrDiscriminator, mohrGenerator } from "../../src/nets/mohr.js";
import { strideOneDiscriminator, strideOneGenerator } from "../../src/nets/strideOne64.js";
import { upConvGenerator } from "../../src/nets/upConv.js";
import { upConv256Discriminator, upConv256Generator } from "../../src/nets/upConv256.js";

const torch = { kind: "torch", momentum: 0.9 } as const;
const keras = { kind: "keras", momentum: 0.8 } as const;
const dropout = { rate: 0.6, live: false };
const output = [] as const;
const rgb256 = { imageSize: 256, channels: 3 } as const;

type Pair = readonly [generator: Network, discriminator: Network];

function mohr(
  imageSize: number,
  channels: number,
  filters: readonly number[],
  denseUnits: number,
): Pair {
  const norm = { kind: "tf", momentum: 0.9 } as const;
  return [
    mohrGenerator({ imageSize, channels, latentDim: 64, filters, norm, firstNorm: true, dropout }),
    mohrDiscriminator({ imageSize, channels, filters, denseUnits, dropout, output }),
  ];
}

function dcgan(imageSize: number, ngf: number, ndf: number, latentDim = 100, channels = 3): Pair {
  return [
    dcganGenerator({ imageSize, channels, latentDim, filters: ngf, norm: torch }),
    dcganDiscriminator({ imageSize, channels, filters: ndf, norm: torch, dropout, output }),
  ];
}

/** A DCGAN of 64 px that is told one of six genres. */
function conditional(kind: "classifier" | "projection"): Pair {
  const common = { imageSize: 64, channels: 3, filters: 64, norm: torch } as const;
  const condition = { kind, classes: 6 } as const;
  return [
    dcganGenerator({ ...common, latentDim: 100, condition }),
    dcganDiscriminator({ ...common, dropout, output, condition }),
  ];
}

function dense(
  imageSize: number,
  g: readonly number[],
  d: readonly number[],
  latentDim: number,
  channels = 3,
): Pair {
  return [
    denseGenerator({ imageSize, channels, latentDim, filters: g, norm: keras }),
    denseDiscriminator({ imageSize, channels, filters: d, dropout, dropoutLayers: "all", output }),
  ];
}

function strideOne(ngf: number, ndf: number): Pair {
  const common = { imageSize: 64, channels: 3, norm: keras };
  return [
    strideOneGenerator({ ...common, filters: ngf }),
    strideOneDiscriminator({ ...common, filters: ndf, output }),
  ];
}

const wide = [256, 128, 64];
const row = (g: number, d: number, gNorm?: number, dNorm?: number) => ({ g, d, gNorm, dNorm });

/** The table of the iterations' page, section 6: trainable numbers, and norm statistics where named. */
const table: readonly (readonly [name: string, pair: Pair, counts: ReturnType<typeof row>])[] = [
  ["Mohr MNIST 28", mohr(28, 1, [64, 64, 64], 128), row(209_441, 1_812_481, 416)],
  ["Mohr faces 40", mohr(40, 3, wide, 128), row(1_052_067, 4_320_705, 992)],
  ["gan128MNIST asTold", mohr(128, 1, [64, 64, 64], 128), row(209_441, 33_761_281)],
  ["gan128MNIST asRun", mohr(128, 3, wide, 128), row(1_052_067, 34_598_337)],
  ["gan256Impres", mohr(256, 3, wide, 64), row(1_052_067, 68_152_641)],
  ["gan512", mohr(512, 3, wide, 128), row(1_052_067, 537_914_817)],
  [
    "TensorFlow family at 32 px, an eighth as wide",
    mohr(32, 3, [32, 16, 8], 16),
    row(22_283, 51_257),
  ],
  [
    "kerasGAN",
    [
      kerasConvGenerator({ ...rgb256, filters: [256, 128, 64], latentDim: 256, norm: keras }),
      kerasConvDiscriminator({
        ...rgb256,
        filters: [32, 64, 128, 256],
        norm: keras,
        dropout,
        output,
      }),
    ],
    row(1_168_131, 685_249, 896, 896),
  ],
  ["kerasGANv2", dense(50, [256, 512, 1024], [512, 256], 100), row(8_373_836, 3_972_097, 3584)],
  ["kerasGANv3", dense(40, [256, 512, 1024], [512, 256], 64), row(5_597_120, 2_589_697, 3584)],
  ["kerasGANv4", dense(250, [128, 256, 512], [256, 128], 64), row(96_362_220, 48_033_281, 1792)],
  ["kerasGANv5 asRun", strideOne(160, 40), row(69_777_443, 4_367_801, 9920, 2400)],
  ["kerasGANv5 asRunSmall", strideOne(16, 4), row(710_867, 45_101, 992, 240)],
  ["asPublished MNIST", dense(28, [256, 512, 1024], [512, 256], 100, 1), row(1_489_936, 533_505)],
  ["dcgan 64 (64, 64)", dcgan(64, 64, 64), row(3_576_704, 2_765_568)],
  ["dcgan 64 (160, 40)", dcgan(64, 160, 40), row(19_263_680, 1_083_360)],
  ["dcgan 128 (160, 40)", dcgan(128, 160, 40), row(73_745_600, 4_366_560)],
  ["dcgan 128 (64, 16)", dcgan(128, 64, 16), row(12_786_560, 702_144)],
  ["dcgan 128 (16, 16), z 64, grey", dcgan(128, 16, 16, 64, 1), row(959_712, 701_632)],
  ["dcgan 256 (160, 40)", dcgan(256, 160, 40), row(287_567_040, 17_486_560)],
  ["dcgan 256 (100, 15)", dcgan(256, 100, 15), row(114_257_400, 2_465_460)],
  ["dcgan 256 (40, 10)", dcgan(256, 40, 10), row(19_514_160, 1_098_040)],
  ["dcgan 512 (16, 8)", dcgan(512, 16, 8), row(12_825_312, 2_806_112)],
  ["covers 64, classifier", conditional("classifier"), row(3_577_304, 2_814_727)],
  // one number from 512 features, and an embedding of 6 rows, in place of 4 x 4 x 512 x 7 + 7
  ["covers 64, projection", conditional("projection"), row(3_577_304, 2_757_376 + 513 + 3072)],
  [
    "upConv256",
    [
      upConv256Generator({
        ...rgb256,
        filters: [128, 64, 64, 32, 16],
        latentDim: 100,
        norm: keras,
      }),
      upConv256Discriminator({
        ...rgb256,
        filters: [32, 64, 128, 128, 256, 256],
        norm: keras,
        dropout,
        output,
      }),
    ],
    row(1_109_827, 1_131_841, 608, 1664),
  ],
  [
    "conv40",
    [
      conv40Generator({ channels: 3, latentDim: 64, filters: 64, norm: torch }),
      conv40Discriminator({ channels: 3, filters: 64, norm: torch, dropout, output }),
    ],
    row(1_068_928, 665_600, 896, 768),
  ],
];

for (const [name, [generator, discriminator], counts] of table) {
  test(`${name} has the parameters that its page counts`, () => {
    const [g, d] = [countParameters(generator), countParameters(discriminator)];
    assert.equal(g.trainable, counts.g);
    assert.equal(d.trainable, counts.d);
    if (counts.gNorm !== undefined) assert.equal(g.statistics, counts.gNorm);
    if (counts.dNorm !== undefined) assert.equal(d.statistics, counts.dNorm);
    assert.deepEqual(outputOf(generator), discriminator.input);
  });
}

test("a pass of the 512 px networks costs what their page says", () => {
  const [generator, discriminator] = mohr(512, 3, wide, 128);
  assert.equal(Math.round(countMacs(generator) / 1e8) / 10, 108.9);
  assert.equal(Math.round(countMacs(discriminator) / 1e8) / 10, 68.9);
});

test("a DCGAN of 28 px is cropped from 32 px, one of 250 px from 256 px", () => {
  assert.deepEqual(outputOf(dcgan(28, 16, 16)[0]), [28, 28, 3]);
  const sides = describe(dcgan(250, 40, 10)[1])
    .filter(({ layer }) => layer.kind === "conv")
    .map((stage) => stage.output[0]);
  assert.deepEqual(sides, [125, 63, 32, 16, 8, 4, 1]);
});

test("a generator that enlarges and convolves draws any even size, and more from a grid of latents", () => {
  const upConv = (imageSize: number) =>
    upConvGenerator({
      imageSize,
      channels: 3,
      latentDim: 8,
      filters: [8, 8, 8, 8, 4, 4],
      norm: { kind: "torch", momentum: 0.9 },
    });
  for (let size = 8; size <= 128; size += 2)
    assert.deepEqual(outputOf(upConv(size)), [size, size, 3]);
  const wide = { ...upConv(32), input: [1, 5, 8] };
  assert.deepEqual(outputOf(wide), [32, 64, 3]); // 32 / 4 px for each latent more
});

test("a DCGAN of any even size draws pictures of that size, and judges each with one number", () => {
  for (let size = 8; size <= 140; size += 2) {
    const [generator, discriminator] = dcgan(size, 4, 4);
    assert.deepEqual([outputOf(generator), outputOf(discriminator)], [[size, size, 3], [1]]);
  }
});

test("a layer that would leave nothing of its input is refused by name, with the shape it was given", () => {
  const network: Network = {
    name: "D",
    input: [3, 3, 1],
    layers: [conv(1, 4, { padding: "valid" })],
  };
  assert.throws(
    () => describe(network),
    (error) =>
      error instanceof ShapeError &&
      /D: input of layer 0, conv: expected .*, got \[3,3,1\]/.test(error.message),
  );
});
