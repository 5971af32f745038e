import { Random } from "../../../src/engine/random.js";
import { catalogue } from "../../../src/iterations/catalogue.js";
import { derive } from "../../../src/iterations/derive.js";
import { gan128MNIST } from "../../../src/iterations/gan128MNIST.js";
import { classCount, type Iteration } from "../../../src/iterations/iteration.js";
import { kerasGANv5 } from "../../../src/iterations/kerasGANv5.js";
import { scaled } from "../../../src/iterations/scaled.js";
import type { Images } from "../../../src/shape.js";
import { rowShares } from "../../../src/training/latents.js";

/** The four presets of the first iteration, small: every switch as at full size. */
export const small = {
  asRun: scaled(gan128MNIST.asRun, { imageSize: 16, width: 16 }),
  asTold: scaled(gan128MNIST.asTold, { imageSize: 16, width: 8 }),
  asPublished: scaled(gan128MNIST.asPublished, { imageSize: 16, width: 16 }),
  repaired: scaled(gan128MNIST.repaired, { imageSize: 16, width: 4 }),
} as const;

/** What makes two presets different programs, whatever their sizes and numbers. */
function kindOf({ condition, generator, discriminator, optimizer, training }: Iteration): string {
  const { stepOrder, loss, r1Gamma, gate, l2, fakesForDiscriminator, diffAugment } = training;
  const player = ({
    network,
    norm,
    dropout,
    dropoutLive,
  }: Iteration["discriminator" | "generator"]) => [network, norm, dropout > 0 && dropoutLive];
  return JSON.stringify([
    ...player(generator),
    ...player(discriminator),
    [optimizer.kind, optimizer.shared],
    [stepOrder, loss, r1Gamma > 0, gate !== "none", l2 > 0, fakesForDiscriminator],
    [training.batchSize === 1, ...diffAugment],
    [condition.kind, condition.tells, training.gpWeight > 0, training.generatorInterval > 1],
  ]);
}

/** A copy of a few pixels and filters with every switch as at full size. */
function tiny(iteration: Iteration): Iteration {
  const imageSize = iteration.discriminator.network === "conv40" ? 40 : 16;
  const copy = scaled(iteration, { imageSize, width: 16 });
  const batchSize = Math.min(copy.training.batchSize, 16);
  return derive(copy, { preset: copy.preset }, { training: { batchSize } });
}

/** What D sees is blurred with noise, reals are labelled 0.9, some the wrong way round: no preset has that, but one may. */
const noisy = derive(
  kerasGANv5.narrow,
  { preset: "noisy" },
  { training: { labelSmoothing: 0.1, labelFlips: 0.25, instanceNoise: 0.3 } },
);

/** One small game of every kind of program in the catalogue, under the first preset that has it. */
export const kinds: Readonly<Record<string, Iteration>> = (() => {
  const seen = new Set<string>();
  const all = Object.values(catalogue).flatMap((presets) => Object.values(presets));
  const first = all.filter((iteration) => {
    if (iteration.translation.kind !== "none") return false; // test/training/translation
    const kind = kindOf(iteration);
    return !seen.has(kind) && seen.add(kind);
  });
  return Object.fromEntries(
    [...first, noisy].map((one) => [`${one.name} ${one.preset}`, tiny(one)]),
  );
})();

/** What a batch is told: rows of a sheet in turn, from `first` on, for a game that knows of some. */
export const toldFor = (iteration: Iteration, first = 0) => {
  const classes = classCount(iteration);
  const ends = iteration.condition.tells === "attributes";
  const rows = Array.from({ length: iteration.training.batchSize }, (_, at) =>
    classes > 0 ? [...rowShares({ shape: [], classes, ends }, (first + at) % classes)] : [],
  );
  return Float32Array.from(rows.flat());
};

/** A batch of noise for an iteration, the same for the same seed. */
export function batchFor({ data, training }: Iteration, seed: number): Images {
  const { imageSize: size, channels } = data;
  const random = new Random(seed, "pictures");
  const length = training.batchSize * size * size * channels;
  return {
    data: Uint8Array.from({ length }, () => random.integer(256)),
    count: training.batchSize,
    height: size,
    width: size,
    channels,
  };
}
