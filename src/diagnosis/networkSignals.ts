import { countMacs, countParameters, describe } from "../nets/describe.js";
import type { Network } from "../nets/layer.js";
import { sizeOf } from "../shape.js";

/** What can be told of two networks from their layers alone. */
export interface NetworkSignals {
  readonly generatorParameters: number;
  readonly discriminatorParameters: number;
  /** Ends of the range that G's last function can reach. */
  readonly outputLow: number;
  readonly outputHigh: number;
  readonly latentSize: number;
  /** Numbers that the picture passes through where it is fewest, and how much larger it is then made without weights. */
  readonly narrowest: number;
  readonly enlargement: number;
  /** Whether G's last weights are dense: one row a pixel. */
  readonly denseHead: boolean;
  /** Largest share of D's parameters in one dense layer, and the positions that layer reads. */
  readonly densestShare: number;
  readonly densestPositions: number;
  /** Largest rate of a dropout layer, live or not; 0 without one. */
  readonly dropoutD: number;
  readonly dropoutG: number;
  /** Side of a latent that is a picture itself; 1 for a vector. */
  readonly latentSide: number;
  /** Thousand million multiply-adds of G for one picture, and MiB of its layers' outputs. */
  readonly gmacs: number;
  readonly activationsMiB: number;
}

const dropoutOf = ({ layers }: Network) =>
  Math.max(0, ...layers.map((layer) => (layer.kind === "dropout" ? layer.rate : 0)));

/** The tightest place of G, and how far what comes out of it is enlarged without weights. */
function bottleneck(generator: Network): { narrowest: number; enlargement: number } {
  const stages = describe(generator);
  const bilinear = stages.findIndex(({ layer }) => layer.kind === "resizeBilinear");
  const sizes = stages.map(({ output }) => sizeOf(output));
  if (bilinear < 0)
    return { narrowest: Math.min(sizeOf(generator.input), ...sizes), enlargement: 1 };
  const { input, output } = stages[bilinear] as (typeof stages)[number];
  return { narrowest: sizeOf(input), enlargement: (output[0] ?? 1) / (input[0] ?? 1) };
}

/** D's dense layer with the most weights: its share of them all, and the positions it reads. */
function densest(discriminator: Network) {
  const total = countParameters(discriminator).trainable;
  const stages = describe(discriminator);
  const found = stages.map(({ layer, weights }, index) => {
    const before = stages[index - 1];
    const map = before?.layer.kind === "flatten" ? before.input : [];
    const count = weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    return layer.kind === "dense"
      ? { share: count / total, positions: (map[0] ?? 1) * (map[1] ?? 1) }
      : { share: 0, positions: 0 };
  });
  return found.reduce((most, each) => (each.share > most.share ? each : most), {
    share: 0,
    positions: 0,
  });
}

/** Reads the signals off two networks; nothing is allocated. */
export function networkSignals(generator: Network, discriminator: Network): NetworkSignals {
  const stages = describe(generator);
  const weighted = stages.filter(({ weights }) => weights.some(({ name }) => name === "kernel"));
  const sigmoid = generator.layers.some(({ kind }) => kind === "sigmoid");
  const { share, positions } = densest(discriminator);
  return {
    generatorParameters: countParameters(generator).trainable,
    discriminatorParameters: countParameters(discriminator).trainable,
    outputLow: sigmoid ? 0 : -1,
    outputHigh: 1,
    latentSize: sizeOf(generator.input),
    ...bottleneck(generator),
    denseHead: weighted.at(-1)?.layer.kind === "dense",
    densestShare: share,
    densestPositions: positions,
    dropoutD: dropoutOf(discriminator),
    dropoutG: dropoutOf(generator),
    latentSide: generator.input.length === 3 ? (generator.input[0] ?? 1) : 1,
    gmacs: countMacs(generator) / 1e9,
    activationsMiB: stages.reduce((sum, { output }) => sum + sizeOf(output) * 4, 0) / 2 ** 20,
  };
}
